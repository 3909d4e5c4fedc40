"""The map's legend: the one sign, the ground, the hatch; only the classes that the map shows."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, sign
from amu_geo.charts.map.marks import FAMILY_LEVELS, Mark, marks, shown
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, STATES, TO_CONFIRM

# On a phone the frames are too narrow for their names.
FRAME_NAMES = Markup(
    '<div class="cadres"><p class="source noms-cadres">Dans les cadres, de haut en bas : '
    "Guadeloupe, Martinique, Guyane, La Réunion, Mayotte.</p></div>"
)
TWO_NUMBERS = "2/3 : deux familles confirmées sur trois documentées, parmi quatre"
ONE_SCHEME = "Un disque plein si la famille est confirmée ; dispositifs confirmés / documentés"
GROUND = "fond : familles confirmées"
UNKNOWN = "non documentée : rien de trouvé, ce qui n’est pas zéro"


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
    examples = "" if famille else _examples(coverage)
    return html(
        '<div class="legende">{}<ul class="classes">{}{}{}</ul>{}</div>{}',
        title,
        states,
        ground,
        hatch,
        examples,
        FRAME_NAMES,
    )


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


def _examples(coverage: Coverage) -> str:
    """One region of each kind that the map shows, read aloud."""
    drawn = sorted(marks(coverage).values(), key=lambda mark: -len(mark.states))
    kinds = {_kind(mark): mark for mark in reversed(drawn) if mark.is_documented}
    found = [kinds[kind] for kind in ((1, 0), (1, 1), (0, 1)) if kind in kinds]
    if len(found) < 2:
        return ""
    return html('<ul class="exemples">{}</ul>', joined(_example(mark) for mark in found))


def _kind(mark: Mark) -> tuple[int, int]:
    return int(CONFIRMED in mark.states), int(TO_CONFIRM in mark.states)


def _example(mark: Mark) -> str:
    confirmed = mark.states.count(CONFIRMED)
    unsure = len(mark.states) - confirmed
    said = [plural(confirmed, "confirmée")] if confirmed else []
    said += [f"{unsure} à confirmer"] if unsure else []
    return html(
        '<li><span class="classe {}">{}</span> <span><strong>{}</strong> {}{} : {}</span></li>',
        mark.style,
        capsule(mark.states),
        typeset(mark.nom),
        mark.confirmed,
        mark.documented,
        ", ".join(said),
    )
