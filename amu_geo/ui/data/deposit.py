"""The file that a visitor has just sent: kept in the session's memory, read with progress."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.edition.checking.problems import Problem, errors
from amu_geo.french.typography import plural, typeset
from amu_geo.importing import (
    ColumnMapping,
    CountMapping,
    Imported,
    Source,
    UnknownTable,
)
from amu_geo.importing.apart.reading import import_apart
from amu_geo.watch.events import UNREADABLE, WRONG, tell
from amu_geo.watch.meters import ACCEPTED, REFUSED, imports

_KEPT = "_depot"
_ROUND = "_depots_faits"
ARCHIVE = "dossier.zip"


@dataclass
class Deposit:
    """What was sent and what was understood of it.

    Attributes
    ----------
    filename, content
        The file; several files are one archive.
    title
        What it is called on screen: its name, or « 4 fichiers ».
    number
        Its rank among the files of the session.
    imported
        What was read, with the mapping if there is one.
    unknown
        The table whose columns were not ours, before any mapping.
    mapping, origin
        How its columns were paired, and the source of all its rows.
    onto
        The edition on screen, which tables sent without a description complete.
    sheet
        Of a file of several tables that are not ours, the one that is read; "" for the longest.
    reviewed
        True while the reader looks at that pairing again.
    refusals
        What forbids to put a lone table into the edition on screen.
    """

    filename: str
    content: bytes
    title: str
    number: int
    imported: Imported
    unknown: UnknownTable | None = None
    mapping: ColumnMapping | CountMapping | None = None
    origin: Source | None = None
    onto: Edition | None = None
    sheet: str = ""
    reviewed: bool = False
    refusals: list[Problem] = field(default_factory=list)

    @property
    def needs_mapping(self) -> bool:
        """True while the columns of the file are not paired with ours."""
        return self.unknown is not None and (self.mapping is None or self.reviewed)


def current() -> Deposit | None:
    """The file of this session, when one was sent."""
    return st.session_state.get(_KEPT)


def forget() -> None:
    """Let go of the file and of its report."""
    st.session_state.pop(_KEPT, None)


def uploader_key() -> str:
    """Key of the uploader: another one after each file, so that it is ready for the next."""
    return f"depot-{st.session_state.get(_ROUND, 0)}"


def receive(files: list[UploadedFile], onto: Edition) -> None:
    """Read what was sent, with progress, and keep it for the session."""
    filename, content = pack([(file.name, file.getvalue()) for file in files])
    title = filename if len(files) == 1 else plural(len(files), "fichier")
    number = st.session_state.get(_ROUND, 0) + 1
    start = time.monotonic()
    imported = _read(filename, content, onto)
    _tell(filename, content, imported, time.monotonic() - start)
    deposit = Deposit(filename, content, title, number, imported, imported.unknown, onto=onto)
    st.session_state[_KEPT], st.session_state[_ROUND] = deposit, number


def follow(edition: Edition) -> None:
    """Read tables again when they complete another edition than the one on screen now."""
    deposit = current()
    if deposit is None or deposit.imported.is_whole_edition or deposit.onto is edition:
        return
    deposit.onto, deposit.refusals = edition, []
    deposit.imported = _read_as_said(deposit)


def read_again(deposit: Deposit, mapping: ColumnMapping | CountMapping, origin: Source) -> None:
    """Read the same file with its columns paired."""
    deposit.mapping, deposit.origin = mapping, origin
    start = time.monotonic()
    deposit.imported = _read_as_said(deposit)
    _tell(deposit.filename, deposit.content, deposit.imported, time.monotonic() - start)
    deposit.reviewed, deposit.refusals = False, []


def read_sheet(deposit: Deposit, sheet: str) -> None:
    """Look at another table of the file; nothing of it is paired yet."""
    deposit.sheet = sheet
    deposit.imported = _read(deposit.filename, deposit.content, deposit.onto, sheet=sheet)
    deposit.unknown = deposit.imported.unknown
    deposit.mapping, deposit.reviewed, deposit.refusals = None, False, []


def pack(files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """One file as it is; several as the archive of a folder."""
    if len(files) == 1:
        return files[0]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for rank, (name, content) in enumerate(files):
            # Of one name, each in a folder of its own: none takes the place of another.
            again = name in [other for other, _ in files[:rank]]
            archive.writestr(f"{rank}/{name}" if again else name, content)
    return ARCHIVE, buffer.getvalue()


def _tell(filename: str, content: bytes, imported: Imported, seconds: float) -> None:
    """Count the import and say it, unless its columns are still to be paired."""
    if imported.unknown is not None:
        return
    told = {
        "forme": PurePath(filename).suffix[1:].lower(),
        "octets": len(content),
        "lignes": imported.rows_read,
        "duree_s": round(seconds, 2),
    }
    if imported.is_valid:
        imports.add(ACCEPTED)
        tell("import-accepte", **told)
        return
    imports.add(REFUSED)
    reason = WRONG if imported.rows_read else UNREADABLE
    tell("import-refuse", **told, raison=reason, problemes=len(errors(imported.problems)))


def _read_as_said(deposit: Deposit) -> Imported:
    return _read(
        deposit.filename,
        deposit.content,
        deposit.onto,
        deposit.mapping,
        deposit.origin,
        deposit.sheet,
    )


def _read(
    filename: str,
    content: bytes,
    onto: Edition | None,
    mapping: ColumnMapping | CountMapping | None = None,
    origin: Source | None = None,
    sheet: str = "",
) -> Imported:
    bar = st.progress(0.0, text=typeset(f"{filename} : lecture…"))

    def tell(share: float, what: str) -> None:
        bar.progress(min(share, 1.0), text=typeset(f"{filename} : {what[:1].lower()}{what[1:]}…"))

    imported = import_apart(
        content,
        filename,
        store.territories(),
        mapping,
        origin,
        progress=tell,
        sheet=sheet,
        onto=onto,
    )
    bar.empty()
    return imported
