"""What the page Relecture says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.harvest.deciding.queue import Decision
from amu_geo.harvest.proposal import ACCEPTED, LATER, REFUSED
from amu_geo.measure.coverage import Coverage

SECOND = typeset(
    "Pour qui tient l’édition : les propositions d’une moisson et ce qui reste à confirmer, une "
    "par une. Rien n’est écrit sur ce serveur : ce que vous acceptez fait une édition privée, "
    "dans cet onglet, à emporter puis à publier."
)
_COUNTED = {
    ACCEPTED: ("acceptée", "acceptées"),
    REFUSED: ("refusée", "refusées"),
    LATER: ("remise", "remises"),
}


def review_headline(coverage: Coverage) -> str:
    """How many documented cells remain to be confirmed."""
    documented, confirmed = coverage.nb_documented, coverage.nb_confirmed
    left = documented - confirmed
    if not left:
        return typeset(
            "Toutes les cases documentées sont confirmées"
            if documented
            else "Aucune case n’est documentée : rien à confirmer"
        )
    number = capital(counted(left, "case documentée", "cases documentées", feminine=True))
    rest = "reste" if left == 1 else "restent"
    return typeset(f"{number} sur {documented} {rest} à confirmer")


def decided(decisions: Mapping[str, Decision], keys: Collection[str]) -> str:
    """« 2 acceptées, 1 refusée, 9 à décider »."""
    counts = Counter(one.verdict for key, one in decisions.items() if key in keys)
    told = [plural(counts[code], *words) for code, words in _COUNTED.items() if counts[code]]
    left = len(keys) - sum(counts.values())
    told += [f"{left} à décider"] if left else []
    return typeset(", ".join(told) if left else f"{enumerate_fr(told)} : tout est décidé")


def place_words(place: int, count: int) -> str:
    """« 3 sur 12 »."""
    return typeset(f"{place + 1} sur {count}")


def ready_words(number: int) -> str:
    """What the private edition would be made of."""
    if not number:
        return typeset("Rien n’est encore accepté.")
    told = plural(number, "proposition acceptée", "propositions acceptées")
    return typeset(
        f"{told}. L’édition privée est l’édition publiée avec cela, dit dans son journal ; toutes "
        "les pages la montrent, à vous seul."
    )
