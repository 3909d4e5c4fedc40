"""From a grid of text to one of our tables: columns found, cells understood, rows placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import places_of
from amu_geo.edition.checking.problems import Problem, shorten
from amu_geo.edition.checking.values import Proposals, numbers
from amu_geo.edition.model import OPTIONAL_COLUMNS
from amu_geo.edition.raw import RawTable
from amu_geo.edition.schema import TableSchema, table_schema
from amu_geo.importing.cells.tidy import Tidier, blank_rows, slug
from amu_geo.importing.examples import all_example_rows
from amu_geo.importing.files.limits import Grid
from amu_geo.importing.headers import HELPERS, Header, header_titles, match_header
from amu_geo.importing.mapping import ColumnMapping, Source
from amu_geo.importing.placing.placer import Placer
from amu_geo.importing.repairs import RepairLog
from amu_geo.memory import kept_last
from amu_geo.territories import Territories

ID_LENGTH = 90
# How we say, beside the actors that we serve, where their point comes from.
PLACEMENT = "placement"


NOTHING_READ = "rien dans les colonnes lues : la ligne est laissée de côté"


@dataclass
class BuiltTable:
    """A table made from a grid, with what was repaired, doubted and refused on the way."""

    table: RawTable
    helpers: pd.DataFrame
    log: RepairLog
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    rows_refused: int = 0
    is_extract: bool = False


class TableBuilder:
    """Builds tables, from territories prepared once."""

    def __init__(self, territories: Territories):
        places = places_of(territories)
        self.tidier = Tidier(territories, places)
        self._placer = Placer(territories, places)
        self._centres = territories.communes.set_index("code_commune")[["lon", "lat"]]

    def build(
        self,
        grid: Grid,
        row: int,
        name: str,
        mapping: ColumnMapping | None = None,
        source: Source | None = None,
    ) -> BuiltTable:
        """Read the grid, whose header is at index `row`, as the table `name`."""
        schema = table_schema(name)
        columns = dict(mapping.columns) if mapping else None
        header = match_header(row, header_titles(grid, row), schema, columns)
        log = RepairLog(grid.file, grid.sheet)
        problems = _header_problems(grid, header, schema, mapping is not None, log)
        body = grid.rows[row + 1 :]
        lines = [line for line, _ in body]
        cells = _columns(body, header, [*dict.fromkeys([*schema.columns, *HELPERS]), PLACEMENT])
        cells, lines = _without_examples(cells, lines, schema, header, log)
        helpers = cells[[*HELPERS, PLACEMENT]].apply(lambda column: column.str.strip())
        table = RawTable(name, cells[schema.columns], lines, grid.file, grid.sheet)
        built = BuiltTable(table, helpers, log, problems, len(lines))
        built.is_extract = bool(header.served)
        self._tidy(built, schema, lenient=mapping is not None)
        if PLACEMENT in header.served:
            self._drop_centres(built)
        if mapping:
            _fill(built, schema, mapping.constants, "valeur donnée pour toutes les lignes")
        if source is not None:
            _fill(built, schema, source.values(), "source donnée pour tout le fichier")
        if "code_commune" in schema.columns:
            self._place(built, lenient=mapping is not None)
        if built.rows_refused and built.rows_refused == built.rows_read:
            message = "toutes les lignes de cette table sont écartées : il n’en reste aucune."
            built.problems.append(Problem(message, grid.file, grid.sheet))
        if mapping and "id" in schema.columns:
            if _make_ids(built.table.cells, ("nom", "code_commune")):
                built.log.add("identifiants composés du nom et de la commune", "id")
        elif "id" in schema.columns and schema.field("id").made_of:
            named = (built.table.cells["nom"] != "").tolist()
            made = _make_ids(built.table.cells, schema.field("id").made_of, named)
            for row, name in made.items():
                why = "identifiant fait de la région et du nom"
                built.log.add(why, "id", "", name, built.table.lines[row])
        return built

    def _tidy(self, built: BuiltTable, schema: TableSchema, lenient: bool) -> None:
        table = built.table
        for column in schema.fields:
            table.cells[column.name] = self.tidier.column(
                column, table.cells[column.name], table.lines, built.log, lenient
            )
        blank = blank_rows(table.cells)
        if blank.any():
            empty = np.flatnonzero(blank)
            for position in empty:
                built.log.add(NOTHING_READ, line=table.lines[position])
            # Said, but no data: they count neither as read nor as repaired.
            built.log.rows.difference_update(table.lines[position] for position in empty)
            _drop(built, set(empty))
            built.rows_read -= len(empty)

    def _drop_centres(self, built: BuiltTable) -> None:
        """Take off the points that we gave to rows without one: the centre of their commune.

        A point that somebody wrote in its place since then is kept.
        """
        cells = built.table.cells
        given = (built.helpers[PLACEMENT] == "commune").to_numpy()
        lon, lat = (numbers(cells[name]).to_numpy() for name in ("lon", "lat"))
        centres = self._centres.reindex(cells["code_commune"]).to_numpy()
        there = np.isclose(np.column_stack([lon, lat]), centres, atol=1e-5).all(axis=1)
        for row in np.flatnonzero(given & there):
            why = "centre de la commune ajouté par l’observatoire, laissé de côté"
            built.log.add(why, line=built.table.lines[row])
        cells.loc[given & there, ["lon", "lat"]] = ""

    def _place(self, built: BuiltTable, lenient: bool) -> None:
        placed = self._placer.place(built.table, built.helpers, built.log, lenient)
        built.problems += placed.problems
        built.rows_refused = len(placed.refused)
        _drop(built, placed.refused)


@kept_last(4)
def builder_for(territories: Territories) -> TableBuilder:
    """The builder of these territories, made once."""
    return TableBuilder(territories)


def _header_problems(
    grid: Grid, header: Header, schema: TableSchema, mapped: bool, log: RepairLog
) -> list[Problem]:
    line = grid.rows[header.row][0]
    if header.row:
        log.add(f"en-têtes trouvés à la ligne {line}, ce qui précède est laissé de côté")
    place = (grid.file, grid.sheet, line)
    problems = []
    for title, column in header.renamed.items():
        log.add("colonne reconnue", column, title, column)
    proposals = Proposals(schema.columns)
    for title in header.unknown:
        expected = "l’une des colonnes " + ", ".join(schema.columns)
        near = proposals.nearest(title)
        message = "cette colonne est inconnue."
        problems.append(Problem(message, *place, title, title, expected, near))
    if header.served:
        named = ", ".join(header.served)
        log.add(f"colonnes que l’observatoire ajoute à ce qu’il donne, laissées de côté : {named}")
    for column, positions in header.positions.items():
        if len(positions) > 1 and not mapped:
            problems.append(Problem("cette colonne paraît deux fois.", *place, column))
    for position, cell_line, value in _untitled(grid, header):
        message = f"la colonne n° {position + 1} a des valeurs mais pas de titre."
        detail = f"Première valeur : ligne {cell_line}, « {shorten(value)} »."
        problems.append(Problem(message, *place, detail=detail))
    for entry in schema.fields:
        if entry.name not in header.positions and not mapped:
            if entry.made_of:
                log.add("colonne absente : elle est faite de la région et du nom", entry.name)
            elif entry.required:
                problems.append(
                    Problem("cette colonne manque.", *place, entry.name, attendu=entry.title)
                )
            elif entry.name not in OPTIONAL_COLUMNS:  # which most tables never had
                log.add("colonne absente, laissée vide", entry.name)
    return problems


def _untitled(grid: Grid, header: Header) -> list[tuple[int, int, str]]:
    """Columns that have values and no title, with the line and text of the first value."""
    found: dict[int, tuple[int, str]] = {}
    empty = [i for i, title in enumerate(header.titles) if not title]
    for line, cells in grid.rows[header.row + 1 :]:
        for i in empty:
            if i < len(cells) and cells[i].strip():
                found.setdefault(i, (line, cells[i].strip()))
    return [(i, *found[i]) for i in sorted(found)]


def _columns(body: list[tuple[int, list[str]]], header: Header, names: list[str]) -> pd.DataFrame:
    """One text column per name; of several positions, the first that is filled counts."""
    columns = {}
    for name in names:
        values = [""] * len(body)
        for position in reversed(header.positions.get(name, [])):
            for i, (_, cells) in enumerate(body):
                if position < len(cells) and (not values[i] or _is_filled(cells[position])):
                    values[i] = cells[position]
        columns[name] = pd.Series(values, dtype="str")
    return pd.DataFrame(columns)


def _is_filled(cell: str) -> bool:
    return cell.strip() not in {"", "0"}


def _without_examples(
    cells: pd.DataFrame, lines: list[int], schema: TableSchema, header: Header, log: RepairLog
) -> tuple[pd.DataFrame, list[int]]:
    """Drop the template's own example rows, when they were left in.

    Earlier templates had fewer columns: those that the file lacks are not compared.
    """
    present = [name in header.positions for name in schema.columns]
    examples = {
        tuple(value if there else "" for value, there in zip(row, present, strict=True))
        for row in all_example_rows(schema)
    }
    rows = zip(*(cells[name].tolist() for name in schema.columns), strict=True)
    kept = [i for i, row in enumerate(rows) if row not in examples]
    if len(kept) == len(lines):
        return cells, lines
    dropped = [lines[i] for i in sorted(set(range(len(lines))) - set(kept))]
    for line in dropped:
        log.add("ligne d’exemple du modèle, laissée de côté", line=line)
    # Said, but no data: they count neither as read nor as repaired.
    log.rows.difference_update(dropped)
    return cells.iloc[kept].reset_index(drop=True), [lines[i] for i in kept]


def _fill(built: BuiltTable, schema: TableSchema, values: Mapping[str, str], why: str) -> None:
    cells = built.table.cells
    for column, value in values.items():
        if column in schema.columns and value and (cells[column] == "").any():
            cells[column] = cells[column].where(cells[column] != "", value)
            built.log.add(why, column, "", value)


def _make_ids(
    cells: pd.DataFrame, columns: Sequence[str], wanted: Sequence[bool] | None = None
) -> dict[int, str]:
    """Fill the identifiers that are missing, in place, always the same for the same words.

    Of two rows of the same words, the first keeps the plain one and the next is numbered.
    `wanted` tells the rows to fill, all when None. Returns those that were made, by position.
    """
    ids = cells["id"].tolist()
    taken = set(ids)
    words = [" ".join(row) for row in zip(*(cells[name] for name in columns), strict=True)]
    numbers: dict[str, int] = {}
    made: dict[int, str] = {}
    for row, known in enumerate(ids):
        if known or (wanted is not None and not wanted[row]):
            continue
        stem = slug(words[row])[:ID_LENGTH].strip("-") or "ligne"
        name = stem
        while name in taken:
            numbers[stem] = numbers.get(stem, 1) + 1
            name = f"{stem}-{numbers[stem]}"
        taken.add(name)
        ids[row] = made[row] = name
    cells["id"] = pd.Series(ids, dtype="str", index=cells.index)
    return made


def _drop(built: BuiltTable, positions: set[int]) -> None:
    if not positions:
        return
    table = built.table
    kept = [i for i in range(len(table.lines)) if i not in positions]
    built.table = replace(
        table,
        cells=table.cells.iloc[kept].reset_index(drop=True),
        lines=[table.lines[i] for i in kept],
    )
    built.helpers = built.helpers.iloc[kept].reset_index(drop=True)
