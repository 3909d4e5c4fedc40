"""Files that are not ours: which column is which, and what holds for every row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from amu_geo.edition.schema import Field, table_schema
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.headers import header_titles, propose_mapping
from amu_geo.territories import normalise

SAMPLE_ROWS = 5
# What the observatory says of a place that it did not survey itself.
ALLIED = {"perimetre": "pratique-voisine", "confiance": "B"}
SOURCE_COLUMNS = ("url_source", "titre_source", "date_source")


@dataclass(frozen=True)
class Source:
    """The page that establishes a whole file, asked once and applied to all its rows."""

    url: str
    titre: str = ""
    date: str = ""

    def values(self) -> dict[str, str]:
        """The source as columns of a table."""
        return dict(zip(SOURCE_COLUMNS, (self.url, self.titre, self.date), strict=True))


@dataclass(frozen=True)
class ColumnMapping:
    """How to read a file as one of our tables.

    `columns` gives for each title of the file our column, "" to leave it out; a title that is
    not there is left out too. `constants` are the values of columns that the file lacks.
    """

    table: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CountMapping:
    """How to count the rows of a file by region, into `indicateurs`.

    `code_column` holds commune codes, each the whole of a cell or after a name, « Bouillante
    (97106) »; "" when the file says by itself what places its rows.
    """

    code_column: str
    indicateur: str
    libelle: str
    unite: str
    annee: str
    licence: str
    description: str = ""


@dataclass(frozen=True)
class UnknownTable:
    """A table that needs a mapping: its titles, its first rows, how many it has.

    `placements` says, in French, which columns place its rows, the surest first; `autres` are
    the sheets, or files of an archive, that could be read in its place.
    """

    fichier: str
    feuille: str | None
    colonnes: list[str]
    exemples: list[dict[str, str]]
    lignes: int
    placements: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """What a reader calls it: its sheet, or its file."""
        return self.feuille or self.fichier

    def proposal(self, table: str) -> ColumnMapping:
        """The mapping to start from, towards one of our tables."""
        return ColumnMapping(
            table, propose_mapping(self.colonnes, table), propose_constants(self.fichier, table)
        )


def propose_constants(file: str, table: str) -> dict[str, str]:
    """Values for the columns that other people's files never have, to be confirmed.

    The type of an actor is proposed when the file's name says it: « tiers_lieux_2019.csv ».
    """
    schema = table_schema(table)
    proposed = {name: value for name, value in ALLIED.items() if name in schema.columns}
    if table == "acteurs":
        words = _singular(file)
        named = [kind for kind in schema.field("type").allowed if _singular(kind) in words]
        if len(named) == 1:
            proposed["type"] = named[0]
    return proposed


def _singular(text: str) -> str:
    return " ".join(re.sub(r"(?<=\w{3})[sx]\b", "", word) for word in normalise(text).split())


def missing_columns(mapping: ColumnMapping, source: Source | None) -> list[Field]:
    """The required columns that a mapping leaves without value; `id` is made from the name."""
    given = {
        *mapping.columns.values(),
        *(name for name, value in mapping.constants.items() if value),
    }
    if source is not None and source.url:
        given.add("url_source")
    return [
        entry
        for entry in table_schema(mapping.table).fields
        if entry.required and entry.name not in given and entry.name != "id"
    ]


def describe_unknown(
    grid: Grid, row: int, placements: tuple[str, ...] = (), others: Sequence[str] = ()
) -> UnknownTable:
    """What a person needs to see to pair the columns of a file with ours."""
    titles = header_titles(grid, row)
    shown = [
        {title: cells[i] if i < len(cells) else "" for i, title in enumerate(titles) if title}
        for _, cells in grid.rows[row + 1 : row + 1 + SAMPLE_ROWS]
    ]
    columns = [title for title in dict.fromkeys(titles) if title]
    rows = len(grid.rows) - row - 1
    return UnknownTable(grid.file, grid.sheet, columns, shown, rows, placements, tuple(others))
