"""The three states of a cell: what each word means, and the sign that stands for it."""

from __future__ import annotations

from html import escape

from amu_geo.charts.base.markup import sign
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import definitions
from amu_geo.vocabulary import CONFIRMED, STATES, TO_CONFIRM, UNDOCUMENTED

_MEANT = ((TO_CONFIRM, "Documentée"), (CONFIRMED, "Confirmée"), (UNDOCUMENTED, "Non documentée"))


def words_defined(coverage: Coverage) -> str:
    """HTML of what AMU, a family, documented and confirmed mean, below a page's finding."""
    return (
        f'<p class="definitions">{definitions.amu_and_families()}</p>'
        f'<p class="definitions">{_on_the_spot(coverage)}</p>'
    )


def defined(coverage: Coverage) -> str:
    """HTML of the three states and what each means, as a list of definitions."""
    meaning = definitions.states_in_words(coverage)
    terms = "".join(
        f"<dt>{sign(state)}{word}</dt><dd>{escape(meaning[state])}</dd>" for state, word in _MEANT
    )
    return f'<dl class="etats">{terms}</dl>'


def state_key() -> str:
    """HTML of the three signs with their words, for what stands below a list of dots."""
    words = "".join(f"<span>{sign(state)}{words}</span>" for state, words in STATES.items())
    return f'<p class="cle">{words}</p>'


def _on_the_spot(coverage: Coverage) -> str:
    meaning = definitions.states_in_words(coverage)
    return " ".join(
        f'<span class="avec-signe">{sign(state)}<strong>{word}</strong></span>{typeset(" :")} '
        f"{escape(_lower(meaning[state]))}"
        for state, word in _MEANT
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def both_numbers(confirmed: int, documented: int) -> str:
    """HTML of « 2 sur 3 »: families confirmed, of those documented."""
    return typeset(f"<b>{confirmed}</b> sur {documented}")
