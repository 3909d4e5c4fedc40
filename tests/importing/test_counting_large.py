"""A file of any size gives what a small one of the same content gives: counts, words, lines."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amu_geo import store
from amu_geo.importing.counting import tables
from amu_geo.importing.counting.large import csv_file, layer_file, parquet_file
from amu_geo.importing.counting.large.csv_blocks import OTHER_ENCODING, STRAY_QUOTE, TOO_SHORT
from amu_geo.importing.counting.large.csv_file import records_end
from amu_geo.importing.counting.points import PointCounts, count_points
from amu_geo.importing.counting.rows import TOO_LONG
from amu_geo.importing.files.limits import Limits, RefusedFileError


def small(path: Path, column: str = "") -> PointCounts:
    """Read whole, as the import reads it."""
    return count_points(path, "region", store.territories(), column)


def large(path: Path, column: str = "", block: int = 64) -> PointCounts:
    """Read as a file beyond the limits of the import, in blocks of so many bytes or rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "Limits", lambda: Limits(bytes=1))
        patch.setattr(csv_file, "BLOCK_BYTES", block)
        patch.setattr(parquet_file, "BATCH", block)
        patch.setattr(layer_file, "FEATURES", block)
        return count_points(path, "region", store.territories(), column)


def assert_same(one: PointCounts, other: PointCounts) -> None:
    assert other.table.equals(one.table)
    assert (other.total, other.nowhere) == (one.total, one.nowhere)
    assert other.reasons == one.reasons
    assert other.repairs == one.repairs
    assert set(other.notes) == set(one.notes)
    assert list(map(str, other.ways)) == list(map(str, one.ways))
    assert written(other) == written(one)


def written(counts: PointCounts) -> list[tuple]:
    """The rows that fall nowhere; a number is the same with a point and with a comma."""
    return [
        (row.line, row.titles, [cell.replace(",", ".") for cell in row.cells], row.reason)
        for row in counts.lost
    ]


