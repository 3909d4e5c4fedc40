"""The weakest proof of a region: what its dots rest on that would fall first."""

from __future__ import annotations

from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.freshness import last_proof, what_is_missing
from amu_geo.schemes.standing import Confirmation, confirmation, past_year
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM

# What the words of a confirmation are made of.
_DATES = ["id", "annee_debut", "annee_fin", "date_fin"]


def weakest_proof(coverage: Coverage, code_region: str) -> str:
    """« Communauté, à confirmer, dernière preuve : mars 2022 »; "" where nothing is documented.

    Of what is to be confirmed, the family whose last proof is the oldest; where all is confirmed,
    the family whose best proof is.
    """
    unsure, sure = (
        [family for family in FAMILIES if coverage.state(code_region, family) == state]
        for state in (TO_CONFIRM, CONFIRMED)
    )
    if unsure:
        family = unsure[0]
        if len(unsure) > 1:
            family = min(unsure, key=lambda family: _last_date(coverage, code_region, family))
        words = f"à confirmer, {proof_words(coverage, code_region, family)}"
    elif sure:
        best = {family: _best(coverage, code_region, family) for family in sure}
        family = min(sure, key=lambda family: best[family].day)
        words = best[family].words
    else:
        return ""
    return typeset(f"{FAMILIES[family].label}, {words}")


def proof_words(coverage: Coverage, code_region: str, family: str) -> str:
    """« preuve du 12 mars 2025 », « dernière preuve : mars 2022 »; "" for what is not documented.

    Of a confirmed cell, the proof that reaches the latest; else the latest that there was.
    """
    state = coverage.state(code_region, family)
    if state == CONFIRMED:
        return typeset(_best(coverage, code_region, family).words)
    if state == TO_CONFIRM:
        return typeset(what_is_missing(coverage, coverage.behind(code_region, family)))
    return ""


def _best(coverage: Coverage, code_region: str, family: str) -> Confirmation:
    proven = coverage.confirming(code_region, family)
    schemes = coverage.retained.loc[coverage.retained["id"].isin(proven), _DATES]
    found = (confirmation(scheme, coverage) for scheme in schemes.to_dict("records"))
    return max((one for one in found if one), key=lambda one: one.day)


def _last_date(coverage: Coverage, code_region: str, family: str) -> str:
    """The date of the last proof (AAAA, AAAA-MM or AAAA-MM-JJ), "" when there is none."""
    behind, year = coverage.behind(code_region, family), past_year(coverage)
    latest = last_proof(coverage.edition, behind, year)
    return latest.date if latest else ""
