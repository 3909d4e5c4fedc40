"""Neighbours and twins of a region: how far they are, what they have more."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from amu_geo.charts.base.markup import dots, html, joined, link
from amu_geo.charts.map.levels import label
from amu_geo.french.typography import enumerate_fr, percent, typeset
from amu_geo.profiles.places import Kin
from amu_geo.profiles.region import Portrait
from amu_geo.vocabulary import FAMILIES

Links = Callable[[str], tuple[str, str]]


def kin(portrait: Portrait, portrait_of: Links, comparison_with: Links) -> str:
    """HTML of the table of neighbours and twins; "" when there are none.

    Parameters
    ----------
    portrait_of, comparison_with
        From a region code, the whole address of the page and the same with its own choices
        only, to go there without loading the application again.
    """
    if not portrait.kin:
        return ""
    rows = joined(_row(portrait, one, portrait_of, comparison_with) for one in portrait.kin)
    caption = "Régions voisines et régions jumelles"
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau portrait-proches"><caption class="invisible">{}</caption>'
        '<thead><tr><th scope="col">Région</th><th scope="col">Lien</th>'
        '<th scope="col">Familles<small>confirmées/documentées</small></th>'
        '<th scope="col">Programmes en commun</th>'
        '<th scope="col">Elle a en plus</th><th scope="col" class="ecran">'
        '<span class="invisible">Comparer</span></th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        caption,
        caption,
        rows,
    )


def _row(portrait: Portrait, one: Kin, portrait_of: Links, comparison_with: Links) -> str:
    coverage = portrait.coverage
    row = coverage.by_region[one.code_region]
    states = [(family.code, row[family.column]) for family in FAMILIES.values()]
    known = coverage.documented(one.code_region)
    style = "nombre" if known else "nd mot"
    number = html('<span class="{}">{}</span>', style, label(coverage, one.code_region))
    href, inside = portrait_of(one.code_region)
    name = link(href, escape(typeset(one.nom)), "page", inside)
    there, compared = comparison_with(one.code_region)
    spoken = html('comparer<span class="invisible"> avec {}</span>', typeset(one.nom))
    return html(
        '<tr><th scope="row">{}</th><td>{}</td>'
        "<td>{} {}</td><td>{}</td>"
        '<td>{}</td><td class="ecran">'
        "{}</td></tr>",
        name,
        why(one),
        dots(states),
        number,
        escape(programmes_told(portrait, one.communs)),
        escape(programmes_told(portrait, one.en_plus)),
        link(there, spoken, "page", compared),
    )


def why(one: Kin) -> str:
    """« voisine, jumelle (75 %) »."""
    parts = [word for word, holds in (("voisine", one.voisine), ("jumelle", one.jumelle)) if holds]
    alike = f" ({percent(one.ressemblance)})" if one.ressemblance is not None else ""
    return typeset(", ".join(parts) + alike)


def programmes_told(portrait: Portrait, codes: tuple[str, ...]) -> str:
    """The programmes of these codes; « aucun » for none."""
    labels = portrait.edition.programme_labels
    return typeset(enumerate_fr(labels[code] for code in codes)) or "aucun"


def alike_note() -> str:
    """What the percentage of a twin is."""
    return typeset(
        "Le pourcentage est la part de programmes en commun parmi ceux que l’une ou l’autre a."
    )
