"""Programmes that an edition brings: from the template to the pages and the API, with no code."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.workbook import template_workbook
from amu_geo.paths import ROOT, SCHEMES
from amu_geo.store import Store
from tests.pages.opening import html, open_page
from tests.server.spoiling import ask, forget_all

GARDENS, POWER = "jardins-partages", "energie-citoyenne"
OWN = [
    (GARDENS, "Jardins partagés", "communaute", None, "Un jardin réunit ses voisins."),
    (POWER, "Énergie citoyenne", "communaute;territoriale", "batiment", "Des habitants financent."),
]
SCHEMES_OF_OWN = [
    (None, "Hauts-de-France", "Jardins partagés", "Appel aux jardins"),
    (None, "84", POWER, "Toits citoyens"),
    ("76-label", "76", "Tiers-lieux", "Label des lieux"),
]
ABOUT = ("theme", "Édition des jardins", date.today().strftime("%d/%m/%Y"), "Observatoire")


def filled(territories, programmes=tuple(OWN), schemes=tuple(SCHEMES_OF_OWN)) -> bytes:
    """The template as a lead fills it, its example rows left where they are."""
    content = template_workbook(territories, read_shelf(territories).default)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row, value in enumerate((*ABOUT, "Licence Ouverte 2.0", "a@exemple.fr", "Essai."), 2):
        book["édition"].cell(row, 2, value)
    for row in programmes:
        book["programmes"].append(row)
    sheet = book["dispositifs"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for place, (name, region, programme, title) in enumerate(schemes, sheet.max_row + 1):
        cells = {
            **{"id": name, "code_region": region, "programme": programme, "nom": title},
            **{"financeur": "Région", "annee_debut_deduite": "non", "statut": "en cours"},
            **{"implication_usagers": "exigee", "strict": "oui", "confiance": "A"},
            **{"url_source": "https://exemple.fr/a", "date_source": date.today().isoformat()},
        }
        for column, value in cells.items():
            sheet.cell(place, columns[column], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def published(territories, tmp_path_factory):
    """The application upon a folder where the filled template was just published."""
    folder = tmp_path_factory.mktemp("jardins")
    book = folder / "jardins.xlsx"
    book.write_bytes(filled(territories))
    root = folder / "editions"
    root.mkdir()
    (root / "2026").symlink_to(SCHEMES / "2026")
    assert main(["check", str(book)]) == 0
    options = ["--default", "yes", "--journal", "Deux programmes.", "--root", str(root)]
    assert main(["publish", str(book), *options]) == 0
    with pytest.MonkeyPatch.context() as patch:
        fresh = Store(root)
        fresh._territories = territories
        for name in ("territories", "commune_finder", "shelf", "coverage", "widest"):
            patch.setattr(store, name, getattr(fresh, name))
        forget_all()
        yield root
    forget_all()


def test_identifiers_left_empty_are_made_of_the_region_and_the_name(published):
    schemes = store.shelf().default.dispositifs
    assert schemes["id"].tolist() == ["32-appel-aux-jardins", "84-toits-citoyens", "76-label"]
    assert schemes["programme"].tolist() == [GARDENS, POWER, "tiers-lieux"]


def test_the_filter_and_the_table_have_them(published):
    page = open_page("schemes.py", programme=f"{GARDENS},friche")
    box = page.multiselect(key="programme")
    assert box.value == [GARDENS]
    assert box.options[-2:] == ["Jardins partagés", "Énergie citoyenne"]
    assert len(box.options) == 10
    text = html(page)
    assert "Jardins partagés : un dispositif régional" in text.replace("\xa0", " ")
    assert "Appel aux jardins" in text
    assert "Toits citoyens" not in text


def test_an_edition_without_them_keeps_its_own(published):
    box = open_page("schemes.py", edition="2026").multiselect(key="programme")
    assert len(box.options) == 8
    assert "Jardins partagés" not in box.options


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "pages").glob("*.py")))
def test_every_page_shows_the_edition(published, page):
    open_page(page, region="32", regions="32,84,76", famille="communaute", commune="59350")


@pytest.mark.parametrize(
    ("page", "query", "label"),
    [
        ("families.py", {"famille": "communaute"}, "Énergie citoyenne"),
        ("compare.py", {"regions": "32,84"}, "Jardins partagés"),
        ("region.py", {"region": "84"}, "Énergie citoyenne"),
        ("data.py", {}, "Un jardin réunit ses voisins."),
        ("overview.py", {"region": "32", "preuve": "32-communaute"}, "Jardins partagés"),
    ],
)
def test_pages_and_proofs_name_them(published, page, query, label):
    text = html(open_page(page, **query))
    assert label in text.replace("\xa0", " ")
    assert GARDENS not in text.replace(f"programme={GARDENS}", "")


def test_the_api_knows_them_and_refuses_the_others(published):
    reply = ask(f"/api/v1/dispositifs.json?programme={GARDENS}")
    assert [row["id"] for row in json.loads(reply.body)["dispositifs"]] == ["32-appel-aux-jardins"]
    reply = ask(f"/api/v1/dispositifs.json?programme={GARDENS}&edition=2026")
    assert reply.status == 400
    assert "friches" in json.loads(reply.body)["detail"]
    cells = json.loads(ask("/api/v1/couverture.json").body)["regions"]
    states = {row["code_region"]: row["communaute"] for row in cells}
    assert (states["32"], states["84"]) == ("confirme", "confirme")


def test_an_edition_that_is_withdrawn_says_so_where_it_is_asked_for(published):
    listed = json.loads(ask("/api/v1/editions.json").body)["editions"]
    assert [row["id"] for row in listed] == ["2026", "theme"]
    assert main(["withdraw", "2026", "--root", str(published)]) == 0
    try:
        text = " ".join(str(one.value) for one in open_page("overview.py", edition="2026").warning)
        assert "a été retirée le" in text.replace("\xa0", " ")
        page = open_page("overview.py")
        assert page.selectbox(key="edition").options == ["theme"]
        assert not page.warning
        reply = ask("/api/v1/dispositifs.json?edition=2026")
        content = json.loads(reply.body)
        assert reply.status == 200
        assert len(content["dispositifs"]) > 10
        assert "a été retirée le" in content["avertissement"].replace("\xa0", " ")
        assert "retiree" in reply.headers["avertissement"]
        listed = json.loads(ask("/api/v1/editions.json").body)["editions"]
        assert [row["id"] for row in listed] == ["theme"]
        assert "avertissement" not in json.loads(ask("/api/v1/dispositifs.json").body)
    finally:
        assert main(["withdraw", "2026", "--undo", "--root", str(published)]) == 0
    assert not open_page("overview.py", edition="2026").warning


@pytest.mark.parametrize(
    ("programme", "near"),
    [("friche", "friches"), ("jardins partage", GARDENS), ("Energie citoyene", POWER)],
)
def test_a_programme_that_is_not_there_is_an_error_with_the_nearest(
    territories, tmp_path, capsys, programme, near
):
    book = tmp_path / "a.xlsx"
    wrong = ("76-faute", "76", programme, "Faute")
    book.write_bytes(filled(territories, schemes=(*SCHEMES_OF_OWN, wrong)))
    assert main(["check", str(book)]) == 1
    said = capsys.readouterr().out
    assert "feuille dispositifs, colonne programme" in said
    assert f"trouvé « {programme} », le plus proche : « {near} »" in said


@pytest.mark.parametrize("families", ["jardinage", "communaute;voisinage"])
def test_a_fifth_family_is_refused_and_the_message_says_why(
    territories, tmp_path, capsys, families
):
    book = tmp_path / "a.xlsx"
    own = ("a", "A", families, None, "Parce que.")
    book.write_bytes(filled(territories, programmes=(*OWN, own)))
    assert main(["check", str(book)]) == 1
    said = capsys.readouterr().out
    assert "les familles restent quatre" in said
    assert f"trouvé « {families} »" in said


def test_a_lone_table_is_judged_with_the_edition_it_completes(
    territories, published, tmp_path, capsys
):
    table = tmp_path / "dispositifs.csv"
    lines = (published / "theme" / "dispositifs.csv").read_text("utf-8")
    table.write_text(lines, encoding="utf-8")
    assert main(["check", str(table)]) == 0
    assert "pas de ceux des premières éditions" in capsys.readouterr().out
    table.write_text(lines.replace(GARDENS, "friche"), encoding="utf-8")
    assert main(["check", str(table)]) == 1
    assert "le plus proche : « friches »" in capsys.readouterr().out
