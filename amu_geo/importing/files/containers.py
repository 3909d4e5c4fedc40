"""What was sent: a folder, an archive or a lone file, as names and bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path, PurePosixPath

from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.importing.files.json_files import JSON_SUFFIXES
from amu_geo.importing.files.layers import SHAPEFILE_SUFFIX, belongs_to_shapefile, packed
from amu_geo.importing.files.limits import MEMBERS_LIMIT, Limits, RefusedFileError

TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet", ".geoparquet", ".gpkg"}
    | {SHAPEFILE_SUFFIX}
    | JSON_SUFFIXES
)
METADATA_SUFFIX = ".toml"
# Companions of an edition's tables, which are no tables themselves.
COMPANIONS = frozenset({"datapackage.json", "lisezmoi.md", "lisezmoi.txt", "changements.csv"})

Files = list[tuple[str, bytes]]


def read_container(
    source: Path | bytes, filename: str, limits: Limits
) -> tuple[Files, bool, list[Problem]]:
    """Files inside what was sent, whether it was a folder or an archive, and what was ignored.

    Raises
    ------
    RefusedFileError
        Too big, a bomb, or not readable at all.
    """
    if isinstance(source, Path) and source.is_dir():
        return *_from_folder(source, limits), True, _ignored_in(source)
    content = _read(source, limits) if isinstance(source, Path) else source
    limits.check_size(len(content), filename)
    if not content.strip():
        raise RefusedFileError(Problem("le fichier est vide.", filename))
    if content.startswith(b"PK") and not _is_workbook(content):
        files, ignored = _from_archive(content, filename, limits)
        return files, True, ignored
    return [(filename, content)], False, []


def _read(path: Path, limits: Limits) -> bytes:
    try:
        limits.check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        message = f"le fichier ne se lit pas ({error.strerror})."
        raise RefusedFileError(Problem(message, path.name)) from None


def _wanted(name: PurePosixPath) -> bool:
    if any(part.startswith((".", "__MACOSX", "~$")) for part in name.parts):
        return False
    if name.name.lower() in COMPANIONS or "schemas" in name.parts[:-1]:
        return False
    return name.suffix.lower() in TABLE_SUFFIXES | {METADATA_SUFFIX}


def _from_folder(folder: Path, limits: Limits) -> tuple[Files]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if len(paths) > MEMBERS_LIMIT:
        message = f"le dossier contient {len(paths)} fichiers."
        raise RefusedFileError(Problem(message, folder.name))
    members = {_relative(path, folder): path for path in paths}
    return (_files(members, lambda name: _read(members[name], limits)),)


def _ignored_in(folder: Path) -> list[Problem]:
    names = (_relative(path, folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return _ignored(names)


def _relative(path: Path, folder: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(folder).as_posix())


def _is_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:MEMBERS_LIMIT])
    except Exception:  # a damaged archive, whatever its fault: refused further on, in words
        return False
    return "[Content_Types].xml" in names or "content.xml" in names


def _from_archive(content: bytes, filename: str, limits: Limits) -> tuple[Files, list[Problem]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            limits.check_archive(archive, filename)
            members = {PurePosixPath(m.filename): m for m in archive.infolist() if not m.is_dir()}
            for name, member in members.items():
                if _wanted(name):
                    limits.check_size(member.file_size, name.name)
            files = _files(members, lambda name: archive.read(members[name]))
            return files, _ignored(members)
    except RefusedFileError:
        raise
    except Exception as error:
        # zipfile fails in many ways on damaged archives; all mean this.
        raise RefusedFileError(Problem("l’archive ne se lit pas.", filename)) from error


def _files(names: Collection[PurePosixPath], read: Callable[[PurePosixPath], bytes]) -> Files:
    """The tables among what was sent; a Shapefile, in its several files, is one."""
    files = []
    for name in names:
        if not _wanted(name):
            continue
        content = read(name)
        if name.suffix.lower() == SHAPEFILE_SUFFIX:
            beside = [other for other in names if belongs_to_shapefile(other, {name})]
            content = packed({part.name: read(part) for part in (name, *beside)})
        files.append((name.name, content))
    return files


def _ignored(names: Iterable[PurePosixPath]) -> list[Problem]:
    names = list(names)
    unknown = [
        name
        for name in names
        if not _wanted(name)
        and not belongs_to_shapefile(name, set(names))
        and name.name.lower() not in COMPANIONS
        and "schemas" not in name.parts[:-1]
        and not any(part.startswith((".", "__MACOSX", "~$")) for part in name.parts)
    ]
    expected = "des tables (.csv, .xlsx, .ods, .geojson, .gpkg, .shp, .parquet) et edition.toml"
    message = "ce fichier n’est pas une table, il est laissé de côté."
    return [Problem(message, name.name, attendu=expected, gravite=WARNING) for name in unknown]
