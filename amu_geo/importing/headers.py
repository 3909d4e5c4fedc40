"""Which row is the header, which table it is, and which column each title names."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from amu_geo.edition.schema import TABLES, TableSchema, all_schemas, table_schema
from amu_geo.importing.files.limits import Grid
from amu_geo.memory import kept
from amu_geo.territories import normalise

HEADER_ROWS_TRIED = 20
# Columns that are no column of ours, but lead to a commune.
HELPERS = {
    "departement": (
        *("departement", "dep", "dept", "code departement", "num departement"),
        *("insee dep", "inseedep", "code dep", "nom departement"),
    ),
    "code_postal": ("code postal", "cp", "codepostal", "postal"),
}
# What we add to the rows that we serve, and the columns that tell an extract of ours from a table
# that somebody else made. An extract has some of the rows: the others of its edition stay.
SERVED = {
    "dispositifs": ("etat", "familles", "region", "retenu", "regle", "raison", "lien"),
    "acteurs": ("placement",),
}
MARKS = {"dispositifs": frozenset({"etat", "familles"}), "acteurs": frozenset({"placement"})}
# What others call our columns; used to propose, never to decide.
SYNONYMS = {
    "id": ("identifiant", "id", "id tl", "numero"),
    "nom": (
        *("name", "nom tl", "nom du lieu", "libelle", "structure", "denomination", "intitule"),
        *("raison sociale", "nom de la structure", "lieu"),
    ),
    "commune": (
        *("ville", "nomcom", "nom commune", "nom de la commune", "cominit", "localite"),
        *("libelle commune", "lib commune"),
    ),
    "code_commune": (
        *("insee", "code insee", "inseecom", "code commune insee", "codgeo", "depcom"),
        *("code com", "insee com", "codeinsee", "code insee commune"),
    ),
    "code_region": (
        *("code region", "region", "inseereg", "insee reg", "reg", "nomreg"),
        *("nom region", "codereg"),
    ),
    "lon": ("long", "longitude", "x", "lng", "longitude x"),
    "lat": ("latitude", "y", "latitude y"),
    "site_web": ("web", "site", "site internet", "website", "www", "url site"),
    "annee_creation": ("annee", "creation", "date creation", "date de creation", "ouverture"),
    "annee": ("date", "annee"),
    "id_dispositif": ("code dispositif", "id dispositif", "dispositif", "identifiant"),
    "date": ("date du fait", "date de la preuve", "quand"),
    "nature": ("type de preuve", "nature de la preuve", "type"),
    "date_fin": ("date de fin", "fin", "date de cloture"),
    "url_source": ("source", "lien", "url", "lien source", "url de la source"),
    "titre_source": ("nom source", "nom de la source"),
    "preuve": ("commentaire", "description", "remarque", "note"),
}
LIKENESS = 0.85
# What people call a table, beside its name and its title: of a sheet or a file.
NICKNAMES = {
    "attestations": (
        *("attestation", "preuve", "preuves", "preuve datee", "preuves datees"),
        *("preuves a ajouter", "a confirmer"),
    ),
}


@dataclass
class Header:
    """Where each column of a table is in a grid.

    `positions` gives for each column (ours or a helper) where its values are, in the order in
    which they are tried; `renamed` the titles that were understood rather than read; `served`
    those that we added to rows that we served.
    """

    row: int
    titles: list[str]
    positions: dict[str, list[int]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    served: list[str] = field(default_factory=list)


def find_header(grid: Grid, expected: set[str] | None = None) -> int:
    """Index of the row that names the most columns; the first full row when none names two.

    `expected` are the titles to look for; those of our tables when there are none.
    """
    if expected:
        words = [{normalise(title) for title in expected}]
    else:
        words = [set(_words(name)) for name in TABLES]
    best, found = (0 if expected else 1), None
    for index in range(min(len(grid.rows), HEADER_ROWS_TRIED)):
        titles = {normalise(title) for title in _with_row_above(grid, index)}
        score = max(len(titles & known) for known in words)
        if score > best:
            best, found = score, index
    if found is not None:
        return found
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in grid.rows]
    widest = max(widths[:HEADER_ROWS_TRIED], default=0)
    return next((i for i, width in enumerate(widths) if width >= max(1, widest // 2)), 0)


def header_titles(grid: Grid, row: int) -> list[str]:
    """Titles of the columns; a cell merged with the one above has its title up there."""
    titles = _with_row_above(grid, row)
    width = max(len(cells) for _, cells in grid.rows[row:])
    return (titles + [""] * (width - len(titles)))[:width]


def _with_row_above(grid: Grid, row: int) -> list[str]:
    above = grid.rows[row - 1][1] if row else []
    pairs = zip_longest(grid.rows[row][1], above, fillvalue="")
    return [title.strip() or upper.strip() for title, upper in pairs]


def recognise_table(name: str, titles: list[str]) -> str | None:
    """The table that a file or sheet is, by its name, else by its columns; None if by neither."""
    wanted = normalise(name)
    present = {normalise(title) for title in titles if title}
    scores = {
        schema.name: _share(schema, present)
        for schema in all_schemas().values()
        if len(_words(schema.name).keys() & present) >= 2
    }
    for schema in all_schemas().values():
        names = (normalise(schema.name), normalise(schema.title))
        named = wanted in (*names, *NICKNAMES.get(schema.name, ()))
        if named and scores.get(schema.name, 0) > 0:
            return schema.name
    best = max(scores, key=scores.get, default=None)
    return best if best and scores[best] == 1 else None


def _share(schema: TableSchema, present: set[str]) -> float:
    """Share of the columns that a person has to fill that are present."""
    found = {column for word, column in _words(schema.name).items() if word in present}
    required = {entry.name for entry in schema.fields if entry.to_fill}
    return len(required & found) / len(required)


@kept
def _words(table: str) -> dict[str, str]:
    """Normalised names and titles of a table's columns."""
    schema = table_schema(table)
    names = {normalise(entry.title): entry.name for entry in schema.fields}
    return names | {normalise(entry.name): entry.name for entry in schema.fields}


