"""The portraits of regions, kept with the coverage that they are taken of."""

from __future__ import annotations

from amu_geo.measure.coverage import Coverage
from amu_geo.memory import remembered
from amu_geo.profiles.region import Portrait
from amu_geo.territories import Territories


def portrait_of(coverage: Coverage, territories: Territories, code_region: str) -> Portrait:
    """The portrait of a region, gathered once for a coverage."""
    return remembered(
        coverage,
        ("portrait", code_region),
        lambda: Portrait(coverage, territories, code_region),
    )
