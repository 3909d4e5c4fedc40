"""The one engine that checks an edition: every problem at once, each with its place.

Values are judged once per distinct value, not once per row, so that a table of 200 000 rows
is checked in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from amu_geo.edition.checking.metadata import check_metadata
from amu_geo.edition.checking.places import places_of
from amu_geo.edition.checking.problems import ROWS_NAMED, WARNING, Problem, named
from amu_geo.edition.checking.values import (
    NUMBER,
    YEAR,
    Proposals,
    Verdict,
    describe,
    is_date,
    is_spreadsheet_error,
    judge_value,
    nearest_in_list,
    numbers,
    positions_by_value,
)
from amu_geo.edition.checking.warnings import warn_edition, warn_table
from amu_geo.edition.raw import METADATA_FILE, RawEdition, RawTable
from amu_geo.edition.schema import Field, table_schema
from amu_geo.territories import Territories, UnknownTerritoryError

Nearest = Callable[[str], "str | None"]


def check_edition(raw: RawEdition, territories: Territories) -> list[Problem]:
    """Check a whole edition: metadata, cells, keys, references between tables; then warn."""
    problems = list(raw.problems)
    if not any(problem.fichier == METADATA_FILE for problem in problems):
        problems += check_metadata(raw.metadata, territories)
    for table in raw.tables.values():
        problems += check_cells(table, territories)
    problems += check_references(raw)
    return problems + warn_edition(raw, territories)


def check_table(table: RawTable, territories: Territories) -> list[Problem]:
    """Check one table alone, with its warnings; what needs another table is left out."""
    return check_cells(table, territories) + warn_table(table, territories)


def check_cells(table: RawTable, territories: Territories) -> list[Problem]:
    """The errors of one table: cells, keys, identical rows, years in order."""
    problems: list[Problem] = []
    for field in table_schema(table.name).fields:
        problems += _check_column(table, field, territories)
    problems += _check_unique(table)
    problems += _check_period(table)
    return problems


def check_references(raw: RawEdition) -> list[Problem]:
    """Check that what a table names exists in the other table."""
    problems: list[Problem] = []
    for table in raw.tables.values():
        for reference in table_schema(table.name).references:
            target = raw.tables.get(reference.table)
            if target is None and table_schema(reference.table).required:
                continue  # that the table is missing is said once, not once per row
            known = set(target.cells[reference.target]) if target is not None else set()
            missing = (
                f"aucune ligne de {reference.table} ne porte cet identifiant.",
                f"un {reference.target} de la table {reference.table}",
            )
            problems += _judge(
                table,
                reference.field,
                partial(_unknown, known, missing),
                Proposals(known - {""}).nearest,
            )
    return problems


def _unknown(known: Collection[str], missing: Verdict, value: str) -> Verdict | None:
    return None if value in known else missing


def doubt_programmes(table: RawTable, first: Collection[str]) -> list[Problem]:
    """The programmes of a table that was sent alone, against those of the first editions.

    What looks like one of those is a mistake; anything else may be a programme that its edition
    brings, which is said.
    """
    near = Proposals(first).nearest
    wrong = ("ce programme n’existe pas.", "l’un des programmes " + ", ".join(first))
    own = (
        "ce programme n’est pas de ceux des premières éditions.",
        "un code de la table programmes de votre édition",
    )
    problems: list[Problem] = []
    for reference in table_schema(table.name).references:
        if reference.table != "programmes":
            continue
        column = reference.field
        problems += _judge(
            table, column, lambda value: wrong if value not in first and near(value) else None, near
        )
        alone = _judge(
            table, column, lambda value: None if value in first or near(value) else own, near
        )
        problems += [replace(problem, gravite=WARNING) for problem in alone]
    return problems


def _check_column(table: RawTable, field: Field, territories: Territories) -> list[Problem]:
    problems = []
    if field.required:
        values = table.cells[field.name].tolist()
        empty = [position for position, value in enumerate(values) if not value.strip()]
        verdict = ("la cellule est vide.", describe(field))
        problems += _problems_at(table, field.name, empty, verdict)
    communes = places_of(territories).region_of if field.territory == "commune" else {}
    return problems + _judge(
        table,
        field.name,
        lambda value: judge_value(field, value, communes) if value.strip() else None,
        _nearest_for(field, communes, territories),
    )


def _nearest_for(field: Field, communes: Collection[str], territories: Territories) -> Nearest:
    if field.territory == "commune":
        places = places_of(territories)
        return lambda value: places.today_of.get(value) or places.code_proposals.nearest(value)
    proposals = Proposals(field.allowed)
    if field.territory == "region":
        return lambda value: _region_like(value, territories) or proposals.nearest(value)
    if field.list_of:
        return lambda value: nearest_in_list(value, proposals)
    return proposals.nearest


def _region_like(value: str, territories: Territories) -> str | None:
    try:
        return territories.find(value[:100])
    except UnknownTerritoryError as error:
        return territories.find(error.proposals[0]) if error.proposals else None


def _judge(
    table: RawTable,
    column: str,
    verdict_of: Callable[[str], Verdict | None],
    nearest: Nearest,
) -> list[Problem]:
    problems: list[Problem] = []
    rest: dict[Verdict, list[int]] = {}
    for value, positions in positions_by_value(table.cells[column]).items():
        verdict = verdict_of(value) if value else None
        if verdict is None:
            continue
        # Looking for the nearest value takes long: past the first rows it is not done.
        left = 0
        if len(problems) < ROWS_NAMED:
            left = ROWS_NAMED
            near = None if is_spreadsheet_error(value) else nearest(value)
            problems += _problems_at(table, column, positions[:left], verdict, value, near)
        rest.setdefault(verdict, []).extend(positions[left:])
    for (message, expected), positions in rest.items():
        if positions:
            first = Problem(message, table.file, table.sheet, None, column, attendu=expected)
            problems.append(first.rest(_rows(table, column, positions)))
    return problems


def _rows(table: RawTable, column: str, positions: Sequence[int]) -> list[tuple[int, str]]:
    """Line and value of rows."""
    values = table.cells[column].tolist()
    return [(table.lines[i], values[i]) for i in positions]


def _problems_at(
    table: RawTable,
    column: str | None,
    positions: Sequence[int],
    verdict: Verdict,
    value: str | None = None,
    near: str | None = None,
    detail: str | None = None,
) -> list[Problem]:
    message, expected = verdict
    first = Problem(
        message, table.file, table.sheet, None, column, value, expected, near, detail=detail
    )
    found = [replace(first, ligne=table.lines[i]) for i in positions[:ROWS_NAMED]]
    if len(positions) > ROWS_NAMED:
        found.append(first.rest([(table.lines[i], value) for i in positions[ROWS_NAMED:]]))
    return found


def _check_unique(table: RawTable) -> list[Problem]:
    columns = [table.cells[name].tolist() for name in table.cells.columns]
    key = table_schema(table.name).primary_key
    rows_seen: set[tuple[str, ...]] = set()
    first_line: dict[tuple[object, ...], int] = {}
    identical, twice = [], []
    keys = _keys(table, key)
    for position, row in enumerate(zip(*columns, strict=True)):
        if row in rows_seen:
            identical.append(position)
            continue
        rows_seen.add(row)
        if not any(keys[position]):
            continue
        line = table.lines[position]
        if first_line.setdefault(keys[position], line) != line:
            twice.append(position)
    verdict = ("cette ligne en répète une autre à l’identique.", "une seule fois")
    problems = _problems_at(table, None, identical, verdict)
    label = " + ".join(key)
    verdict = (f"la clé ({label}) est déjà prise.", "une clé unique")
    message, expected = verdict
    first = Problem(message, table.file, table.sheet, None, label, None, expected)
    parts = [table.cells[name].tolist() for name in key]
    found = [(i, " + ".join(part[i] for part in parts)) for i in twice]
    problems += [
        replace(
            first,
            ligne=table.lines[i],
            valeur=value,
            detail=f"Même clé qu’à la ligne {first_line[keys[i]]}.",
        )
        for i, value in found[:ROWS_NAMED]
    ]
    left = [(table.lines[i], value) for i, value in found[ROWS_NAMED:]]
    return [*problems, first.rest(left)] if left else problems


def _keys(table: RawTable, key: Sequence[str]) -> list[tuple[object, ...]]:
    """The key of each row, where « 16 » and « 16.0 » are the same number; () without a key."""
    if not key:
        return [()] * len(table.cells)
    schema = table_schema(table.name)
    columns = []
    for name in key:
        values = table.cells[name].tolist()
        if schema.field(name).type == "number":
            values = [float(text) if NUMBER.fullmatch(text) else text for text in values]
        columns.append(values)
    return list(zip(*columns, strict=True))


def _check_period(table: RawTable) -> list[Problem]:
    if "annee_fin" not in table.cells:
        return []
    return _check_order(table) + _check_end_date(table)


def _check_end_date(table: RawTable) -> list[Problem]:
    """A `date_fin` says more exactly what `annee_fin` says, and nothing else."""
    dates, years = table.cells["date_fin"].tolist(), table.cells["annee_fin"].tolist()
    verdict = ("ce n’est pas l’année de annee_fin.", "une date de l’année donnée par annee_fin")
    problems: list[Problem] = []
    for position, (day, year) in enumerate(zip(dates, years, strict=True)):
        if is_date(day) and day[:4] != year:
            near = year if YEAR.fullmatch(year) else None
            detail = None if year else "annee_fin est vide."
            problems += _problems_at(
                table, "date_fin", [position], verdict, day, near, detail=detail
            )
    return named(problems)


def _check_order(table: RawTable) -> list[Problem]:
    start, end = numbers(table.cells["annee_debut"]), numbers(table.cells["annee_fin"])
    verdict = ("la fin précède le début.", "une année de fin au moins égale à l’année de début")
    problems: list[Problem] = []
    for position in np.flatnonzero(start > end).tolist():
        value = f"{table.cells.at[position, 'annee_debut']}–{table.cells.at[position, 'annee_fin']}"
        problems += _problems_at(table, "annee_fin", [position], verdict, value)
    return named(problems)
