"""`python -m amu_geo coverage`: the figures that the observatory stands on."""

from __future__ import annotations

import io
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from amu_geo.cli.main import main
from amu_geo.vocabulary import FAMILIES, STATES

COLUMNS = (
    "code_region,nom,familles_documentees,familles_confirmees,min,max,batiment,collectif_habitant,"
    "communaute,territoriale,nb_dispositifs,nb_confirmes,nb_acteurs,nb_acteurs_amu"
)
CELLS = [family.column for family in FAMILIES.values()]


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
    documented = found.loc[found["familles_documentees"] > 0, "familles_documentees"].to_dict()
    assert documented == {"76": 3, "84": 2, "75": 1, "11": 1}
    # Its source is of its date: all that it documents was proven then.
    assert (found["familles_confirmees"] == found["familles_documentees"]).all()
    assert (found["nb_confirmes"] == found["nb_dispositifs"]).all()
    assert (found.loc["76", "min"], found.loc["76", "max"]) == (2, 3)
    others = found.drop(index=list(documented))
    assert len(others) == 14
    assert (others[CELLS] == "non-documente").all(axis=None)


@pytest.mark.parametrize("lecture", ["stricte", "usage"])
def test_2018_has_no_evidence_for_the_stricter_readings(capsys, lecture):
    found = table(capsys, "--edition", "2018", "--lecture", lecture)
    assert (found[CELLS] == "non-documente").all(axis=None)


TOTALS = [
    ("large", None, 51, 27),
    ("regionale", None, 38, 20),
    ("regionale", 2026, 38, 20),
    ("regionale", 2025, 38, 21),
    ("regionale", 2018, 27, 22),
    ("stricte", None, 25, 10),
    ("usage", None, 7, 4),
]


@pytest.mark.parametrize(("lecture", "year", "documented", "confirmed"), TOTALS)
def test_2026_in_each_reading_and_year(capsys, lecture, year, documented, confirmed):
    words = ["--annee", str(year)] if year else []
    found = table(capsys, "--edition", "2026", "--lecture", lecture, *words)
    totals = found[["familles_documentees", "familles_confirmees"]].sum().tolist()
    assert totals == [documented, confirmed]
    told = {state: (found[CELLS] == state).to_numpy().sum() for state in STATES}
    assert told["confirme"] == confirmed
    assert told["confirme"] + told["a-confirmer"] == documented
    assert sum(told.values()) == 18 * 4


def test_2026_finds_by_itself_what_the_article_wrote_of_occitanie(capsys):
    found = table(capsys, "--edition", "2026", "--annee", "2018").loc["76"]
    assert (found["familles_documentees"], found["familles_confirmees"]) == (3, 3)


def test_json_names_the_schemes_behind_every_cell(capsys):
    content = json.loads(run(capsys, "--edition", "2026", "--format", "json"))
    assert content["licence"] == "Licence Ouverte 2.0"
    assert len(content["regions"]) == 18
    for region in content["regions"]:
        for family in FAMILIES.values():
            behind, proven = (region[key][family.code] for key in ("preuves", "confirmes"))
            assert bool(behind) == (region[family.column] != "non-documente")
            assert bool(proven) == (region[family.column] == "confirme")
            assert set(proven) <= set(behind)


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


@pytest.mark.parametrize("form", ["gpkg", "parquet"])
def test_a_file_of_shapes_is_written_and_never_poured_on_the_screen(capsys, tmp_path, form):
    path = tmp_path / f"couverture.{form}"
    assert str(path) in run(capsys, "--edition", "2026", "--format", form, "--out", str(path))
    found = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)
    assert len(found) == 18
    assert found.set_index("code_region").loc["76", "familles_documentees"] == 3
    assert main(["coverage", "--edition", "2026", "--format", form]) != 0
    assert "--out" in capsys.readouterr().err


def test_the_table_tells_confirmed_from_documented_and_from_nothing(capsys):
    lines = run(capsys, "--edition", "2026", "--format", "table").splitlines()
    by_region = {line[:10].strip(): line for line in lines}
    assert "3/3" in by_region["Grand Est"]
    assert by_region["Grand Est"].count("●") == 3
    assert "0/3" in by_region["Pays de la"]
    assert (by_region["Pays de la"].count("●"), by_region["Pays de la"].count("○")) == (0, 3)
    assert "n.d." in by_region["Mayotte"]
    assert "20/38" in by_region["ensemble"]
    assert "● confirmée   ○ documentée, à confirmer   · non documentée" in lines


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
