"""The folder `data/regions/`: written whole or not at all, and compared with another one."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from amu_geo.building.sources import sha256

SHAPE_TOLERANCE = 1e-7  # degrees, about 1 cm
TABLES = ("communes", "anciennes_communes")
LAYERS = ("regions", "departements")
MAP = "carte.json"
PACKAGE = "datapackage.json"


@contextmanager
def replaced_whole(folder: Path) -> Iterator[Path]:
    """Give a new empty folder, put in place of `folder` only if everything went well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):
        # Of a build that was killed: two at a time have no sense.
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        new.mkdir()
        yield new
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


def write_json(path: Path, content: dict, indent: int | None = None) -> None:
    """UTF-8, LF, no useless space unless indented."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def differences(committed: Path, rebuilt: Path) -> list[str]:
    """What differs between two folders, decoded: one French sentence each, nothing if equal."""
    found = []
    for name in (*(f"{name}.parquet" for name in (*LAYERS, *TABLES)), MAP, PACKAGE):
        if not (committed / name).exists():
            found.append(f"{name} : fichier absent.")
            continue
        try:
            found += _file_differences(committed / name, rebuilt / name)
        except (ValueError, OSError):
            found.append(f"{name} : fichier illisible.")
    return found + stale_checksums(committed)


def _file_differences(committed: Path, rebuilt: Path) -> list[str]:
    name = rebuilt.name
    if rebuilt.stem in LAYERS:
        layers = gpd.read_parquet(committed), gpd.read_parquet(rebuilt)
        return layer_differences(name, *layers)
    if rebuilt.stem in TABLES:
        return table_differences(name, pd.read_parquet(committed), pd.read_parquet(rebuilt))
    return json_differences(name, _json(committed), _json(rebuilt))


def table_differences(name: str, committed: pd.DataFrame, rebuilt: pd.DataFrame) -> list[str]:
    """Columns, number of rows, then values: how many rows differ, and the first of them."""
    if list(committed.columns) != list(rebuilt.columns):
        return [f"{name} : colonnes {list(committed.columns)}, attendu {list(rebuilt.columns)}."]
    if len(committed) != len(rebuilt):
        return [f"{name} : {len(committed)} lignes, attendu {len(rebuilt)}."]
    found = []
    for column in rebuilt.columns:
        unequal = ~_same(committed[column], rebuilt[column])
        if unequal.any():
            row = int(np.flatnonzero(unequal)[0])
            found.append(
                f"{name}, colonne « {column} » : {int(unequal.sum())} valeurs diffèrent ; ligne "
                f"{row + 1}, trouvé {committed[column].tolist()[row]!r}, "
                f"attendu {rebuilt[column].tolist()[row]!r}."
            )
    return found


def layer_differences(
    name: str, committed: gpd.GeoDataFrame, rebuilt: gpd.GeoDataFrame
) -> list[str]:
    """As for tables, then shapes, vertex by vertex, to 1e-7 degree."""
    found = table_differences(
        name, pd.DataFrame(committed.drop(columns="geometry")), rebuilt.drop(columns="geometry")
    )
    if found:
        return found
    if committed.crs != rebuilt.crs:
        return [f"{name} : projection {committed.crs}, attendu {rebuilt.crs}."]
    shapes = [shapely.normalize(layer.geometry.to_numpy()) for layer in (committed, rebuilt)]
    unequal = ~shapely.equals_exact(*shapes, tolerance=SHAPE_TOLERANCE)
    codes = rebuilt.iloc[:, 0][unequal].tolist()
    return [f"{name} : le contour diffère pour {', '.join(codes)}."] if codes else []


def json_differences(name: str, committed: object, rebuilt: object, where: str = "") -> list[str]:
    """Keys and values that differ, with their path; numbers are compared to 1e-7."""
    place = f"{name}{where and f', {where[1:]}'}"
    if isinstance(committed, dict) and isinstance(rebuilt, dict):
        if set(committed) != set(rebuilt):
            return [f"{place} : clés {sorted(committed)}, attendu {sorted(rebuilt)}."]
        pairs = [(f".{key}", committed[key], rebuilt[key]) for key in rebuilt]
    elif isinstance(committed, list) and isinstance(rebuilt, list):
        if len(committed) != len(rebuilt):
            return [f"{place} : {len(committed)} éléments, attendu {len(rebuilt)}."]
        pairs = [(f"[{i}]", *pair) for i, pair in enumerate(zip(committed, rebuilt, strict=True))]
    elif _same_value(committed, rebuilt):
        return []
    else:
        return [f"{place} : trouvé {committed!r}, attendu {rebuilt!r}."]
    # One difference a branch is enough to find the place; thousands would hide it.
    for step, left, right in pairs:
        found = json_differences(name, left, right, where + step)
        if found:
            return found
    return []


def stale_checksums(folder: Path) -> list[str]:
    """Files whose checksum is not the one that the folder's datapackage.json states."""
    path = folder / PACKAGE
    if not path.exists():
        return []
    return [
        f"{resource['path']} : la somme de contrôle n’est pas celle de {PACKAGE}."
        for resource in json.loads(path.read_text(encoding="utf-8"))["resources"]
        if (folder / resource["path"]).exists()
        and resource["hash"] != f"sha256:{sha256(folder / resource['path'])}"
    ]


def _json(path: Path) -> dict:
    content = json.loads(path.read_text(encoding="utf-8"))
    if path.name == PACKAGE:
        # Bytes depend on the version of the Parquet library, not the content.
        for resource in content["resources"]:
            resource.pop("hash", None)
            resource.pop("bytes", None)
    return content


def _same(left: pd.Series, right: pd.Series) -> np.ndarray:
    if pd.api.types.is_float_dtype(right) and pd.api.types.is_numeric_dtype(left):
        return np.isclose(left, right, rtol=0, atol=SHAPE_TOLERANCE, equal_nan=True)
    return (left == right).to_numpy() | (left.isna() & right.isna()).to_numpy()


def _same_value(left: object, right: object) -> bool:
    numbers = (int, float)
    if isinstance(left, numbers) and isinstance(right, numbers):
        return abs(left - right) <= SHAPE_TOLERANCE
    return left == right
