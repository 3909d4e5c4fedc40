"""The overview's headline and what explains it on the spot, with the sign of each word."""

from __future__ import annotations

import re

from markupsafe import escape

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link, sign
from amu_geo.charts.base.states import words_defined
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import definitions
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

# The words that stand for a state, the longest first: « non documentée » is not « documentée ».
_WORDS = (
    (re.compile(r"non documentées?"), UNDOCUMENTED),
    (re.compile(r"documentées?"), TO_CONFIRM),
    (re.compile(r"confirmées?"), CONFIRMED),
)
_ANY = re.compile(r"\b(?:" + "|".join(word.pattern for word, _ in _WORDS) + r")\b", re.IGNORECASE)


def headline(sentence: str) -> str:
    """HTML of a finding: the sign of a state stands before the word that means it."""
    text, parts, start = typeset(sentence), [], 0
    for found in _ANY.finditer(text):
        parts += [escape(text[start : found.start()]), _signed(found.group())]
        start = found.end()
    return joined([*parts, escape(text[start:])])


def headline_block(coverage: Coverage, sensitivity: str) -> str:
    """HTML of the finding, of what follows it and of what its words mean.

    Parameters
    ----------
    sensitivity
        Address of what another mapping of the programmes would change.
    """
    weaker = definitions.mapping_caveat(coverage)
    see = link(sensitivity, "la sensibilité", "page", sensitivity)
    caveat = html('<p class="reserve">{} Voir {}.</p>', weaker, see) if weaker else ""
    return html(
        '<h1>{}</h1><p class="chapeau">{}</p>{}{}',
        headline(sentences.overview_headline(coverage)),
        sentences.overview_second(coverage),
        words_defined(coverage),
        caveat,
    )


def _signed(word: str) -> str:
    state = next(state for pattern, state in _WORDS if pattern.fullmatch(word.lower()))
    # The sign never stays behind at the end of a line.
    return html('<span class="avec-signe">{}{}</span>', sign(state), word)
