"""Publishing: whole or not at all, at any instant, and never over what is published."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import statistics
import time
from dataclasses import replace
from pathlib import Path

import pytest

from amu_geo.cli.main import main
from amu_geo.edition import EditionError, edition_folders, read_edition
from amu_geo.edition.publishing import STAGING, publish_edition
from amu_geo.edition.shelf import read_shelf
from amu_geo.edition.writing import edition_files
from amu_geo.export.bundle import bundle_files, bundle_zip, write_bundle
from amu_geo.importing.bundles import publish_bundle
from tests.conftest import PROOF


def digest(folder: Path) -> str:
    """One fingerprint for every byte under a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def files_of(folder: Path) -> dict[str, str]:
    """Every file of a folder as text."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_bundle_then_publish_gives_the_same_edition(tiny_edition, territories, tmp_path, form):
    bundle = tmp_path / "paquet"
    if form == "folder":
        write_bundle(tiny_edition, bundle)
    else:
        bundle = tmp_path / "paquet.zip"
        bundle.write_bytes(bundle_zip(tiny_edition))
    published = publish_bundle(bundle, territories, tmp_path / "racine")
    assert published.folder == tmp_path / "racine" / "essai"
    assert published.edition.fingerprint == tiny_edition.fingerprint
    assert read_edition(published.folder, territories).fingerprint == tiny_edition.fingerprint


def test_proofs_exact_ends_and_effort_go_through_a_bundle(draft, territories, tmp_path):
    draft.metadata = 'effort_recherche = ["76"]\n' + draft.metadata
    draft.change("dispositifs", 0, date_fin="2025-06")
    draft.tables["attestations"] = [dict(PROOF)]
    edition = read_edition(draft.write(), territories)
    files = bundle_files(edition)
    assert {"attestations.csv", "schemas/attestations.json"} <= set(files)
    assert "`attestations.csv` : Une preuve datée par ligne" in files["LISEZMOI.md"].decode()
    bundle = tmp_path / "paquet.zip"
    bundle.write_bytes(bundle_zip(edition))
    published = publish_bundle(bundle, territories, tmp_path / "racine")
    assert published.imported.repairs == []
    assert published.edition.fingerprint == edition.fingerprint
    assert published.edition.effort_recherche == ("76",)
    assert published.edition.attestations.to_dict("records") == [PROOF]
    assert files_of(published.folder) == edition_files(edition)


def test_published_editions_make_the_round_trip(territories, tmp_path):
    for edition in read_shelf(territories).editions.values():
        bundle = tmp_path / f"{edition.id}.zip"
        bundle.write_bytes(bundle_zip(edition))
        published = publish_bundle(bundle, territories, tmp_path / "racine", today=edition.date)
        assert published.edition.fingerprint == edition.fingerprint
        assert published.imported.repairs == []


def test_an_edition_never_changes_once_published(tiny_edition, territories, tmp_path):
    root = tmp_path / "racine"
    publish_edition(tiny_edition, territories, root)
    before = digest(root / "essai")
    other = replace(tiny_edition, titre="Autre chose")
    with pytest.raises(EditionError, match="ne change jamais"):
        publish_edition(other, territories, root)
    assert digest(root / "essai") == before


def test_nothing_is_published_when_something_is_wrong(draft, territories, tmp_path):
    folder = draft.change("dispositifs", 0, statut="fini").write()
    root = tmp_path / "racine"
    with pytest.raises(EditionError) as caught:
        publish_bundle(folder, territories, root)
    assert caught.value.problems[0].colonne == "statut"
    assert edition_folders(root) == []


def test_a_lone_table_is_not_published(draft, territories, tmp_path):
    table = draft.write() / "acteurs.csv"
    with pytest.raises(EditionError, match="une table seule"):
        publish_bundle(table, territories, tmp_path / "racine")


def test_what_a_killed_publication_left_is_ignored_then_swept(tiny_edition, territories, tmp_path):
    root = tmp_path / "racine"
    left = root / f"{STAGING}abandonnee"
    left.mkdir(parents=True)
    (left / "edition.toml").write_text("id = ", encoding="utf-8")
    assert edition_folders(root) == []
    publish_edition(tiny_edition, territories, root)
    assert [path.name for path in edition_folders(root)] == ["essai"]
    assert not left.exists()


@pytest.mark.parametrize("kills", [50, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.unix
def test_killed_at_random_instants_it_is_never_torn_nor_lost(
    tiny_edition, territories, tmp_path, kills
):
    """kill -9 at random instants: the old state or the new one, whole."""
    root = tmp_path / "racine"
    kept = {"dispositifs", "programmes", "acteurs"}
    tables = {
        name: table if name in kept else table.iloc[:0]
        for name, table in tiny_edition.tables.items()
    }
    tiny_edition = replace(tiny_edition, tables=tables)
    lasting = _usual_duration(tiny_edition, territories, tmp_path)
    rng = random.Random(20_261_121)
    known: dict[str, str] = {}
    interrupted = 0
    for number in range(kills):
        edition = replace(tiny_edition, id=f"e{number}", titre=f"Édition {number}")
        _publish_and_kill(edition, territories, root, rng.uniform(0, 1.3 * lasting))
        folders = {path.name for path in edition_folders(root)}
        assert folders - {edition.id} == set(known), "an edition was lost, or a torn one appeared"
        if edition.id in folders:
            assert files_of(root / edition.id) == edition_files(edition), "a torn edition"
            known[edition.id] = digest(root / edition.id)
        else:
            interrupted += 1
    assert {name: digest(root / name) for name in known} == known
    print(f"\n{kills} kills of a publication, {interrupted} before its end: 0 lost, 0 torn")
    # The instants really were before, during and after: both ends were seen.
    assert 0 < interrupted < kills
    publish_edition(replace(tiny_edition, id="fin", titre="Fin"), territories, root)
    assert {path.name for path in edition_folders(root)} == {*known, "fin"}
    assert {path.name for path in root.iterdir()} == {*known, "fin"}, "nothing else is left"
    shelf = read_shelf(territories, root)
    assert set(shelf.editions) == {*known, "fin"}
    assert not shelf.damaged


def _usual_duration(edition, territories, tmp_path: Path) -> float:
    durations = []
    for number in range(5):
        start = time.perf_counter()
        trial = replace(edition, id=f"t{number}", titre=f"Essai {number}")
        _publish_and_kill(trial, territories, tmp_path / "essais", None)
        durations.append(time.perf_counter() - start)
    assert len(edition_folders(tmp_path / "essais")) == 5
    return statistics.median(durations)


def _publish_and_kill(edition, territories, root: Path, delay: float | None) -> None:
    """Publish in a process of its own, killed after `delay` seconds unless None."""
    child = os.fork()
    if child == 0:
        try:
            publish_edition(edition, territories, root)
        finally:
            os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_the_bundle_describes_itself(tiny_edition, territories):
    import json

    files = bundle_files(tiny_edition)
    package = json.loads(files["datapackage.json"])
    assert package["licenses"][0]["name"] == "etalab-2.0"
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["schema"] in files
    assert "Édition d’essai" in files["LISEZMOI.md"].decode()
    assert bundle_zip(tiny_edition) == bundle_zip(tiny_edition)


def test_the_bundle_of_a_change_tells_the_change(tiny_edition, draft, territories):
    draft.metadata = draft.metadata.replace('"essai"', '"suite"')
    draft.change("acteurs", 0, nom="La Grande Fabrique").change("projets", 0, acteur="")
    newer = read_edition(draft.write(), territories)
    lines = bundle_files(newer, tiny_edition)["changements.csv"].decode().splitlines()
    assert "acteurs,a-fabrique,modification,nom,La Fabrique,La Grande Fabrique" in lines
    assert "edition,,modification,id,essai,suite" in lines


def test_the_bundle_of_a_change_tells_proofs_and_effort(tiny_edition, draft, territories):
    draft.metadata = 'effort_recherche = ["76", "01"]\n' + draft.metadata
    draft.tables["attestations"] = [dict(PROOF)]
    newer = read_edition(draft.write(), territories)
    lines = bundle_files(newer, tiny_edition)["changements.csv"].decode().splitlines()
    key = f"76-lieux + 2024-05 + vote + {PROOF['url_source']}"
    assert f"attestations,{key},ajout,,,Onze aides attribuées." in lines
    assert "edition,,modification,effort_recherche,,76;01" in lines


def test_publish_from_the_command_line(draft, tmp_path, capsys):
    root = tmp_path / "racine"
    folder = str(draft.write())
    assert main(["publish", folder, "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "Publiée" in said
    assert "C’est la première édition" in said
    assert "Les visiteurs voient maintenant « Édition d’essai » (essai, 1er juin 2024)." in said
    assert [path.name for path in root.iterdir()] == ["essai"]
    assert main(["publish", folder, "--root", str(root)]) == 1
    assert "ne change jamais" in capsys.readouterr().err
    assert main(["publish", str(tmp_path / "rien"), "--root", str(root)]) == 1
    assert "n’existe pas" in capsys.readouterr().err
