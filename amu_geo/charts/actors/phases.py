"""The four phases of the « art d’habiter », as a way into the actors."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from amu_geo.charts.base.markup import html, joined, link
from amu_geo.edition import referentials
from amu_geo.french.typography import enumerate_fr, number, plural, typeset


def phase_cards(actors: pd.DataFrame, chosen: str, stated: bool, href: Callable[[str], str]) -> str:
    """HTML: one card per phase, a link `data-phase` that chooses it (or gives it up).

    Parameters
    ----------
    actors
        Rows of `actors.actor_list`, before the choice of a phase.
    chosen
        Code of the phase chosen, or "".
    stated
        True when the edition states its totals without a list: examples are then named, not
        counted.
    href
        Address of the page with that phase.
    """
    cards = joined(
        _card(row, _of_phase(actors, code), code == chosen, stated, href)
        for code, row in referentials.by_code("phases").items()
    )
    label = "Les quatre temps de l’art d’habiter"
    return html('<nav aria-label="{}"><ul class="phases">{}</ul></nav>', label, cards)


def _of_phase(actors: pd.DataFrame, code: str) -> pd.DataFrame:
    inside = [code in phases for phases in actors["phases"]]
    return actors[pd.Series(inside, index=actors.index, dtype=bool)]


def _card(
    row: referentials.Row,
    actors: pd.DataFrame,
    chosen: bool,
    stated: bool,
    href: Callable[[str], str],
) -> str:
    target = "" if chosen else row["code"]
    content = html(
        '<span class="ordre">{}</span>'
        "<strong>{}</strong>"
        '<span class="verbes">{}</span>'
        '<span class="dit">{}</span>'
        '<span class="compte">{}</span>',
        row["ordre"],
        row["libelle"],
        typeset(row["verbes"]),
        typeset(row["description"]),
        _count(actors, stated),
    )
    card = link(href(target), content, "phase", target or "-", "choisie" if chosen else "")
    return html("<li{}>{}</li>", " aria-current=true" if chosen else "", card)


def _count(actors: pd.DataFrame, stated: bool) -> str:
    if stated:
        names = enumerate_fr(actors["nom"])
        return typeset(f"En exemple : {names}") if names else "Aucun exemple"
    declared = int(actors["amu"].sum())
    allied = len(actors) - declared
    others = f"{number(allied)} d’une pratique voisine"
    return typeset(f"{plural(declared, 'acteur')} de l’AMU, {others}")
