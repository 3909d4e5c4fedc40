"""Counting points or commune codes by territory, from files of up to millions of rows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from amu_geo.edition.checking.places import places_of
from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.importing.files.text_files import decode, guess_separator
from amu_geo.importing.headers import SYNONYMS
from amu_geo.importing.repairs import RepairLog
from amu_geo.territories import Territories, normalise

LEVELS = {"region": "code_region", "departement": "code_departement", "commune": "code_commune"}
WANTED = ("lon", "lat", "code_commune")


@dataclass(frozen=True, eq=False)
class PointCounts:
    """Counts by territory.

    Attributes
    ----------
    table
        The level's code column, nom, nb (int), by code. Regions and départements are all
        there, zero included; communes only when they have something.
    total, nowhere
        Rows of the file; rows that fall in no territory of France.
    """

    table: pd.DataFrame
    total: int
    nowhere: int


def count_points(path: Path, level: str, territories: Territories) -> PointCounts:
    """Count the rows of a CSV, GeoJSON, Parquet or GeoParquet file by territory.

    A row counts by its commune code when it has a known one (former codes included), else by
    its point.

    Raises
    ------
    ValueError
        In French: unreadable file, or no column that places its rows at that level.
    """
    rows = _read(path)
    places = places_of(territories)
    codes = pd.Series("", index=rows.index, dtype="str")
    if "code_commune" in rows:
        known = rows["code_commune"].fillna("").astype("str").str.strip().str.upper()
        today = {code: places.today_of.get(code, code) for code in known.unique()}
        codes = known.map({old: new if new in places.name_of else "" for old, new in today.items()})
    elif level == "commune":
        message = "les points seuls ne disent pas leur commune."
        raise _refusal(message, path, "une colonne code_commune")
    if level == "commune":
        found = codes
    else:
        owner = places.region_of if level == "region" else places.departement_of
        found = codes.map(lambda code: owner.get(code, "")).astype("str")
        if {"lon", "lat"} <= set(rows.columns):
            left = np.flatnonzero(found == "")
            lon, lat = (_numbers(rows[name].iloc[left]) for name in ("lon", "lat"))
            located = territories.locate(lon, lat, level=level)
            values = found.to_numpy(dtype=object)
            values[left] = located.to_numpy()
            found = pd.Series(values, dtype="str")
    nowhere = int((found == "").sum())
    return PointCounts(_table(found, level, territories), len(rows), nowhere)


def _table(found: pd.Series, level: str, territories: Territories) -> pd.DataFrame:
    column = LEVELS[level]
    layer = getattr(territories, f"{level}s")
    counts = found[found != ""].value_counts()
    table = pd.DataFrame({column: layer[column].tolist(), "nom": layer["nom"].tolist()})
    table["nb"] = [int(counts.get(code, 0)) for code in table[column]]
    if level == "commune":
        table = table[table["nb"] > 0]
    return table.sort_values(column).reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    """The columns among lon, lat and code_commune that the file has, under these names."""
    suffix = path.suffix.lower()
    try:
        if suffix in {".parquet", ".geoparquet"}:
            frame = _read_parquet(path)
        elif suffix in {".geojson", ".json"}:
            frame = _named(gpd.read_file(path), path)
        else:
            frame = _read_csv(path)
    except (RefusedFileError, OSError):
        raise
    except Exception as error:
        # Each format's reader fails in its own ways on a file that is not what it claims.
        raise _refusal("le fichier ne se lit pas.", path, "CSV, GeoJSON ou Parquet") from error
    if "code_commune" not in frame and not {"lon", "lat"} <= set(frame.columns):
        raise _refusal(
            "rien ne place ces lignes.", path, "les colonnes lon et lat, ou code_commune"
        )
    return frame.reset_index(drop=True)


def _read_csv(path: Path) -> pd.DataFrame:
    content = path.read_bytes()
    text = decode(content, path.name, RepairLog(path.name))
    separator = guess_separator(text)
    header = pd.read_csv(io.StringIO(text), sep=separator, nrows=0)
    used = _columns(list(header.columns))
    frame = pd.read_csv(
        io.StringIO(text), sep=separator, usecols=list(used), dtype="str", keep_default_na=False
    )
    return frame.rename(columns=used)


def _read_parquet(path: Path) -> pd.DataFrame:
    schema = pq.read_schema(path)
    if b"geo" in (schema.metadata or {}):
        return _named(gpd.read_parquet(path), path)
    used = _columns(schema.names)
    return pd.read_parquet(path, columns=list(used)).rename(columns=used)


def _named(frame: gpd.GeoDataFrame, path: Path) -> pd.DataFrame:
    used = _columns([name for name in frame.columns if name != frame.geometry.name])
    named = pd.DataFrame(frame[list(used)]).rename(columns=used)
    shapes = frame.geometry if frame.crs is None else frame.geometry.to_crs(4326)
    if not (shapes.geom_type.dropna() == "Point").all():
        shapes = shapes.representative_point()
    return named.assign(lon=shapes.x.to_numpy(), lat=shapes.y.to_numpy())


def _columns(names: list[str]) -> dict[str, str]:
    """Names of the file's columns that are ours, whatever their spelling, first come."""
    found: dict[str, str] = {}
    for wanted in WANTED:
        words = {normalise(word) for word in (wanted, *SYNONYMS[wanted])}
        match = next((name for name in names if normalise(str(name)) in words), None)
        if match is not None:
            found[match] = wanted
    return found


def _numbers(values: pd.Series) -> np.ndarray:
    if values.dtype == "str":
        values = values.str.replace(",", ".", regex=False)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float)


def _refusal(message: str, path: Path, expected: str) -> RefusedFileError:
    return RefusedFileError(Problem(message, path.name, attendu=expected))
