"""`python -m amu_geo coverage`: the figures that the observatory stands on."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from amu_geo.cli.main import main
from amu_geo.vocabulary import FAMILIES, LECTURES

COLUMNS = (
    "code_region,nom,familles_confirmees,familles_documentees,min,max,batiment,collectif_habitant,"
    "communaute,territoriale,nb_dispositifs,nb_acteurs,nb_acteurs_amu"
)
STATES = [family.column for family in FAMILIES.values()]


def run(capsys: pytest.CaptureFixture, *words: str) -> str:
    """Standard output of a command that must succeed."""
    assert main(["coverage", *words]) == 0
    return capsys.readouterr().out


def table(capsys: pytest.CaptureFixture, *words: str) -> pd.DataFrame:
    text = run(capsys, *words, "--format", "csv")
    assert text.splitlines()[0] == COLUMNS
    return pd.read_csv(io.StringIO(text), dtype={"code_region": "str"}).set_index("code_region")


def test_2018_says_what_the_article_said(capsys):
    found = table(capsys, "--edition", "2018")
    assert len(found) == 18
    covered = found.loc[found["familles_confirmees"] > 0, "familles_confirmees"].to_dict()
    assert covered == {"76": 3, "84": 2, "75": 1, "11": 1}
    assert (found.loc["76", "min"], found.loc["76", "max"]) == (2, 3)
    others = found.drop(index=list(covered))
    assert len(others) == 14
    assert (others[STATES] == "non-documente").all(axis=None)


@pytest.mark.parametrize("lecture", ["stricte", "usage"])
def test_2018_has_no_evidence_for_the_stricter_readings(capsys, lecture):
    found = table(capsys, "--edition", "2018", "--lecture", lecture)
    assert (found[STATES] == "non-documente").all(axis=None)


def test_2026_differs_between_the_four_readings(capsys):
    seen = {
        lecture: table(capsys, "--edition", "2026", "--lecture", lecture)["nb_dispositifs"].sum()
        for lecture in LECTURES
    }
    assert list(seen.values()) == sorted(set(seen.values()), reverse=True)
    assert seen["regionale"] == 91


def test_json_names_the_schemes_behind_every_cell(capsys):
    content = json.loads(run(capsys, "--edition", "2026", "--format", "json"))
    assert content["licence"] == "Licence Ouverte 2.0"
    assert len(content["regions"]) == 18
    for region in content["regions"]:
        for family in FAMILIES.values():
            behind = region["preuves"][family.code]
            assert bool(behind) == (region[family.column] != "non-documente")


def test_geojson_follows_rfc_7946(capsys, tmp_path):
    text = run(capsys, "--edition", "2026", "--format", "geojson")
    content = json.loads(text)
    assert "crs" not in content
    path = tmp_path / "couverture.geojson"
    path.write_text(text, encoding="utf-8")
    frame = gpd.read_file(path)
    assert len(frame) == 18
    assert frame.crs.to_epsg() == 4326
    assert frame.is_valid.all()
    outer = [part.exterior for shape in frame.geometry for part in shapely.get_parts(shape)]
    assert all(ring.is_ccw for ring in outer)


def test_the_table_writes_nd_and_not_zero(capsys):
    text = run(capsys, "--edition", "2018", "--format", "table")
    line = next(line for line in text.splitlines() if line.startswith("Mayotte"))
    assert "n.d." in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--edition", "1789"], "Éditions publiées : 2018, 2026", id="edition"),
        pytest.param(["--annee", "1989"], "de 1990 à 2026", id="year before 1990"),
        pytest.param(["--edition", "2018", "--annee", "2020"], "de 1990 à 2018", id="later year"),
    ],
)
def test_what_does_not_exist_is_said_in_french(capsys, words, said):
    assert main(["coverage", *words]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_wrong_option_is_refused_in_french(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["coverage", "--lecture", "intime"])
    assert stop.value.code == 1
    assert "n’est pas parmi" in capsys.readouterr().err
