"""A commune's page in HTML: suggestions, families with their proof, schemes, a project."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import dot, html, hue, joined, link, outside_link
from amu_geo.charts.base.source import sourced
from amu_geo.charts.base.term import term
from amu_geo.charts.schemes.proof import Proposes, proposal_link
from amu_geo.charts.schemes.state import SCHEME_STATES, lacking_proof, scheme_state
from amu_geo.edition.referentials import Row
from amu_geo.french import collation
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


def suggestions(found: pd.DataFrame, href: Href, said: str = "") -> str:
    """HTML of the communes that answer a search, each a link `data-commune`.

    Parameters
    ----------
    found
        Rows of `CommuneFinder.search`; homonyms are told apart by their département.
    href
        Address of the page of a commune.
    said
        What the text means besides, `CommuneFinder.said`.
    """
    if found.empty and not said:
        return Markup(
            '<p class="avis" role="status">Aucune commune ne ressemble à ce texte. Essayez le '
            "début du nom, le code postal ou le code Insee.</p>"
        )
    note = searched_note(said)
    if found.empty:
        return note
    items = joined(_suggestion(row, href) for row in found.to_dict("records"))
    count = plural(len(found), "commune proposée", "communes proposées")
    return note + html(
        '<p class="invisible" role="status">{}</p><ul class="suggestions">{}</ul>', count, items
    )


def searched_note(said: str) -> Markup:
    """HTML of what a text was understood to mean; nothing for ""."""
    return html('<p class="avis" role="status">{}</p>', typeset(said)) if said else Markup("")


def _suggestion(row: dict[str, Any], href: Href) -> str:
    code = row["code_commune"]
    where = f"{row['nom_departement']} ({row['code_departement']})"
    people = plural(int(row["population"]), "habitant")
    former = f", où est {row['ancien_nom']}" if row["ancien_nom"] else ""
    content = html(
        "<strong>{}</strong> <span>{}, {}{}</span>",
        typeset(row["nom"]),
        typeset(where),
        people,
        typeset(former),
    )
    return html("<li>{}</li>", link(href(code), content, "commune", code))


def families_row(coverage: Coverage, code_region: str, href: Callable[[str, str], str]) -> str:
    """HTML: the region's state for each family, a link `data-preuve` to its proof."""
    items = []
    for family in FAMILIES.values():
        state = coverage.state(code_region, family.code)
        words = Markup('<span class="compte nd mot" aria-hidden="true">n.d.</span>')
        spoken = "voir la preuve"
        if state == UNDOCUMENTED:
            spoken = f"{STATES[state]}, {spoken}"
        else:
            words = html('<span class="compte">{}</span>', _told(coverage, code_region, family))
        content = html(
            '{}<span>{}</span> {}<span class="invisible">, {}</span>',
            dot(family, state, spoken=False),
            family.label,
            words,
            spoken,
        )
        proof = f"{code_region}|{family.code}"
        items.append(
            html("<li>{}</li>", link(href(code_region, family.code), content, "preuve", proof))
        )
    return html('<ul class="familles-commune">{}</ul>', joined(items))


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
    return html('<p class="meta">{}</p>', typeset(told))


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
    return html('<ol class="aides">{}</ol>', items)


def _scheme(coverage: Coverage, row: dict[str, Any], proposes: Proposes | None) -> str:
    dots = joined(dot(FAMILIES[code], row["etat"]) for code in row["familles"] if code in FAMILIES)
    facts = [row["programme_libelle"], row["periode"], row["operateur"]]
    told = " · ".join(fact for fact in facts if fact)
    users = row["implication_preuve"] if row["implication_usagers"] in INVOLVING else ""
    age = f"{row['source_age']}, confiance {row['confiance']}"
    nature = f", {row['lien']}" if row["lien"] else ""
    asked = proposes is not None and row["etat"] == TO_CONFIRM
    form = html(". {}", proposal_link(proposes(row["id"]))) if asked else ""
    return (
        html(
            '<li><p class="nom"><strong>{}</strong>'
            '<span class="pastilles">{}</span></p>'
            "<p>{}{}</p>"
            '<p class="meta">{}</p>',
            typeset(row["nom"]),
            dots,
            scheme_state(coverage, row),
            form,
            typeset(told),
        )
        + (html("<p>Usagers : {}</p>", typeset(users)) if users else "")
        + html(
            '<p class="meta">{}, {}</p></li>',
            sourced(row["url_source"], row["titre_source"] or "source"),
            typeset(age + nature),
        )
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
        html("<li>{} {}</li>", hue(FAMILIES[code]), FAMILIES[code].label) for code in found.familles
    )
    why = typeset(found.justification or "Toutes les missions de ce choix réunies.")
    return html(
        '<p class="intertitre">{} concernées</p>'
        '<ul class="legende-points">{}</ul>'
        '<p class="lecture"><strong>Notre lecture.</strong> {}</p>',
        term("famille", "Familles"),
        names,
        why,
    )


def project_counts(found: MyProject, place: Place) -> str:
    """HTML: how many schemes and actors of the region serve the project."""
    declared = int(found.acteurs["amu"].sum())
    allied = len(found.acteurs) - declared
    schemes = plural(len(found.dispositifs), "dispositif") if len(found.dispositifs) else "n.d."
    return typeset(
        html(
            "<ul class='portee'><li><strong>{}</strong> de la région, en tête de la liste</li>"
            "<li><strong>{} de l’AMU</strong> et {} d’une "
            "pratique voisine recensés : {}</li></ul>",
            schemes,
            plural(declared, "acteur"),
            number(allied),
            place.region,
        )
    )


def registers_list(rows: tuple[Row, ...]) -> str:
    """HTML of the impact registers to follow, by who keeps them."""
    if not rows:
        return Markup('<p class="meta">Aucun registre documenté pour ce choix.</p>')
    ordered = sorted(rows, key=lambda row: collation.keys([row["porteur"], row["registre"]]))
    blocks = []
    for (owner, name), group in groupby(ordered, lambda row: (row["porteur"], row["registre"])):
        questions = list(group)
        lines = joined(
            html(
                "<li><strong>{}</strong> : {}</li>",
                typeset(row["dimension"]),
                typeset(row["description"]),
            )
            for row in questions
        )
        source = outside_link(questions[0]["url_source"], questions[0]["source"] or "source")
        blocks.append(
            html(
                '<h4>{}</h4><ul>{}</ul><p class="meta">{}</p>',
                typeset(f"{owner}, {name}"),
                lines,
                source,
            )
        )
    return html('<div class="registres">{}</div>', joined(blocks))


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
