"""How each region is drawn on a map, and the classes that a map shows.

By its number of confirmed families, or for one family by its state. The drawn map, the live map
and the legends all ask here.
"""

from __future__ import annotations

from dataclasses import dataclass

from amu_geo.charts.map.levels import (
    NOT_DOCUMENTED,
    UNDOCUMENTED_LEVEL,
    documented_states,
    in_words,
    label,
    level,
)
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, INK_ON_SCALE_LIGHT, STATES, TO_CONFIRM

INK = "#1F2A29"
# On the map of one family the ground is that of a confirmed family, or of none.
FAMILY_LEVELS = {CONFIRMED: 3, TO_CONFIRM: 0}
# Their label stands beside their land, on paper: the overseas frames, and Corse in the sea.
BESIDE = frozenset({"01", "02", "03", "04", "06", "94"})


@dataclass(frozen=True)
class Mark:
    """How one region is drawn.

    Attributes
    ----------
    level
        Step of the scale on its ground, or -1 for the hatch.
    confirmed, documented
        « 2 » and « /3 »; « n.d. » and nothing.
    states
        One sign each: the states of the documented families, in their order.
    words
        What it says, after the region's name.
    beside
        Whether its label stands beside its land.
    """

    nom: str
    level: int
    confirmed: str
    documented: str
    states: tuple[str, ...]
    words: str
    beside: bool = False

    @property
    def is_documented(self) -> bool:
        return self.level != UNDOCUMENTED_LEVEL

    @property
    def style(self) -> str:
        """Class of its ground in the style sheet."""
        return f"niveau-{self.level}" if self.is_documented else "nd"

    @property
    def ink(self) -> str:
        """Ink that stays legible where its label stands."""
        on_ground = self.is_documented and not self.beside
        return INK_ON_SCALE_LIGHT[self.level] if on_ground else INK

    @property
    def ink_style(self) -> str:
        """Class of its label in the style sheet."""
        return "sur-papier" if self.beside and self.is_documented else f"sur-{self.style}"


def marks(coverage: Coverage, famille: str = "") -> dict[str, Mark]:
    """How each region is drawn: by its number of families, or by its state for one family."""
    codes = coverage.table["code_region"]
    if famille:
        return {code: _family_mark(coverage, code, famille) for code in codes}
    return {code: _number_mark(coverage, code) for code in codes}


def _number_mark(coverage: Coverage, code: str) -> Mark:
    confirmed, bar, documented = label(coverage, code).partition("/")
    return Mark(
        coverage.by_region[code]["nom"],
        level(coverage, code),
        confirmed,
        bar + documented,
        documented_states(coverage, code),
        in_words(coverage, code),
        code in BESIDE,
    )


def _family_mark(coverage: Coverage, code: str, famille: str) -> Mark:
    name, state = coverage.by_region[code]["nom"], coverage.state(code, famille)
    if state not in FAMILY_LEVELS:
        return Mark(name, UNDOCUMENTED_LEVEL, "n.d.", "", (), NOT_DOCUMENTED)
    documented = len(coverage.behind(code, famille))
    confirmed = len(coverage.confirming(code, famille))
    proven = f"dont {plural(confirmed, 'confirmé')}" if confirmed else "aucun confirmé"
    words = f"{STATES[state]} : {plural(documented, 'dispositif')}, {proven}"
    ground, beside = FAMILY_LEVELS[state], code in BESIDE
    figure = (str(confirmed), f"/{documented}")
    return Mark(name, ground, *figure, (state,), typeset(words), beside)


@dataclass(frozen=True)
class Shown:
    """The classes that a map shows: steps of its ground, states of its signs, the hatch."""

    levels: tuple[int, ...]
    states: tuple[str, ...]
    undocumented: bool


def shown(coverage: Coverage, famille: str = "") -> Shown:
    """The classes of a map; the scale of families is whole from 1 on, as « sur quatre » needs."""
    drawn = marks(coverage, famille).values()
    levels = {mark.level for mark in drawn if mark.is_documented}
    if not famille:
        levels |= {1, 2, 3, 4}
    states = {state for mark in drawn for state in mark.states}
    return Shown(
        tuple(sorted(levels)),
        tuple(state for state in (CONFIRMED, TO_CONFIRM) if state in states),
        any(not mark.is_documented for mark in drawn),
    )
