"""The map's legend: the one sign, the ground, the hatch; only the classes that the map shows."""

from __future__ import annotations

from html import escape

from amu_geo.charts.base.markup import joined, sign
from amu_geo.charts.map.marks import FAMILY_LEVELS, Mark, marks, shown
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, STATES, TO_CONFIRM

# On a phone the frames are too narrow for their names.
FRAME_NAMES = (
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
    hatch = f'<li><span class="classe nd">n.d.</span> {UNKNOWN}</li>' if seen.undocumented else ""
    title = f'<p class="titre">{typeset(head)}</p>' if seen.states else ""
    examples = "" if famille else _examples(coverage)
    return (
        f'<div class="legende">{title}<ul class="classes">{states}{ground}{hatch}</ul>'
        f"{examples}</div>{FRAME_NAMES}"
    )


def _state(state: str, famille: str) -> str:
    """A sign before its word; for one family the ground says the state too."""
    shape = sign(state)
    if famille:
        shape = f'<span class="classe niveau-{FAMILY_LEVELS[state]}">{capsule([state])}</span> '
    first, comma, rest = STATES[state].partition(",")
    return f"<li>{shape}<span><strong>{first}</strong>{comma}{rest}</span></li>"


def _ground(levels: tuple[int, ...]) -> str:
    steps = joined(f'<span class="classe niveau-{step}">{step}</span>' for step in levels)
    return f'<li><span class="echelle">{steps}</span> {typeset(GROUND)}</li>'


def capsule(states: list[str] | tuple[str, ...]) -> str:
    """Signs in their white capsule, as on the map."""
    return f'<span class="capsule">{joined(sign(state) for state in states)}</span>'


def _examples(coverage: Coverage) -> str:
    """One region of each kind that the map shows, read aloud."""
    drawn = sorted(marks(coverage).values(), key=lambda mark: -len(mark.states))
    kinds = {_kind(mark): mark for mark in reversed(drawn) if mark.is_documented}
    found = [kinds[kind] for kind in ((1, 0), (1, 1), (0, 1)) if kind in kinds]
    if len(found) < 2:
        return ""
    return f'<ul class="exemples">{joined(_example(mark) for mark in found)}</ul>'


def _kind(mark: Mark) -> tuple[int, int]:
    return int(CONFIRMED in mark.states), int(TO_CONFIRM in mark.states)


def _example(mark: Mark) -> str:
    confirmed = mark.states.count(CONFIRMED)
    unsure = len(mark.states) - confirmed
    said = [plural(confirmed, "confirmée")] if confirmed else []
    said += [f"{unsure} à confirmer"] if unsure else []
    return (
        f'<li><span class="classe {mark.style}">{capsule(mark.states)}</span> '
        f"<span><strong>{escape(typeset(mark.nom))}</strong> {mark.confirmed}{mark.documented} : "
        f"{', '.join(said)}</span></li>"
    )
