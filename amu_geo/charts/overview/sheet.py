"""The region sheet: families, schemes with their sources, actors, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd

from amu_geo import sentences
from amu_geo.charts.base.markup import dot, joined, link, outside_link, sign
from amu_geo.charts.base.states import defined
from amu_geo.edition import Edition
from amu_geo.french.grammar import capital
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.schemes import period, source_note, status_note
from amu_geo.schemes.freshness import what_is_missing
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    INVOLVING,
    STATES,
    UNDOCUMENTED,
    Family,
)

# A sheet shows the point; the portrait shows everything.
SCHEMES_SHOWN = 2


def empty_sheet(coverage: Coverage) -> str:
    """What stands in the sheet's place before a region is chosen: how to read the signs."""
    code = example(coverage)
    families = ""
    if code:
        row = coverage.by_region[code]
        lines = joined(
            f"<li>{dot(family, coverage.state(code, family.code), spoken=False)}"
            f"<h3>{escape(family.label)}</h3>"
            f"<p>{STATES[coverage.state(code, family.code)]}</p></li>"
            for family in FAMILIES.values()
        )
        both = f"{row['familles_confirmees']} sur {row['familles_documentees']}"
        name = escape(typeset(f"Exemple : {row['nom']}, {both}"))
        families = f'<p class="exemple">{name}</p><ul class="familles">{lines}</ul>'
    return (
        '<article class="fiche vide"><h2>Choisissez une région…</h2>'
        "<p>Sur la carte ou dans une liste : sa fiche s’ouvre ici, avec chaque dispositif, ses "
        f"dates et sa preuve.</p>{families}{defined(coverage)}</article>"
    )


def example(coverage: Coverage) -> str:
    """Code of the region that shows most of the three states, and rests on most schemes among
    equals; "" when nothing is documented anywhere."""
    columns = [family.column for family in FAMILIES.values()]
    documented = ranked(coverage).query("familles_documentees > 0").to_dict("records")
    if not documented:
        return ""
    best = max(
        documented, key=lambda row: (len({row[name] for name in columns}), row["nb_dispositifs"])
    )
    return best["code_region"]


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
    confirmed = int(row["familles_confirmees"])
    number = plural(confirmed, "famille confirmée", "familles confirmées")
    if not confirmed:
        number = "Aucune famille confirmée"
    documented = plural(int(row["familles_documentees"]), "documentée")
    between = sentences.region_range(coverage, code)
    after = f'<span class="entre">{escape(capital(between))}.</span>' if between else ""
    return f"<strong>{number} sur {documented}</strong> {after}"


def _family(coverage: Coverage, code: str, family: Family, wider: Coverage) -> str:
    state = coverage.state(code, family.code)
    name = f"{dot(family, state)}<h3>{escape(family.label)}</h3>"
    more = _wider_note(coverage, wider, code, family)
    if state == UNDOCUMENTED:
        return f'<li class="non-documentee">{name}<p class="etat">{STATES[state]}</p>{more}</li>'
    behind = coverage.behind(code, family.code)
    shown = _behind(coverage, code, family)
    lines = joined(_scheme(scheme, coverage.edition) for scheme in shown[:SCHEMES_SHOWN])
    left = len(shown) - SCHEMES_SHOWN
    rest = f'<p class="suite">et {plural(left, "autre dispositif", "autres dispositifs")}</p>'
    said = STATES[state]
    if state == CONFIRMED:
        proven = len(coverage.confirming(code, family.code))
        said += f" par {proven} sur {plural(len(behind), 'dispositif')}"
    else:
        said += f" ; {what_is_missing(coverage, behind)}"
    return (
        f'<li>{name}<p class="etat">{escape(typeset(said))}</p>{lines}{rest if left > 0 else ""}'
        f"{more}</li>"
    )


def _behind(coverage: Coverage, code: str, family: Family) -> list:
    ids = set(coverage.behind(code, family.code))
    schemes = coverage.retained[coverage.retained["id"].isin(ids)]
    return sorted(schemes.to_dict("records"), key=_preference)


def _preference(scheme: dict) -> tuple:
    """What proves most comes first: confirmed, dedicated, involving, best sourced, recent."""
    return (
        scheme["etat"] != CONFIRMED,
        scheme["strict"] != "oui",
        scheme["implication_usagers"] not in INVOLVING,
        scheme["confiance"],
        0 if pd.isna(scheme["annee_debut"]) else -int(scheme["annee_debut"]),
        scheme["id"],
    )


def _scheme(scheme: dict, edition: Edition) -> str:
    when = [period(scheme), status_note(scheme, edition.date)]
    told = typeset(", ".join(word for word in when if word))
    age = source_note(scheme, edition.date)
    source = outside_link(scheme["url_source"], "source", f"{scheme['titre_source']}, {age}")
    name = escape(typeset(scheme["nom"]))
    return (
        f'<p class="dispositif">{sign(scheme["etat"])} {name}</p>'
        f'<p class="meta">{escape(told)}. {source}</p>'
    )


def _wider_note(coverage: Coverage, wider: Coverage, code: str, family: Family) -> str:
    more = len(wider.behind(code, family.code)) - len(coverage.behind(code, family.code))
    if more <= 0:
        return ""
    further = "" if coverage.state(code, family.code) == UNDOCUMENTED else " de plus"
    counted = plural(more, "dispositif")
    return f'<p class="suite">{typeset(f"La lecture large en compte {counted}{further}.")}</p>'


def _actors(coverage: Coverage, code: str) -> str:
    stated = coverage.edition.stated_figure("acteurs", code)
    if stated:
        return typeset(f"{stated.capitalize()} structures, selon l’article.")
    row = coverage.by_region[code]
    if not row["nb_acteurs"]:
        return "Aucun acteur recensé dans cette édition."
    named = int(row["nb_acteurs_amu"])
    declared = plural(named, "se dit ou est dit AMU", "se disent ou sont dits AMU")
    which = f"dont {declared}" if named else "aucun ne se dit ou n’est dit AMU"
    return typeset(
        f"{plural(int(row['nb_acteurs']), 'acteur recensé', 'acteurs recensés')}, {which} ; "
        "ces nombres mesurent aussi l’effort de recherche."
    )
