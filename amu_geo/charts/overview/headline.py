"""The overview's headline and what explains it on the spot, with the sign of each word."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import escape

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link, sign
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.selection import involving
from amu_geo.sentences import definitions
from amu_geo.sentences.schemes import users_finding
from amu_geo.vocabulary import CONFIRMED, INVOLVING, TO_CONFIRM, UNDOCUMENTED

# The words that stand for a state, the longest first: « non documentée » is not « documentée ».
_WORDS = (
    (re.compile(r"non documentées?"), UNDOCUMENTED),
    (re.compile(r"documentées?"), TO_CONFIRM),
    (re.compile(r"confirmées?"), CONFIRMED),
)
_ANY = re.compile(r"\b(?:" + "|".join(word.pattern for word, _ in _WORDS) + r")\b", re.IGNORECASE)


def headline(sentence: str) -> str:
    """HTML of a finding: the sign of a state stands before the word that means it."""
    return joined(
        _signed(words, state) if state else escape(words) for words, state in told_apart(sentence)
    )


def told_apart(sentence: str) -> list[tuple[str, str]]:
    """A finding cut where a word means a state: each piece with that state, or ""."""
    text, parts, start = typeset(sentence), [], 0
    for found in _ANY.finditer(text):
        parts += [(text[start : found.start()], ""), (found.group(), _state(found.group()))]
        start = found.end()
    return [(words, state) for words, state in [*parts, (text[start:], "")] if words]


def headline_block(coverage: Coverage, href: Callable[..., str]) -> str:
    """HTML of the finding, of what AMU and a family are, and of what follows the finding.

    Parameters
    ----------
    href
        Address of another page in the same view, from its path and its own choices.
    """
    sensitivity = href("/donnees")
    see = link(sensitivity, "la sensibilité", "page", sensitivity)
    parts = (sentences.leading_sentence(coverage), definitions.mapping_caveat(coverage))
    weaker = " ".join(part for part in parts if part)
    caveat = html('<p class="reserve">{} Voir {}.</p>', weaker, see) if weaker else ""
    users = _users(coverage, href)
    return html(
        '<h1>{}</h1><div class="explique"><div><p class="definitions">{}</p>'
        '<p class="chapeau">{}</p></div>{}</div>',
        headline(sentences.overview_headline(coverage)),
        definitions.amu_and_families(),
        sentences.overview_second(coverage),
        html("<div>{}{}</div>", users, caveat) if users or caveat else "",
    )


def _users(coverage: Coverage, href: Callable[..., str]) -> str:
    """How few schemes really involve users, with the way to them."""
    found = users_finding(coverage)
    if not found:
        return ""
    asked = ",".join(sorted(INVOLVING, reverse=True))
    to = href("/dispositifs", implication=asked)
    way = link(to, "Les voir", "page", to) if involving(coverage.retained) else ""
    return html('<p class="constat">{} {}</p>', found, way)


def _state(word: str) -> str:
    return next(state for pattern, state in _WORDS if pattern.fullmatch(word.lower()))


def _signed(word: str, state: str) -> str:
    # The sign never stays behind at the end of a line.
    return html('<span class="avec-signe">{}{}</span>', sign(state), word)
