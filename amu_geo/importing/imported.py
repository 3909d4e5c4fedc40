"""What an import gives: tables as text, repairs, problems, and the edition that they make."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pandas as pd

from amu_geo.edition.checking.problems import Problem, errors
from amu_geo.edition.model import Edition
from amu_geo.edition.raw import RawEdition, RawTable
from amu_geo.edition.writing import raw_edition
from amu_geo.importing.counting.regions import Counts
from amu_geo.importing.mapping import UnknownTable
from amu_geo.importing.repairs import Repair
from amu_geo.territories import Territories

INDICATORS = ("indicateurs", "indicateurs_libelles")


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
    counts
        What was counted by region, when that is how the file was read: it joins the
        indicators of an edition, it does not replace them.
    extracts
        The tables that hold some of the rows of an edition, as we served them.
    """

    raw: RawEdition
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    rows_repaired: int = 0
    rows_refused: int = 0
    is_whole_edition: bool = False
    unknown: UnknownTable | None = None
    counts: Counts | None = None
    extracts: frozenset[str] = frozenset()

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
        added = with_indicator(onto, self.raw) if self.counts is not None else self.raw
        return Edition.from_raw(replace_tables(onto, added, self.extracts), territories)


def replace_tables(edition: Edition, raw: RawEdition, extracts: Collection[str] = ()) -> RawEdition:
    """An edition's text with some of its tables replaced; the others read as before.

    Of the tables in `extracts` only the rows of the same identifiers are replaced.
    """
    whole = raw_edition(edition)
    tables = {
        name: _merged(whole.tables[name], table) if name in extracts else table
        for name, table in raw.tables.items()
    }
    return replace(whole, tables={**whole.tables, **tables}, problems=list(raw.problems))


def _merged(known: RawTable, extract: RawTable) -> RawTable:
    """The rows that are known, those of the extract in the place of theirs or after them."""
    places = {name: place for place, name in enumerate(extract.cells["id"].tolist())}
    rows, lines = known.cells.to_dict("records"), list(known.lines)
    sent = extract.cells.to_dict("records")
    for position, name in enumerate(known.cells["id"].tolist()):
        if name in places:
            place = places.pop(name)
            rows[position], lines[position] = sent[place], extract.lines[place]
    # What is left is new, or bears an identifier twice: the checks will say so.
    used = {id(row) for row in rows}
    left = [place for place, row in enumerate(sent) if id(row) not in used]
    cells = pd.DataFrame([*rows, *(sent[place] for place in left)], columns=known.cells.columns)
    lines += [extract.lines[place] for place in left]
    return replace(extract, cells=cells.astype("str"), lines=lines)


def with_indicator(edition: Edition, raw: RawEdition) -> RawEdition:
    """The indicator of `raw` beside those that an edition has; of one code, in its place."""
    whole, tables = raw_edition(edition), dict(raw.tables)
    new = set(raw.tables["indicateurs_libelles"].cells["indicateur"])
    for name in INDICATORS:
        if name not in whole.tables:
            continue
        old, table = whole.tables[name].cells, raw.tables[name]
        others = old[~old["indicateur"].isin(new)]
        cells = pd.concat([others, table.cells], ignore_index=True)
        lines = list(range(2, len(cells) + 2))
        tables[name] = replace(table, cells=cells, lines=lines)
    return replace(raw, tables=tables)
