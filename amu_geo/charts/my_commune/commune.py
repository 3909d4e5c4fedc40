"""A commune's page in HTML: suggestions, families with their proof, schemes, a project."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from amu_geo.charts.base.markup import dot, hue, joined, link, outside_link
from amu_geo.charts.base.term import term
from amu_geo.charts.schemes.proof import Proposes, proposal_link
from amu_geo.charts.schemes.state import SCHEME_STATES, lacking_proof, scheme_state
from amu_geo.edition.referentials import Row
from amu_geo.french.typography import number, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.commune import SMALL_TOWN, MyProject, Place
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    INVOLVING,
    STATES,
    TO_CONFIRM,
    UNDOCUMENTED,
    Family,
)

Href = Callable[[str], str]


def suggestions(found: pd.DataFrame, href: Href) -> str:
    """HTML of the communes that answer a search, each a link `data-commune`.

    Parameters
    ----------
    found
        Rows of `CommuneFinder.search`; homonyms are told apart by their département.
    href
        Address of the page of a commune.
    """
    if found.empty:
        return (
            '<p class="avis" role="status">Aucune commune ne ressemble à ce texte. Essayez le '
            "début du nom, le code postal ou le code Insee.</p>"
        )
    items = joined(_suggestion(row, href) for row in found.to_dict("records"))
    count = plural(len(found), "commune proposée", "communes proposées")
    return f'<p class="invisible" role="status">{count}</p><ul class="suggestions">{items}</ul>'


def _suggestion(row: dict[str, Any], href: Href) -> str:
    code = row["code_commune"]
    where = f"{row['nom_departement']} ({row['code_departement']})"
    people = plural(int(row["population"]), "habitant")
    content = (
        f"<strong>{escape(typeset(row['nom']))}</strong> "
        f"<span>{escape(typeset(where))}, {people}</span>"
    )
    return f"<li>{link(href(code), content, 'commune', code)}</li>"


def families_row(coverage: Coverage, code_region: str, href: Callable[[str, str], str]) -> str:
    """HTML: the region's state for each family, a link `data-preuve` to its proof."""
    items = []
    for family in FAMILIES.values():
        state = coverage.state(code_region, family.code)
        words = '<span class="compte nd mot" aria-hidden="true">n.d.</span>'
        spoken = "voir la preuve"
        if state == UNDOCUMENTED:
            spoken = f"{STATES[state]}, {spoken}"
        else:
            words = f'<span class="compte">{escape(_told(coverage, code_region, family))}</span>'
        content = (
            f"{dot(family, state, spoken=False)}<span>{escape(family.label)}</span> {words}"
            f'<span class="invisible">, {spoken}</span>'
        )
        proof = f"{code_region}|{family.code}"
        items.append(f"<li>{link(href(code_region, family.code), content, 'preuve', proof)}</li>")
    return f'<ul class="familles-commune">{joined(items)}</ul>'


def region_numbers(coverage: Coverage, code_region: str) -> str:
    """HTML: how much is confirmed of what is documented there; "" when nothing is."""
    if not coverage.documented(code_region):
        return ""
    row = coverage.by_region[code_region]
    families = plural(int(row["familles_documentees"]), "documentée")
    schemes = plural(int(row["nb_dispositifs"]), "retenu")
    told = (
        f"Familles confirmées : {row['familles_confirmees']} sur {families}. "
        f"Dispositifs confirmés : {row['nb_confirmes']} sur {schemes}."
    )
    return f'<p class="meta">{typeset(told)}</p>'


def _told(coverage: Coverage, code_region: str, family: Family) -> str:
    """« confirmée », or « à confirmer, dernière preuve : mars 2022 »."""
    if coverage.state(code_region, family.code) == CONFIRMED:
        return STATES[CONFIRMED]
    return f"à confirmer, {lacking_proof(coverage, coverage.behind(code_region, family.code))}"


def schemes_list(
    coverage: Coverage, schemes: pd.DataFrame, proposes: Proposes | None = None
) -> str:
    """HTML of schemes in their order: what, whether it is proven, since when, where it is said.

    Parameters
    ----------
    schemes
        Rows of `commune.relevant_schemes`.
    proposes
        Gives the address of the form where a proof of a scheme is proposed, from its id.
    """
    items = joined(_scheme(coverage, row, proposes) for row in schemes.to_dict("records"))
    return f'<ol class="aides">{items}</ol>'