TEXTS = {
    "codes": "code_commune;nom\n34142;a\n1004;b\n99999;c\n;d\n75110;e\n",
    "a title, empty lines, blank rows": (
        "Liste des lieux\n\ncode_commune;nom\n34142;a\n\n;;\n ; \n75056;b\n\n;c\n"
    ),
    "rows of separators alone": "code_commune;nom\n34142;a\n;\n\t; \n75056;b\n;c\n",
    "points, and rows of separators alone": "lon,lat\n3.32,43.73\n,\n2.35,48.85\n",
    "points with decimal commas": "nom;lon;lat\na;3,32;43,73\nb;2,35;48,85\nc;;\nd;-30,5;20,1\n",
    "points and what is none": (
        "nom,lon,lat\na,3.32,43.73\nb,abc,48.85\nc,200,1\nd,0,0\ne,2.35,48.85\n"
    ),
    "swapped": "nom,lon,lat\na,43.73,3.32\nb,48.85,2.35\nc,,\n",
    "pairs": 'nom,geo_point\na,"43.6045, 1.444"\nb,"48.8566, 2.3522"\nc,\n',
    "codes, then points, then départements": (
        "code_commune,lon,lat,departement\n34142,,,\n,2.35,48.85,\n99999,3.32,43.73,\n"
        ",,,69\n,,,2a\n,,,zz\n97502,,,\n"
    ),
    "cells of several lines": (
        'nom;code_commune\n"a\nb;c\n";34142\n"d ""e""";99999\n"f\n\ng";75056\nh;x\n'
    ),
    "two columns of one title": "nom,lat,lon,lat,lon\na,,,43.6,1.44\nb,,,48.85,2.35\n",
    "no header": "a,31555\nb,34142\nc,75056\n",
    "Excel's first line": "sep=;\ncode_commune;nom\n34142;a\nx;b\n",
    "more cells than titles": "code_commune,nom\n34142,a,b,c\n75056,d\n99999,e,f\n",
    "a separator at the end of all rows": "code_commune;nom;\n34142;a;\n99999;b;\n",
    "no line feed at the end": "code_commune\n34142\n75056",
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_any_size(name, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text(TEXTS[name], "utf-8")
    whole = small(path)
    for block in (37, 1 << 20):
        assert_same(whole, large(path, block=block))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_a_text_of_any_system(ends, tmp_path):
    path = tmp_path / "f.csv"
    for name in ("a title, empty lines, blank rows", "cells of several lines"):
        path.write_bytes(TEXTS[name].replace("\n", ends).encode())
        assert_same(small(path), large(path, block=32))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_of_any_encoding(encoding, tmp_path):
    path = tmp_path / "f.csv"
    rows = [f"Hérault n°{rank} été;{34142 if rank % 3 else 'x'}" for rank in range(15)]
    path.write_bytes("\n".join(["libellé;code_commune", *rows, ""]).encode(encoding))
    assert_same(small(path), large(path, block=65))


WORDS = st.sampled_from(["34142", "1004", "75110", "97502", "zz", "", " ", '"', "a;b", "\n", "é"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=12),
    st.integers(30, 100),
)
@example([["34142", "\n"], ["\n", '"'], [""], ["zz"]], 8)
def test_any_table_of_any_size(tmp_path_factory, rows, block):
    path = tmp_path_factory.mktemp("c") / "f.csv"
    table = [["code_commune", "nom"], ["34142", "x"], *rows]
    quoted = [[f'"{cell.replace(chr(34), 2 * chr(34))}"' for cell in row] for row in table]
    path.write_text("\n".join(";".join(row) for row in quoted) + "\n", "utf-8")
    one, other = (read(path, "code_commune") for read in (small, partial(large, block=block)))
    short = [note for note in other.notes if note.startswith(TOO_SHORT)]
    assert set(other.notes) - set(short) == set(one.notes)
    assert other.table.equals(one.table)
    assert (other.total, other.reasons, other.repairs) == (one.total, one.reasons, one.repairs)
    assert other.lost == one.lost


def test_an_encoding_that_does_not_hold_is_said_and_read(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "HEAD_BYTES", 200)
    path = tmp_path / "f.csv"
    lines = ["nom;code_commune", *["Lodève;34142"] * 40]
    late = [*["Évreux;27229".encode("cp1252")] * 3, "Lodève;34142".encode()]
    path.write_bytes("\n".join(lines).encode() + b"\n" + b"\n".join(late) + b"\n")
    counts = large(path)
    assert counts.total == 44 and counts.nowhere == 0
    assert f"{OTHER_ENCODING} : 3 lignes, la première est la ligne 42" in counts.notes
    codes = [b"34142", b"75056\x85", b"34142"]
    path.write_bytes(b"code_commune\n" + b"34142\n" * 100 + b"\n".join(codes) + b"\n")
    counts = large(path)
    assert (counts.total, counts.nowhere) == (103, 1)
    assert counts.lost[0].line == 103 and counts.lost[0].cells == ("75056…",)


def test_one_line_of_another_encoding_does_not_spoil_the_others(tmp_path):
    path = tmp_path / "f.csv"
    lines = ["nom;departement", *["a;Hérault"] * 20]
    path.write_bytes("\n".join(lines).encode() + b"\n" + "b;Corrèze\n".encode("cp1252"))
    counts = large(path)
    found = counts.table.set_index("code_region")["nb"]
    assert (found["76"], found["75"], counts.nowhere) == (20, 1, 0)
    assert f"{OTHER_ENCODING} : 1 ligne, la première est la ligne 22" in counts.notes


def test_malformed_lines_are_said_with_the_first(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nom,x,code_commune\na,1,34142\nb,2\nc,3,75056,z\nd,4,75056\n", "utf-8")
    counts = large(path)
    assert (counts.total, counts.nowhere) == (4, 1)
    assert f"{TOO_SHORT} : 1 ligne, la première est la ligne 3" in counts.notes
    assert f"{TOO_LONG} : 1 ligne, la première est la ligne 4" in counts.notes
    path.write_text('nom,code_commune\ntube 5" gris,34142\nb,75056\nc "d" e,1004\n', "utf-8")
    counts = large(path)
    assert (counts.total, counts.nowhere) == (3, 0)
    assert f"{STRAY_QUOTE} : 2 lignes, la première est la ligne 2" in counts.notes


@pytest.mark.parametrize("line", [3, 80])
def test_a_quote_that_is_never_closed_is_named(line, tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "RECORD_BYTES", 100)
    monkeypatch.setattr(csv_file, "HEAD_BYTES", 60)
    rows = ["nom,code_commune", *["lieu,34142"] * 98]
    rows[line - 1] = '"lieu,34142'
    path = tmp_path / "f.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    with pytest.raises(RefusedFileError, match=f"ligne {line} : un guillemet s’ouvre"):
        large(path)


def test_records_end_where_no_quote_is_open():
    assert records_end(b"a\nb") == 2
    assert records_end(b'a\n"b\n') == 2
    assert records_end(b'"a\n"\nb') == 5
    assert records_end(b'"a\n') == 0


FRAMES = {
    "codes as text": {"code_commune": ["34142", "1004", None, "x"], "nom": list("abcd")},
    "codes as numbers": {"code_commune": [34142.0, np.nan, 1004.0], "nom": list("abc")},
    "whole numbers": {"code_commune": [34142, 1004, 99999], "n": [1, 2, 3]},
    "points": {"lon": [3.25, 2.5, np.nan, -30.0], "lat": [43.75, 48.75, 1.0, 20.0]},
    "points as text": {"lon": ["3,25", "2,5", "", "x"], "lat": ["43,75", "48,75", "1", "2"]},
    "categories": {
        "lon": pd.Categorical(["3,25", "2,5", "3,25"]),
        "lat": pd.Categorical(["43,75", "48,75", "43,75"]),
        "dep": pd.Categorical(["34", "75", "34"]),
    },
    "lists beside": {"code_commune": ["34142", "75056"], "tags": [["a"], ["b", "c"]]},
    "empty": {"code_commune": ["34142"], "vide": [None]},
}


@pytest.mark.parametrize("name", FRAMES)
def test_parquet_of_any_size(name, tmp_path):
    path = tmp_path / "f.parquet"
    pd.DataFrame(FRAMES[name]).to_parquet(path, row_group_size=2)
    assert_same(small(path), large(path, block=1))
    pd.DataFrame(FRAMES[name]).to_parquet(path)
    assert_same(small(path), large(path, block=1000))


POINT, OTHER = shapely.Point(3.25, 43.75), shapely.Point(2.5, 48.75)
SQUARE = shapely.box(3.25, 43.5, 3.75, 44)
SHAPES = {
    "points": [POINT, OTHER, shapely.Point(-30, 20)],
    "some missing": [None, POINT, shapely.Point()],
    "squares": [SQUARE, SQUARE],
    "points and squares": [POINT, SQUARE, None, OTHER],
    "heights": [shapely.Point(3.25, 43.75, 12), shapely.Point(2.5, 48.75, 30)],
    "several points": [shapely.MultiPoint([POINT]), POINT],
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("crs", [4326, 2154])
@pytest.mark.parametrize("suffix", ["parquet", "geojson"])
def test_shapes_of_any_size(name, crs, suffix, tmp_path):
    if suffix == "geojson" and crs != 4326:
        return
    shapes = gpd.GeoDataFrame({"n": range(len(SHAPES[name]))}, geometry=SHAPES[name], crs=4326)
    path = tmp_path / f"f.{suffix}"
    if suffix == "parquet":
        shapes.to_crs(crs).to_parquet(path)
    else:
        shapes.to_file(path, driver="GeoJSON")
    one, other = small(path), large(path, block=2)
    assert other.table.equals(one.table)
    assert (other.total, other.nowhere, other.reasons) == (one.total, one.nowhere, one.reasons)
    assert set(other.notes) == set(one.notes)
    assert [row.line for row in other.lost] == [row.line for row in one.lost]


def test_points_of_other_bytes(tmp_path):
    """Big-endian ones, some with their projection inside, and what is no shape at all."""
    written = [
        shapely.to_wkb(POINT, byte_order=0),
        shapely.to_wkb(shapely.set_srid(OTHER, 4326), include_srid=True),
        shapely.to_wkb(POINT),
        b"what is this, twenty-one",
        b"x" * 21,
        None,
    ]
    geo = {"primary_column": "g", "columns": {"g": {"encoding": "WKB"}}, "version": "1.0.0"}
    table = pa.table({"g": pa.array(written, pa.binary()), "n": range(6)})
    path = tmp_path / "f.parquet"
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    for block in (2, 100):
        counts = large(path, block=block)
        found = counts.table.set_index("code_region")["nb"]
        assert (found["76"], found["11"], counts.nowhere) == (2, 1, 3)
        assert any(
            "forme illisible" in note and note.endswith("2 lignes, la première est la ligne 5")
            for note in counts.notes
        )


def test_a_table_with_points_of_its_own_keeps_them(tmp_path):
    columns = {"lon": [2.35, 2.35], "lat": [48.85, 48.85]}
    path = tmp_path / "f.parquet"
    gpd.GeoDataFrame(columns, geometry=[POINT, POINT], crs=4326).to_parquet(path)
    assert_same(small(path), large(path))


def test_a_damaged_file_is_refused_in_words(tmp_path):
    path = tmp_path / "f.parquet"
    pd.DataFrame({"lon": np.arange(5e4), "lat": np.arange(5e4)}).to_parquet(path)
    content = bytearray(path.read_bytes())
    content[1000:200_000] = b"\xff" * 199_000
    path.write_bytes(content)
    with pytest.raises(RefusedFileError, match="ne se lit pas"):
        large(path)
