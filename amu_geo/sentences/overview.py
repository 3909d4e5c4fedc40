"""What the whole coverage says, in sentences computed from it.

These are the overview's title, the browser tab, the shared links and the texts that stand for
the map. Two numbers are never told apart from each other: how many families are documented,
and how many of them are confirmed.
"""

from __future__ import annotations

import pandas as pd

from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import in_region, with_article
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage, accepted_by, retained_schemes
from amu_geo.measure.reading import Reading
from amu_geo.sentences.wording import (
    PLACES_NAMED_AT_MOST,
    agreed,
    all_together,
    alphabetical,
    by_what,
    families_of_amu,
    is_past,
    no_scheme,
    not_absent,
    somewhere,
    that_year,
    the_families,
    to_be,
    when,
)
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES, UNDOCUMENTED


def overview_headline(coverage: Coverage) -> str:
    """The finding of the whole map: how many families at most are documented, and confirmed.

    « Trois familles d’AMU sont documentées dans dix régions, confirmées toutes les trois dans
    une seule : le Grand Est ».
    """
    table = coverage.table
    top = int(table["familles_documentees"].max())
    if not top:
        return typeset(capital(when(coverage) + no_scheme(coverage)))
    leaders = table[table["familles_documentees"] == top]
    sure = leaders[leaders["familles_confirmees"] == top]
    subject = f"{_what_leads(coverage, leaders, top)} {to_be(coverage, top)} {agreed(top)}"
    if len(sure) == len(leaders):
        told = f" et {agreed(top, 'confirmée')}{that_year(coverage)}"
        told += f"{by_what(coverage, closed=True)} {_where_all(coverage, leaders)}"
    elif len(leaders) == 1:
        told = f"{by_what(coverage, closed=True)} {_in_one(coverage, leaders.iloc[0], top)}"
    else:
        told = f"{by_what(coverage, closed=True)} dans {_regions(coverage, len(leaders))}, "
        told += f"{agreed(top, 'confirmée')}{all_together(top)}{that_year(coverage)}"
        told += f" dans {_which(sure)}"
    return typeset(capital(when(coverage) + subject + told))


def _what_leads(coverage: Coverage, leaders: pd.DataFrame, top: int) -> str:
    """The families of the title; a number alone would let believe that they are the same."""
    sets = {
        tuple(code for code in FAMILIES if coverage.state(region, code) != UNDOCUMENTED)
        for region in leaders["code_region"]
    }
    if len(sets) > 1:
        same = "pas toujours la même" if top == 1 else "pas toujours les mêmes"
        return f"{families_of_amu(top)}, {same},"
    if top == 1:
        return the_families([FAMILIES[next(iter(sets))[0]].label])
    return families_of_amu(top)


def _where_all(coverage: Coverage, regions: pd.DataFrame) -> str:
    places = alphabetical(regions)
    if len(places) == 1:
        return f"dans une seule région : {with_article(places[0][0])}"
    return somewhere(coverage, places)


def _in_one(coverage: Coverage, region: pd.Series, top: int) -> str:
    """One region leads, and not all of what leads there is confirmed."""
    where = f"dans une seule région, {with_article(region['code_region'])}"
    sure = int(region["familles_confirmees"])
    if top == 1:
        return f"{where} : elle {'restait' if is_past(coverage) else 'reste'} à confirmer"
    if not sure:
        return f"{where} : aucune n’y {to_be(coverage)} confirmée{that_year(coverage)}"
    count, verb = number_word(sure, feminine=True), to_be(coverage, sure)
    return f"{where} : {count} y {verb} {agreed(sure, 'confirmée')}{that_year(coverage)}"


def _regions(coverage: Coverage, number: int) -> str:
    every = "les " if number == len(coverage.table) else ""
    return f"{every}{counted(number, 'région', feminine=True)}"


def _which(sure: pd.DataFrame) -> str:
    """« une seule : le Grand Est », « deux : la Corse et l’Occitanie », « six », « aucune »."""
    places = alphabetical(sure)
    if not places:
        return "aucune"
    if len(places) > PLACES_NAMED_AT_MOST:
        return number_word(len(places))
    number = "une seule" if len(places) == 1 else number_word(len(places))
    return f"{number} : {enumerate_fr(with_article(code) for code, _ in places)}"


def overview_second(coverage: Coverage) -> str:
    """What follows the headline: how many regions have one family, and what is not known."""
    parts = [one_at_least(coverage), _nowhere(coverage), _not_documented(coverage)]
    return typeset(" ".join(part for part in parts if part))


def one_at_least(coverage: Coverage) -> str:
    """In how many regions one family at least is documented, and confirmed; "" for one at most."""
    table = coverage.table
    known = int((table["familles_documentees"] > 0).sum())
    sure = int((table["familles_confirmees"] > 0).sum())
    # With one family at most, the title says it all.
    if int(table["familles_documentees"].max()) <= 1:
        return ""
    where = _regions(coverage, known)
    where += f" sur {number_word(len(table))}" if known < len(table) else ""
    subject = f"Au moins une famille {to_be(coverage)} documentée"
    if sure == known:
        return f"{subject} et confirmée{that_year(coverage)} dans {where}."
    how_many = number_word(sure, feminine=True) if sure else "aucune"
    return f"{subject} dans {where} et confirmée{that_year(coverage)} dans {how_many}."


def _nowhere(coverage: Coverage) -> str:
    """Families that no region documents, then those that none confirms."""
    states = {
        family.label: set(coverage.table[family.column]) - {UNDOCUMENTED}
        for family in FAMILIES.values()
    }
    unknown = [label for label, found in states.items() if not found]
    waiting = [label for label, found in states.items() if found and CONFIRMED not in found]
    parts = []
    if unknown and len(unknown) < len(FAMILIES):
        parts.append(_nowhere_said(coverage, unknown, "documentée"))
    if waiting and coverage.nb_confirmed:
        parts.append(_nowhere_said(coverage, waiting, "confirmée"))
    return " ".join(parts)


