"""The region sheet: families, schemes with their sources, actors, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd

from amu_geo import sentences
from amu_geo.charts.markup import dot, joined, link, outside_link
from amu_geo.coverage import Coverage
from amu_geo.edition import Edition
from amu_geo.reading import Reading
from amu_geo.schemes import period, source_note, status_note
from amu_geo.typography import plural, typeset
from amu_geo.vocabulary import FAMILIES, INVOLVING, TO_CONFIRM, UNDOCUMENTED, Family

# A sheet shows the point; the portrait shows everything.
SCHEMES_SHOWN = 2


def empty_sheet() -> str:
    """What stands in the sheet's place before a region is chosen."""
    return (
        '<article class="fiche vide"><h2>Choisissez une région…</h2>'
        "<p>Cliquez sur la carte ou dans le classement, ou prenez la liste : la fiche dit ce que "
        "la région soutient, avec quels dispositifs et d’après quelles sources.</p></article>"
    )


def sheet(coverage: Coverage, code_region: str, wider: Coverage, href: Callable[..., str]) -> str:
    """HTML of a region's sheet.

    Parameters
    ----------
    wider
        The coverage under the reading « large », same year: what a less demanding reader
        would count.
    href
        Builds the address of another page from a path and parameters.
    """
    row = coverage.by_region[code_region]
    families = joined(_family(coverage, code_region, family, wider) for family in FAMILIES.values())
    portrait = link(
        href("/region", region=code_region),
        "Voir le portrait",
        "page",
        f"/region?region={code_region}",
        "bouton",
    )
    return (
        f'<article class="fiche"><h2>{escape(typeset(row["nom"]))}</h2>'
        f'<p class="score">{_score(coverage, code_region)}</p>'
        f'<ul class="familles">{families}</ul>'
        f'<p class="acteurs">{_actors(coverage, code_region)}</p>{portrait}</article>'
    )


def _score(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return (
            "<strong>n.d.</strong> Aucun dispositif régional documenté : "
            "cela ne veut pas dire qu’il n’en existe pas."
        )
    number = plural(int(row["familles_confirmees"]), "famille")
    between = sentences.region_range(coverage, code)
    return f"<strong>{number} sur 4</strong>{', ' + between if between else ''}"


def _family(coverage: Coverage, code: str, family: Family, wider: Coverage) -> str:
    state = coverage.state(code, family.code)
    name = f"{dot(family, state)}<h3>{escape(family.label)}</h3>"
    if state == UNDOCUMENTED:
        return f'<li class="nd">{name}<p>{_wider_note(wider, code, family)}</p></li>'
    shown = _behind(coverage, code, family)
    lines = joined(_scheme(scheme, coverage.edition) for scheme in shown[:SCHEMES_SHOWN])
    more = len(shown) - SCHEMES_SHOWN
    rest = f'<p class="suite">et {plural(more, "autre dispositif", "autres dispositifs")}</p>'
    probable = '<p class="suite">Probable : les dates laissent un doute.</p>'
    return (
        f"<li>{name}{probable if state == TO_CONFIRM else ''}{lines}{rest if more > 0 else ''}</li>"
    )


def _behind(coverage: Coverage, code: str, family: Family) -> list:
    ids = set(coverage.behind(code, family.code))
    schemes = coverage.retained[coverage.retained["id"].isin(ids)]
    return sorted(schemes.to_dict("records"), key=_preference)


def _preference(scheme: dict) -> tuple:
    """What proves most comes first: dedicated, involving, best sourced, running, recent."""
    return (
        scheme["strict"] != "oui",
        scheme["implication_usagers"] not in INVOLVING,
        scheme["confiance"],
        scheme["statut"] != "en-cours",
        0 if pd.isna(scheme["annee_debut"]) else -int(scheme["annee_debut"]),
        scheme["id"],
    )


def _scheme(scheme: dict, edition: Edition) -> str:
    when = [period(scheme), status_note(scheme, edition.date)]
    told = typeset(", ".join(word for word in when if word))
    age = source_note(scheme, edition.date)
    source = outside_link(scheme["url_source"], "source", f"{scheme['titre_source']}, {age}")
    name = escape(typeset(scheme["nom"]))
    return f'<p>{name}</p><p class="meta">{escape(told)}. {source}</p>'


def _wider_note(wider: Coverage, code: str, family: Family) -> str:
    text = "Aucun dispositif régional documenté."
    count = len(wider.behind(code, family.code))
    if count:
        text += f" La lecture large en compterait {count}."
    return typeset(text)


def _actors(coverage: Coverage, code: str) -> str:
    stated = coverage.edition.stated_figure("acteurs", code)
    if stated:
        return typeset(f"{stated.capitalize()} structures, selon l’article.")
    row = coverage.by_region[code]
    if not row["nb_acteurs"]:
        return "Aucun acteur recensé dans cette édition."
    declared = plural(
        int(row["nb_acteurs_amu"]), "se dit ou est dit AMU", "se disent ou sont dits AMU"
    )
    return typeset(
        f"{plural(int(row['nb_acteurs']), 'acteur recensé', 'acteurs recensés')}, "
        f"dont {declared} ; ces nombres mesurent aussi l’effort de recherche."
    )


def wide_reading(reading: Reading) -> Reading:
    """The least demanding reading of the same year."""
    return Reading(reading.annee, "large")
