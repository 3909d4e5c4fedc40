"""Formats that people send and that are no tables for us: recognised, and the way out said."""

from __future__ import annotations

import io
import zipfile

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.limits import RefusedFileError
from amu_geo.importing.files.workbooks.packages import SAVE_AS

TABLE = "un export en CSV, XLSX ou ODS"
PLACES = "un export en GeoJSON, GeoPackage, Shapefile (zip) ou CSV"
UNPACKED = "les fichiers eux-mêmes, ou une archive zip"
# What a file begins with, what it is, what to send instead.
_BINARY = (
    (b"%PDF", "un PDF", TABLE),
    (b"\x1f\x8b", "un fichier compressé (gzip)", UNPACKED),
    (b"7z\xbc\xaf", "une archive 7z", UNPACKED),
    (b"Rar!", "une archive RAR", UNPACKED),
    (b"\x89PNG", "une image", TABLE),
    (b"\xff\xd8\xff", "une image", TABLE),
    (b"\x00\x01\x00\x00Standard", "une base Access", TABLE),
    (b"fgb\x03fgb", "un FlatGeobuf", PLACES),
    (b"ARROW1", "un fichier Arrow", "un Parquet ou un CSV"),
    (b"{\\rtf", "un texte RTF", TABLE),
)
_MARKUP = (
    (b"<kml", "du KML", PLACES),
    (b"<gpx", "du GPX", PLACES),
    (b"gml:", "du GML", PLACES),
    # Sites that say « Excel » often send one of these, named .xls.
    *((start, "une page web", SAVE_AS) for start in (b"<html", b"<!doctype html", b"<table")),
    *((start, "une page web", SAVE_AS) for start in (b"<meta", b"<head", b"<body")),
    (b"<workbook", "un classeur Excel 2003 en XML", SAVE_AS),
    (b"<?xml", "du XML", TABLE),
)
_OFFICE = (
    ("word/", "un document Word", TABLE),
    ("ppt/", "une présentation PowerPoint", TABLE),
)
_OPEN_DOCUMENT = (b"opendocument.text", b"opendocument.presentation", b"opendocument.graphics")
_LOOKED_AT = 2_000


def refuse_foreign(content: bytes, file: str) -> None:
    """Refuse what is known and can hold no table for us.

    Raises
    ------
    RefusedFileError
        With what it is, and the format to export to.
    """
    found = _binary(content) or _markup(content) or _document(content)
    if found:
        what, expected = found
        raise RefusedFileError(Problem(f"ce fichier est {what}.", file, attendu=expected))


def _binary(content: bytes) -> tuple[str, str] | None:
    known = ((what, expected) for start, what, expected in _BINARY if content.startswith(start))
    return next(known, None)


def _markup(content: bytes) -> tuple[str, str] | None:
    start = content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return None
    return next(((what, expected) for mark, what, expected in _MARKUP if mark in start), None)


def _document(content: bytes) -> tuple[str, str] | None:
    if not content.startswith(b"PK"):
        return None
    if any(kind in content[:200] for kind in _OPEN_DOCUMENT):
        return "un document OpenDocument qui n’est pas un classeur", TABLE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except Exception:  # damaged, whatever its fault: refused further on, in words
        return None
    if "[Content_Types].xml" not in names:
        return None
    known = (
        (what, expected)
        for folder, what, expected in _OFFICE
        if any(name.startswith(folder) for name in names)
    )
    return next(known, None)
