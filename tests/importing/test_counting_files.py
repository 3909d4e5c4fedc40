"""`count` as a person runs it: the largest files of communes, several files, what falls nowhere."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from amu_geo import paths, store
from amu_geo.cli import count_told
from amu_geo.cli.count_told import ProgressBar
from amu_geo.cli.main import main
from amu_geo.importing.counting import tables, tally
from amu_geo.importing.counting.points import Asked, count_files
from amu_geo.territories.abroad import ABROAD, AT_SEA, OVERSEAS
from benchmarks.counting import measure, points

ROOT = Path(__file__).resolve().parents[2]
COMMUNES = pd.read_parquet(paths.REGIONS / "communes.parquet")


def command(capsys, *words: object) -> tuple[dict[str, int], dict, str]:
    """Counts by territory, the whole answer, and what is said on stderr."""
    assert main(["count", *map(str, words), "--format", "json"]) in (0, 1)
    out = capsys.readouterr()
    answer = json.loads(out.out)
    rows = [tuple(row.values()) for row in answer["territoires"]]
    return {code: number for code, _, number in rows if number}, answer, out.err


def by_codes(path):
    rows = COMMUNES[["code_commune", "nom", "population"]]
    rows.to_csv(path, index=False, sep=";")
    return COMMUNES["code_region"]


def by_codes_that_lost_their_zero(path):
    rows = COMMUNES[["nom", "code_commune", "population"]].copy()
    rows["code_commune"] = rows["code_commune"].str.lstrip("0")
    rows.to_csv(path, index=False, encoding="cp1252", errors="replace")
    return COMMUNES["code_region"]


def by_points(path):
    rows = COMMUNES[["nom", "lon", "lat"]].rename(columns={"lon": "longitude", "lat": "latitude"})
    rows.to_csv(path, index=False)
    return _where(COMMUNES)


def by_shapes(path):
    points = gpd.points_from_xy(COMMUNES["lon"], COMMUNES["lat"], crs=4326)
    gpd.GeoDataFrame(COMMUNES[["nom", "population"]], geometry=points).to_parquet(path)
    return _where(COMMUNES)


def by_departements(path):
    rows = COMMUNES[["nom", "code_departement"]].rename(columns={"code_departement": "dep"})
    rows.to_excel(path, index=False)
    return COMMUNES["code_region"]


def _where(rows: pd.DataFrame) -> pd.Series:
    regions = gpd.read_parquet(paths.REGIONS / "regions.parquet")[["code_region", "geometry"]]
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(rows["lon"], rows["lat"], crs=4326))
    return gpd.sjoin(points, regions, predicate="within")["code_region"]


LARGEST = {
    "codes.csv": by_codes,
    "zeros.csv": by_codes_that_lost_their_zero,
    "points.csv": by_points,
    "shapes.parquet": by_shapes,
    "departements.xlsx": by_departements,
}


@pytest.mark.parametrize("name", LARGEST)
def test_all_the_communes_count_as_pandas_and_geopandas_count_them(name, tmp_path, capsys):
    path = tmp_path / name
    expected = LARGEST[name](path).value_counts().to_dict()
    found, answer, said = command(capsys, path, "--shore", 0)
    assert found == expected
    assert answer["lignes"] == len(COMMUNES)
    assert answer["nulle_part"] == len(COMMUNES) - sum(expected.values())
    if name == "zeros.csv":
        zeros = int(COMMUNES["code_commune"].str.startswith("0").sum())
        assert answer["reparations"] == {"zéro du début rendu au code": zeros}
        assert "Windows-1252" in said


@pytest.mark.slow
def test_ten_times_all_the_communes_are_counted_ten_times(tmp_path, capsys):
    """Beyond what the import takes: 350 000 rows, and one in a hundred is in none."""
    rows = pd.concat([COMMUNES[["nom", "code_commune", "code_departement"]]] * 10)
    lost = np.arange(len(rows)) % 100 == 7
    rows["code_commune"] = rows["code_commune"].mask(lost, "99999")
    for name, write, level in (
        ("g.csv", rows.to_csv, "region"),
        ("g.parquet", rows.to_parquet, "departement"),
        ("g.parquet", rows.to_parquet, "commune"),
    ):
        path = tmp_path / name
        write(path, index=False)
        kept = pd.concat([COMMUNES[f"code_{level}"]] * 10).to_numpy()[~lost]
        found, answer, _ = command(capsys, path, "--level", level, "--code-column", "code_commune")
        assert found == pd.Series(kept).value_counts().to_dict()
        assert answer["raisons"] == {"code de commune inconnu": int(lost.sum())}


def test_several_files_are_counted_together(tmp_path, capsys):
    one, two = tmp_path / "un.csv", tmp_path / "deux.parquet"
    one.write_text("code_commune;nom\n34142;a\n75056;b\n", "utf-8")
    pd.DataFrame({"lon": [3.32, -30.0], "lat": [43.73, 20.0]}).to_parquet(two)
    found, answer, said = command(capsys, one, two)
    assert found == {"76": 2, "11": 1}
    assert (answer["lignes"], answer["nulle_part"]) == (4, 1)
    assert "un.csv : séparateur : point-virgule" in said
    assert "deux.parquet : placées par point : « lon » et « lat »" in said
    assert main(["count", str(one), str(tmp_path / "absent.csv")]) == 1
    assert "absent.csv" in capsys.readouterr().err


def test_rows_that_fall_nowhere_are_written_with_the_reason(tmp_path, capsys, monkeypatch):
    path, nowhere = tmp_path / "f.csv", tmp_path / "nulle_part.csv"
    path.write_text(
        "nom,lon,lat,code_commune\na,3.32,43.73,\nb,-30,20,\nc,4.35,50.85,\n\nd,,,\n"
        "e,166.44,-22.27,\nf,,,97502\ng,-5,30,=SOMME(A1)\n",
        "utf-8",
    )
    _, answer, said = command(capsys, path, "--code-column", "code_commune", "--nowhere", nowhere)
    assert answer["nulle_part"] == 7
    options = ("--code-column", "code_commune", "--lon", "lon", "--lat", "lat")
    _, answer, said = command(capsys, path, *options, "--nowhere", nowhere)
    rows = list(csv.DictReader(io.StringIO(nowhere.read_text("utf-8"))))
    assert [(row["ligne"], row["raison"]) for row in rows] == [
        ("3", AT_SEA),
        ("4", ABROAD),
        ("6", "ni code ni point"),
        ("7", OVERSEAS),
        ("8", "hors des 18 régions"),
        ("9", "ce n’est pas un code de commune"),
    ]
    assert (rows[0]["lon"], rows[0]["lat"]) == ("-30", "20")
    assert rows[5]["code_commune"] == "'=SOMME(A1)"
    assert f"« {nowhere} » : 6 lignes hors de tout territoire, toutes." in said
    for module in (tally, count_told):
        monkeypatch.setattr(module, "SHOWN", 2)
    _, _, said = command(capsys, path, *options, "--nowhere", nowhere)
    assert "2 lignes hors de tout territoire, les premières de 6 (2 au plus)." in said
    assert len(nowhere.read_text("utf-8").splitlines()) == 3
    _, _, said = command(capsys, path, path, *options, "--nowhere", nowhere)
    assert "2 lignes hors de tout territoire, les premières de 12 (2 au plus)." in said
    assert main(["count", str(path), "--nowhere", str(path)]) == 1
    assert "il serait effacé" in capsys.readouterr().err
    assert path.read_text("utf-8").startswith("nom,lon")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_what_is_left(monkeypatch):
    now = iter([100.0, 100.1, 130.0, 230.0])
    monkeypatch.setattr(count_told.time, "monotonic", lambda: next(now))
    terminal = Terminal()
    bar = ProgressBar(terminal)
    for share, rows in ((0.1, 1000), (0.25, 250_000), (0.5, 500_000)):
        bar(share, rows)
    bar.close()
    shown = terminal.getvalue().split("\r")
    assert len(shown) == 4  # nothing, two drawings, nothing
    assert "25\u00a0%" in shown[1] and "250\u202f000 lignes, encore 1 min 30 s" in shown[1]
    assert "50\u00a0%" in shown[2] and "encore 2 min 10 s" in shown[2]
    assert shown[3] == "\x1b[K"
    monkeypatch.undo()
    pipe = io.StringIO()
    bar = ProgressBar(pipe)
    bar(0.5, 10)
    bar.close()
    assert pipe.getvalue() == ""


def test_progress_goes_from_nothing_to_all_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "BLOCK", 2)
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path in paths:
        path.write_text("code_commune\n" + "34142\n" * 7, "utf-8")
    told: list[tuple[float, int]] = []
    asked = Asked("region")
    count_files(paths, asked, store.territories(), progress=lambda *now: told.append(now))
    shares, rows = zip(*told, strict=True)
    assert list(shares) == sorted(shares) and shares[-1] == 1 and shares[0] < 0.3
    assert list(rows) == [2, 4, 6, 7, 9, 11, 13, 14]


def test_an_independent_engine_counts_the_same(tmp_path):
    """SedonaDB shares nothing with us but the file: its SQL, its own geometry."""
    path = tmp_path / "points.parquet"
    points.write_parquet(path, 20_000, store.territories())
    ours, theirs = measure.ours(path), measure.sedonadb(path)
    assert ours["counts"] == theirs["counts"]
    assert sum(ours["counts"].values()) > 15_000 and len(ours["counts"]) == 18
    shapes = tmp_path / "points.geoparquet"
    points.write_geoparquet(shapes, 20_000, store.territories())
    assert measure.ours(shapes)["counts"] == ours["counts"]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for millions in (1, 8):
        path = tmp_path / f"{millions}.parquet"
        points.write_parquet(path, millions * 1_000_000, store.territories())
        command = [sys.executable, "-m", "benchmarks.counting.measure", "ours", str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        peaks.append(json.loads(done.stdout)["megabytes"])
    assert max(peaks) < 600
    assert peaks[1] - peaks[0] < 80
