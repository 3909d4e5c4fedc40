"""« Quoi de neuf »: region by region, what the edition in view brought, and how to follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from amu_geo.charts.base.markup import dots, html, html_table, joined, link, shown
from amu_geo.charts.map.levels import label
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.news.changes import RegionNews
from amu_geo.news.words import cell_said, schemes_said
from amu_geo.sentences import alphabetical
from amu_geo.vocabulary import FAMILIES


def news_table(news: Sequence[RegionNews], href: Callable[[str], str]) -> Markup:
    """HTML of the regions with news, then of the names of the others.

    Parameters
    ----------
    news
        Of one edition, a region each; never empty.
    href
        Address of a region's portrait.
    """
    newer, older = news[0].newer, news[0].older
    rows = [
        [
            link(href(one.code), shown(one.nom), style="lien-region"),
            html('<span class="cellule">{}</span>', _now(newer, one.code)),
            _told(one),
        ]
        for one in news
    ]
    caption = f"De l’édition {older.edition.id} à l’édition {newer.edition.id}"
    heads = ["Région", f"Édition {newer.edition.id}", "Ce qui change"]
    known = {one.code for one in news}
    same = [name for code, name in alphabetical(newer.table) if code not in known]
    others = f"Rien de neuf : {enumerate_fr(same)}."
    rest = html('<p class="source">{}</p>', shown(others)) if same else ""
    table = html_table(shown(caption), heads, rows, "retour nouveautes")
    return html("{}{}", table, rest)


def _now(coverage: Coverage, code: str) -> Markup:
    if not coverage.documented(code):
        return Markup('<span class="note nd">n.d.</span>')
    states = [(family, coverage.state(code, family)) for family in FAMILIES]
    return html('{} <span class="nombre">{}</span>', dots(states), shown(label(coverage, code)))


def _told(news: RegionNews) -> Markup:
    cells = joined(html("<li>{}</li>", shown(cell_said(cell, news))) for cell in news.cells)
    told = html("<ul>{}</ul>", cells) if news.cells else Markup("")
    schemes = schemes_said(news)
    return html("{}{}", told, html("<small>{}</small>", schemes) if schemes else "")


def follow_line(feed: str, of_region: Callable[[str], str], coverage: Coverage) -> Markup:
    """HTML of the addresses by which the news are followed."""
    regions = joined(
        (
            html('<a href="{}">{}</a>', of_region(code), shown(name))
            for code, name in alphabetical(coverage.table)
        ),
        by=", ",
    )
    words = typeset("Suivre les nouveautés (Atom)")
    return html(
        '<p><a href="{}" type="application/atom+xml">{}</a></p>'
        "<details><summary>{}</summary><p>{}</p></details>",
        feed,
        words,
        typeset("Suivre une seule région"),
        regions,
    )
