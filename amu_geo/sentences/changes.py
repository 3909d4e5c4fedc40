"""What changed between two years or two editions, in sentences."""

from __future__ import annotations

import pandas as pd

from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.years import FOUND, GONE, LOST, OTHERS, WON
from amu_geo.vocabulary import FAMILIES

NAMED_AT_MOST = 6
# Between two years of one edition, for one cell and for several.
_SAID = {
    WON: ("devient confirmée", "deviennent confirmées"),
    LOST: ("n’est plus confirmée", "ne sont plus confirmées"),
    FOUND: ("est documentée (à confirmer)", "sont documentées (à confirmer)"),
    GONE: ("n’est plus documentée", "ne sont plus documentées"),
    OTHERS: ("ne change que de dispositifs", "ne changent que de dispositifs"),
}
# Between two editions nothing « becomes » confirmed: it was found in one and not in the other.
_IN_ONE_EDITION = {
    WON: ("est confirmée dans l’{1} seulement", "sont confirmées dans l’{1} seulement"),
    LOST: ("est confirmée dans l’{0} seulement", "sont confirmées dans l’{0} seulement"),
    FOUND: (
        "est documentée (à confirmer) dans l’{1} seulement",
        "sont documentées (à confirmer) dans l’{1} seulement",
    ),
    GONE: (
        "est documentée (à confirmer) dans l’{0} seulement",
        "sont documentées (à confirmer) dans l’{0} seulement",
    ),
    OTHERS: ("repose sur d’autres dispositifs", "reposent sur d’autres dispositifs"),
}
_PLACE_BY_PLACE = {
    WON: "Devient confirmée",
    LOST: "N’est plus confirmée",
    FOUND: "Est documentée, à confirmer",
    GONE: "N’est plus documentée",
}


def difference_sentence(changes: pd.DataFrame, editions: tuple[str, str] | None = None) -> str:
    """« Quinze cases deviennent confirmées, trois ne sont plus confirmées… »

    Parameters
    ----------
    changes
        What `timeline_summary.with_kinds` gives; a cell is a family in a region.
    editions
        Names of the two editions (« édition 2018 »), when the difference is between editions.

    Returns
    -------
    str
        Empty when nothing changes.
    """
    said = _SAID if editions is None else _IN_ONE_EDITION
    parts = []
    for kind, verbs in said.items():
        number = int((changes["sorte"] == kind).sum())
        if not number:
            continue
        subject = number_word(number, feminine=True)
        if not parts:
            subject = counted(number, "case", feminine=True)
        parts.append(f"{subject} {verbs[number > 1].format(*(editions or ()))}")
    return typeset(capital(enumerate_fr(parts)) + ".") if parts else ""


def year_changes(changes: pd.DataFrame, year: int) -> str:
    """What a year brought, place by place; a few are named, the others counted."""
    moved = changes[changes["sorte"] != OTHERS]
    if moved.empty:
        return typeset(f"Aucune case ne change d’état par rapport à {year - 1}.")
    parts = []
    for kind, verb in _PLACE_BY_PLACE.items():
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
        parts.append(f"{verb} : {enumerate_fr(named)}.")
    return typeset(" ".join(parts))
