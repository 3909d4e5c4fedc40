"""Figures of several regions: on one basis where they can be, with the reason where not."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.source import briefly_sourced
from amu_geo.charts.base.term import term
from amu_geo.charts.base.tracks import Bars, Track, bar, tracks
from amu_geo.french.typography import NARROW, UNKNOWN, number, plural, typeset

PEOPLE, AREA = "pour_100000_habitants", "pour_1000_km2"
PER_PEOPLE = f"pour 100{NARROW}000 habitants"
PER_AREA = f"pour 1{NARROW}000 km²"


def comparable_cards(figures: pd.DataFrame, codes: list[str]) -> str:
    """HTML of the figures that can be compared; "" when none can.

    `figures` is `comparison.comparable_figures`.
    """
    return joined(_card(rows, codes) for rows in _groups(figures))


def figures_bars(figures: pd.DataFrame, codes: list[str]) -> list[Bars]:
    """The same bars, for whatever draws them."""
    return [_bars(rows, codes) for rows in _groups(figures)]


def _groups(figures: pd.DataFrame) -> list[pd.DataFrame]:
    fit = figures[figures["comparable"]]
    return [rows for _, rows in fit.groupby(["programme", "mesure", "annee"], sort=False)]


def _bars(rows: pd.DataFrame, codes: list[str]) -> Bars:
    first = rows.iloc[0]
    title = f"{first['programme_libelle']}, {first['mesure_libelle'].lower()}, {first['annee']}"
    bars = []
    for row in sorted(rows.to_dict("records"), key=lambda row: codes.index(row["code_region"])):
        rate = float(row[PEOPLE])
        text = f"{rate_text(rate)} ({row['texte']} ; {rate_text(float(row[AREA]))} {PER_AREA})"
        own = row["code_region"] == codes[0]
        bars.append(Track(row["nom"], ((rate, "neutre"),), text, True, own))
    return Bars(escape(typeset(f"{title}, {PER_PEOPLE}")), bars)


def _card(rows: pd.DataFrame, codes: list[str]) -> str:
    notes = joined(
        html(
            "<li>{} : {}. {}</li>",
            typeset(row.nom),
            typeset(row.note or row.dispositif),
            briefly_sourced(row.url_source),
        )
        for row in rows.itertuples()
    )
    shown = tracks(_bars(rows, codes))
    return html('<div class="chiffres">{}<ul class="notes">{}</ul></div>', shown, notes)


def not_comparable(figures: pd.DataFrame) -> str:
    """HTML of the other figures, by the reason why they can't be compared, most frequent first."""
    rest = figures[~figures["comparable"]]
    order = rest["raison"].value_counts(sort=True).index
    return joined(_reason(reason, rest[rest["raison"] == reason]) for reason in order)


def _reason(reason: str, rows: pd.DataFrame) -> str:
    items = joined(_figure(row) for row in rows.itertuples())
    title = escape(typeset(reason[:1].upper() + reason[1:]))
    count = plural(len(rows), "chiffre")
    return html(
        '<details class="raison"><summary>{} <span>({})</span></summary><ul>{}</ul></details>',
        title,
        count,
        items,
    )


def _figure(row) -> str:
    when = UNKNOWN if pd.isna(row.annee) else str(row.annee)
    when = "année inconnue" if when == UNKNOWN else when
    note = f" {row.note[:1].upper()}{row.note[1:]}." if row.note else ""
    text = f"{row.texte}, {when} : {row.dispositif}.{note}"
    return html(
        "<li><strong>{}</strong> {} {}</li>",
        typeset(row.nom),
        typeset(text),
        briefly_sourced(row.url_source),
    )


def indicators_table(
    figures: pd.DataFrame, references: pd.DataFrame, codes: list[str], caption: str
) -> str:
    """HTML of the national programmes' figures: one row an indicator, one column a region.

    Parameters
    ----------
    figures, references
        `comparison.indicator_figures` of the regions and `comparison.indicator_references`.
    """
    names = dict(zip(figures["code_region"], figures["nom"], strict=True))
    present = [code for code in codes if code in names]
    heads = joined(
        html(
            '<th scope="col"{}>{}</th>',
            " class=vous" if code == codes[0] else "",
            typeset(names[code]),
        )
        for code in present
    )
    body = joined(
        _indicator(rows, references[references["indicateur"] == name], present)
        for name, rows in by_caution(figures)
    )
    label = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau indicateurs"><caption>{}</caption><thead><tr>'
        '<th scope="col">{}</th>{}'
        '<th scope="col" class="reperes">Repères</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        label,
        label,
        term("indicateur", "Indicateur national"),
        heads,
        body,
    )


def by_caution(figures: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Each indicator and its rows: what must not rank the regions comes last."""
    lines = figures.groupby("indicateur", sort=False)
    return sorted(lines, key=lambda line: line[1]["prudence"].iloc[0] != "")


def _indicator(rows: pd.DataFrame, references: pd.DataFrame, codes: list[str]) -> str:
    first = rows.iloc[0]
    by_region = {row.code_region: row for row in rows.itertuples()}
    rates = [*rows[PEOPLE], *references[PEOPLE]]
    scale = max((float(rate) for rate in rates if not pd.isna(rate)), default=0) or 1
    cells = joined(_value(by_region.get(code), scale, first["prudence"]) for code in codes)
    lines = joined(
        html("<span>{} <strong>{}</strong></span>", row.libelle, rate_text(getattr(row, PEOPLE)))
        for row in references.itertuples()
    )
    warning = (
        html('<small class="prudence">{}</small>', typeset(first["prudence"]))
        if first["prudence"]
        else ""
    )
    source = briefly_sourced(first["url_source"], f"source, {first['annee']}", first["note"])
    return html(
        '<tr><th scope="row">{}<small>{}</small>{}</th>{}<td class="reperes">{}</td></tr>',
        typeset(first["libelle"]),
        source,
        warning,
        cells,
        lines,
    )


def _value(row, scale: float, caution: str) -> str:
    if row is None or pd.isna(row.valeur):
        return Markup('<td class="manque"><span class="mot nd">n.d.</span></td>')
    if pd.isna(getattr(row, PEOPLE)):
        return html("<td><strong>{}</strong> {}</td>", number(float(row.valeur), 1), row.unite)
    rate = float(getattr(row, PEOPLE))
    style = "prudent" if caution else "neutre"
    return html(
        "<td><strong>{}</strong>{}<small>{} {}</small><small>{} {}</small></td>",
        rate_text(rate),
        bar(((rate, style),), scale),
        rate_text(getattr(row, AREA)),
        PER_AREA,
        number(float(row.valeur)),
        typeset(row.unite),
    )


def rate_text(value: object) -> str:
    """A rate with as many decimals as it needs to be told from its neighbours."""
    if pd.isna(value):
        return UNKNOWN
    size = abs(float(value))
    return number(float(value), 0 if size >= 100 else 1 if size >= 10 else 2)
