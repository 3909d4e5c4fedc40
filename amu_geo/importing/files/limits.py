"""What is refused before it is unpacked: files too big, tables too long, bombs."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field, replace

from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.checking.values import CELL_LIMIT
from amu_geo.edition.raw import BYTES_LIMIT, ROWS_LIMIT
from amu_geo.importing.files.workbooks.oddities import Oddities

COLUMNS_LIMIT = 500
# A description of an edition; ours weigh a few thousand bytes.
METADATA_LIMIT = 512 * 1024
MEMBERS_LIMIT = 1_000
# An edition has ten; some send one for each département.
TABLES_LIMIT = 150
# Of all the tables of one file together; an honest one of the most rows has some forty columns.
CELLS_LIMIT = 10_000_000
# A workbook's XML shrinks ten to twenty times; beyond this, the archive is there to do harm.
UNPACKED_TIMES = 4
RATIO_LIMIT = 100
RATIO_FROM = 10 * 1024 * 1024


class RefusedFileError(ValueError):
    """A file that is not read any further; `problem` says why, in French."""

    def __init__(self, problem: Problem):
        self.problem = problem
        super().__init__(str(problem))


class FullError(RefusedFileError):
    """All that one file may hold is read: none of its other tables is looked at."""


@dataclass
class Taken:
    """What was read so far of one file, all its tables together."""

    rows: int = 0
    cells: int = 0
    characters: int = 0


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold: bytes as sent, rows of data, cells.

    `taken` counts what was read under these limits: `anew` gives the same for another file.
    """

    bytes: int = BYTES_LIMIT
    rows: int = ROWS_LIMIT
    cells: int = CELLS_LIMIT
    taken: Taken = field(default_factory=Taken, compare=False, repr=False)

    @property
    def unpacked(self) -> int:
        """Bytes of an archive once unpacked, and characters of a table."""
        return self.bytes * UNPACKED_TIMES

    def anew(self) -> Limits:
        """The same limits, of which nothing is taken yet."""
        return replace(self, taken=Taken())

    def check_rows(self, count: int, file: str, sheet: str | None = None, note: str = "") -> None:
        """Refuse a table that says, before it is read, that it has more rows than allowed."""
        if count > self.rows:
            limit = thousands(self.rows)
            message = f"le tableau a plus de {limit} lignes{note}."
            expected = f"{limit} lignes au plus"
            raise RefusedFileError(Problem(message, file, sheet, attendu=expected))

    def check_cells(self, count: int, file: str, sheet: str | None = None) -> None:
        """Refuse tables that come, with these cells, to more than one file may have."""
        if self.taken.cells + count > self.cells:
            limit = thousands(self.cells)
            message = f"le fichier a plus de {limit} cellules."
            expected = f"{limit} cellules au plus, toutes tables comprises"
            raise FullError(Problem(message, file, sheet, attendu=expected))

    def check_size(self, size: int, file: str) -> None:
        """Refuse a file of more bytes than allowed."""
        if size > self.bytes:
            raise RefusedFileError(
                Problem(
                    f"le fichier pèse {megabytes(size)} : il est trop gros pour être lu ici.",
                    file,
                    attendu=f"{megabytes(self.bytes)} au plus",
                )
            )

    def check_unpacked(self, size: int, packed: int, file: str) -> None:
        """Refuse what would be too big once unpacked, or out of proportion to what was sent."""
        is_bomb = size > RATIO_FROM and size / max(1, packed) > RATIO_LIMIT
        if size > self.unpacked or is_bomb:
            message = f"une fois déplié, le fichier pèserait {megabytes(size)}."
            expected = (
                f"{megabytes(self.unpacked)} au plus, et {RATIO_LIMIT} fois sa taille au plus"
            )
            raise RefusedFileError(Problem(message, file, attendu=expected))

    def check_archive(self, archive: zipfile.ZipFile, file: str) -> None:
        """Refuse an archive whose content would be out of proportion, from its index alone.

        Python never reads more of a member than the index announces, so the index binds.
        """
        members = archive.infolist()
        if len(members) > MEMBERS_LIMIT:
            expected = f"{MEMBERS_LIMIT} fichiers au plus"
            message = f"l’archive contient {len(members)} fichiers."
            raise RefusedFileError(Problem(message, file, attendu=expected))
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        self.check_unpacked(unpacked, packed, file)
        if any(member.flag_bits & 1 for member in members):
            raise RefusedFileError(
                Problem(
                    "le fichier est protégé par un mot de passe.",
                    file,
                    attendu="le même, enregistré sans mot de passe",
                )
            )


class Grid:
    """The cells of one sheet or file as text, refused as soon as a limit is passed.

    `rows` holds (line as the person counts it, cells); empty lines of a text are left out.
    `oddities` is what a workbook's sheet holds beside, `problems` what reading it made doubtful.
    """

    def __init__(self, file: str, sheet: str | None, limits: Limits):
        self.file, self.sheet = file, sheet
        self.rows: list[tuple[int, list[str]]] = []
        self.oddities = Oddities()
        self.problems: list[Problem] = []
        self._limits = limits

    def add(self, line: int, cells: list[str], keep: bool = False) -> None:
        """Add a row of text, without its trailing empty cells; an empty one where `keep` says."""
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells and not keep:
            return
        self.check_columns(line, len(cells))
        self.make_room(1, len(cells))
        # A cell over the limit is an error anyway: its end is not kept.
        cells = [cell if len(cell) <= CELL_LIMIT else cell[: CELL_LIMIT + 1] for cell in cells]
        taken = self._limits.taken
        taken.rows += 1
        taken.cells += len(cells)
        taken.characters += sum(map(len, cells))
        if taken.characters > self._limits.unpacked:
            self._refuse("le tableau a trop de texte.", megabytes(self._limits.unpacked))
        self.rows.append((line, cells))

    def check_columns(self, line: int, count: int) -> None:
        """Refuse a row of more cells than a table may have."""
        if count > COLUMNS_LIMIT:
            self._refuse(f"la ligne {line} a {count} colonnes.", f"{COLUMNS_LIMIT} au plus")

    def make_room(self, rows: int, cells: int) -> None:
        """Refuse so many rows more, of so many cells each, where they would pass a limit."""
        limits = self._limits
        if len(self.rows) + rows > limits.rows + 1:  # the header is not counted
            limits.check_rows(len(self.rows) + rows, self.file, self.sheet)
        if limits.taken.rows + rows > limits.rows + MEMBERS_LIMIT:  # nor that of each table
            limit = thousands(limits.rows)
            message = f"le fichier a plus de {limit} lignes, toutes tables comprises."
            expected = f"{limit} lignes au plus"
            raise FullError(Problem(message, self.file, self.sheet, attendu=expected))
        if limits.taken.cells + rows * cells > limits.cells:
            limits.check_cells(rows * cells, self.file, self.sheet)

    def _refuse(self, message: str, expected: str) -> None:
        raise RefusedFileError(Problem(message, self.file, self.sheet, attendu=expected))


def thousands(count: int) -> str:
    """A whole number as it is read: « 200 000 »."""
    return f"{count:,}".replace(",", "\u202f")


def megabytes(size: int) -> str:
    """A size in words: « 51,2 Mo »."""
    return f"{size / 1024**2:.1f}".replace(".", ",").removesuffix(",0") + "\u00a0Mo"
