"""By what the compared regions differ, who is alike, what is the nearest step."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.comparison import Step, Twin
from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import with_article
from amu_geo.french.typography import enumerate_fr, number_word, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.wording import (
    agreed,
    by_what,
    no_scheme,
    the_families,
    to_be,
    when,
)
from amu_geo.vocabulary import (
    FAMILIES,
)

COMPARED_AT_MOST = 6
COMPARED_LABEL = "Régions comparées, la vôtre en premier (six au plus)"


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


def comparison_second(coverage: Coverage, codes: Sequence[str]) -> str:
    """By which families the compared regions differ."""
    if len(codes) < 2:
        return ""
    differ = [
        family.label
        for family in FAMILIES.values()
        if len({coverage.state(code, family.code) for code in codes}) > 1
    ]
    return differing(differ)


def differing(labels: Sequence[str]) -> str:
    """The same of the families, by their names, that are not everywhere in the same state."""
    if not labels:
        return typeset("Les quatre familles sont dans le même état d’une région à l’autre.")
    return typeset(f"Ces régions diffèrent par {the_families(labels)}.")


def twins_sentence(nom: str, found: Sequence[Twin]) -> str:
    """Which regions are most alike by their programmes."""
    if not found:
        return typeset(f"{nom} : aucune région ne lui ressemble assez par ses programmes.")
    names = enumerate_fr(twin.nom for twin in found)
    common = counted(len(found[0].communs), "programme")
    verb = "ressemble" if len(found) == 1 else "ressemblent"
    whom = f" avec {with_article(found[0].code_region)}" if len(found) > 1 else ""
    return typeset(f"{names} lui {verb} le plus : {common} en commun{whom}.")


def programmes_title(matrix: pd.DataFrame) -> str:
    """How many of the edition's programmes differ from region to region, as `programme_matrix`
    tells; how many there are when one region is shown alone.
    """
    lines = matrix.drop_duplicates("programme")
    total, differ = len(lines), int(lines["differe"].sum())
    if matrix["code_region"].nunique() < 2:
        return typeset(f"Les {number_word(total)} programmes" if total > 1 else "Le programme")
    if not differ:
        return typeset("Aucun programme ne les distingue")
    verb = "distinguent" if differ > 1 else "distingue"
    return typeset(f"{plural(differ, 'programme')} sur {total} les {verb}")


def step_sentence(step: Step) -> str:
    """The smallest change that would confirm one more family."""
    families = the_families([FAMILIES[code].label for code in step.familles])
    name, known = f"« {step.libelle} »", ""
    if step.a_confirmer:
        waiting = len(step.a_confirmer)
        which = (
            "son dispositif" if waiting == 1 else f"l’un de ses {number_word(waiting)} dispositifs"
        )
        sentence = f"Prouver en vigueur {which} {name} confirmerait {families}."
    else:
        sentence = f"Un dispositif {name} prouvé en vigueur confirmerait {families}."
        if step.deja:
            own = number_word(len(step.deja))
            known = f" La région en a déjà {own}, que cette lecture ne retient pas."
    others = ""
    if step.regions:
        elsewhere = counted(len(step.regions), "autre région", "autres régions", feminine=True)
        have = "en a" if len(step.regions) == 1 else "en ont"
        others = f" {capital(elsewhere)} {have} un, confirmé."
    return typeset(sentence + known + others)
