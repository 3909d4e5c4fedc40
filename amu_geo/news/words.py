"""The news in French: a title, lines, nothing that the difference does not say."""

from __future__ import annotations

import re

from amu_geo import sentences
from amu_geo.edition import Edition
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.news.changes import CellNews, RegionNews
from amu_geo.sentences.compare import comparison_headline
from amu_geo.vocabulary import FAMILIES, STATES

TITLE = "Quoi de neuf"
NAMED_AT_MOST = 3


def news_title(news: RegionNews) -> str:
    """« Occitanie : deux familles d’AMU confirmées sur trois documentées (édition 2026) »."""
    now = comparison_headline(news.newer, [news.code])
    return typeset(f"{now} (édition {news.newer.edition.id})")


def news_lines(news: RegionNews) -> list[str]:
    """A sentence for each family whose state changed, then one for the schemes."""
    cells = [typeset(f"{cell_said(cell, news)}.") for cell in news.cells]
    schemes = schemes_said(news)
    return [*cells, schemes] if schemes else cells


def cell_said(cell: CellNews, news: RegionNews) -> str:
    """« Bâtiment : confirmée ; non documentée dans l’édition 2018 »."""
    before = news.older.edition.id
    label = FAMILIES[cell.famille].label
    return f"{label} : {STATES[cell.apres]} ; {STATES[cell.avant]} dans l’édition {before}"


def schemes_said(news: RegionNews) -> str:
    """How many schemes one edition retains and the other does not, the first ones by name."""
    parts = []
    for ids, coverage, verb in (
        (news.gagnes, news.newer, "retient"),
        (news.perdus, news.older, "retenait"),
    ):
        if ids:
            edition = coverage.edition
            count = plural(len(ids), "dispositif")
            parts.append(f"l’édition {edition.id} seule {verb} {count} ({_named(ids, edition)})")
    told = " ; ".join(parts)
    return typeset(f"{told[:1].upper()}{told[1:]}.") if told else ""


def _named(ids: tuple[str, ...], edition: Edition) -> str:
    schemes = edition.dispositifs.set_index("id")["nom"]
    names = [f"« {_inner(schemes[scheme])} »" for scheme in ids[:NAMED_AT_MOST]]
    more = len(ids) - len(names)
    return enumerate_fr([*names, plural(more, "autre")] if more else names)


def _inner(name: str) -> str:
    """A name that is quoted: the quotations in it take the second kind of marks."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", name))


def news_caution() -> str:
    """What any difference between two editions means."""
    return sentences.EDITIONS_WARNING
