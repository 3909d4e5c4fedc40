"""The map's legend: n.d. hatched first, then 0 to 4; only the classes that the map shows."""

from __future__ import annotations

from amu_geo.charts.levels import UNDOCUMENTED_LEVEL, level
from amu_geo.charts.markup import joined
from amu_geo.coverage import Coverage

# On a phone the frames are too narrow for their names.
FRAME_NAMES = (
    '<p class="source noms-cadres">Dans les cadres, de haut en bas : Guadeloupe, Martinique, '
    "Guyane, La Réunion, Mayotte.</p>"
)


def legend(coverage: Coverage) -> str:
    """HTML of the legend."""
    present = {level(coverage, code) for code in coverage.table["code_region"]}
    steps = joined(
        f'<li class="niveau-{step}">{step}</li>' for step in range(5) if step or step in present
    )
    undocumented = (
        '<li class="nd" title="aucun dispositif régional documenté">n.d.</li>'
        if UNDOCUMENTED_LEVEL in present
        else ""
    )
    return (
        f'<div class="legende"><ul>{undocumented}{steps}</ul>'
        "<span>familles soutenues sur quatre"
        f"{' ; n.d. : non documenté' if undocumented else ''}</span></div>"
        f"{FRAME_NAMES}"
    )
