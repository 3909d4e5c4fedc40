"""What the coverage says, in sentences computed from it.

These are the pages' first titles, the browser tab, the shared links and the texts that stand
for the map. A headline has no final full stop; it is written in the present for an edition's
own state and in the past for an earlier year; it names the reading when that is not the usual
one. Regions that tie are in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.coverage import Coverage, retained_schemes
from amu_geo.french_regions import in_region, with_article
from amu_geo.grammar import agree, capital, counted
from amu_geo.reading import Reading
from amu_geo.territories import normalise
from amu_geo.typography import enumerate_fr, number_word, typeset
from amu_geo.vocabulary import (
    CONFIRMED,
    DEFAULT_LECTURE,
    FAMILIES,
    LECTURES,
    TO_CONFIRM,
    UNDOCUMENTED,
)

NAMED_AT_MOST = 4
PLACES_NAMED_AT_MOST = 3
USAGE = "de la maîtrise d’usage"
NOT_ABSENT = "cela ne veut pas dire qu’il n’en existe pas"

# How the headline says that the reading is not the usual one.
_BY_WHAT = {
    "large": ", tous financeurs confondus",
    "regionale": "",
    "stricte": " par des aides dédiées",
    "usage": " par des aides qui associent les usagers",
}


def overview_headline(coverage: Coverage) -> str:
    """The finding of the whole map: who supports the most families."""
    table = coverage.table
    top = int(table["familles_confirmees"].max())
    if top == 0:
        return typeset(capital(_when(coverage) + _nothing_sure(coverage)))
    leaders = alphabetical(table[table["familles_confirmees"] == top])
    # Others may have done as much, by schemes whose dates are uncertain.
    rivals = int((table["familles_documentees"] >= top).sum()) > len(leaders)
    sentence = _support(leaders, _past(coverage)) + (" de façon sûre" if rivals else "")
    sentence += f" {_families(top)}{_BY_WHAT[coverage.reading.lecture]}"
    return typeset(capital(_when(coverage) + sentence))


def overview_second(coverage: Coverage) -> str:
    """What follows the headline: how far behind the others are, and what is not known."""
    parts = [_how_many_more(coverage), _uncertain(coverage), _not_documented(coverage)]
    return typeset(" ".join(part for part in parts if part))


def alphabetical(regions: pd.DataFrame) -> list[tuple[str, str]]:
    """(code, name) of regions in the alphabetical order of French names."""
    pairs = zip(regions["code_region"], regions["nom"], strict=True)
    return sorted(pairs, key=lambda pair: normalise(pair[1]))


def ranking_sentence(coverage: Coverage) -> str:
    """How many regions support four families, three, two…; the undocumented apart."""
    documented = coverage.table[coverage.table["familles_documentees"] > 0]
    parts = []
    for families in range(4, -1, -1):
        number = int((documented["familles_confirmees"] == families).sum())
        if number == 0:
            continue
        regions = number_word(number, feminine=True)
        what = number_word(families, feminine=True)
        if not parts:
            regions = counted(number, "région", feminine=True)
            what = counted(families, "famille", feminine=True)
        parts.append(f"{regions} pour {what}" if families else f"{regions} sans famille sûre")
    unknown = len(coverage.table) - len(documented)
    sentence = enumerate_fr(parts) if parts else ""
    if unknown:
        sentence += f"{' ; ' if parts else ''}{counted(unknown, 'région', feminine=True)}"
        sentence += " non documentée" + ("s" if unknown > 1 else "")
    return typeset(capital(sentence) + ".")


def map_alt(coverage: Coverage) -> str:
    """The map in words: every region's number, for those who do not see it."""
    table = coverage.table
    documented = table["familles_documentees"] > 0
    shown = f"nombre de familles {USAGE} soutenues, de 0 à 4"
    read = f"{coverage.reading.describe()}, édition {coverage.edition.year}"
    parts = [f"Carte des {number_word(len(table))} régions : {shown} ({read})."]
    for families in range(4, -1, -1):
        found = table[documented & (table["familles_confirmees"] == families)]
        if len(found):
            names = enumerate_fr(name for _, name in alphabetical(found))
            what = counted(families, "famille", feminine=True) if families else "0, dates à établir"
            parts.append(f"{capital(what)} : {names}.")
    if not documented.all():
        names = enumerate_fr(name for _, name in alphabetical(table[~documented]))
        parts.append(f"Non documenté : {names}.")
    return typeset(" ".join(parts))


