"""The map's legend: the one sign, the ground, the hatch; only the classes that the map shows."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, sign
from amu_geo.charts.base.states import defined
from amu_geo.charts.map.marks import FAMILY_LEVELS, shown
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import STATES

# On a phone the frames are too narrow for their names.
FRAME_NAMES = Markup(
    '<div class="cadres"><p class="source noms-cadres">Dans les cadres, de haut en bas : '
    "Guadeloupe, Martinique, Guyane, La Réunion, Mayotte.</p></div>"
)
TWO_NUMBERS = "2/3 : deux familles confirmées sur trois documentées, parmi quatre"
ONE_SCHEME = "Un disque plein si la famille est confirmée ; dispositifs confirmés / documentés"
GROUND = "fond : familles confirmées"
UNKNOWN = "non documentée : rien d’établi, ce qui n’est pas zéro"


def legend(coverage: Coverage, famille: str = "") -> str:
    """HTML of the legend, of all families or of one."""
    seen = shown(coverage, famille)
    head = ONE_SCHEME if famille else TWO_NUMBERS
    states = joined(_state(state, famille) for state in seen.states)
    ground = "" if famille or not seen.states else _ground(seen.levels)
    hatch = (
        html('<li><span class="classe nd">n.d.</span> {}</li>', UNKNOWN)
        if seen.undocumented
        else ""
    )
    title = html('<p class="titre">{}</p>', typeset(head)) if seen.states else ""
    return html(
        '<div class="legende">{}<ul class="classes">{}{}{}</ul></div>{}',
        title,
        states,
        ground,
        hatch,
        FRAME_NAMES,
    )


def explained(coverage: Coverage) -> str:
    """HTML of the legend of all families, and of what each state means."""
    return html("{}{}", legend(coverage), defined(coverage))


def _state(state: str, famille: str) -> str:
    """A sign before its word; for one family the ground says the state too."""
    shape = sign(state)
    if famille:
        shape = html(
            '<span class="classe niveau-{}">{}</span> ', FAMILY_LEVELS[state], capsule([state])
        )
    first, comma, rest = STATES[state].partition(",")
    return html("<li>{}<span><strong>{}</strong>{}{}</span></li>", shape, first, comma, rest)


def _ground(levels: tuple[int, ...]) -> str:
    steps = joined(html('<span class="classe niveau-{}">{}</span>', step, step) for step in levels)
    return html('<li><span class="echelle">{}</span> {}</li>', steps, typeset(GROUND))


def capsule(states: list[str] | tuple[str, ...]) -> str:
    """Signs in their white capsule, as on the map."""
    return html('<span class="capsule">{}</span>', joined(sign(state) for state in states))
