"""What others have and a region has not, to take away: under every list of models."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.charts.compare.tables import missing_data
from amu_geo.comparison import Missing
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import Figure, figure_foot


def models_foot(view: View, missing: Sequence[Missing], key: str, title: str) -> None:
    """The source and the data of a list of models; `key` and `title` as in `Figure`."""
    figure_foot(
        view,
        Figure(
            key=key,
            title=title,
            data=lambda: missing_data(missing),
            note="Non documenté ne veut pas dire inexistant.",
        ),
    )
