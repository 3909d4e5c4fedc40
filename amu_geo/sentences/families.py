"""Where a family is documented, where it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.french.grammar import capital
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.wording import (
    PLACES_NAMED_AT_MOST,
    alphabetical,
    by_what,
    somewhere,
    that_year,
    to_be,
    when,
)
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED


def family_headline(coverage: Coverage, famille: str) -> str:
    """« La famille Communauté est documentée dans dix régions sur dix-huit, confirmée dans… »."""
    states = coverage.table[FAMILIES[famille].column]
    known = alphabetical(coverage.table[states != UNDOCUMENTED])
    sure = alphabetical(coverage.table[states == CONFIRMED])
    subject, verb = f"la famille {FAMILIES[famille].label}", to_be(coverage)
    if not known:
        sentence = f"nulle part {subject} n’{verb} documentée{by_what(coverage)}"
        return typeset(capital(when(coverage) + sentence))
    where = somewhere(coverage, known)
    if PLACES_NAMED_AT_MOST < len(known) < len(coverage.table):
        where += f" sur {number_word(len(coverage.table))}"
    how, then = by_what(coverage, closed=True), that_year(coverage)
    if len(sure) == len(known):
        sentence = f"{subject} {verb} documentée et confirmée{then}{how} {where}"
    else:
        sentence = f"{subject} {verb} documentée{how} {where}, "
        sentence += _confirmed_there(coverage, sure, len(known))
    return typeset(capital(when(coverage) + sentence))


def _confirmed_there(coverage: Coverage, sure: Sequence[tuple[str, str]], known: int) -> str:
    """Where, of the places just named or counted, a family is confirmed."""
    then = that_year(coverage)
    if not sure:
        return "à confirmer" if known == 1 else f"confirmée{then} nulle part"
    if len(sure) <= PLACES_NAMED_AT_MOST:
        return f"confirmée{then} {enumerate_fr(in_region(code) for code, _ in sure)}"
    return f"confirmée{then} dans {number_word(len(sure))}"


def family_alt(coverage: Coverage, famille: str) -> str:
    """The map of one family in words: where it is confirmed, to be confirmed, unknown."""
    states = coverage.table[FAMILIES[famille].column]
    said = [
        f"{capital(label)} : {enumerate_fr(name for _, name in alphabetical(found))}."
        for state, label in STATES.items()
        if len(found := coverage.table[states == state])
    ]
    headline = family_headline(coverage, famille)
    return typeset(f"Carte des régions. {headline}. " + " ".join(said))
