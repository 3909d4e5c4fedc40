"""A commune's page in HTML: suggestions, families with their proof, schemes, a project."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from amu_geo.charts.glossary import term
from amu_geo.charts.markup import dot, joined, link, outside_link
from amu_geo.commune import SMALL_TOWN, MyProject, Place
from amu_geo.coverage import Coverage
from amu_geo.referentials import Row
from amu_geo.typography import number, plural, typeset
from amu_geo.vocabulary import FAMILIES, INVOLVING, STATES, TO_CONFIRM

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
        count = len(coverage.behind(code_region, family.code))
        words = plural(count, "dispositif") if count else "n.d."
        content = (
            f"{dot(family, state, spoken=False)}<span>{escape(family.label)}</span>"
            f'<span class="{"compte" if count else "compte nd mot"}">{words}</span>'
            f'<span class="invisible">{STATES[state]}, voir la preuve</span>'
        )
        proof = f"{code_region}|{family.code}"
        items.append(f"<li>{link(href(code_region, family.code), content, 'preuve', proof)}</li>")
    return f'<ul class="familles-commune">{joined(items)}</ul>'


def schemes_list(schemes: pd.DataFrame) -> str:
    """HTML of schemes in their order: what, since when, who pays, where it is said.

    `schemes` are rows of `commune.relevant_schemes`.
    """
    return f'<ol class="aides">{joined(_scheme(row) for row in schemes.to_dict("records"))}</ol>'


def _scheme(row: dict[str, Any]) -> str:
    dots = joined(dot(FAMILIES[code]) for code in row["familles"] if code in FAMILIES)
    facts = [row["programme_libelle"], row["periode"], row["statut_phrase"], row["operateur"]]
    told = " · ".join(fact for fact in facts if fact)
    users = row["implication_preuve"] if row["implication_usagers"] in INVOLVING else ""
    age = f"{row['source_age']}, confiance {row['confiance']}"
    nature = f", {row['lien']}" if row["lien"] else ""
    doubt = '<p class="meta">Probable : les dates laissent un doute.</p>'
    return (
        f'<li><p class="nom"><strong>{escape(typeset(row["nom"]))}</strong>'
        f'<span class="pastilles">{dots}</span></p>'
        f'<p class="meta">{escape(typeset(told))}</p>{doubt if row["etat"] == TO_CONFIRM else ""}'
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
        f"Notre ordre : ce qui sert votre projet, {size}, puis les dispositifs sûrs, dédiés, qui "
        "associent les usagers, bien sourcés, en cours, récents."
    )


def project_families(found: MyProject) -> str:
    """HTML: the families that a mission serves, and why; said to be our reading."""
    names = joined(
        f"<li>{dot(FAMILIES[code], spoken=False)} {escape(FAMILIES[code].label)}</li>"
        for code in found.familles
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
            "Programme": schemes["programme_libelle"],
            "Financeur": schemes["financeur_libelle"],
            "Période": schemes["periode"],
            "Statut": schemes["statut_libelle"],
            "Usagers": schemes["implication_libelle"],
            "Confiance": schemes["confiance"],
            "Source": schemes["url_source"],
        }
    )
