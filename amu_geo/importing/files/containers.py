"""What was sent: a folder, an archive or a lone file, as names and bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path, PurePosixPath

from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.importing.files.json_files import JSON_SUFFIXES
from amu_geo.importing.files.layers import SHAPEFILE_SUFFIX, belongs_to_shapefile, packed
from amu_geo.importing.files.limits import MEMBERS_LIMIT, TABLES_LIMIT, Limits, RefusedFileError

# Those of workbooks that are not read are there to be refused by their name, with the way out.
TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet", ".geoparquet", ".gpkg"}
    | {".xls", ".xlsb", SHAPEFILE_SUFFIX}
    | JSON_SUFFIXES
)
METADATA_SUFFIX = ".toml"
# Companions of an edition's tables, which are no tables themselves.
COMPANIONS = frozenset(
    {"datapackage.json", "lisezmoi.md", "lisezmoi.txt", "changements.csv", "sha256sums"}
)
# What our bundles make of their tables, in the folder of that name.
MEASURED = re.compile(r"(?:.*/)?mesure/(?:couverture|acteurs)\.(?:csv|gpkg|parquet)")
# What systems put in archives and folders for themselves.
SYSTEM_PARTS = ("__MACOSX", "~$", ".~lock", "._", ".git")
SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

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
    if _is_quiet(name) or _climbs(name) or any(part.startswith(".") for part in name.parts):
        return False
    return name.suffix.lower() in TABLE_SUFFIXES | {METADATA_SUFFIX}


def _is_quiet(name: PurePosixPath) -> bool:
    """What is left aside without a word: no content of the person's own."""
    if any(part.startswith(SYSTEM_PARTS) for part in name.parts):
        return True
    is_schema = "schemas" in name.parts[:-1] and name.suffix.lower() == ".json"
    return (
        is_schema
        or bool(MEASURED.fullmatch(str(name)))
        or name.name.lower() in COMPANIONS | SYSTEM_NAMES
    )


def _climbs(name: PurePosixPath) -> bool:
    """Whether a path leaves the archive: « ../acteurs.csv », « C:/acteurs.csv »."""
    drive = bool(name.parts) and name.parts[0].endswith(":")
    return ".." in name.parts or name.is_absolute() or drive


def _from_folder(folder: Path, limits: Limits) -> tuple[Files]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if len(paths) > MEMBERS_LIMIT:
        message = f"le dossier contient {len(paths)} fichiers."
        raise RefusedFileError(Problem(message, folder.name))
    members = {_relative(path, folder): path for path in paths}
    _refuse_many(members, folder.name)
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
    return bool(names & {"[Content_Types].xml", "content.xml", "META-INF/manifest.xml"})


def _from_archive(content: bytes, filename: str, limits: Limits) -> tuple[Files, list[Problem]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            limits.check_archive(archive, filename)
            members = [m for m in archive.infolist() if not m.is_dir()]
            _refuse_many(map(_path_of, members), filename)
            last = {_path_of(member): member for member in members}
            for name, member in last.items():
                if _wanted(name):
                    limits.check_size(member.file_size, name.name)
            files = _files(last, lambda name: archive.read(last[name]))
            return files, _ignored(last) + _hidden_by_their_like(map(_path_of, members))
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


def _refuse_many(names: Iterable[PurePosixPath], file: str) -> None:
    """Refuse more tables than anybody has, those of one name included: each takes its time."""
    tables = sum(_wanted(name) for name in names)
    if tables > TABLES_LIMIT:
        message = f"il y a là {tables} tables."
        raise RefusedFileError(Problem(message, file, attendu=f"{TABLES_LIMIT} tables au plus"))


def _path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """The path of a member; some programs of Windows write it with its own bars."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def _ignored(names: Iterable[PurePosixPath]) -> list[Problem]:
    """A word on each file that is left aside."""
    names = set(names)
    expected = "des tables (.csv, .xlsx, .ods, .geojson, .gpkg, .shp, .parquet) et edition.toml"
    said = []
    for name in sorted(names):
        if _wanted(name) or _is_quiet(name) or belongs_to_shapefile(name, names):
            continue
        message = "ce fichier n’est pas une table, il est laissé de côté."
        if _climbs(name):
            message = "le chemin de ce fichier sort de l’archive : il est laissé de côté."
        elif name.suffix.lower() in TABLE_SUFFIXES:
            message = "ce fichier est caché, il est laissé de côté."
        said.append(Problem(message, str(name), attendu=expected, gravite=WARNING))
    return said


def _hidden_by_their_like(names: Iterable[PurePosixPath]) -> list[Problem]:
    """A word on each path that an archive holds more than once: the last one is read."""
    times = Counter(names)
    return [
        Problem(
            f"l’archive a {count} fichiers de ce nom : seul le dernier est lu.",
            str(name),
            attendu="un nom par fichier",
            gravite=WARNING,
        )
        for name, count in times.items()
        if count > 1
    ]
