"""What changed from one edition to the next, region by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from amu_geo.edition import Edition
from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.difference import coverage_difference

# Editions whose news are told: older ones are in the archives of whoever followed them.
EDITIONS_TOLD = 6


@dataclass(frozen=True)
class CellNews:
    """A family of a region whose state is another one."""

    famille: str
    avant: str
    apres: str


@dataclass(frozen=True, eq=False)
class RegionNews:
    """What an edition brought for a region.

    Parameters
    ----------
    older, newer
        The coverages compared, of two editions under one level of proof.
    code, nom
        Of the region.
    cells
        The families whose state changed, in their usual order.
    gagnes, perdus
        Ids of the schemes that only the newer, only the older edition retains.
    """

    older: Coverage
    newer: Coverage
    code: str
    nom: str
    cells: tuple[CellNews, ...]
    gagnes: tuple[str, ...]
    perdus: tuple[str, ...]


def region_news(older: Coverage, newer: Coverage) -> list[RegionNews]:
    """The regions where something changed, in the alphabetical order of their names."""
    changes = coverage_difference(older, newer)
    told = []
    for (code, name), rows in changes.groupby(["code_region", "nom"], sort=False):
        cells = [
            CellNews(row.famille, row.avant, row.apres)
            for row in rows.itertuples()
            if row.avant != row.apres
        ]
        # A scheme that serves another family than before is neither won nor lost.
        before, after = (_retained(coverage, code) for coverage in (older, newer))
        won, lost = (tuple(sorted(ids)) for ids in (after - before, before - after))
        told.append(RegionNews(older, newer, code, name, tuple(cells), won, lost))
    return sorted(told, key=lambda news: collation.key(news.nom))


def _retained(coverage: Coverage, code: str) -> set[str]:
    mine = coverage.cells[coverage.cells["code_region"] == code]
    return {scheme for ids in mine["dispositifs"] for scheme in ids}


def edition_before(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """The edition just before one, None for the first."""
    earlier = [other for other in editions if other.date < edition.date]
    return max(earlier, key=lambda other: (other.date, other.id), default=None)


def latest_news(
    editions: Iterable[Edition], cover: Callable[[Edition], Coverage], code: str = ""
) -> list[RegionNews]:
    """The news of the latest editions, the newest first.

    Parameters
    ----------
    editions
        Those published.
    cover
        The coverage of an edition.
    code
        Of the only region to tell of; "" for all.
    """
    ordered = sorted(editions, key=lambda edition: (edition.date, edition.id))
    pairs = list(pairwise(ordered))[-EDITIONS_TOLD:]
    return [
        news
        for older, newer in reversed(pairs)
        for news in region_news(cover(older), cover(newer))
        if code in ("", news.code)
    ]
