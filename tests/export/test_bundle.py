"""The open-data bundle as others read it: frictionless, sha256sum, GeoPandas, and our import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import frictionless
import geopandas
import pandas as pd
import pyogrio
import pytest

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.edition import Edition, read_edition
from amu_geo.export.bundle import bundle_files, bundle_zip, write_bundle
from amu_geo.importing import import_path
from amu_geo.measure.reading import Reading
from tests.conftest import PROOF

EDITIONS = ["2018", "2026"]
ROOT = Path(__file__).resolve().parents[2]


def wrong(folder: Path) -> list[str]:
    """What frictionless finds wrong in a bundle."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = [("", error) for error in report.errors]
    found += [(task.place, error) for task in report.tasks for error in task.errors]
    assert report.valid == (not found)
    return [f"{place} {error.type}: {error.message}" for place, error in found]


@pytest.fixture(scope="module", params=["2018", pytest.param("2026", marks=pytest.mark.slow)])
def written(request, tmp_path_factory) -> tuple[Edition, Path]:
    edition = store.shelf().get(request.param)
    folder = tmp_path_factory.mktemp("paquet") / edition.id
    write_bundle(edition, folder)
    return edition, folder


def test_another_reader_finds_nothing_wrong_and_knows_what_was_changed(written, tmp_path):
    edition, folder = written
    assert wrong(folder) == []
    copied = tmp_path / "copie"
    write_bundle(edition, copied)
    layer = copied / "mesure/couverture.gpkg"
    content = bytearray(layer.read_bytes())
    content[-1] ^= 1
    layer.write_bytes(content)
    table = copied / "programmes.csv"
    table.write_text(table.read_text("utf-8").replace("friches", "Friches !", 1), "utf-8")
    found = "\n".join(wrong(copied))
    assert "mesure/couverture.gpkg hash-count" in found
    assert "programmes.csv hash-count" in found


def test_each_file_is_described_or_known_and_counted_in_the_sums(written):
    _, folder = written
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    schemas = {resource["schema"] for resource in package["resources"]}
    about = {"datapackage.json", "LISEZMOI.md", "SHA256SUMS", "edition.toml"}
    assert files == described | schemas | about
    measured = {f"mesure/{stem}.{form}" for stem in ("couverture", "acteurs")
                for form in ("gpkg", "parquet")}  # fmt: skip
    assert measured <= described
    told = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert {line.rpartition(":")[0] for line in told.stdout.splitlines()} == files - {"SHA256SUMS"}


@pytest.mark.parametrize("form", ["gpkg", "parquet"])
def test_geopandas_reads_the_same_coverage_and_actors(written, form):
    edition, folder = written
    read = geopandas.read_parquet if form == "parquet" else geopandas.read_file
    regions = read(folder / f"mesure/couverture.{form}")
    table = store.coverage(edition, Reading()).table
    found = pd.DataFrame(regions[table.columns]).sort_values("code_region", ignore_index=True)
    wanted = table.sort_values("code_region", ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)
    assert len(regions) == 18 and regions.geometry.is_valid.all() and regions.crs.to_epsg() == 4326
    told = pd.read_csv(folder / "mesure/couverture.csv", dtype={"code_region": "str"})
    pd.testing.assert_frame_equal(told, table, check_dtype=False)
    actors = read(folder / f"mesure/acteurs.{form}")
    assert sorted(actors["id"]) == sorted(edition.acteurs["id"])
    placed = actors.geometry.notna() & ~actors.geometry.is_empty
    assert (placed == (actors["placement"] != "")).all()
    assert placed.any() == (edition.id == "2026")  # that of 2018 places nobody


def test_a_geopackage_says_whose_it_is(written):
    edition, folder = written
    info = pyogrio.read_info(folder / "mesure/acteurs.gpkg")
    assert info["layer_name"] == "acteurs"
    assert info["layer_metadata"]["licence"] == edition.licence


def test_the_bundle_says_that_its_cells_are_raw_and_under_which_licence(written):
    edition, folder = written
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    readme = (folder / "LISEZMOI.md").read_text("utf-8")
    assert "brutes" in package["cellules"] and "brutes" in readme
    assert package["licenses"][0]["title"] in readme and edition.titre in readme
    assert "\N{NO-BREAK SPACE}" in readme or "\N{NARROW NO-BREAK SPACE}" in readme


def test_the_import_reads_its_tables_and_nothing_else_of_it(written, territories):
    edition, folder = written
    for source in (folder, bundle_zip(edition)):
        imported = import_path(source, "paquet.zip", territories)
        assert [str(problem) for problem in imported.problems] == [
            str(problem) for problem in edition.warnings
        ]
        assert imported.repairs == []
        assert imported.edition(territories).fingerprint == edition.fingerprint


def test_any_edition_and_what_it_changes_make_a_valid_bundle(draft, territories, tmp_path):
    before = read_edition(draft.write(), territories)
    draft.metadata = draft.metadata.replace('"essai"', '"suite"')
    draft.change("dispositifs", 0, date_fin="2025-06").change("acteurs", 0, nom="=1+1")
    draft.tables["attestations"] = [dict(PROOF)]
    after = read_edition(draft.write(), territories)
    empty = {name: after.tables[name].iloc[:0] for name in ("acteurs", "projets", "lacunes")}
    bare = replace(after, id="nue", contact="notre accueil", tables={**after.tables, **empty})
    for rank, (edition, previous) in enumerate([(after, before), (bare, None), (bare, after)]):
        folder = tmp_path / str(rank)
        write_bundle(edition, folder, previous)
        assert wrong(folder) == []
        assert (folder / "mesure/acteurs.gpkg").exists() == bool(len(edition.acteurs))
    assert ",=1+1," in (tmp_path / "0/acteurs.csv").read_text("utf-8")


def test_a_folder_of_other_tables_is_left_as_it_is(tiny_edition, tmp_path, capsys):
    folder = tmp_path / "ici"
    write_bundle(tiny_edition, folder)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["export", "--edition", "2018", "--out", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "observations.csv" in told and "Traceback" not in told
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    write_bundle(tiny_edition, folder)
    file = tmp_path / "fichier"
    file.write_text("")
    with pytest.raises(ValueError, match="est un fichier"):
        write_bundle(tiny_edition, file)


def test_the_same_edition_gives_the_same_bytes():
    published = store.shelf().get("2018")
    again = replace(published)
    assert bundle_files(published) == bundle_files(again)
    assert bundle_zip(published) == bundle_zip(again)


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_another_process_at_another_hour_gives_the_same_bytes(edition_id, tmp_path):
    folders = []
    for zone, seed in (("Europe/Paris", "1"), ("Pacific/Auckland", "2")):
        folders.append(tmp_path / seed)
        command = [sys.executable, "-m", "amu_geo", "export", "--edition", edition_id]
        own = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        subprocess.run([*command, "--out", folders[-1]], cwd=ROOT, env=own, check=True)
    one, other = (
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in folders
    )
    assert one == other
