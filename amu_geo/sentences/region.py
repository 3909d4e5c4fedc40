"""What the coverage says of one region."""

from __future__ import annotations

from amu_geo.french.grammar import capital
from amu_geo.french.regions import in_region
from amu_geo.french.typography import number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.standing import ended
from amu_geo.sentences.wording import (
    agreed,
    by_what,
    families_of_amu,
    is_past,
    no_scheme,
    not_absent,
    that_year,
    the_families,
    to_be,
    when,
)
from amu_geo.vocabulary import FAMILIES, TO_CONFIRM, UNDOCUMENTED


def region_headline(coverage: Coverage, code_region: str) -> str:
    """« En Occitanie, trois familles d’AMU sur quatre sont documentées, dont deux confirmées »."""
    row = coverage.by_region[code_region]
    known, sure = int(row["familles_documentees"]), int(row["familles_confirmees"])
    where = f"{when(coverage)}{in_region(code_region)}"
    if not known:
        return typeset(capital(f"{where}, {no_scheme(coverage)}"))
    sentence = f"{where}, {families_of_amu(known)} {to_be(coverage, known)}"
    return typeset(capital(f"{sentence} {_documented_and(coverage, known, sure)}"))


def _documented_and(coverage: Coverage, known: int, sure: int) -> str:
    """« documentées, dont deux confirmées », « documentée et confirmée », …"""
    word, how, then = agreed(known), by_what(coverage), that_year(coverage)
    closed = by_what(coverage, closed=True)
    if known == 1:
        if sure:
            return f"{word} et confirmée{then}{how}"
        return f"{word}{how}, à confirmer"
    if sure == known:
        every = "toutes deux" if known == 2 else "toutes"
        return f"{word}{how}, {every} confirmées{then}"
    if not sure:
        return f"{word}{closed} et aucune n’{to_be(coverage)} confirmée{then}"
    count = number_word(sure, feminine=True)
    return f"{word}{how}, dont {count} {agreed(sure, 'confirmée')}{then}"


def region_range(coverage: Coverage, code_region: str) -> str:
    """« de 3 à 4 familles documentées, selon la façon de rattacher les programmes… »; or ""."""
    row = coverage.by_region[code_region]
    least, most = int(row["min"]), int(row["max"])
    if least == most:
        return ""
    return typeset(
        f"de {least} à {most} {agreed(most, 'famille')} {agreed(most)}, selon la façon de "
        "rattacher les programmes d’aide aux familles"
    )


def region_waiting(coverage: Coverage, code_region: str) -> str:
    """Which families are documented and wait for a proof; empty when none does."""
    waiting = coverage.families_in(code_region, TO_CONFIRM)
    if not waiting:
        return ""
    return typeset(f"À confirmer{that_year(coverage)} : {the_families(waiting)}.")


def region_missing(coverage: Coverage, code_region: str) -> str:
    """What is not documented in a region, as a sentence; empty when the four families are."""
    missing = coverage.families_in(code_region, UNDOCUMENTED)
    if not missing:
        return ""
    over = _over(coverage, code_region)
    if len(missing) == len(FAMILIES):
        return typeset(f"{capital(no_scheme(coverage))} : {not_absent(coverage)}.{over}")
    return typeset(f"{capital(no_scheme(coverage))} pour {the_families(missing)}.{over}")


def _over(coverage: Coverage, code_region: str) -> str:
    """What was found of undocumented families and has ended, with its space; "" for nothing."""
    found = {
        family.label: over
        for family in FAMILIES.values()
        if (over := ended(coverage, code_region, family.code))
    }
    if not found:
        return ""
    verb = "n’avait" if is_past(coverage) else "n’a"
    end = next(iter(found.values())).end if len(found) == 1 else ""
    when = f" ({end})" if end else ""
    return f" Ce qui a été trouvé pour {the_families(list(found))} {verb} plus cours{when}."
