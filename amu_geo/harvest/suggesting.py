"""The programme that a record may be of, and what it says of users: suggested, never decided.

A suggestion is nothing without the words that suggest it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amu_geo.edition import Edition
from amu_geo.harvest.record import Record
from amu_geo.links.page import plain
from amu_geo.links.words import stems

# Words in small letters without accents, of the programmes of the first editions; another
# programme is known by the words of its own label.
_PROGRAMMES = {
    "friches": r"friches?|recyclage foncier|sites? pollues?",
    "bourgs-centres": r"bourgs?[- ]centres?|centres?[- ]bourgs?|centres?[- ]villes?|centralites?"
    r"|petites villes",
    "no-watt": r"no ?watt|batiments? (?:sobres?|econom\w+|exemplaires?|a? ?basse consommation"
    r"|passifs?|performants?)|sobriete energetique des batiments",
    "tiers-lieux": r"tiers[- ]lieux?|fablabs?|fab labs?|coworking|espaces? de travail partages?",
    "amu-batiment": r"maitrise d'usage|\bamu\b|batiments? durables?|centre de ressources"
    r" (?:du|de la|sur le) batiment",
    "espaces-publics": r"espaces? publics?|desimpermeabilis\w+|cours? d'ecoles?"
    r"|places? publiques?",
    "habitat-participatif": r"(?:habitats?|logements?) (?:participatifs?|inclusifs?|groupes?"
    r"|cooperatifs?|intergenerationnels?)",
    "urbanisme-transitoire": r"urbanisme (?:transitoire|temporaire|ephemere)"
    r"|occupations? (?:transitoires?|temporaires?)",
}
_PEOPLE = r"(?:futurs? )?(?:usagers?|habitants?|citoyens?|riverains?|utilisateurs?|population)"
_WITH = r"(?:associ\w+|impli\w+|concert\w+|co-?constru\w+|particip\w+|consult\w+|mobilis\w+)"
_INVOLVED = re.compile(
    rf"{_WITH}[^.;!?]{{0,60}}\b{_PEOPLE}\b|\b{_PEOPLE}\b[^.;!?]{{0,60}}{_WITH}"
    r"|maitrise d'usage|demarches? participatives?"
)
_DEMANDED = re.compile(
    r"\b(?:oblig\w+|exig\w+|dev(?:ra|ront|oir)|doi(?:t|vent)|condition\w*|requis\w*|imperati\w+)\b"
)
# Letters around such words within which a demand is looked for.
_NEAR = 90
_SHOWN = 160


@dataclass(frozen=True)
class Suggestion:
    """A code of ours, and the words of the record that make one think of it; both "" for none."""

    code: str = ""
    words: str = ""


class Suggester:
    """Suggests, for the programmes that an edition has.

    Parameters
    ----------
    edition
        Whose programmes are looked for.
    """

    def __init__(self, edition: Edition) -> None:
        self._patterns: Mapping[str, re.Pattern[str]] = {
            code: re.compile(rf"\b(?:{pattern})(?!\w)")
            for code, label in edition.programme_labels.items()
            if (pattern := _PROGRAMMES.get(code) or _of_label(label))
        }

    def programme(self, record: Record) -> Suggestion:
        """The programme whose words the title has; else the one that the text names twice."""
        for text, fewest in ((record.title, 1), (record.text, 2)):
            told = plain(text)
            found = {code: list(p.finditer(told)) for code, p in self._patterns.items()}
            code = max(found, key=lambda code: len(found[code]), default="")
            if code and len(found[code]) >= fewest:
                words = dict.fromkeys(text[one.start() : one.end()] for one in found[code])
                return Suggestion(code, ", ".join(f"« {word} »" for word in list(words)[:3]))
        return Suggestion()

    def involvement(self, record: Record) -> Suggestion:
        """What the record says of its users: exigee or encouragee, with the sentence."""
        text = f"{record.title}. {record.text}"
        told = plain(text)
        found = _INVOLVED.search(told)
        if found is None:
            return Suggestion()
        around = told[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        code = "exigee" if _DEMANDED.search(around) else "encouragee"
        return Suggestion(code, f"« {_sentence(text, *found.span())} »")


def _of_label(label: str) -> str:
    """A pattern of the words of a label, when it has any of its own."""
    return "|".join(sorted(rf"{stem}\w*" for stem in stems(label)))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a place, cut where it is long."""
    first = max(text.rfind(mark, 0, start) for mark in ".;!?") + 1
    last = min(
        (at for at in (text.find(mark, end) for mark in ".;!?") if at >= 0), default=len(text)
    )
    words = " ".join(text[first : last + 1].split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]}…"
