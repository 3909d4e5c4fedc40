"""Actors by région or département: declared AMU and allied practice side by side, never summed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd

from amu_geo.charts.base.markup import joined, link, outside_link
from amu_geo.charts.base.term import term
from amu_geo.edition import Edition
from amu_geo.french.typography import UNKNOWN, enumerate_fr, number, plural, typeset
from amu_geo.measure.actors import LEVELS, ActorCounts
from amu_geo.territories import Territories, normalise

LEVEL_WORDS = {"region": "Région", "departement": "Département"}
NAMED_AT_MOST = 6


def ordered(counts: ActorCounts) -> pd.DataFrame:
    """Territories with at least one actor: most AMU actors first, then allied, then by name."""
    table = counts.table
    known = table[(table["nb_amu"] + table["nb_voisins"]) > 0]
    known = known.assign(_name=[normalise(name) for name in known["nom"]])
    by = ["nb_amu", "nb_voisins", "_name"]
    return known.sort_values(by, ascending=[False, False, True]).drop(columns="_name")


def counts_table(counts: ActorCounts, level: str, href: Callable[[str], str]) -> str:
    """HTML of the counts.

    Parameters
    ----------
    level
        « region » or « departement ».
    href
        Address of the page with the actors of one région only; names of régions are links
        `data-region`.
    """
    shown = ordered(counts)
    if shown.empty:
        return '<p class="avis">Aucun de ces acteurs n’a de lieu connu à cette échelle.</p>'
    widest = int((shown["nb_amu"] + shown["nb_voisins"]).max())
    rows = joined(_row(row, level, href, widest) for row in shown.to_dict("records"))
    caption = f"Acteurs par {LEVEL_WORDS[level].lower()}"
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="tableau comptes"><caption class="invisible">{caption}</caption>'
        f'<thead><tr><th scope="col">{LEVEL_WORDS[level]}</th>'
        f'<th scope="col" class="nombre">{term("amu-declaree", "AMU")}</th>'
        f'<th scope="col" class="nombre">{term("pratique-voisine", "Voisine")}</th>'
        '<th scope="col" class="barre"><span class="invisible">Part</span></th>'
        f'<th scope="col" class="nombre">{term("densite", "AMU / 100 000 hab.")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_others(counts, level)}"
    )


def _row(row: dict, level: str, href: Callable[[str], str], widest: int) -> str:
    code = row[LEVELS[level]]
    name = escape(typeset(row["nom"]))
    if level == "region":
        name = link(href(code), name, "region", code)
    bars = joined(
        f'<span class="part part-{kind}" style="width:{100 * row[column] / widest:.1f}%"></span>'
        for kind, column in (("amu", "nb_amu"), ("voisine", "nb_voisins"))
        if row[column]
    )
    return (
        f'<tr><th scope="row">{name}</th><td class="nombre">{row["nb_amu"]}</td>'
        f'<td class="nombre">{row["nb_voisins"]}</td>'
        f'<td class="barre" aria-hidden="true"><span class="parts">{bars}</span></td>'
        f'<td class="nombre">{_density(row["amu_pour_100000"])}</td></tr>'
    )


def _density(value: object) -> str:
    if pd.isna(value):
        return UNKNOWN
    return number(float(value), 2 if value else 0)


def _others(counts: ActorCounts, level: str) -> str:
    """Who is counted nowhere, and where nobody is counted."""
    table = counts.table
    empty = table[(table["nb_amu"] + table["nb_voisins"]) == 0]
    lines = []
    if len(empty):
        many = f"{plural(len(empty), LEVEL_WORDS[level].lower())}"
        names = enumerate_fr(empty["nom"]) if len(empty) <= NAMED_AT_MOST else many
        lines.append(f"{names} : <span class='nd mot'>n.d.</span> (aucun acteur recensé).")
    lost = counts.non_places_amu + counts.non_places_voisins
    if lost:
        amu = plural(counts.non_places_amu, "acteur") + " de l’AMU"
        allied = f"{number(counts.non_places_voisins)} d’une pratique voisine"
        where = "sans région connue" if level == "region" else "sans département connu"
        lines.append(f"Hors du tableau, {where} : {amu} et {allied}.")
    return "".join(f'<p class="source">{typeset(line)}</p>' for line in lines)


def readable_counts(counts: ActorCounts, level: str) -> pd.DataFrame:
    """The counts for people: every territory, <NA> (« n.d. ») where no actor is recorded."""
    table = counts.table
    recorded = (table["nb_amu"] + table["nb_voisins"]) > 0

    def shown(column: str, kind: str) -> pd.Series:
        return table[column].astype(kind).where(recorded)

    return pd.DataFrame(
        {
            LEVEL_WORDS[level]: table["nom"],
            "Acteurs de l’AMU": shown("nb_amu", "Int64"),
            "Pratique voisine": shown("nb_voisins", "Int64"),
            "AMU pour 100 000 habitants": shown("amu_pour_100000", "Float64"),
            "Voisine pour 100 000 habitants": shown("voisins_pour_100000", "Float64"),
            "Population": table["population"],
        }
    )


def stated_table(edition: Edition, territories: Territories) -> str:
    """The totals that a source words without counting: as it words them, the rest « n.d. »."""
    figures = [figure for figure in edition.chiffres if figure.mesure == "acteurs"]
    rows = joined(
        f'<tr><th scope="row">{_where(figure.code_region, territories)}</th>'
        f"<td><strong>{escape(typeset(figure.texte))}</strong></td>"
        f"<td>{escape(typeset(f'« {figure.valeur_citee} »')) if figure.valeur_citee else ''}</td>"
        f"<td>{outside_link(figure.source, 'source') if figure.source else ''}</td></tr>"
        for figure in figures
    )
    others = len(territories.codes) - sum(bool(figure.code_region) for figure in figures)
    unknown = (
        f'<tr><th scope="row">{plural(others, "autre région", "autres régions")}</th>'
        '<td><span class="nd mot">n.d.</span></td><td>aucun nombre dans la source</td>'
        "<td></td></tr>"
    )
    return (
        '<div class="defile" tabindex="0" role="region" aria-label="Nombres cités">'
        '<table class="tableau comptes"><thead><tr><th scope="col">Où</th>'
        '<th scope="col">Structures</th><th scope="col">Dans le texte</th>'
        '<th scope="col"><span class="invisible">Source</span></th></tr></thead>'
        f"<tbody>{rows}{unknown}</tbody></table></div>"
    )


def _where(code_region: str, territories: Territories) -> str:
    return escape(typeset(territories.name(code_region))) if code_region else "Ensemble"


def readable_stated(edition: Edition, territories: Territories) -> pd.DataFrame:
    """The stated totals as a table for people."""
    figures = [figure for figure in edition.chiffres if figure.mesure == "acteurs"]
    return pd.DataFrame(
        {
            "Où": [_where(figure.code_region, territories) for figure in figures],
            "Structures": [figure.texte for figure in figures],
            "Dans le texte": [figure.valeur_citee for figure in figures],
            "Source": [figure.source for figure in figures],
        }
    )
