"""A claim of each answer, taken from a coverage itself, to show what can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from amu_geo.claims.claim import Claim
from amu_geo.claims.verdict import ANSWERS, Verdict, verify
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES


def examples(coverage: Coverage) -> list[Verdict]:
    """One claim that is true, one that is false, one that is not documented, where there are.

    Each of another region when it can be, the most documented regions first.
    """
    found: dict[str, Verdict] = {}
    for apart in (True, False):
        for claim in _claims(coverage):
            used = {verdict.claim.region for verdict in found.values()}
            if len(found) < len(ANSWERS) and not (apart and claim.region in used):
                verdict = verify(coverage, claim)
                found.setdefault(verdict.reponse, verdict)
    return [found[answer] for answer in ANSWERS if answer in found]


def _claims(coverage: Coverage) -> Iterator[Claim]:
    for row in ranked(coverage).itertuples():
        known, sure = int(row.familles_documentees), int(row.familles_confirmees)
        if known > sure:
            yield Claim(row.code_region, CONFIRMED, nombre=str(known))
        for family in FAMILIES:
            yield Claim(row.code_region, CONFIRMED, famille=family)