def region_headline(coverage: Coverage, code_region: str) -> str:
    """The finding of one region: what it supports, or that nothing is documented."""
    row = coverage.by_region[code_region]
    covered = int(row["familles_confirmees"])
    if not coverage.documented(code_region):
        sentence = f"{in_region(code_region)}, {_no_scheme(coverage)}"
    elif covered == 0:
        unsure = int(row["familles_documentees"])
        verb = agree([code_region], "soutenait", "soutenaient")
        what = counted(unsure, "famille", feminine=True)
        sentence = f"{with_article(code_region)} {verb} peut-être {what} {USAGE}"
    else:
        verbs = ("soutenait", "soutenaient") if _past(coverage) else ("soutient", "soutiennent")
        sentence = f"{with_article(code_region)} {agree([code_region], *verbs)} "
        sentence += _families(covered) + _BY_WHAT[coverage.reading.lecture]
        possible = int(row["familles_documentees"])
        if possible > covered:
            sentence += f", peut-être {number_word(possible)}"
    return typeset(capital(_when(coverage) + sentence))


def region_range(coverage: Coverage, code_region: str) -> str:
    """« entre 3 et 4 selon la lecture des programmes »; empty when every mapping agrees."""
    row = coverage.by_region[code_region]
    least, most = int(row["min"]), int(row["max"])
    if least == most:
        return ""
    return typeset(f"entre {least} et {most} selon la lecture des programmes")


def region_missing(coverage: Coverage, code_region: str) -> str:
    """What is not documented in a region, as a sentence; empty when the four families are."""
    missing = [
        family.label
        for family in FAMILIES.values()
        if coverage.state(code_region, family.code) == UNDOCUMENTED
    ]
    if not missing:
        return ""
    if len(missing) == len(FAMILIES):
        return typeset(f"{capital(_no_scheme(coverage))} : {NOT_ABSENT}.")
    families = "la famille " if len(missing) == 1 else "les familles "
    return typeset(f"{capital(_no_scheme(coverage))} pour {families}{enumerate_fr(missing)}.")


def family_headline(coverage: Coverage, famille: str) -> str:
    """The finding of one family: how many regions support it, or which."""
    states = coverage.table[FAMILIES[famille].column]
    sure = alphabetical(coverage.table[states == CONFIRMED])
    past = _past(coverage)
    label = f"la famille {FAMILIES[famille].label}"
    if not sure:
        verb = "soutenait" if past else "soutient"
        sentence = f"aucune région ne {verb} {label} de façon sûre"
        if (states == UNDOCUMENTED).all():
            scheme = "dispositif" if coverage.reading.lecture == "large" else "dispositif régional"
            sentence = f"aucun {scheme} documenté ne {verb} {label}"
        return typeset(capital(_when(coverage) + sentence))
    if len(sure) == len(coverage.table):
        subject = f"les {number_word(len(sure))} régions {_verb(sure, past)}"
    elif len(sure) == 1:
        subject = _support(sure, past)
    elif len(sure) <= NAMED_AT_MOST:
        subject = f"{enumerate_fr(name for _, name in sure)} {_verb(sure, past)}"
    else:
        total = number_word(len(coverage.table))
        subject = f"{counted(len(sure), 'région', feminine=True)} sur {total} {_verb(sure, past)}"
    surely = " de façon sûre" if (states == TO_CONFIRM).any() else ""
    by_what = _BY_WHAT[coverage.reading.lecture]
    return typeset(capital(f"{_when(coverage)}{subject}{surely} {label}{by_what}"))


def retained_phrase(coverage: Coverage) -> str:
    """« 91 dispositifs retenus sur 227 »."""
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
    return explained.get(coverage.reading.lecture, "")


