"""Reading `data/regions/`: each file whole, as its `datapackage.json` says, or what is wrong."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import geopandas as gpd
import pandas as pd

from amu_geo.paths import DamagedFileError, read_bytes, read_json

PACKAGE = "datapackage.json"
MAP = "carte.json"
# What `Territories` calls each table, and its file.
TABLES = {
    "regions": "regions",
    "departements": "departements",
    "communes": "communes",
    "former_communes": "anciennes_communes",
}
Frame: TypeAlias = pd.DataFrame | gpd.GeoDataFrame


def read_package(folder: Path) -> Mapping[str, Any]:
    """The folder's `datapackage.json`.

    Raises
    ------
    DamagedFileError
        When it cannot be read, or says neither its year nor its files.
    """
    content = read_json(folder / PACKAGE)
    if not isinstance(content.get("version"), str) or not _checksums(content):
        raise DamagedFileError(folder / PACKAGE, "le millésime ou les sommes de contrôle manquent")
    return content


def read_map(folder: Path) -> Mapping[str, Any]:
    """The folder's map for browsers, checked as any other file."""
    _checked(folder, MAP, read_package(folder))
    return read_json(folder / MAP)


def read_table(folder: Path, name: str, content: Mapping[str, Any]) -> Frame:
    """A Parquet table of the folder, `content` being its package."""
    geographic = name in ("regions", "departements")
    read: Callable[[Any], Frame] = gpd.read_parquet if geographic else pd.read_parquet
    data = _checked(folder, f"{name}.parquet", content)
    return read(io.BytesIO(data))


def _checked(folder: Path, name: str, content: Mapping[str, Any]) -> bytes:
    """The bytes of a file, when they are those that the package says."""
    data = read_bytes(folder / name)
    # A checkout may have ended the lines of a text otherwise.
    told = data.replace(b"\r\n", b"\n") if name == MAP else data
    if f"sha256:{hashlib.sha256(told).hexdigest()}" != _checksums(content).get(name):
        fault = f"le fichier est coupé ou altéré : sa somme de contrôle n’est pas dans {PACKAGE}"
        raise DamagedFileError(folder / name, fault)
    return data


def _checksums(content: Mapping[str, Any]) -> dict[str, str]:
    """Name of each file → its checksum; empty when the package has another form."""
    resources = content.get("resources")
    if not isinstance(resources, list):
        return {}
    described = [entry for entry in resources if isinstance(entry, dict)]
    return {str(entry.get("path")): str(entry.get("hash")) for entry in described}