def helper_words(schema: TableSchema) -> dict[str, str]:
    """Titles of helper columns, for the tables that have a commune."""
    if "code_commune" not in schema.columns:
        return {}
    return {word: name for name, words in HELPERS.items() for word in words}


def match_header(
    row: int, titles: list[str], schema: TableSchema, mapping: dict[str, str] | None
) -> Header:
    """Find each column; with a mapping (title → column, "" to leave out), it decides."""
    header = Header(row, titles)
    words = helper_words(schema) | _words(schema.name)
    marks = MARKS.get(schema.name, frozenset())
    served = SERVED[schema.name] if marks and mapping is None and marks <= set(titles) else ()
    for position, title in enumerate(titles):
        if not title:
            continue
        if title in served:
            header.served.append(title)
            header.positions[title] = [position]
            continue
        known = words.get(normalise(title))
        if mapping is not None:
            known = mapping.get(title, known if title not in mapping else None)
            if not known:
                continue
        elif known is None:
            header.unknown.append(title)
            continue
        if known != title:
            header.renamed[title] = known
        header.positions.setdefault(known, []).append(position)
    return header


def propose_mapping(columns: list[str], table: str) -> dict[str, str]:
    """For each column of a file, ours that it most likely is, "" when none is.

    A proposal for a person to correct: names, titles, usual synonyms, then likeness. Several
    columns of the file may lead to `commune` or `code_region`: the first filled one counts.
    """
    schema = table_schema(table)
    words = dict(helper_words(schema)) | _words(schema.name)
    for column, synonyms in SYNONYMS.items():
        if column in schema.columns:
            words = {normalise(word): column for word in synonyms} | words
    proposal = {column: words.get(normalise(column), "") for column in columns}
    taken = set(proposal.values())
    for column in columns:
        if not proposal[column]:
            near = _like(normalise(column), words)
            if near and near not in taken:
                proposal[column] = near
                taken.add(near)
    return _without_repeats(proposal)


def _like(title: str, words: dict[str, str]) -> str:
    if len(title) < 4:
        return ""
    scored = [(SequenceMatcher(None, title, word).ratio(), word) for word in words]
    score, word = max(scored, default=(0, ""))
    return words[word] if score >= LIKENESS else ""


def _without_repeats(proposal: dict[str, str]) -> dict[str, str]:
    """Only places may come from several columns; elsewhere the first column is kept."""
    several = {"commune", "code_region", *HELPERS}
    seen: set[str] = set()
    kept = {}
    for column, target in proposal.items():
        repeated = target in seen and target not in several
        kept[column] = "" if repeated else target
        seen.add(target)
    return kept