def _past(coverage: Coverage) -> bool:
    year = coverage.reading.annee
    return year is not None and year != coverage.edition.year


def _when(coverage: Coverage) -> str:
    return f"en {coverage.reading.annee}, " if _past(coverage) else ""


def _families(number: int) -> str:
    if number == len(FAMILIES):
        return f"les quatre familles {USAGE}"
    return f"{counted(number, 'famille', feminine=True)} {USAGE} sur quatre"


def _verb(regions: Sequence[tuple[str, str]], past: bool) -> str:
    verbs = ("soutenait", "soutenaient") if past else ("soutient", "soutiennent")
    return agree([code for code, _ in regions], *verbs)


def _support(regions: Sequence[tuple[str, str]], past: bool) -> str:
    """Subject and verb of « … soutiennent trois familles », whatever the number of regions."""
    if len(regions) == 1:
        code = regions[0][0]
        verb = agree([code], *(("était", "étaient") if past else ("est", "sont")))
        return f"{with_article(code)} {verb} la seule région à soutenir"
    if len(regions) <= NAMED_AT_MOST:
        return f"{enumerate_fr(name for _, name in regions)} {_verb(regions, past)}"
    number = number_word(len(regions))
    article = "les " if len(regions) == 18 else ""
    return f"{article}{number} régions {_verb(regions, past)}"


def _nothing_sure(coverage: Coverage) -> str:
    """Headline when no region covers a family: nothing at all, or only uncertain dates."""
    if coverage.retained.empty:
        sentence = _no_scheme(coverage)
        lecture = coverage.reading.lecture
        if lecture not in {"large", DEFAULT_LECTURE}:
            sentence = sentence.replace("sous cette lecture", f"sous la lecture {lecture}")
        return sentence
    verb = "soutenait" if _past(coverage) else "soutient"
    return f"aucune région ne {verb} une famille {USAGE} de façon sûre"


def _no_scheme(coverage: Coverage) -> str:
    """« aucun dispositif régional n’est documenté », as the reading allows to say it."""
    if coverage.reading.lecture == "large":
        return "aucun dispositif n’est documenté"
    narrow = "" if coverage.reading.lecture == DEFAULT_LECTURE else " sous cette lecture"
    return f"aucun dispositif régional n’est documenté{narrow}"


def _how_many_more(coverage: Coverage) -> str:
    counts = coverage.table["familles_confirmees"]
    leading = int((counts == counts.max()).sum())
    for least in range(int(counts.max()) - 1, 0, -1):
        number = int((counts >= least).sum())
        if number > leading:
            verb = "soutenaient" if _past(coverage) else "soutiennent"
            regions = capital(counted(number, "région", feminine=True))
            total = number_word(len(counts))
            return f"{regions} sur {total} en {verb} au moins {number_word(least, feminine=True)}."
    return ""


def _uncertain(coverage: Coverage) -> str:
    table = coverage.table
    unsure = int((table["familles_documentees"] > table["familles_confirmees"]).sum())
    if not unsure:
        return ""
    where = counted(unsure, "région", feminine=True)
    only = "des familles ne sont que « probables »"
    return f"Dans {where}, {only} : les dates de leurs dispositifs sont incertaines."


def _not_documented(coverage: Coverage) -> str:
    unknown = alphabetical(coverage.table[coverage.table["familles_documentees"] == 0])
    if not unknown:
        return (
            "Une famille sans dispositif documenté n’est pas une famille sans soutien : "
            "c’est ce que nos sources ne disent pas."
        )
    if len(unknown) == len(coverage.table):
        return capital(f"{NOT_ABSENT}. {why_nothing(coverage)}".strip())
    if len(unknown) <= PLACES_NAMED_AT_MOST:
        where = enumerate_fr(in_region(code) for code, _ in unknown)
    else:
        where = f"dans {counted(len(unknown), 'région', feminine=True)}"
    return f"{capital(where)}, {_no_scheme(coverage)} : {NOT_ABSENT}."
