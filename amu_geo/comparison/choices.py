"""Which regions to set side by side when the reader has not said, or asks for an idea."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.comparison.learning import twins
from amu_geo.comparison.matrices import OVERSEAS
from amu_geo.measure.coverage import Coverage
from amu_geo.territories import Territories

AT_MOST = 6
# The two regions that the founding article of 2018 sets side by side.
USUAL = ("76", "84")


def usual_choice(coverage: Coverage, code_region: str = "") -> tuple[str, ...]:
    """What is compared at first: a region and its two twins, or the usual pair."""
    if code_region not in coverage.by_region:
        return USUAL
    alike = twins(coverage, code_region, 2)
    others = [twin.code_region for twin in alike] or [c for c in USUAL if c != code_region]
    return (code_region, *others)


def ready_made(
    coverage: Coverage, territories: Territories, own: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(name, codes) of choices worth a look, the reader's own region first where it fits."""
    name = territories.name(own)
    table = coverage.table.sort_values(
        ["familles_confirmees", "familles_documentees", "nb_confirmes"],
        ascending=False,
        kind="stable",
    )
    zones = territories.regions.set_index("code_region")["zone"]
    offered = (
        (f"{name} et ses jumelles", (own, *(twin.code_region for twin in twins(coverage, own)))),
        (f"{name} et ses voisines", (own, *territories.neighbours(own))),
        ("les trois premières", tuple(table["code_region"].head(3))),
        ("l’outre-mer", tuple(code for code in territories.codes if zones[code] == OVERSEAS)),
    )
    return tuple((label, codes[:AT_MOST]) for label, codes in offered if len(codes) > 1)


def with_region(chosen: Sequence[str], code_region: str) -> list[str]:
    """The choice with one more region; a full one gives up its last, never its first."""
    if code_region in chosen:
        return list(chosen)
    return [*chosen[: AT_MOST - 1], code_region]


def put_first(chosen: Sequence[str], code_region: str) -> list[str]:
    """The choice with a region in the first place."""
    return [code_region, *(code for code in chosen if code != code_region)]