def _nowhere_said(coverage: Coverage, labels: list[str], word: str) -> str:
    verb = to_be(coverage, len(labels))
    denied = f"ne {verb}" if verb == "sont" else f"n’{verb}"
    then = that_year(coverage) if word == "confirmée" else ""
    return f"Nulle part {the_families(labels)} {denied} {agreed(len(labels), word)}{then}."


def _not_documented(coverage: Coverage) -> str:
    unknown = alphabetical(coverage.table[coverage.table["familles_documentees"] == 0])
    if not unknown:
        whole = coverage.nb_documented == len(coverage.table) * len(FAMILIES)
        return (
            "" if whole else "Ce qui n’est pas documenté peut exister : les pages lues l’ignorent."
        )
    if len(unknown) == len(coverage.table):
        return capital(f"{not_absent(coverage)}. {why_nothing(coverage)}".strip())
    nothing = "qu’il n’existait rien" if is_past(coverage) else "qu’il n’existe rien"
    if len(unknown) <= PLACES_NAMED_AT_MOST:
        where = enumerate_fr(in_region(code) for code, _ in unknown)
    else:
        where = f"dans {counted(len(unknown), 'région', feminine=True)}"
    verb = to_be(coverage)
    return capital(f"{where}, rien n’{verb} documenté (n.d.) : cela ne veut pas dire {nothing}.")


def ranking_sentence(coverage: Coverage) -> str:
    """How many regions have four confirmed families, three, two…; the undocumented apart."""
    documented = coverage.table[coverage.table["familles_documentees"] > 0]
    parts: list[str] = []
    for families in range(len(FAMILIES), 0, -1):
        number = int((documented["familles_confirmees"] == families).sum())
        if number == 0:
            continue
        regions = number_word(number, feminine=True)
        what = number_word(families, feminine=True)
        if not parts:
            regions = counted(number, "région", feminine=True)
            what = f"{counted(families, 'famille', feminine=True)} {agreed(families, 'confirmée')}"
            what += that_year(coverage)
        parts.append(f"{what} dans {regions}")
    told = [enumerate_fr(parts)] if parts else []
    waiting = int((documented["familles_confirmees"] == 0).sum())
    if waiting:
        verb = "n’a" if waiting == 1 else "n’ont"
        if is_past(coverage):
            verb = "n’avait" if waiting == 1 else "n’avaient"
        regions = counted(waiting, "région", feminine=True)
        told.append(f"{regions} {verb} que des familles à confirmer")
    unknown = len(coverage.table) - len(documented)
    if unknown:
        told.append(
            f"{counted(unknown, 'région', feminine=True)} {agreed(unknown, 'non documentée')}"
        )
    return typeset(capital(" ; ".join(told)) + ".")


def map_alt(coverage: Coverage) -> str:
    """The map in words: every region's two numbers, for those who do not see it."""
    table = coverage.table
    shown = "familles d’AMU confirmées, sur familles documentées"
    read = f"{coverage.reading.describe()}, édition {coverage.edition.year}"
    parts = [f"Carte des {number_word(len(table))} régions : {shown} ({read})."]
    counts = table[["familles_confirmees", "familles_documentees"]].drop_duplicates()
    for sure, known in sorted(counts.itertuples(index=False, name=None), reverse=True):
        found = table[
            (table["familles_confirmees"] == sure) & (table["familles_documentees"] == known)
        ]
        names = enumerate_fr(name for _, name in alphabetical(found))
        parts.append(f"{_both_numbers(sure, known)} : {names}.")
    return typeset(" ".join(parts))


def _both_numbers(sure: int, known: int) -> str:
    if not known:
        return "Non documenté (n.d.)"
    first = capital(number_word(sure, feminine=True)) if sure else "Aucune"
    return f"{first} sur {number_word(known, feminine=True)}"


def retained_phrase(coverage: Coverage) -> str:
    """« 88 dispositifs retenus sur 255 »."""
    kept, total = len(coverage.retained), len(coverage.edition.dispositifs)
    mark = "s" if kept > 1 else ""
    return typeset(f"{kept} dispositif{mark} retenu{mark} sur {total}")


def why_nothing(coverage: Coverage) -> str:
    """Why a reading keeps no scheme at all, and which wider one keeps some; empty otherwise."""
    if len(coverage.retained) or coverage.reading.lecture == "large":
        return ""
    edition, year = coverage.edition, coverage.reading.annee
    if edition.dispositifs.empty:
        return typeset("Cette édition ne décrit aucun dispositif.")
    names = list(LECTURES)
    for lecture in reversed(names[: names.index(coverage.reading.lecture)]):
        kept = len(retained_schemes(edition, Reading(year, lecture)))
        if kept:
            wider = f"La lecture {LECTURES[lecture].label} en retient {number_word(kept)}."
            return typeset(f"{_what_is_asked(coverage)} {wider}")
    return typeset(_what_is_asked(coverage))


def _what_is_asked(coverage: Coverage) -> str:
    explained = {
        "regionale": "Aucune source de l’édition n’établit un argent régional avec une confiance "
        "suffisante.",
        "stricte": "Aucune source de l’édition n’établit un argent régional dédié à un programme.",
        "usage": "Aucun règlement cité par l’édition n’établit que les usagers sont associés.",
    }
    accepted = accepted_by(coverage.edition.dispositifs, coverage.reading.lecture)
    if accepted.any():
        return "Ceux que cette lecture accepterait ne comptent pas cette année-là."
    return explained.get(coverage.reading.lecture, "")
