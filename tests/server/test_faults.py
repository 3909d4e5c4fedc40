"""A file that is missing or damaged: the page says which, the rest serves, nothing falls."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from amu_geo import paths
from amu_geo.edition.referentials import FILES, by_code, label, rows
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.edition.shelf import NoEditionError, read_shelf
from amu_geo.paths import DamagedFileError
from amu_geo.server.http.loading import loaded
from amu_geo.server.http.static_files import NEEDED, check_file
from amu_geo.site import PAGES
from amu_geo.territories import Territories
from amu_geo.territories.reading import MAP, PACKAGE, read_map
from amu_geo.territories.reading import TABLES as LAYERS
from tests.server import spoiling
from tests.server.spoiling import OF_ANY, OF_TEXT, SHORT, Project, copy_of, once_loaded, spoil
from tests.serving import Client, running

OF_ALL = {**OF_ANY, **OF_TEXT}
LAYER_FILES = [f"{name}.parquet" for name in LAYERS.values()]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The project's files, to be spoilt, then used."""
    was_loaded = loaded.is_set()
    with pytest.MonkeyPatch.context() as patch:
        yield Project(tmp_path, patch)
    spoiling.forget_all()
    if not was_loaded:
        loaded.clear()


def words(html: str) -> str:
    """The text of a page, without its styles."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


# Readers


@pytest.mark.parametrize("fault", OF_ANY.values(), ids=list(OF_ANY))
@pytest.mark.parametrize("file", [*LAYER_FILES, PACKAGE])
def test_a_layer_that_is_damaged_is_named(tmp_path, file, fault):
    folder = copy_of(paths.REGIONS, tmp_path / "data" / "regions")
    spoil(folder / file, fault)
    with pytest.raises(DamagedFileError, match=re.escape(file)):
        Territories.read(folder)


@pytest.mark.parametrize("fault", OF_ALL.values(), ids=list(OF_ALL))
def test_a_map_that_is_damaged_is_named(tmp_path, fault):
    folder = copy_of(paths.REGIONS, tmp_path)
    spoil(folder / MAP, fault)
    with pytest.raises(DamagedFileError, match=MAP):
        read_map(folder)


def test_a_layer_of_another_time_is_refused(tmp_path):
    """It reads as a table; it is not the one that the package describes."""
    folder = copy_of(paths.REGIONS, tmp_path)
    (folder / "communes.parquet").unlink()
    Territories.read(paths.REGIONS).communes.head(30_000).to_parquet(folder / "communes.parquet")
    with pytest.raises(DamagedFileError, match="somme de contrôle"):
        Territories.read(folder)


@pytest.mark.parametrize("fault", OF_ALL.values(), ids=list(OF_ALL))
@pytest.mark.parametrize("name", TABLES)
def test_a_schema_that_is_damaged_is_named(tmp_path, monkeypatch, name, fault):
    folder = copy_of(paths.TABLE_SCHEMAS, tmp_path)
    monkeypatch.setattr(paths, "TABLE_SCHEMAS", folder)
    spoil(folder / f"{name}.json", fault)
    with pytest.raises(DamagedFileError, match=f"{name}.json"):
        table_schema.__wrapped__(name)


@pytest.mark.parametrize("content", ["[]", "{}", '{"title": 1, "fields": 3}', "null"])
def test_json_that_is_no_schema_is_no_schema(tmp_path, monkeypatch, content):
    monkeypatch.setattr(paths, "TABLE_SCHEMAS", tmp_path)
    (tmp_path / "projets.json").write_text(content, "utf-8")
    with pytest.raises(DamagedFileError, match=r"projets\.json"):
        table_schema.__wrapped__("projets")


@pytest.mark.parametrize("fault", [*OF_ALL.values(), SHORT], ids=[*OF_ALL, "a line less"])
@pytest.mark.parametrize("name", FILES)
def test_a_referential_that_is_damaged_is_an_error(tmp_path, monkeypatch, name, fault):
    folder = copy_of(paths.REFERENTIALS, tmp_path)
    monkeypatch.setattr(paths, "REFERENTIALS", folder)
    spoil(folder / f"{name}.csv", fault)
    with pytest.raises(DamagedFileError, match=f"{name}.csv"):
        rows.__wrapped__(name)


@pytest.mark.parametrize("name", FILES)
def test_a_referential_cut_anywhere_is_an_error(tmp_path, monkeypatch, name):
    content = (paths.REFERENTIALS / f"{name}.csv").read_bytes()
    monkeypatch.setattr(paths, "REFERENTIALS", tmp_path)
    for length in range(len(content) - 1, 0, -max(1, len(content) // 60)):
        (tmp_path / f"{name}.csv").write_bytes(content[:length])
        with pytest.raises(DamagedFileError):
            rows.__wrapped__(name)


def test_every_referential_is_as_long_as_it_says():
    assert {path.stem for path in paths.REFERENTIALS.glob("*.csv")} == set(FILES)
    for name, (_, count) in FILES.items():
        assert len(rows(name)) == count, f"{name}.csv has changed: FILES says how many rows"
    assert label("financeur", "region") == "Région"
    assert by_code("familles")["batiment"]["libelle"]


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_of_the_pages_that_is_damaged_is_named(tmp_path, name):
    path = tmp_path / Path(name).name
    check_file(paths.STATIC / name)
    for kind, fault in OF_ANY.items():
        if kind == "cut" and path.suffix == ".txt":
            continue  # prose may end anywhere
        path.write_bytes((paths.STATIC / name).read_bytes())
        spoil(path, fault)
        with pytest.raises(DamagedFileError, match=re.escape(path.name)):
            check_file(path)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def test_every_file_of_the_pages_is_looked_at():
    there = {str(p.relative_to(paths.STATIC)) for p in paths.STATIC.rglob("*") if p.is_file()}
    assert {name for name in there if not name.endswith(".md")} == set(NEEDED)


@pytest.mark.parametrize("file", ["edition.toml", "dispositifs.csv", "acteurs.csv", "journal.csv"])
def test_an_edition_with_a_damaged_file_is_set_aside(tmp_path, territories, draft, file):
    """Its absence alone may be meant: a table that an edition has not is empty."""
    root, damaged, whole = tmp_path / "schemes", {}, draft.write()
    content = (whole / file).read_bytes()
    for number, (kind, fault) in enumerate(OF_ALL.items()):
        optional = file not in ("edition.toml", "dispositifs.csv", "programmes.csv")
        if not (kind == "missing" and optional):
            folder = copy_of(whole, root / f"essai-{number}")
            spoil(folder / file, fault)
            # A text without an accent is the same in Latin letters.
            same = (folder / file).is_file() and (folder / file).read_bytes() == content
            damaged |= {} if same else {folder.name: kind}
    shelf = read_shelf(territories, root)
    assert {damaged[name] for name in damaged.keys() - shelf.damaged.keys()} == set()
    assert all(file in str(shelf.damaged[name][0]) for name in damaged)


def test_without_any_edition_the_reason_names_its_file(tmp_path, territories, draft):
    whole = draft.write()
    spoil(whole / "edition.toml", OF_ANY["cut"])
    shelf = read_shelf(territories, whole.parent)
    with pytest.raises(NoEditionError, match=r"Aucune édition lisible.*edition\.toml"):
        shelf.default  # noqa: B018


def test_a_table_cut_in_its_last_cell_is_damaged(tmp_path, territories):
    """The row still has all its cells, and the last one a shorter text."""
    folder = copy_of(paths.SCHEMES / "2018", tmp_path / "2018")
    content = (folder / "programmes.csv").read_bytes().rstrip(b"\n")
    (folder / "programmes.csv").unlink()
    (folder / "programmes.csv").write_bytes(content.removesuffix(b'"')[:-9] + b'"')
    assert "coupé" in str(read_shelf(territories, tmp_path).damaged["2018"][0])


# The application, in this process


def assert_polite(reply, file: str) -> None:
    assert reply.status == 503
    assert file in words(reply.text)
    assert "Traceback" not in reply.text
    assert reply.headers["cache-control"] == "no-store"
    assert "frame-ancestors" in reply.headers["content-security-policy"]
    assert int(reply.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("data/regions/communes.parquet", "cut"),
        ("data/regions/datapackage.json", "missing"),
        ("data/schemas/dispositifs.json", "empty"),
        ("data/schemas/acteurs.json", "in latin"),
    ],
)
def test_without_the_foundations_each_page_says_why(project, file, fault, caplog):
    project.spoil(file, OF_ALL[fault])
    project.start()
    with caplog.at_level(logging.INFO):
        for path in (*PAGES, "/?edition=2018", "/carte.svg", "/carte.png", "/fiches.json"):
            assert_polite(project.ask(path), file)
        assert_polite(project.ask("/api/v1/couverture.csv"), file)
        ready = project.ask("/readyz")
    assert ready.status == 503
    assert any(file in reason for reason in ready.json["raisons"])
    assert project.ask("/healthz").status == 200
    assert project.ask("/robots.txt").status == 200
    assert project.ask("/sitemap.xml").text.count("<loc>") >= len(PAGES) - 1
    assert project.ask("/favicon.svg").status == 200
    assert "n’existe pas" in words(project.ask("/nulle-part").text)
    lines = [record for record in caplog.records if "damaged" in record.getMessage()]
    assert len(lines) == 1
    assert file in lines[0].getMessage()
    assert not any(record.exc_info for record in caplog.records)


def test_without_the_map_what_draws_none_serves(project, territories, caplog):
    project.spoil("data/regions/carte.json", OF_ANY["cut"])
    project.start(territories)
    for path in ("/", "/carte.svg"):
        assert_polite(project.ask(path), "data/regions/carte.json")
    # Where a figure alone waits for the map, its place says so.
    for path in ("/familles", "/acteurs"):
        assert "data/regions/carte.json" in project.ask(path).text
    for path in (
        "/dispositifs",
        "/comparer?regions=76,84",
        "/familles",
        "/acteurs",
        "/donnees",
        "/mentions",
        "/api/v1/regions.geojson",
    ):
        assert project.ask(path).status == 200, path
    assert project.ask("/statique/carte-0123456789ab.json").status == 503
    assert not any(record.exc_info for record in caplog.records)


def test_a_referential_cut_short_stops_what_needs_it_alone(project, territories):
    project.spoil("data/referentiels/valeurs.csv", SHORT)
    project.start(territories)
    assert project.ask("/api/v1/couverture.json").status == 200
    replies = {path: project.ask(path) for path in PAGES}
    assert {reply.status for reply in replies.values()} <= {200, 503}
    for reply in replies.values():
        if reply.status == 503:
            assert_polite(reply, "data/referentiels/valeurs.csv")
    reasons = project.ask("/readyz").json["raisons"]
    assert len(reasons) == 1
    assert "data/referentiels/valeurs.csv" in reasons[0]


def test_a_page_without_its_own_fonts_still_serves(project, territories):
    project.spoil("static/fonts/figtree-latin-wght-normal.woff2", OF_ANY["missing"])
    project.spoil("static/favicon.svg", OF_ANY["a link in a circle"])
    project.spoil("static/plotly.js", OF_ANY["cut"])
    project.start(territories)
    page = project.ask("/")
    assert page.status == 200
    assert "plotly-traces" not in page.text
    for path in ("/statique/fonts/figtree-latin-wght-normal.woff2", "/favicon.svg"):
        assert project.ask(path).status == 404
    reasons = " ".join(project.ask("/readyz").json["raisons"])
    assert reasons.count("static/") == 3


# The latest edition is damaged


@pytest.fixture
def late(project, territories, caplog) -> Project:
    """The project without a readable edition of today."""
    project.spoil("data/schemes/2026/attestations.csv", OF_ANY["a link to nowhere"])
    project.start(territories)
    return project


WARNING = "l’édition « 2026 », plus récente, ne se lit pas pour le moment"


@pytest.mark.parametrize("path", PAGES)
def test_an_older_edition_is_never_shown_as_the_present(late, path):
    reply = late.ask(path)
    assert reply.status == 200
    assert words(reply.text).count(WARNING) == 1
    described = re.search(r'property="og:description" content="([^"]*)"', reply.text)[1]
    assert "Édition 2018 du 9 juillet 2018" in unescape(described).replace("\u00a0", " ")
    assert "attestations.csv" in unescape(described)


def test_images_and_data_say_it_too(late, caplog):
    drawing = late.ask("/carte.svg").text.replace("\u00a0", " ")
    assert WARNING in drawing
    assert late.ask("/carte.png").status == 200
    for form in ("json", "csv", "geojson"):
        reply = late.ask(f"/api/v1/couverture.{form}")
        assert '"2026", plus recente, ne se lit pas' in reply.headers["avertissement"]
        if form != "csv":
            assert WARNING in reply.json["avertissement"].replace("\u00a0", " ")
    assert late.ask("/api/v1/editions.json").json["avertissement"]
    asked = late.ask("/api/v1/couverture.json?edition=2026")
    assert asked.status == 503
    assert "« 2026 » ne se lit pas" in asked.json["detail"]
    reasons = late.ask("/readyz").json
    assert reasons["edition"] == "2018"
    assert "2026" in reasons["raisons"][0]
    lines = [r for r in caplog.records if "damaged edition 2026" in r.getMessage()]
    assert len(lines) == 1
    assert "attestations.csv" in lines[0].getMessage()


@pytest.mark.unix
def test_the_warning_leaves_with_the_fault(late):
    assert WARNING in late.ask("/carte.svg").text.replace("\u00a0", " ")
    file = late.root / "data" / "schemes" / "2026" / "attestations.csv"
    file.unlink()
    file.symlink_to(paths.ROOT / "data" / "schemes" / "2026" / "attestations.csv")
    assert "ne se lit pas" not in late.ask("/carte.svg").text
    reply = late.ask("/api/v1/couverture.json")
    assert reply.json["edition"] == "2026"
    assert "avertissement" not in reply.json


def test_an_older_damaged_edition_warns_nobody_of_today(project, territories):
    project.spoil("data/schemes/2018/dispositifs.csv", OF_ANY["cut"])
    project.start(territories)
    assert "avertissement" not in project.ask("/api/v1/couverture.json").json
    assert "ne se lit pas" not in words(project.ask("/").text)
    assert project.ask("/readyz").status == 503


# A mistake of the code is no fault of the data


@pytest.mark.parametrize("mistake", [KeyError("code"), LookupError("rang"), IndexError("9")])
def test_a_mistake_is_never_taken_for_a_fault(project, territories, mistake, monkeypatch):
    from amu_geo.server.api import tables
    from amu_geo.server.page import document

    def fail(*_):
        raise mistake

    project.start(territories)
    monkeypatch.setitem(tables.BUILDERS, "couverture", fail)
    monkeypatch.setattr(document, "first_picture", fail)
    for path, kind in (("/api/v1/couverture.json", "problem+json"), ("/comparer", "text/html")):
        reply = project.ask(path)
        assert reply.status == 500
        assert kind in reply.headers["content-type"]
        assert "n’a pas pu" in reply.text
        assert "Traceback" not in reply.text
        assert "frame-ancestors" in reply.headers["content-security-policy"]


def test_editions_of_any_licence_are_served(project, territories):
    file = project.root / "data" / "schemes" / "2026" / "edition.toml"
    text = file.read_text("utf-8")
    file.unlink()
    file.write_text(text.replace("Licence Ouverte 2.0", "ODbL 1.0"), "utf-8")
    project.start(territories)
    for name in ("editions", "couverture", "dispositifs", "acteurs", "attestations", "regions"):
        for form in ("json", "csv"):
            reply = project.ask(f"/api/v1/{name}.{form}")
            assert reply.status == 200, (name, form)
            assert 'rel="license"' in reply.headers["link"]
    assert "</donnees>" in project.ask("/api/v1/editions.csv").headers["link"]


# A process of its own


def test_the_server_starts_and_says_what_is_damaged(tmp_path):
    """Two faults at once: a table of the present, and what only one page shows."""
    data = copy_of(paths.ROOT / "data", tmp_path / "data")
    spoil(data / "schemes" / "2026" / "dispositifs.csv", OF_ANY["cut"])
    spoil(data / "referentiels" / "glossaire.csv", OF_TEXT["in latin"])
    log = tmp_path / "log.txt"
    with running(log, **{paths.DATA_ELSEWHERE: str(data)}) as address:
        client = Client(address)
        assert client.get("/healthz").text == "ok"
        assert WARNING in words(client.get("/").text)
        ready = once_loaded(client)
        reasons = " ".join(ready.json["raisons"])
        assert ready.status == 503
        assert "data/referentiels/glossaire.csv" in reasons
        assert client.get("/api/v1/couverture.json").json["edition"] == "2018"
    told = log.read_text("utf-8")
    assert told.count("damaged edition 2026") == 1
    assert "Traceback" not in told


def test_the_server_starts_without_its_regions(tmp_path):
    data = copy_of(paths.ROOT / "data", tmp_path / "data")
    spoil(data / "regions" / "regions.parquet", OF_ANY["empty"])
    log = tmp_path / "log.txt"
    with running(log, **{paths.DATA_ELSEWHERE: str(data)}) as address:
        client = Client(address)
        for path in ("/", "/donnees", "/api/v1/couverture.json"):
            assert_polite(client.get(path), "data/regions/regions.parquet")
        assert client.get("/statique/fonts/OFL-figtree.txt").status == 200
        assert client.get("/healthz").status == 200
        assert "regions.parquet" in once_loaded(client).text
    told = log.read_text("utf-8")
    assert told.count("regions.parquet") == 1
    assert "Traceback" not in told


def test_commands_say_it_in_a_sentence(tmp_path):
    data = copy_of(paths.ROOT / "data", tmp_path / "data")
    spoil(data / "regions" / "communes.parquet", OF_ANY["cut"])
    done = subprocess.run(
        [sys.executable, "-m", "amu_geo", "coverage", "--edition", "2026"],
        capture_output=True,
        text=True,
        cwd=paths.ROOT,
        env=spoiling.environment(tmp_path),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Erreur : data/regions/communes.parquet : ")
    assert "Traceback" not in done.stderr
