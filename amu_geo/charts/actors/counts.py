"""Actors by région or département: declared AMU and allied practice side by side, never summed."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.source import briefly_sourced
from amu_geo.charts.base.term import term
from amu_geo.edition import Edition
from amu_geo.french import collation
from amu_geo.french.typography import (
    UNKNOWN,
    enumerate_fr,
    number,
    number_word,
    plural,
    typeset,
)
from amu_geo.measure.actors import LEVELS, RATED_FROM, ActorCounts
from amu_geo.territories import Territories

LEVEL_WORDS = {"region": "Région", "departement": "Département"}
NAMED_AT_MOST = 6
FEW = "pas de taux, trop peu d’acteurs"
NO_RATE = typeset(
    f"Un taux n’est donné qu’à partir de {number_word(RATED_FROM)} acteurs : en dessous, un de "
    "plus ou de moins le changerait du tout au tout."
)


def ordered(counts: ActorCounts) -> pd.DataFrame:
    """Territories with at least one actor: most AMU actors first, then allied, then by name."""
    table = counts.table
    known = table[(table["nb_amu"] + table["nb_voisins"]) > 0]
    known = known.assign(_name=collation.keys(known["nom"]))
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
        return Markup('<p class="avis">Aucun de ces acteurs n’a de lieu connu à cette échelle.</p>')
    widest = int((shown["nb_amu"] + shown["nb_voisins"]).max())
    with_rate = rated(shown)
    rows = joined(_row(row, level, href, widest, with_rate) for row in shown.to_dict("records"))
    caption = f"Acteurs par {LEVEL_WORDS[level].lower()}"
    rate = term("densite", "AMU / 100 000 hab.")
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau comptes"><caption class="invisible">{}</caption>'
        '<thead><tr><th scope="col">{}</th>'
        '<th scope="col" class="nombre">{}</th>'
        '<th scope="col" class="nombre">{}</th>'
        '<th scope="col" class="barre"><span class="invisible">Part</span></th>'
        "{}</tr></thead>"
        "<tbody>{}</tbody></table></div>{}",
        caption,
        caption,
        LEVEL_WORDS[level],
        term("amu-declaree", "AMU"),
        term("pratique-voisine", "Voisine"),
        html('<th scope="col" class="nombre">{}</th>', rate) if with_rate else "",
        rows,
        _others(counts, level),
    )


def _row(row: dict, level: str, href: Callable[[str], str], widest: int, with_rate: bool) -> str:
    code = row[LEVELS[level]]
    name = escape(typeset(row["nom"]))
    if level == "region":
        name = link(href(code), name, "region", code)
    bars = joined(
        html(
            '<span class="part part-{}" style="width:{}%"></span>',
            kind,
            f"{100 * row[column] / widest:.1f}",
        )
        for kind, column in (("amu", "nb_amu"), ("voisine", "nb_voisins"))
        if row[column]
    )
    return html(
        '<tr><th scope="row">{}</th><td class="nombre">{}</td>'
        '<td class="nombre">{}</td>'
        '<td class="barre" aria-hidden="true"><span class="parts">{}</span></td>'
        "{}</tr>",
        name,
        row["nb_amu"],
        row["nb_voisins"],
        bars,
        html('<td class="nombre">{}</td>', _density(row)) if with_rate else "",
    )


def rated(shown: pd.DataFrame) -> bool:
    """Whether any of these territories has actors enough for a rate."""
    return bool((shown["nb_amu"] >= RATED_FROM).any())


def density(row: dict) -> str:
    """A rate from a few actors on; "" below, where their number says all that is known."""
    if row["nb_amu"] < RATED_FROM:
        return ""
    rate = row["amu_pour_100000"]
    return UNKNOWN if pd.isna(rate) else number(float(rate), 2)


def _density(row: dict) -> str:
    few = html('<span aria-hidden="true">–</span><span class="invisible">{}</span>', FEW)
    return density(row) or few


def left_out(counts: ActorCounts, level: str) -> list[str]:
    """Who is counted nowhere, and where nobody is counted, a sentence each."""
    table = counts.table
    empty = table[(table["nb_amu"] + table["nb_voisins"]) == 0]
    lines = []
    if len(empty):
        many = f"{plural(len(empty), LEVEL_WORDS[level].lower())}"
        names = enumerate_fr(empty["nom"]) if len(empty) <= NAMED_AT_MOST else many
        lines.append(f"{names} : {UNKNOWN} (aucun acteur recensé).")
    lost = counts.non_places_amu + counts.non_places_voisins
    if lost:
        amu = plural(counts.non_places_amu, "acteur") + " de l’AMU"
        allied = f"{number(counts.non_places_voisins)} d’une pratique voisine"
        where = "sans région connue" if level == "region" else "sans département connu"
        lines.append(f"Hors du tableau, {where} : {amu} et {allied}.")
    return lines


def _others(counts: ActorCounts, level: str) -> str:
    unknown = html("<span class='nd mot'>{}</span>", UNKNOWN)
    return joined(
        html('<p class="source">{}</p>', escape(typeset(line)).replace(UNKNOWN, unknown))
        for line in left_out(counts, level)
    )


def readable_counts(counts: ActorCounts, level: str) -> pd.DataFrame:
    """The counts for people: every territory, <NA> (« n.d. ») where no actor is recorded.

    Nor is there a rate where there are too few.
    """
    table = counts.table
    recorded = (table["nb_amu"] + table["nb_voisins"]) > 0

    def shown(column: str, kind: str) -> pd.Series:
        return table[column].astype(kind).where(recorded)

    def rate(kind: str) -> pd.Series:
        return shown(f"{kind}_pour_100000", "Float64").where(table[f"nb_{kind}"] >= RATED_FROM)

    return pd.DataFrame(
        {
            LEVEL_WORDS[level]: table["nom"],
            "Acteurs de l’AMU": shown("nb_amu", "Int64"),
            "Pratique voisine": shown("nb_voisins", "Int64"),
            "AMU pour 100 000 habitants": rate("amu"),
            "Voisine pour 100 000 habitants": rate("voisins"),
            "Population": table["population"],
        }
    )


def stated_table(edition: Edition, territories: Territories) -> str:
    """The totals that a source words without counting: as it words them, the rest « n.d. »."""
    figures = [figure for figure in edition.chiffres if figure.mesure == "acteurs"]
    rows = joined(
        html(
            '<tr><th scope="row">{}</th><td><strong>{}</strong></td><td>{}</td><td>{}</td></tr>',
            _where(figure.code_region, territories),
            typeset(figure.texte),
            escape(typeset(f"« {figure.valeur_citee} »")) if figure.valeur_citee else "",
            briefly_sourced(figure.source, "source") if figure.source else "",
        )
        for figure in figures
    )
    others = len(territories.codes) - sum(bool(figure.code_region) for figure in figures)
    unknown = html(
        '<tr><th scope="row">{}</th>'
        '<td><span class="nd mot">n.d.</span></td><td>aucun nombre dans la source</td>'
        "<td></td></tr>",
        plural(others, "autre région", "autres régions"),
    )
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="Nombres cités">'
        '<table class="tableau comptes"><thead><tr><th scope="col">Où</th>'
        '<th scope="col">Structures</th><th scope="col">Dans le texte</th>'
        '<th scope="col"><span class="invisible">Source</span></th></tr></thead>'
        "<tbody>{}{}</tbody></table></div>",
        rows,
        unknown,
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
