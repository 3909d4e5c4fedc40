"""All the views of an edition, in words and ranks: every reading, every year, every region.

Each value is what `Coverage` and the sentences say; the script of the file chooses among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from amu_geo import sentences
from amu_geo.charts.map.alone import STATE_RANKS
from amu_geo.charts.map.levels import in_words
from amu_geo.charts.overview.sheet import (
    SCHEMES_SHOWN,
    actors_said,
    others_said,
    schemes_behind,
    state_said,
    wider_said,
)
from amu_geo.edition import Edition
from amu_geo.figures.overview import coverage_figure
from amu_geo.figures.words import sentence
from amu_geo.french.grammar import capital
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.every_reading import every_coverage, readable_years
from amu_geo.measure.ranking import ranked
from amu_geo.measure.reading import Reading
from amu_geo.offline.pool import Pool, clean, of_year, signed, texts_of
from amu_geo.offline.schemes import scheme_rows
from amu_geo.sentences.compare import differing
from amu_geo.sentences.views import regions_told
from amu_geo.territories import Territories
from amu_geo.vocabulary import (
    CONFIRMED,
    DEFAULT_LECTURE,
    FAMILIES,
    LECTURES,
    TO_CONFIRM,
    UNDOCUMENTED,
    Family,
)

# Places in a view, in a region of a view, in a cell of a region; the script has the same.
VIEW = (
    "constat", "suite", "retenus", "reserve", "a_confirmer", "confirmee", "non_documentee",
    "lecture", "phrase", "annonce", "etats", "cas", "ordre",
)  # fmt: skip
CASE = (
    "confirmees", "documentees", "min", "max", "dispositifs", "confirmes",
    "mots", "constat", "suite", "etendue", "cases",
)  # fmt: skip
CELL = ("etat", "dit", "appui", "large", "autres", "dispositifs")


@dataclass(frozen=True)
class Content:
    """What the file holds: its data, and the coverage that it shows first."""

    data: dict[str, Any]
    first: Coverage


def content(edition: Edition, territories: Territories) -> Content:
    """Every view of an edition; some seconds of work."""
    texts, cases = Pool(), [Pool() for _ in territories.codes]
    ids, schemes = scheme_rows(edition, territories, texts)
    ranks = {scheme_id: rank for rank, scheme_id in enumerate(ids)}
    coverages = list(every_coverage(edition, territories))
    widest = {c.reading.annee: c for c in coverages if c.reading.lecture == "large"}
    views, first = [], coverages[0]
    orders: dict[tuple, list[int]] = {}
    for coverage in coverages:
        wider = widest[coverage.reading.annee]
        told = texts_of(texts, coverage.reading.annee)
        chosen = [
            pool.rank(_case(coverage, code, wider, told, ranks, orders))
            for code, pool in zip(territories.codes, cases, strict=True)
        ]
        views.append(_view(coverage, texts, ids, chosen, territories))
        if coverage.reading == Reading(None, DEFAULT_LECTURE):
            first = coverage
    years = readable_years(edition)
    data = {
        "edition": edition.id,
        "annees": [years[0], years[-1]],
        "lectures": [[code, lecture.label, typeset(lecture.explanation)]
                     for code, lecture in LECTURES.items()],
        "familles": [[family.code, family.label] for family in FAMILIES.values()],
        "regions": [[code, typeset(territories.name(code)), actors_said(first, code),
                     _actors(first, code)] for code in territories.codes],
        "differe": _differing(),
        "dispositifs": schemes,
        "vues": views,
        "cas": [pool.values for pool in cases],
        "textes": texts.values,
    }  # fmt: skip
    return Content(data, first)


def _view(
    coverage: Coverage, texts: Pool, ids: list[str], chosen: list[int], territories: Territories
) -> list[Any]:
    told, year = texts_of(texts, coverage.reading.annee), coverage.reading.annee
    meaning = sentences.states_in_words(coverage)
    states = dict(zip(coverage.retained["id"], coverage.retained["etat"], strict=True))
    codes = list(territories.codes)
    finding = signed(sentences.overview_headline(coverage))
    return [
        texts.rank(of_year(finding, year)),
        told(sentences.overview_second(coverage)),
        told(sentences.retained_phrase(coverage)),
        told(reserve(coverage)),
        *(told(meaning[state]) for state in (TO_CONFIRM, CONFIRMED, UNDOCUMENTED)),
        told(coverage.reading.describe()),
        told(sentence(coverage, coverage_figure(coverage))),
        told(regions_told(coverage)),
        texts.rank("".join(str(STATE_RANKS.get(states.get(i, ""), 0)) for i in ids)),
        chosen,
        [codes.index(code) for code in ranked(coverage)["code_region"]],
    ]


def reserve(coverage: Coverage) -> str:
    """What weakens the finding: who leads under other readings, what another mapping changes."""
    parts = (coverage_figure(coverage).caution, sentences.mapping_caveat(coverage))
    return " ".join(part for part in parts if part)


def _case(
    coverage: Coverage,
    code: str,
    wider: Coverage,
    told: Callable[[str], int],
    ranks: dict[str, int],
    orders: dict[tuple, list[int]],
) -> list[Any]:
    row = coverage.by_region[code]
    after = (sentences.region_waiting(coverage, code), sentences.region_missing(coverage, code))
    between = sentences.region_range(coverage, code)
    numbers = ("familles_confirmees", "familles_documentees", "min", "max")
    return [
        *(int(row[name]) for name in (*numbers, "nb_dispositifs", "nb_confirmes")),
        told(in_words(coverage, code)),
        told(f"{sentences.region_headline(coverage, code)}."),
        told(" ".join(part for part in after if part)),
        told(f"{capital(between)}." if between else ""),
        [_cell(coverage, code, family, wider, told, ranks, orders) for family in FAMILIES.values()],
    ]


def _cell(
    coverage: Coverage,
    code: str,
    family: Family,
    wider: Coverage,
    told: Callable[[str], int],
    ranks: dict[str, int],
    orders: dict[tuple, list[int]],
) -> list[Any]:
    # Their order depends on the schemes and on their states only; it is costly to make.
    ids, proven = coverage.behind(code, family.code), coverage.confirming(code, family.code)
    key = (ids, proven)
    if key not in orders:
        found = schemes_behind(coverage, code, family) if ids else []
        orders[key] = [ranks[scheme["id"]] for scheme in found]
    behind = orders[key]
    left = len(behind) - SCHEMES_SHOWN
    return [
        STATE_RANKS[coverage.state(code, family.code)],
        told(state_said(coverage, code, family)),
        told(_resting_on(coverage, code, family)),
        told(wider_said(coverage, wider, code, family)),
        told(others_said(left) if left > 0 else ""),
        behind,
    ]


def _resting_on(coverage: Coverage, code: str, family: Family) -> str:
    """« 2 sur 4 dispositifs », « 1 dispositif », "" where nothing is documented."""
    behind, proven = coverage.behind(code, family.code), coverage.confirming(code, family.code)
    if not behind:
        return ""
    of_how_many = plural(len(behind), "dispositif")
    return f"{len(proven)} sur {of_how_many}" if proven else of_how_many


def _actors(coverage: Coverage, code: str) -> list[int]:
    row = coverage.by_region[code]
    return [int(row["nb_acteurs"]), int(row["nb_acteurs_amu"])]


def _differing() -> list[str]:
    """What is said of regions by the families that differ: a bit a family, the first lowest."""
    labels = [family.label for family in FAMILIES.values()]
    sets = product((False, True), repeat=len(labels))
    return [
        clean(differing([label for label, on in zip(labels, reversed(bits), strict=True) if on]))
        for bits in sets
    ]
