"""The ranking: one row a region, four signs and two numbers, most confirmed families first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import dots, html, hue, joined, link
from amu_geo.charts.base.states import both_numbers, state_key
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.ranking import ranked
from amu_geo.vocabulary import CONFIRMED, FAMILIES, UNDOCUMENTED

TITLE = "Familles par région"
INVITATION = "Choisir une région…"


def ranking(coverage: Coverage, chosen: str, href: Callable[[str], str]) -> str:
    """HTML of the ranking.

    Parameters
    ----------
    chosen
        Code of the region whose sheet is open, or "".
    href
        Address of the view with a region's sheet open.
    """
    rows, above = [], None
    for row in ranked(coverage).to_dict("records"):
        group = (row["familles_confirmees"], coverage.documented(row["code_region"]))
        first = above is not None and group != above
        rows.append(_row(coverage, row, chosen, first, href))
        above = group
    return html(
        '<section class="classement-entier" aria-label="{}">{}'
        '<ol class="classement">{}</ol>{}{}</section>',
        TITLE,
        _head(),
        joined(rows),
        _foot(coverage),
        state_key(),
    )


def region_box(
    names: Mapping[str, str], invitation: str = INVITATION, chosen: str = "", name: str = ""
) -> str:
    """HTML of a list of regions to choose from, by the keyboard or a phone's own wheel.

    Parameters
    ----------
    names
        Code to name, in the order of the list.
    invitation
        What it says when no region is chosen.
    chosen
        The region that it shows until the page marks its own.
    name
        What a form calls its choice.
    """
    options = joined(
        html(
            '<option value="{}"{}>{}</option>',
            code,
            Markup(" selected") if code == chosen else "",
            typeset(name),
        )
        for code, name in {"": invitation, **names}.items()
    )
    named = html(' name="{}"', name) if name else ""
    box = html('<select aria-label="Région" data-choix="region"{}>{}</select>', named, options)
    return html('<span class="liste">{}</span>', box)


def region_form(names: Mapping[str, str], chosen: str, action: str, kept: Mapping[str, str]) -> str:
    """The same list in a form, which a browser without scripts sends by itself.

    Parameters
    ----------
    action, kept
        Address of the page, and the choices that it goes on with.
    """
    hidden = joined(
        html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in kept.items()
    )
    return html(
        '<form action="{}">{}{}<noscript><button class="bouton">Voir</button></noscript></form>',
        action,
        hidden,
        region_box(names, chosen=chosen, name="region"),
    )


def _head() -> str:
    """The names of the families, each with a line down to its column."""
    names = joined(
        html('<span class="etage"><span>{} {}</span></span>', family.label, hue(family, False))
        for family in FAMILIES.values()
    )
    return html(
        '<div class="classement-tete"><h2 class="intertitre">{}</h2>'
        '<span class="etages" aria-hidden="true">{}</span>'
        '<span class="unite">confirmées sur documentées</span></div>',
        TITLE,
        names,
    )


def _row(
    coverage: Coverage, row: dict, chosen: str, first: bool, href: Callable[[str], str]
) -> str:
    code = row["code_region"]
    name = html('<span class="nom">{}</span>', typeset(row["nom"]))
    if coverage.documented(code):
        states = [(family.code, row[family.column]) for family in FAMILIES.values()]
        both = both_numbers(row["familles_confirmees"], row["familles_documentees"])
        content = html('{}{}<span class="nombre">{}</span>', name, dots(states), both)
    else:
        content = html('{}<span class="rien nd"><span>non documentée</span></span>', name)
        content += Markup('<span class="nombre"><b>n.d.</b></span>')
    style = " ".join(["choisie"] * (code == chosen) + ["groupe"] * first)
    marks = html(' class="{}"', style) if style else ""
    marks += Markup(' aria-current="true"') if code == chosen else ""
    return html("<li{}>{}</li>", marks, link(href(code), content, "region", code))


def _foot(coverage: Coverage) -> str:
    """In how many regions each family is confirmed and documented, and how many cells."""
    cells = joined(_regions_of(coverage.table[family.column]) for family in FAMILIES.values())
    total = both_numbers(coverage.nb_confirmed, coverage.nb_documented)
    return html(
        '<p class="classement-pied"><span>Régions, par famille</span>'
        '<span class="pastilles">{}</span><span></span>'
        '<span class="cases">Cases région × famille, en tout</span>'
        '<span class="nombre">{}</span></p>',
        cells,
        total,
    )


def _regions_of(states: pd.Series) -> str:
    documented = int((states != UNDOCUMENTED).sum())
    if not documented:
        return Markup("<span>n.d.</span>")
    return html("<span><b>{}</b>/{}</span>", int((states == CONFIRMED).sum()), documented)
