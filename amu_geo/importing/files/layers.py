"""GeoPackage and Shapefile, read by GDAL: each layer is a table with the point of each row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import geopandas as gpd
import numpy as np
import pyogrio

from amu_geo.disk import scratch, why
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.importing.files.geofiles import degrees, fill, text
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.repairs import RepairLog

GEOPACKAGE = b"SQLite format 3\0"
SHAPEFILE = b"\x00\x00\x27\x0a"
SHAPEFILE_SUFFIX = ".shp"
# What makes a Shapefile; what others write beside it, of no use here.
PARTS = (SHAPEFILE_SUFFIX, ".shx", ".dbf", ".prj", ".cpg")
BESIDE = (*PARTS, ".sbn", ".sbx", ".qpj", ".qmd", ".qix", ".xml")
TITLE_LETTERS = 10
LAMBERT_93 = "EPSG:2154"
# x and y of mainland France, in metres.
_IN_LAMBERT_93 = ((0, 1_300_000), (6_000_000, 7_200_000))

pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})


def belongs_to_shapefile(name: PurePosixPath, names: set[PurePosixPath]) -> bool:
    """Whether a file is one of those that stand beside a .shp of the same name."""
    if name.suffix.lower() not in BESIDE:
        return False
    # « a.shp.xml » describes a.shp.
    stem = name.name.removesuffix(name.suffix).removesuffix(SHAPEFILE_SUFFIX)
    shapes = {name.with_name(stem + end) for end in (SHAPEFILE_SUFFIX, SHAPEFILE_SUFFIX.upper())}
    return bool(shapes & (names - {name}))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The files of one Shapefile as the content of one file: an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def read_geopackage(content: bytes, file: str, limits: Limits) -> list[tuple[Grid, RepairLog]]:
    """Every layer of a GeoPackage, those without geometry too.

    Raises
    ------
    RefusedFileError
        Damaged, over a limit, or in an unknown CRS.
    """
    with _scratch(file) as folder:
        path = folder / "a.gpkg"
        path.write_bytes(content)
        with _damaged_said("le GeoPackage ne se lit pas.", file):
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
        read = []
        for name in names:
            log = RepairLog(file, name)
            read.append((_layer(path, name, Grid(file, name, limits), limits, log), log))
        return read


def read_shapefile(content: bytes, file: str, limits: Limits, log: RepairLog) -> Grid:
    """Read a Shapefile, alone or `packed` with its companions.

    Raises
    ------
    RefusedFileError
        Damaged, over a limit, in an unknown CRS, or without its .dbf.
    """
    with _scratch(file) as place:
        for suffix, part in _parts(content).items():
            (place / f"a{suffix}").write_bytes(part)
        present = {path.suffix: path for path in place.iterdir()}
        if ".dbf" not in present:
            message = "ce .shp est venu seul : ses colonnes sont dans le .dbf."
            expected = "une archive zip du .shp, .shx, .dbf, .prj et .cpg"
            raise RefusedFileError(Problem(message, file, attendu=expected))
        if ".shx" not in present:
            log.add("le .shx manque : il a été refait du .shp")
        if ".cpg" not in present:
            encoding = _encoding(present[".dbf"].read_bytes())
            present[".dbf"].with_suffix(".cpg").write_text(encoding, "ascii")
            log.add(f"encodage non dit (.cpg) : lu comme {encoding}")
        return _layer(place / "a.shp", "a", Grid(file, None, limits), limits, log, _whole_title)


def _parts(content: bytes) -> dict[str, bytes]:
    if content.startswith(SHAPEFILE):
        return {SHAPEFILE_SUFFIX: content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = ((PurePosixPath(name).suffix.lower(), name) for name in archive.namelist())
        return {suffix: archive.read(name) for suffix, name in parts if suffix in PARTS}


def _encoding(table: bytes) -> str:
    """Of the rows of a .dbf, which begin where its header says: UTF-8 where they hold as such."""
    start = int.from_bytes(table[8:10], "little")
    try:
        table[start:].decode("utf-8")
    except UnicodeDecodeError:
        return "CP1252"
    return "UTF-8"


def _whole_title(title: str, log: RepairLog) -> str:
    """The column of ours whose name a Shapefile cuts to ten letters, where it is the only one."""
    known = {name for table in TABLES for name in table_schema(table).columns}
    whole = [name for name in known if name[:TITLE_LETTERS] == title]
    if title in known or len(whole) != 1 or len(title) < TITLE_LETTERS:
        return title
    log.add("titre coupé à dix lettres par le format", None, title, whole[0])
    return whole[0]


def _layer(
    path: Path,
    name: str,
    grid: Grid,
    limits: Limits,
    log: RepairLog,
    meant: Callable[[str, RepairLog], str] = lambda title, _: title,
) -> Grid:
    with _damaged_said("cette couche ne se lit pas.", grid.file, grid.sheet):
        about = pyogrio.read_info(path, layer=name, force_feature_count=True)
    limits.check_rows(about["features"], grid.file, grid.sheet)
    limits.check_cells(about["features"] * len(about["fields"]), grid.file, grid.sheet)
    with _damaged_said("cette couche ne se lit pas.", grid.file, grid.sheet):
        frame = pyogrio.read_dataframe(path, layer=name, datetime_as_string=True)
    shapes, crs = np.full(len(frame), None, dtype=object), None
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry.to_numpy()
        crs = frame.crs.to_wkt() if frame.crs else _guessed_crs(frame, log)
        frame = frame.drop(columns=frame.geometry.name)
    columns = [[text(value) for value in frame[title]] for title in frame.columns]
    titles = [meant(str(title), log) for title in frame.columns]
    fill(grid, titles, columns, degrees(shapes, crs, grid.file, log))
    return grid


def _guessed_crs(frame: gpd.GeoDataFrame, log: RepairLog) -> str | None:
    """Degrees, or Lambert-93 where all coordinates are in its bounds; said either way."""
    (west, east), (south, north) = _IN_LAMBERT_93
    x0, y0, x1, y1 = frame.total_bounds
    if west <= x0 <= x1 <= east and south <= y0 <= y1 <= north:
        log.add("système de coordonnées non dit (.prj) : lu comme du Lambert-93")
        return LAMBERT_93
    log.add("système de coordonnées non dit (.prj) : lu comme des degrés")
    return None


@contextmanager
def _scratch(file: str) -> Iterator[Path]:
    """A folder to unfold a file in; what the disk refuses is said of the file."""
    try:
        with scratch() as folder:
            yield folder
    except OSError as error:
        message = f"ce fichier n’a pas pu être ouvert : {why(error)}, là où il se déplie."
        raise RefusedFileError(Problem(message, file)) from error


@contextmanager
def _damaged_said(message: str, file: str, sheet: str | None = None) -> Iterator[None]:
    """GDAL fails in its own ways on what is damaged; all mean the same to a reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Exception as error:
            raise RefusedFileError(Problem(message, file, sheet)) from error
