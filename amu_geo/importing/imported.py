"""What was understood of a file, and the edition that it makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from amu_geo.edition.checking.problems import Problem, errors
from amu_geo.edition.model import Edition
from amu_geo.edition.raw import RawEdition
from amu_geo.edition.writing import raw_edition
from amu_geo.importing.mapping import UnknownTable
from amu_geo.importing.repairs import Repair
from amu_geo.territories import Territories


@dataclass
class Imported:
    """What was understood of a file.

    Attributes
    ----------
    raw
        Tables and metadata as text, as `Edition.from_raw` wants them.
    repairs, problems
        Everything that was repaired; everything that is wrong or doubtful, reading and check
        together.
    rows_read, rows_repaired, rows_refused
        Rows of data in the file; those where something was repaired; those that have an error
        or were set aside.
    is_whole_edition
        True for a folder, archive or workbook of several tables; False for a lone table.
    unknown
        The table that needs a mapping, when its columns are not ours.
    """

    raw: RawEdition
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    rows_repaired: int = 0
    rows_refused: int = 0
    is_whole_edition: bool = False
    unknown: UnknownTable | None = None

    @property
    def is_valid(self) -> bool:
        """True when nothing forbids to use it."""
        return not errors(self.problems)

    def edition(self, territories: Territories, onto: Edition | None = None) -> Edition:
        """The edition: whole, or `onto` with the imported tables in place of its own.

        Raises
        ------
        EditionError
            With every error, those of references between the old tables and the new included.
        ValueError
            A lone table and nothing to put it onto.
        """
        if self.is_whole_edition:
            return Edition.from_raw(self.raw, territories)
        if onto is None:
            raise ValueError("Une table seule ne fait pas une édition.")
        return Edition.from_raw(replace_tables(onto, self.raw), territories)


def replace_tables(edition: Edition, raw: RawEdition) -> RawEdition:
    """An edition's text with some of its tables replaced; its own table reads as before."""
    whole = raw_edition(edition)
    return replace(whole, tables={**whole.tables, **raw.tables}, problems=list(raw.problems))
