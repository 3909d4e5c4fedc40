"""The overview as a document: its finding, the state of each cell, the page behind each."""

from __future__ import annotations

from typing import Any

from amu_geo import sentences
from amu_geo.charts.overview.sheet import schemes_behind, state_said
from amu_geo.french.typography import UNKNOWN
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.report.frame import Frame
from amu_geo.report.sources import Sources
from amu_geo.report.spans import (
    Block,
    Cell,
    bullets,
    heading,
    said,
    sign,
    strong,
    table,
    told,
)
from amu_geo.schemes import source_note
from amu_geo.sentences.schemes import users_finding
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

PATH = "/"
NAME = "Vue d’ensemble"
TABLE_TITLE = "Les quatre familles dans les 18 régions"
SOURCES_TITLE = "Ce qui établit chaque case"
# For the template alone: nobody prints this document.
_PAGES = 20


def overview_document(coverage: Coverage, origin: str = "", warning: str = "") -> dict[str, Any]:
    """The document of the overview; `origin` and `warning` as in `Frame`."""
    title = sentences.overview_headline(coverage)
    frame = Frame(coverage, NAME, title, PATH, {}, origin, warning)
    sources = Sources()
    blocks = [
        *told(sentences.overview_second(coverage), "lead"),
        *told(users_finding(coverage), "lead"),
        *told(sentences.leading_sentence(coverage), "lead"),
        *frame.definitions(),
        heading(TABLE_TITLE),
        _table(coverage),
        heading(SOURCES_TITLE),
        *_cells(coverage, sources),
        *frame.method(),
        *sources.blocks(),
    ]
    return frame.document(blocks, _PAGES)


def _table(coverage: Coverage) -> Block:
    rows = []
    for row in ranked(coverage).to_dict("records"):
        both = f"{row['familles_confirmees']} sur {row['familles_documentees']}"
        number = [said(both if coverage.documented(row["code_region"]) else UNKNOWN)]
        states = [_state(row[family.column], family.code) for family in FAMILIES.values()]
        rows.append([[strong(row["nom"])], *states, number])
    heads = [
        "Région",
        *(family.label for family in FAMILIES.values()),
        "Confirmées sur documentées",
    ]
    return table(heads, rows, (30, 20, 20, 20, 20, 20), "lllllr")


def _state(state: str, famille: str) -> Cell:
    return [sign(state, famille), said(UNKNOWN if state == UNDOCUMENTED else STATES[state])]


def _cells(coverage: Coverage, sources: Sources) -> list[Block]:
    """By region, what each documented family rests on: the scheme that proves most, its page."""
    items = []
    for row in ranked(coverage).to_dict("records"):
        code = row["code_region"]
        for family in FAMILIES.values():
            if row[family.column] != UNDOCUMENTED:
                first = schemes_behind(coverage, code, family)[0]
                page = sources.cite(first["url_source"], first["titre_source"], first["nom"])
                age = source_note(first, coverage.edition.date)
                about = f"{state_said(coverage, code, family)}. {first['nom']}, "
                where = strong(f"{row['nom']}, {family.label} : ")
                items.append([where, said(about), *page, said(f", {age}.")])
    return bullets(items)
