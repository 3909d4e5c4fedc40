"""What a map writes and shows of a region: « 2/3 », or « n.d. »."""

from __future__ import annotations

from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM

# Recognised by the style sheet, which hatches it.
UNDOCUMENTED_FILL = "#FAF6EC"
UNDOCUMENTED_LEVEL = -1
NOT_DOCUMENTED = "aucun dispositif régional documenté"


def level(coverage: Coverage, code_region: str) -> int:
    """Families confirmed, 0 to 4, or -1 for a region where nothing is documented."""
    if not coverage.documented(code_region):
        return UNDOCUMENTED_LEVEL
    return int(coverage.by_region[code_region]["familles_confirmees"])


def label(coverage: Coverage, code_region: str) -> str:
    """What is written of a region: « 2/3 », confirmed of documented, or « n.d. »."""
    confirmed = level(coverage, code_region)
    if confirmed == UNDOCUMENTED_LEVEL:
        return "n.d."
    return f"{confirmed}/{int(coverage.by_region[code_region]['familles_documentees'])}"


def documented_states(coverage: Coverage, code_region: str) -> tuple[str, ...]:
    """State of each documented family, in the families' order: what the discs show."""
    states = (coverage.state(code_region, family) for family in FAMILIES)
    return tuple(state for state in states if state in {CONFIRMED, TO_CONFIRM})


def in_words(coverage: Coverage, code_region: str) -> str:
    """« 2 familles confirmées sur 3 documentées : … confirmées ; … à confirmer »."""
    sure = coverage.families_in(code_region, CONFIRMED)
    unsure = coverage.families_in(code_region, TO_CONFIRM)
    documented = len(sure) + len(unsure)
    if not documented:
        return NOT_DOCUMENTED
    which = "confirmée" if len(sure) == 1 else "confirmées"
    parts = [f"{enumerate_fr(sure)} {which}"] if sure else []
    parts += [f"{enumerate_fr(unsure)} à confirmer"] if unsure else []
    return typeset(f"{numbers_in_words(coverage, code_region)} : {' ; '.join(parts)}")


def numbers_in_words(coverage: Coverage, code_region: str) -> str:
    """« 2 familles confirmées sur 3 documentées », without naming them."""
    sure = len(coverage.families_in(code_region, CONFIRMED))
    documented = len(documented_states(coverage, code_region))
    if not documented:
        return NOT_DOCUMENTED
    which = "confirmées" if sure > 1 else "confirmée"
    first = plural(sure, "famille") if sure else "aucune famille"
    return typeset(f"{first} {which} sur {plural(documented, 'documentée')}")