def _scheme(coverage: Coverage, row: dict[str, Any], proposes: Proposes | None) -> str:
    dots = joined(dot(FAMILIES[code], row["etat"]) for code in row["familles"] if code in FAMILIES)
    facts = [row["programme_libelle"], row["periode"], row["operateur"]]
    told = " · ".join(fact for fact in facts if fact)
    users = row["implication_preuve"] if row["implication_usagers"] in INVOLVING else ""
    age = f"{row['source_age']}, confiance {row['confiance']}"
    nature = f", {row['lien']}" if row["lien"] else ""
    asked = proposes is not None and row["etat"] == TO_CONFIRM
    form = f". {proposal_link(proposes(row['id']))}" if asked else ""
    return (
        f'<li><p class="nom"><strong>{escape(typeset(row["nom"]))}</strong>'
        f'<span class="pastilles">{dots}</span></p>'
        f"<p>{scheme_state(coverage, row)}{form}</p>"
        f'<p class="meta">{escape(typeset(told))}</p>'
        + (f"<p>Usagers : {escape(typeset(users))}</p>" if users else "")
        + f'<p class="meta">{outside_link(row["url_source"], row["titre_source"] or "source")}, '
        f"{escape(typeset(age + nature))}</p></li>"
    )


def order_note(place: Place) -> str:
    """How the schemes are ordered, in a sentence."""
    if place.population < SMALL_TOWN:
        size = f"d’abord les contrats de bourgs-centres (moins de {number(SMALL_TOWN)} habitants)"
    else:
        size = f"les contrats de bourgs-centres en dernier ({number(SMALL_TOWN)} habitants et plus)"
    return typeset(
        f"Notre ordre : ce qui sert votre projet, puis les dispositifs confirmés, {size}, puis "
        "ceux qui associent les usagers, dédiés, bien sourcés, en cours, récents."
    )


def project_families(found: MyProject) -> str:
    """HTML: the families that a mission serves, and why; said to be our reading."""
    names = joined(
        f"<li>{hue(FAMILIES[code])} {escape(FAMILIES[code].label)}</li>" for code in found.familles
    )
    why = typeset(found.justification or "Toutes les missions de ce choix réunies.")
    return (
        f'<p class="intertitre">{term("famille", "Familles")} concernées</p>'
        f'<ul class="legende-points">{names}</ul>'
        f'<p class="lecture"><strong>Notre lecture.</strong> {escape(why)}</p>'
    )


def project_counts(found: MyProject, place: Place) -> str:
    """HTML: how many schemes and actors of the region serve the project."""
    declared = int(found.acteurs["amu"].sum())
    allied = len(found.acteurs) - declared
    schemes = plural(len(found.dispositifs), "dispositif") if len(found.dispositifs) else "n.d."
    return typeset(
        f"<ul class='portee'><li><strong>{schemes}</strong> de la région, en tête de la liste</li>"
        f"<li><strong>{plural(declared, 'acteur')} de l’AMU</strong> et {number(allied)} d’une "
        f"pratique voisine recensés : {escape(place.region)}</li></ul>"
    )


def registers_list(rows: tuple[Row, ...]) -> str:
    """HTML of the impact registers to follow, by who keeps them."""
    if not rows:
        return '<p class="meta">Aucun registre documenté pour ce choix.</p>'
    ordered = sorted(rows, key=lambda row: (row["porteur"], row["registre"]))
    blocks = []
    for (owner, name), group in groupby(ordered, lambda row: (row["porteur"], row["registre"])):
        questions = list(group)
        lines = joined(
            f"<li><strong>{escape(typeset(row['dimension']))}</strong> : "
            f"{escape(typeset(row['description']))}</li>"
            for row in questions
        )
        source = outside_link(questions[0]["url_source"], questions[0]["source"] or "source")
        blocks.append(
            f"<h4>{escape(typeset(f'{owner}, {name}'))}</h4><ul>{lines}</ul>"
            f'<p class="meta">{source}</p>'
        )
    return f'<div class="registres">{joined(blocks)}</div>'


def readable_schemes(schemes: pd.DataFrame) -> pd.DataFrame:
    """The schemes as a table for people, in their order."""
    return pd.DataFrame(
        {
            "Dispositif": schemes["nom"],
            "État": schemes["etat"].map(SCHEME_STATES),
            "Programme": schemes["programme_libelle"],
            "Financeur": schemes["financeur_libelle"],
            "Période": schemes["periode"],
            "Statut": schemes["statut_libelle"],
            "Usagers": schemes["implication_libelle"],
            "Confiance": schemes["confiance"],
            "Source": schemes["url_source"],
        }
    )
