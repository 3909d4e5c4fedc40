"""What changed between two years or two editions, in sentences."""

from __future__ import annotations

import pandas as pd

from amu_geo.grammar import capital, counted
from amu_geo.timeline_summary import FOUND, GONE, LOST, OTHERS, WON
from amu_geo.typography import enumerate_fr, number_word, typeset
from amu_geo.vocabulary import FAMILIES

NAMED_AT_MOST = 6
TWO_MEASURES = typeset(
    "Une année passée se mesure par les dates des dispositifs, l’état actuel par leur statut : "
    "une part de l’écart vient de là."
)
NOW_IS_APART = typeset(
    "L’état actuel compte ce que rien ne dit terminé ; une année passée, ce que ses dates y "
    "placent. L’un ne prolonge pas l’autre."
)
_SAID = {
    WON: ("devient couverte", "deviennent couvertes"),
    LOST: ("n’est plus couverte", "ne sont plus couvertes"),
    FOUND: ("devient probable", "deviennent probables"),
    GONE: ("n’est plus probable", "ne sont plus probables"),
    OTHERS: ("ne change que de dispositifs", "ne changent que de dispositifs"),
}
_IN_ONE_EDITION = {
    WON: ("est couverte dans l’{1} seulement", "sont couvertes dans l’{1} seulement"),
    LOST: ("dans l’{0} seulement", "dans l’{0} seulement"),
    OTHERS: ("repose sur d’autres dispositifs", "reposent sur d’autres dispositifs"),
}


def difference_sentence(changes: pd.DataFrame, editions: tuple[str, str] | None = None) -> str:
    """« Quinze cases deviennent couvertes, trois ne sont plus couvertes… »

    Parameters
    ----------
    changes
        What `timeline_summary.with_kinds` gives; a cell is a family in a region.
    editions
        Names of the two editions (« édition 2018 »), when the difference is between editions:
        nothing then « becomes » covered, it was found or not.

    Returns
    -------
    str
        Empty when nothing changes.
    """
    said = _SAID if editions is None else {**_SAID, **_IN_ONE_EDITION}
    parts = []
    for kind, verbs in said.items():
        number = int((changes["sorte"] == kind).sum())
        if not number:
            continue
        subject = number_word(number, feminine=True)
        if not parts:
            subject = counted(number, "case", feminine=True)
        verb = verbs[number > 1].format(*(editions or ()))
        if kind == LOST and editions and not parts:
            verb = f"{'est couverte' if number == 1 else 'sont couvertes'} {verb}"
        parts.append(f"{subject} {verb}")
    return typeset(capital(enumerate_fr(parts)) + ".") if parts else ""


def year_changes(changes: pd.DataFrame, year: int) -> str:
    """What a year brought, place by place; a few are named, the others counted."""
    moved = changes[changes["sorte"] != OTHERS]
    if moved.empty:
        return typeset(f"Aucune case ne change d’état par rapport à {year - 1}.")
    parts = []
    for kind in (WON, LOST, FOUND, GONE):
        found = moved[moved["sorte"] == kind]
        if found.empty:
            continue
        named = [
            f"{row.nom} ({FAMILIES[row.famille].label})"
            for row in found.head(NAMED_AT_MOST).itertuples()
        ]
        more = len(found) - len(named)
        if more:
            named.append(f"{more} autre{'s' if more > 1 else ''}")
        verb = {WON: "Devient couvert", LOST: "N’est plus couvert"}.get(kind)
        verb = verb or {FOUND: "Devient probable", GONE: "N’est plus probable"}[kind]
        parts.append(f"{verb} : {enumerate_fr(named)}.")
    return typeset(" ".join(parts))
