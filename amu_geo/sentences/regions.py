"""What the coverage says of one region, of one family, of a few regions compared."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.wording import (
    PLACES_NAMED_AT_MOST,
    agreed,
    alphabetical,
    by_what,
    families_of_amu,
    no_scheme,
    not_absent,
    somewhere,
    that_year,
    the_families,
    to_be,
    when,
)
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

COMPARED_AT_MOST = 6


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
    if len(missing) == len(FAMILIES):
        return typeset(f"{capital(no_scheme(coverage))} : {not_absent(coverage)}.")
    return typeset(f"{capital(no_scheme(coverage))} pour {the_families(missing)}.")


def family_headline(coverage: Coverage, famille: str) -> str:
    """« La famille Communauté est documentée dans dix régions sur dix-huit, confirmée dans… »."""
    states = coverage.table[FAMILIES[famille].column]
    known = alphabetical(coverage.table[states != UNDOCUMENTED])
    sure = alphabetical(coverage.table[states == CONFIRMED])
    subject, verb = f"la famille {FAMILIES[famille].label}", to_be(coverage)
    if not known:
        sentence = f"nulle part {subject} n’{verb} documentée{by_what(coverage)}"
        return typeset(capital(when(coverage) + sentence))
    where = somewhere(coverage, known)
    if PLACES_NAMED_AT_MOST < len(known) < len(coverage.table):
        where += f" sur {number_word(len(coverage.table))}"
    how, then = by_what(coverage, closed=True), that_year(coverage)
    if len(sure) == len(known):
        sentence = f"{subject} {verb} documentée et confirmée{then}{how} {where}"
    else:
        sentence = f"{subject} {verb} documentée{how} {where}, "
        sentence += _confirmed_there(coverage, sure, len(known))
    return typeset(capital(when(coverage) + sentence))


def _confirmed_there(coverage: Coverage, sure: Sequence[tuple[str, str]], known: int) -> str:
    """Where, of the places just named or counted, a family is confirmed."""
    then = that_year(coverage)
    if not sure:
        return "à confirmer" if known == 1 else f"confirmée{then} nulle part"
    if len(sure) <= PLACES_NAMED_AT_MOST:
        return f"confirmée{then} {enumerate_fr(in_region(code) for code, _ in sure)}"
    return f"confirmée{then} dans {number_word(len(sure))}"


def family_alt(coverage: Coverage, famille: str) -> str:
    """The map of one family in words: where it is confirmed, to be confirmed, unknown."""
    states = coverage.table[FAMILIES[famille].column]
    said = [
        f"{capital(label)} : {enumerate_fr(name for _, name in alphabetical(found))}."
        for state, label in STATES.items()
        if len(found := coverage.table[states == state])
    ]
    headline = family_headline(coverage, famille)
    return typeset(f"Carte des régions. {headline}. " + " ".join(said))


def comparison_headline(coverage: Coverage, regions: Sequence[str]) -> str:
    """« Grand Est : trois familles d’AMU confirmées sur trois documentées ; Occitanie : deux… »."""
    groups: dict[tuple[int, int], list[str]] = {}
    for code in list(dict.fromkeys(regions))[:COMPARED_AT_MOST]:
        row = coverage.by_region[code]
        counts = int(row["familles_confirmees"]), int(row["familles_documentees"])
        groups.setdefault(counts, []).append(row["nom"])
    parts: list[str] = []
    for sure, known in sorted(groups, reverse=True):
        names = groups[sure, known]
        numbers = _numbers(coverage, sure, known, first=not parts)
        each = " chacune" if known and len(names) > 1 else ""
        parts.append(f"{enumerate_fr(names)} : {numbers}{each}")
    return typeset(" ; ".join(parts))


def _numbers(coverage: Coverage, sure: int, known: int, first: bool) -> str:
    """« trois familles d’AMU confirmées sur trois documentées », then « deux confirmées sur … »."""
    year = f" {when(coverage).removesuffix(', ')}" if when(coverage) and first else ""
    if not known:
        return no_scheme(coverage).replace(f"n’{to_be(coverage)} ", "") + year
    total = number_word(known, feminine=True)
    if not first:
        count = number_word(sure, feminine=True) if sure else "aucune"
        return f"{count} {agreed(sure, 'confirmée')} sur {total}"
    how = by_what(coverage)
    what = f"{counted(sure, 'famille', feminine=True)} d’AMU {agreed(sure, 'confirmée')}"
    return f"{what}{year}{how}{',' if how else ''} sur {total} {agreed(known)}"
