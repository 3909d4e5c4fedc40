"""The overview's headline and what explains it on the spot, with the sign of each word."""

from __future__ import annotations

import re
from html import escape

from amu_geo import sentences
from amu_geo.charts.markup import link, sign
from amu_geo.coverage import Coverage
from amu_geo.sentences import definitions
from amu_geo.typography import typeset
from amu_geo.vocabulary import CONFIRMED, STATES, TO_CONFIRM, UNDOCUMENTED

# The words that stand for a state, the longest first: « non documentée » is not « documentée ».
_WORDS = (
    (re.compile(r"non documentées?"), UNDOCUMENTED),
    (re.compile(r"documentées?"), TO_CONFIRM),
    (re.compile(r"confirmées?"), CONFIRMED),
)
_ANY = re.compile(r"\b(?:" + "|".join(word.pattern for word, _ in _WORDS) + r")\b", re.IGNORECASE)
_MEANT = ((TO_CONFIRM, "Documentée"), (CONFIRMED, "Confirmée"), (UNDOCUMENTED, "Non documentée"))


def headline(sentence: str) -> str:
    """HTML of a finding: the sign of a state stands before the word that means it."""
    text, parts, start = typeset(sentence), [], 0
    for found in _ANY.finditer(text):
        parts += [escape(text[start : found.start()]), _signed(found.group())]
        start = found.end()
    return "".join([*parts, escape(text[start:])])


def headline_block(coverage: Coverage, sensitivity: str) -> str:
    """HTML of the finding, of what follows it and of what its words mean.

    Parameters
    ----------
    sensitivity
        Address of what another mapping of the programmes would change.
    """
    weaker = definitions.mapping_caveat(coverage)
    see = link(sensitivity, "la sensibilité", "page", sensitivity)
    caveat = f'<p class="reserve">{escape(weaker)} Voir {see}.</p>' if weaker else ""
    return (
        f"<h1>{headline(sentences.overview_headline(coverage))}</h1>"
        f'<p class="chapeau">{escape(sentences.overview_second(coverage))}</p>'
        f"{words_defined(coverage)}{caveat}"
    )


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


def _signed(word: str) -> str:
    state = next(state for pattern, state in _WORDS if pattern.fullmatch(word.lower()))
    # The sign never stays behind at the end of a line.
    return f'<span class="avec-signe">{sign(state)}{escape(word)}</span>'
