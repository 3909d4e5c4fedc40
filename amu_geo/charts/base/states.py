"""The three states of a cell: what each word means, and the sign that stands for it."""

from __future__ import annotations

from amu_geo.charts.base.markup import html, joined, sign
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import definitions
from amu_geo.vocabulary import CONFIRMED, STATES, TO_CONFIRM, UNDOCUMENTED

_MEANT = ((TO_CONFIRM, "Documentée"), (CONFIRMED, "Confirmée"), (UNDOCUMENTED, "Non documentée"))


def amu_defined() -> str:
    """HTML of what AMU and a family are, where the states are defined further down."""
    return html('<p class="definitions">{}</p>', definitions.amu_and_families())


def words_defined(coverage: Coverage) -> str:
    """HTML of what AMU, a family, documented and confirmed mean, below a page's finding."""
    return html('{}<p class="definitions">{}</p>', amu_defined(), _on_the_spot(coverage))


def defined(coverage: Coverage) -> str:
    """HTML of the three states and what each means, as a list of definitions."""
    meaning = definitions.states_in_words(coverage)
    terms = joined(
        html("<dt>{}{}</dt><dd>{}</dd>", sign(state), word, meaning[state])
        for state, word in _MEANT
    )
    return html('<dl class="etats">{}</dl>', terms)


def state_key(hint: str = "") -> str:
    """HTML of the three signs with their words, for what stands below a list of dots.

    `hint` is what the signs do there.
    """
    words = joined(html("<span>{}{}</span>", sign(state), words) for state, words in STATES.items())
    told = html("<span>{}</span>", typeset(hint)) if hint else ""
    return html('<p class="cle">{}{}</p>', words, told)


def _on_the_spot(coverage: Coverage) -> str:
    meaning = definitions.states_in_words(coverage)
    return joined(
        (
            html(
                '<span class="avec-signe">{}<strong>{}</strong></span>{} {}',
                sign(state),
                word,
                typeset(" :"),
                _lower(meaning[state]),
            )
            for state, word in _MEANT
        ),
        by=" ",
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def both_numbers(confirmed: int, documented: int) -> str:
    """HTML of « 2 sur 3 »: families confirmed, of those documented."""
    return typeset(html("<b>{}</b> sur {}", confirmed, documented))
