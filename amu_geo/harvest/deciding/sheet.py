"""A workbook of proposals read back: what the command wrote, with what people decided in it."""

from __future__ import annotations

from amu_geo.french.typography import plural
from amu_geo.harvest.proposal import CLASSES, COLUMNS, VERDICTS, Proposal
from amu_geo.importing.cells.tidy import is_protected
from amu_geo.importing.files.limits import Grid, Limits, RefusedFileError
from amu_geo.importing.files.workbooks.spreadsheets import read_workbook
from amu_geo.territories import normalise

SHEET = "propositions"
_NEEDED = ("classe", "source", "fiche_id", "fiche_titre")
_DECISIONS = {normalise(code): code for code in VERDICTS} | {
    "accepte": "accepter", "acceptee": "accepter", "oui": "accepter", "refuse": "refuser",
    "refusee": "refuser", "non": "refuser", "plus tard": "plus-tard",
}  # fmt: skip


def read_proposals(content: bytes, filename: str) -> list[Proposal]:
    """The proposals of a workbook, each once, with the decisions written in it.

    Raises
    ------
    ValueError
        In French, when the file is none, or when a row is not one of ours.
    """
    expected = "le classeur « propositions.xlsx » qu’écrit « python -m amu_geo moisson »"
    if not content.startswith(b"PK"):
        raise ValueError(f"« {filename} » n’est pas un classeur. Attendu : {expected}.")
    try:
        grids = read_workbook(content, filename, Limits())
    except RefusedFileError as refused:
        raise ValueError(str(refused)) from None
    grid = next((one for one in grids if normalise(one.sheet or "") == SHEET), None)
    if grid is None or not grid.rows:
        raise ValueError(f"« {filename} » n’a pas de feuille « {SHEET} ». Attendu : {expected}.")
    return _read(grid, filename)


def _read(grid: Grid, filename: str) -> list[Proposal]:
    (_, titles), *rows = grid.rows
    names = [title.strip() for title in titles]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise ValueError(
            f"« {filename} », feuille « {SHEET} » : la colonne « {missing[0]} » manque."
        )
    found: dict[str, Proposal] = {}
    for line, cells in rows:
        row = dict(zip(names, map(_plain, cells), strict=False))
        if not any(row.values()):
            continue
        proposal = _proposal(row, filename, line)
        found[proposal.key] = proposal
    return list(found.values())


def _proposal(row: dict[str, str], filename: str, line: int) -> Proposal:
    where = f"« {filename} », ligne {line}"
    if row.get("classe") not in CLASSES:
        allowed = ", ".join(CLASSES)
        raise ValueError(
            f"{where} : classe « {row.get('classe', '')} » inconnue. Attendu : {allowed}."
        )
    said = row.get("decision", "")
    decision = _DECISIONS.get(normalise(said), "")
    if said and not decision:
        allowed = ", ".join(VERDICTS)
        raise ValueError(f"{where} : décision « {said} » inconnue. Attendu : {allowed} ou rien.")
    known = {name: row.get(name, "") for name in COLUMNS}
    # Whoever wrote the file, what becomes a link leads to the web.
    if not known["fiche_adresse"].startswith(("http://", "https://")):
        known["fiche_adresse"] = ""
    return Proposal(**{**known, "decision": decision})


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if is_protected(text) else text


def counted(proposals: list[Proposal]) -> str:
    """« 12 propositions, dont 3 décidées »."""
    decided = sum(1 for one in proposals if one.decision)
    told = plural(len(proposals), "proposition")
    return f"{told}, dont {plural(decided, 'décidée')}" if decided else told
