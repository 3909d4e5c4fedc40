"""What every workbook says of how it is read: the same words, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from amu_geo.edition import Edition
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import leading_sentence, licence_said, retained_phrase, states_in_words
from amu_geo.sentences.schemes import users_finding
from amu_geo.vocabulary import STATES

APOSTROPHE = (
    "Un texte qui commence par =, +, - ou @ en a une devant lui, pour qu’aucun tableur n’y lise "
    "une formule ; l’import l’ôte."
)

Pairs = Iterable[tuple[str, str]]


def reading_guide(coverage: Coverage, first: Pairs = (), said: Pairs = ()) -> list[tuple[str, str]]:
    """Pairs (what, in words): edition, reading, states, what an empty cell means.

    Parameters
    ----------
    first
        What the workbook is, told before the edition.
    said
        What else is said of it, told after the reading.
    """
    edition, meaning = coverage.edition, states_in_words(coverage)
    pairs = [
        *first,
        ("Édition", f"{edition.titre}, {date_fr(edition.date.isoformat())}"),
        ("Lecture", f"{coverage.reading.describe()} ; {retained_phrase(coverage)}"),
        ("Licence", licence_said(edition)),
        ("En tête", leading_sentence(coverage)),
        ("Usagers", users_finding(coverage)),
        *said,
        *((words, str(Markup(meaning[state]).striptags())) for state, words in STATES.items()),
        ("Cellule vide", "L’information n’est pas connue : ce n’est jamais un zéro."),
        ("Apostrophe", APOSTROPHE),
    ]
    return [(what, typeset(words)) for what, words in pairs if words]


def edition_citation(edition: Edition) -> str:
    """« Auteur, « Titre », 21 novembre 2026, Licence Ouverte 2.0 »."""
    day = date_fr(edition.date.isoformat())
    return typeset(f"{edition.auteur}, « {edition.titre} », {day}, {licence_said(edition)}")
