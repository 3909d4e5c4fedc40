"""The zip around a workbook: refused when it is there to do harm, locked, or no workbook."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO

from amu_geo.edition.checking.problems import Problem
from amu_geo.importing.files.limits import Limits, RefusedFileError, thousands

UNREADABLE = "le classeur ne se lit pas : il est abîmé, ou ce n’en est pas un."
LOCKED = "le classeur est protégé par un mot de passe."
UNLOCK = "le même, enregistré sans mot de passe"
SAVE_AS = "un classeur .xlsx : « Enregistrer sous… » dans Excel ou LibreOffice"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
DECLARATIONS = tuple(
    # In UTF-16 too, of either order: there one byte more, before or after each letter.
    form
    for word in ("<!DOCTYPE", "<!ENTITY")
    for form in (word.encode(), word.encode("utf-16-le")[:-1])
)
XML_SUFFIXES = (".xml", ".rels")
CHUNK = 1024 * 1024
# A cell has four of these signs: some six million cells.
MARKS_LIMIT = 24_000_000
# The beginning of a row, in a workbook of either family.
_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:table-)?row[\s/>]")
EMPTY_TOO = ", vides comprises"
# Names of streams in the old container of Office's files, which also wraps what is locked.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_OTHERS = ("WordDocument".encode("utf-16-le"), "PowerPoint".encode("utf-16-le"))
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(spreadsheetml/main|officeDocument)")
_TRANSITIONAL = {
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006",
}


def refuse_old(content: bytes, file: str) -> None:
    """Refuse what the old container of Office holds: a locked workbook, an old one, a letter."""
    if _ENCRYPTED in content:
        raise RefusedFileError(Problem(LOCKED, file, attendu=UNLOCK))
    message = "cet ancien format de classeur (.xls) ne se lit pas ici."
    if any(name in content for name in _OLD_OTHERS):
        message = "ce fichier d’un ancien Office n’est pas un classeur."
    raise RefusedFileError(Problem(message, file, attendu=SAVE_AS))


def guard(content: bytes, file: str, limits: Limits) -> None:
    """Refuse a workbook that is a bomb, is locked, or declares XML entities.

    Raises
    ------
    RefusedFileError
        Also when the archive is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            limits.check_archive(archive, file)
            names = set(archive.namelist())
            _refuse_others(archive, names, file)
            for member in archive.infolist():
                if member.filename.lower().endswith(XML_SUFFIXES):
                    with archive.open(member) as xml:
                        _look_through(xml, file, limits)
                    # A picture beside it hides how well it is packed, but not here.
                    limits.check_unpacked(member.file_size, member.compress_size, file)
    except RefusedFileError:
        raise
    except Exception as error:
        raise RefusedFileError(Problem(UNREADABLE, file)) from error


def _refuse_others(archive: zipfile.ZipFile, names: set[str], file: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in names and b":encryption-data" in archive.read(manifest):
        raise RefusedFileError(Problem(LOCKED, file, attendu=UNLOCK))
    if "xl/workbook.bin" in names:
        message = "ce classeur binaire (.xlsb) ne se lit pas ici."
        raise RefusedFileError(Problem(message, file, attendu=SAVE_AS))
    if names & {"word/document.xml", "ppt/presentation.xml"}:
        message = "ce document n’est pas un classeur."
        raise RefusedFileError(Problem(message, file, attendu="un classeur .xlsx ou .ods"))


def _look_through(xml: IO[bytes], file: str, limits: Limits) -> None:
    """Refuse XML that declares entities, which no spreadsheet does: a few of them fill a memory.

    And what has more rows than are read: counting them takes a tenth of the time of reading them.
    """
    tail, rows, marks = b"", 0, 0
    while chunk := xml.read(CHUNK):
        if any(word in tail + chunk for word in DECLARATIONS):
            message = "le classeur déclare des entités XML, ce qu’aucun tableur ne fait."
            raise RefusedFileError(Problem(message, file))
        tail = chunk[-max(map(len, DECLARATIONS)) :]
        # One cut in two by the end of a piece is not counted: the reading counts them all.
        if b"row" in chunk:
            rows += len(_ROW.findall(chunk))
        limits.check_rows(rows - 1, file, note=EMPTY_TOO)
        marks += chunk.count(b"<")
        if marks > MARKS_LIMIT:
            message = "le classeur a trop d’éléments pour être lu ici."
            expected = f"{thousands(MARKS_LIMIT)} au plus"
            raise RefusedFileError(Problem(message, file, attendu=expected))


def transitional(xml: bytes) -> bytes:
    """XML of a « strict » workbook with the names that every other workbook gives its parts."""
    return _STRICT.sub(lambda found: _TRANSITIONAL[found[1]], xml)
