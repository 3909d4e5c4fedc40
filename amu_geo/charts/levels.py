"""What a map writes and shows of a region: a number from 0 to 4, or « n.d. »."""

from __future__ import annotations

from amu_geo.coverage import Coverage

# Recognised by the style sheet, which hatches it.
UNDOCUMENTED_FILL = "#FAF6EC"
UNDOCUMENTED_LEVEL = -1


def level(coverage: Coverage, code_region: str) -> int:
    """Families covered, 0 to 4, or -1 for a region where nothing is documented."""
    if not coverage.documented(code_region):
        return UNDOCUMENTED_LEVEL
    return int(coverage.by_region[code_region]["familles_confirmees"])


def label(coverage: Coverage, code_region: str) -> str:
    """What is written inside a region: the number, or « n.d. »."""
    families = level(coverage, code_region)
    return "n.d." if families == UNDOCUMENTED_LEVEL else str(families)
