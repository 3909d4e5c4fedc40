"""Region against region: what each has, who is alike, what to learn from whom."""

from amu_geo.comparison.choices import put_first, ready_made, usual_choice, with_region
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
from amu_geo.comparison.models import Amount, Model, models_to_copy
from amu_geo.comparison.references import (
    actor_references,
    indicator_references,
    support_references,
)

__all__ = [
    "Amount",
    "Missing",
    "Model",
    "Step",
    "Twin",
    "actor_references",
    "best_to_copy",
    "comparable_figures",
    "family_matrix",
    "indicator_figures",
    "indicator_references",
    "missing_from",
    "models_to_copy",
    "programme_matrix",
    "put_first",
    "ready_made",
    "reference_lines",
    "smallest_steps",
    "support_references",
    "twins",
    "usual_choice",
    "with_region",
]
