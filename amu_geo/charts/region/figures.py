"""A region's figures: the schemes' dated points, and the national programmes' numbers."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.source import briefly_sourced
from amu_geo.charts.base.term import term
from amu_geo.charts.schemes.table import Opener
from amu_geo.edition import referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import NO_BREAK, UNKNOWN, number, typeset
from amu_geo.profiles.region import Portrait

# Units that do not say what is counted.
MUTE_UNITS = ("€", "%", "")


def dated_points(figures: pd.DataFrame, opens: Opener) -> str:
    """HTML of `Portrait.figures`: one row a figure, under its scheme; "" when there is none."""
    if figures.empty:
        return ""
    groups = joined(
        _scheme(rows, opens) for _, rows in figures.groupby("id_dispositif", sort=False)
    )
    caption = "Chiffres des dispositifs, chacun avec sa date, sa note et sa source"
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau portrait-chiffres"><caption class="invisible">{}</caption>'
        '<thead><tr><th scope="col">Année</th><th scope="col">Chiffre</th>'
        '<th scope="col">Ce qu’il compte</th><th scope="col">Source</th></tr></thead>'
        "{}</table></div>",
        caption,
        caption,
        groups,
    )


def _scheme(rows: pd.DataFrame, opens: Opener) -> str:
    first = rows.iloc[0]
    name = opens(first["id_dispositif"], escape(typeset(first["dispositif"])))
    aside = "" if first["retenu"] else Markup(" <small>écarté par cette lecture</small>")
    lines = joined(_figure(row) for row in rows.itertuples())
    return html(
        '<tbody><tr class="groupe"><th scope="rowgroup" colspan="4">{}{}</th></tr>{}</tbody>',
        name,
        aside,
        lines,
    )


def _figure(row) -> str:
    year = "non daté" if pd.isna(row.annee) else str(int(row.annee))
    source = briefly_sourced(row.url_source, row.titre_source or "source")
    about = ", ".join(
        part for part in (row.source_age, f"confiance{NO_BREAK}{row.confiance}", row.lien) if part
    )
    return html(
        '<tr><td class="an">{}</td><td class="combien">{}</td>'
        "<td>{}</td>"
        "<td>{} <small>{}</small></td></tr>",
        year,
        typeset(row.texte),
        typeset(what_it_counts(row)),
        source,
        typeset(about),
    )


def what_it_counts(row) -> str:
    """What the figure counts; its measure is said when its unit does not say it."""
    kind = row.mesure_libelle
    said = referentials.unit(row.mesure) not in MUTE_UNITS or row.mesure == "autre"
    if said or row.note.lower().startswith(kind.lower()):
        return capital(row.note or kind)
    return f"{kind} : {row.note}" if row.note else kind


def indicators(portrait: Portrait) -> str:
    """HTML of `Portrait.indicators`: the number, and the rates where they may be compared."""
    table = portrait.indicators
    if table.empty:
        return ""
    rows = joined(
        _cautious(why, table[table["prudence"] == why])
        for why in sorted(table["prudence"].unique(), key=lambda why: why != "")
    )
    caption = f"Programmes nationaux : {portrait.place.nom}"
    zone = portrait.zone[1]
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau portrait-nationaux">'
        '<caption class="invisible">{}</caption><thead><tr>'
        '<th scope="col">{}</th>'
        '<th scope="col" class="nombre">Ici</th>'
        '<th scope="col" class="nombre">Pour 100 000 hab.</th>'
        '<th scope="col" class="nombre">Toutes les régions</th>'
        '<th scope="col" class="nombre">{}</th>'
        '<th scope="col">Source</th></tr></thead>{}</table></div>',
        typeset(caption),
        typeset(caption),
        term("indicateur", "Indicateur national"),
        zone,
        rows,
    )


def _cautious(why: str, rows: pd.DataFrame) -> str:
    """The indicators that share a caution, under it."""
    title = html('<tr class="groupe"><th scope="rowgroup" colspan="6">{}', typeset(capital(why)))
    lines = joined(_indicator(row) for row in rows.itertuples())
    return html("<tbody>{}{}</tbody>", title + Markup("</th></tr>") if why else "", lines)


def _indicator(row) -> str:
    value = UNKNOWN if pd.isna(row.valeur) else number(float(row.valeur))
    rates = (row.pour_100000_habitants, row.reference_ensemble, row.reference_zone)
    if row.prudence:
        shown = Markup('<td colspan="3" class="nombre prudence">ne se compare pas</td>')
    else:
        shown = joined(html('<td class="nombre">{}</td>', rate(value)) for value in rates)
    source = briefly_sourced(row.url_source, str(int(row.annee)), row.note)
    return html(
        '<tr><th scope="row">{}</th>'
        '<td class="nombre"><strong>{}</strong> <small>{}</small></td>'
        "{}<td>{}</td></tr>",
        typeset(row.libelle),
        value,
        row.unite,
        shown,
        source,
    )


def rate(value: object) -> str:
    """A rate with as many decimals as it needs to be told from its neighbours."""
    if pd.isna(value):
        return UNKNOWN
    if value == 0:
        return "0"
    size = abs(float(value))
    return number(float(value), 0 if size >= 100 else 1 if size >= 10 else 2)
