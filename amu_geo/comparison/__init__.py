"""Region against region: what each has, who is alike, what to learn from whom."""

from amu_geo.comparison.figures import comparable_figures, indicator_figures
from amu_geo.comparison.learning import (
    Missing,
    Step,
    Twin,
    best_to_copy,
    missing_from,
    smallest_steps,
    twins,
)
from amu_geo.comparison.matrices import family_matrix, programme_matrix, reference_lines

__all__ = [
    "Missing",
    "Step",
    "Twin",
    "best_to_copy",
    "comparable_figures",
    "family_matrix",
    "indicator_figures",
    "missing_from",
    "programme_matrix",
    "reference_lines",
    "smallest_steps",
    "twins",
]
