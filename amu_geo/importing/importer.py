"""One way in: whatever was sent becomes text tables, repairs and problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from amu_geo.edition.checking.checks import (
    check_edition,
    check_references,
    check_table,
    doubt_programmes,
)
from amu_geo.edition.checking.metadata import EFFORT_KEY
from amu_geo.edition.checking.problems import WARNING, Problem, errors
from amu_geo.edition.model import Edition
from amu_geo.edition.raw import METADATA_FILE, RawEdition
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.importing.choosing import choose_one, table_of
from amu_geo.importing.counting.regions import Counts, count_by_region
from amu_geo.importing.counting.rows import NO_HEADER, header_of, rows_of_grid, with_header
from amu_geo.importing.counting.ways import placing_said
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.files.reader import Sent
from amu_geo.importing.headers import find_header
from amu_geo.importing.imported import Imported, replace_tables
from amu_geo.importing.mapping import (
    ColumnMapping,
    CountMapping,
    Source,
    UnknownTable,
    describe_unknown,
)
from amu_geo.importing.metadata_sheets import tidy_date, tidy_effort
from amu_geo.importing.programmes import understand_programmes
from amu_geo.importing.repairs import RepairLog
from amu_geo.importing.tables import BuiltTable, TableBuilder, builder_for
from amu_geo.territories import Territories
from amu_geo.vocabulary import FIRST_PROGRAMMES

Progress = Callable[[float, str], None]


def import_path(
    source: Path | bytes,
    filename: str,
    territories: Territories,
    mapping: ColumnMapping | CountMapping | None = None,
    origin: Source | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    sheet: str = "",
    onto: Edition | None = None,
) -> Imported:
    """Read, understand and check a file, a folder or an archive. Never raises on its content.

    Parameters
    ----------
    source
        A path, or the bytes of an upload.
    filename
        The name that reports give it.
    mapping
        How to read a table whose columns are not ours.
    origin
        The source of the whole file, for rows that name none.
    progress
        Called with a share from 0 to 1 and what is being done.
    sheet
        Of several tables of which none is ours, the one to read: a sheet, or a file of an
        archive. By default the longest.
    onto
        The edition that tables sent without a description complete: they are checked with it.
    """
    tell = progress or (lambda share, what: None)
    reader = _Importer(territories, mapping, origin, limits or Limits(), sheet, onto)
    try:
        tell(0.0, "Lecture du fichier")
        reader.sent.read(source, Path(filename).name)
        tell(0.4, "Compréhension des cellules")
        reader.build()
    except RefusedFileError as refused:
        reader.sent.raw.problems.append(refused.problem)
    tell(0.8, "Vérification")
    imported = reader.checked()
    tell(1.0, "Terminé")
    return imported


class _Importer:
    def __init__(
        self,
        territories: Territories,
        mapping: ColumnMapping | CountMapping | None,
        origin: Source | None,
        limits: Limits,
        sheet: str,
        onto: Edition | None,
    ):
        self.sent = Sent(limits.anew())
        self._sheet = sheet
        self._territories = territories
        self._mapping, self._origin, self._onto = mapping, origin, onto
        self._logs: list[RepairLog] = []
        self._log_of: dict[str, RepairLog] = {}
        self._extracts: set[str] = set()
        self._unknown: UnknownTable | None = None
        self._counts: Counts | None = None
        self._others: list[str] = []
        self._rows_read = self._rows_refused = 0

    @property
    def _raw(self) -> RawEdition:
        return self.sent.raw

    def build(self) -> None:
        """Turn the grids into tables."""
        builder = builder_for(self._territories)
        self._tidy_metadata(builder)
        self._choose_one()
        lone = not self.sent.is_whole and len(self.sent.grids) == 1
        for name, grid in self.sent.grids:
            if not grid.rows:
                where = (grid.file, grid.sheet)
                expected = "une ligne d’en-têtes"
                self._raw.problems.append(Problem("la table est vide.", *where, attendu=expected))
            elif lone and isinstance(self._mapping, CountMapping):
                self._count(grid, self._mapping)
            elif lone and isinstance(self._mapping, ColumnMapping):
                self._build_mapped(builder, grid, self._mapping)
            else:
                self._build_known(builder, name, grid, lone)
        known = self._onto.programme_labels if self._onto is not None else FIRST_PROGRAMMES
        understand_programmes(self._raw, known, self._log_of)

    def _choose_one(self) -> None:
        found = None if self.sent.has_metadata else choose_one(self.sent.grids, self._sheet)
        if found is not None:
            chosen, self._others, said = found
            self._raw.problems += said
            self.sent.grids, self.sent.is_whole = [chosen], False

    def _build_mapped(self, builder: TableBuilder, grid: Grid, mapping: ColumnMapping) -> None:
        headed, row = with_header(grid, set(mapping.columns))
        built = builder.build(headed, row, mapping.table, mapping, self._origin)
        if headed is not grid:
            built.log.add(NO_HEADER)
        self._add(built)

    def _build_known(self, builder: TableBuilder, name: str, grid: Grid, lone: bool) -> None:
        table, where = table_of(name, grid), (grid.file, grid.sheet)
        if table is not None and table in self._raw.tables:
            # Before its cells are understood: an archive may have a thousand of that name.
            other = self._raw.tables[table]
            message = f"la table {table} est déjà lue dans {other.sheet or other.file}."
            self._raw.problems.append(Problem(message, *where))
        elif table is not None:
            self._add(builder.build(grid, find_header(grid), table, None, self._origin))
        elif lone:
            placing = placing_said(rows_of_grid(grid, header_of(grid)), self._territories)
            headed, row = with_header(grid)
            self._unknown = describe_unknown(headed, row, placing, self._others)
            self._rows_read += self._unknown.lignes
            message = "ces colonnes ne sont pas celles d’une table de l’observatoire."
            expected = "des colonnes du modèle, ou une correspondance à indiquer"
            self._raw.problems.append(Problem(message, *where, attendu=expected))
        else:
            message = "cette table n’est pas reconnue, elle est laissée de côté."
            expected = "un nom parmi " + ", ".join(TABLES)
            self._raw.problems.append(Problem(message, *where, attendu=expected, gravite=WARNING))

    def _tidy_metadata(self, builder: TableBuilder) -> None:
        log = RepairLog(*self.sent.metadata_place)
        self._logs.append(log)
        tidy_date(self._raw.metadata, log)
        codes = self._raw.metadata.get(EFFORT_KEY)
        if isinstance(codes, list):
            self._raw.metadata[EFFORT_KEY] = tidy_effort(codes, builder.tidier, log)

    def _add(self, built: BuiltTable) -> None:
        name = built.table.name
        self._raw.tables[name] = built.table
        self._raw.problems += built.problems
        self._logs.append(built.log)
        self._log_of[name] = built.log
        if built.is_extract and not self._is_whole:
            self._extracts.add(name)
            built.log.add("extrait de l’observatoire : les autres lignes de l’édition restent")
        self._rows_read += built.rows_read
        self._rows_refused += built.rows_refused

    def _count(self, grid: Grid, mapping: CountMapping) -> None:
        log = RepairLog(grid.file, grid.sheet)
        self._logs.append(log)
        rows = rows_of_grid(grid, header_of(grid, {mapping.code_column} - {""}))
        origin = self._origin or Source("")
        counts = count_by_region(rows, mapping, origin, self._territories, log)
        self._counts = counts
        self._raw.tables |= counts.tables(grid.file, grid.sheet)
        self._raw.problems += counts.problems
        self._rows_read += len(rows.cells)
        self._rows_refused += counts.set_aside
        if rows.lines and counts.set_aside == len(rows.lines):
            message = "aucune ligne du fichier n’a de région : il n’y a rien à compter."
            expected = "des codes de commune, ou des points en France"
            self._raw.problems.append(Problem(message, grid.file, grid.sheet, attendu=expected))

    def checked(self) -> Imported:
        """Check what was built, with the engine that checks everything."""
        if self._is_whole:
            self._require_tables()
            problems = check_edition(self._raw, self._territories)
            problems = [self._at_metadata(problem) for problem in problems]
        else:
            self._require_rows()
            problems = list(self._raw.problems)
            for table in self._raw.tables.values():
                problems += check_table(table, self._territories)
            problems += self._references()
        logs = [*self.sent.logs, *self._logs]
        return Imported(
            self._raw,
            [repair for log in logs for repair in log.repairs()],
            problems,
            self._rows_read,
            sum(len(log.rows) for log in logs),
            self._rows_refused + _rows_with_errors(problems),
            self._is_whole,
            self._unknown,
            self._counts,
            frozenset(self._extracts),
        )

    @property
    def _is_whole(self) -> bool:
        """Whether an edition was sent, rather than tables that complete one."""
        return self.sent.is_whole and (self._onto is None or self.sent.has_metadata)

    def _references(self) -> list[Problem]:
        """What tables name outside themselves: in the edition they complete, when it is known."""
        if self._onto is not None and self._raw.tables:
            return check_references(replace_tables(self._onto, self._raw, self._extracts))
        return [
            problem
            for table in self._raw.tables.values()
            for problem in doubt_programmes(table, FIRST_PROGRAMMES)
        ]

    def _require_tables(self) -> None:
        unreadable = {Path(problem.fichier).stem for problem in errors(self._raw.problems)}
        for name in TABLES:
            required = table_schema(name).required
            if required and name not in self._raw.tables and name not in unreadable:
                message = "cette table obligatoire manque."
                self._raw.problems.append(Problem(message, f"{name}.csv", attendu=name))
        if not self.sent.has_metadata:
            message = "la description de l’édition manque."
            expected = (
                "edition.toml, ou la feuille « édition » du modèle ; ou l’édition que ces tables "
                "complètent (check … --onto ID)"
            )
            self._raw.problems.append(Problem(message, METADATA_FILE, attendu=expected))

    def _require_rows(self) -> None:
        """A lone file of which nothing is left is an error, never an empty table.

        Without rows an extract changes nothing, nor does a table that the edition has empty.
        """
        kept = {*self._extracts, *self._empty_already()}
        left = sum(len(table.cells) for table in self._raw.tables.values())
        harmless = bool(self._raw.tables) and self._raw.tables.keys() <= kept
        if not (left or harmless or self._unknown or errors(self._raw.problems)):
            file = self.sent.grids[0][1].file if self.sent.grids else self.sent.name
            message = "aucune ligne n’a été lue : le fichier n’en a pas sous ses en-têtes."
            self._raw.problems.append(Problem(message, file, attendu="au moins une ligne"))

    def _empty_already(self) -> list[str]:
        tables = self._onto.tables if self._onto is not None else {}
        return [name for name, table in tables.items() if table.empty]

    def _at_metadata(self, problem: Problem) -> Problem:
        if problem.fichier != METADATA_FILE:
            return problem
        file, sheet = self.sent.metadata_place
        return replace(problem, fichier=file, feuille=sheet)


def _rows_with_errors(problems: list[Problem]) -> int:
    wrong = [one for problem in errors(problems) for one in problem.each()]
    places = {(p.fichier, p.feuille, p.ligne) for p in wrong if p.ligne is not None}
    return len(places)
