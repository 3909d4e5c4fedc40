"""The first picture: what a page says, in plain HTML, before any script and without any.

It is made of the same figures as the live page, from the same Coverage.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from amu_geo import sentences, store
from amu_geo.charts.base.footer import footer
from amu_geo.charts.base.markup import html, joined, link, outside_link
from amu_geo.charts.base.search_box import search_box
from amu_geo.charts.legal.notice import legal_notice
from amu_geo.charts.map.legend import explained, legend
from amu_geo.charts.map.svg import Opening, hatch_pattern, inline_map
from amu_geo.charts.map.told import told
from amu_geo.charts.overview.headline import headline_block
from amu_geo.charts.overview.matrix import TITLE as MATRIX_TITLE
from amu_geo.charts.overview.matrix import matrix
from amu_geo.charts.overview.ranking import ranking, region_form
from amu_geo.charts.overview.sheet import empty_sheet, sheet
from amu_geo.charts.schemes.proof import proof_html
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.timeline import coverage_by_year
from amu_geo.measure.years import cells_by_year
from amu_geo.schemes import proof
from amu_geo.sentences.views import Words
from amu_geo.server.http.query import Asked
from amu_geo.site import PAGES, PLAIN, READING, SEARCH, SITE, Page, address
from amu_geo.vocabulary import LECTURES

Href = Callable[..., str]


def first_picture(page: Page, view: Asked, words: Words) -> str:
    """HTML of the first picture, and of the hatch that the live map uses too."""
    live_map = _answering(view) if page.path == "/" else ""
    return html(
        '<svg class="p-motif" aria-hidden="true"><defs>{}</defs></svg>'
        '<div id="premiere" class="premiere"{}><div class="p-bloc">'
        '<a class="p-saut" href="#p-contenu">Aller au contenu</a>{}'
        '<main id="p-contenu" tabindex="-1">{}</main>{}</div></div>',
        hatch_pattern(),
        live_map,
        menu(page, view),
        _main(page, view, words),
        _footer(view),
    )


def _answering(view: Asked) -> str:
    """What the script of the first picture needs: it has a map, and the sheets of its regions."""
    sheets = address("/fiches.json", _reading(view))
    return html(' data-carte="oui" data-fiches="{}"', sheets)


def _reading(view: Asked) -> dict[str, str]:
    return {name: value for name, value in view.to_query().items() if name in READING}


def _main(page: Page, view: Asked, words: Words) -> str:
    late = html('<p class="p-alerte" role="status">{}</p>', view.warning) if view.warning else ""
    finding = _finding(page, view, words)
    top = html('{}<div class="p-html">{}</div>{}', late, finding, _choices(view))
    build = _BUILT.get(page.path) or _TABLES.get(page.path, _coverage_table)
    return top + build(view, words, _links(view))


def _finding(page: Page, view: Asked, words: Words) -> str:
    """The same as on the live page: a first picture in another place would jump."""
    if page.path == "/":
        return headline_block(view.coverage, _links(view))
    lead = html('<p class="chapeau">{}</p>', words.second) if words.second else ""
    return html("<h1>{}</h1>{}", words.title, lead)


def _links(view: Asked) -> Href:
    shared = view.to_query()

    def href(path: str, **changes: str) -> str:
        return address(path, {**shared, **changes})

    return href


def menu(page: Page, view: Asked, asked: str = "") -> str:
    """The menu of a page and its search: every link keeps the view."""
    href = _links(view)
    items = joined(
        html("<li>{}</li>", _menu_link(href(path), entry, path == page.path))
        for path, entry in {**PAGES, **PLAIN}.items()
        # A page that is not in the menu stands there while one is on it.
        if entry.in_menu or (entry is page and path != SEARCH)
    )
    brand = link(href("/"), SITE, style="marque")
    return html(
        '<header class="p-entete"><nav aria-label="Pages">{}<ul>{}</ul></nav>{}</header>',
        brand,
        items,
        search_box(address(SEARCH), view.to_query(), asked),
    )


def _menu_link(href: str, entry: Page, here: bool) -> str:
    return link(href, entry.title, style="actif" if here else "", here=here)


def _choices(view: Asked) -> str:
    year = str(view.reading.annee or view.edition.year)
    chosen = (
        ("Édition", view.edition.id),
        ("Année", year),
        ("Lecture", LECTURES[view.reading.lecture].label),
    )
    pills = joined(html("<span><small>{}</small>{}</span>", name, value) for name, value in chosen)
    return html('<div class="p-fixes">{}</div>', pills)


def _footer(view: Asked) -> str:
    return html(
        '<footer class="p-pied">{}'
        "<noscript><p>Sans JavaScript, la page montre cette vue ; les liens mènent aux autres. "
        'Les données sont à <a href="{}">cette adresse</a>.</p></noscript></footer>',
        footer(view.edition, _links(view)),
        address("/api/v1/openapi.json"),
    )


def _overview(view: Asked, words: Words, href: Href) -> str:
    coverage, chosen = view.coverage, view.region
    outlined = [chosen] if chosen else []
    wider = store.widest(coverage)
    card = sheet(coverage, chosen, wider, href) if chosen else empty_sheet(coverage, href)
    rows = ranking(coverage, chosen, lambda code: href("/", region=code))
    names = {code: store.territories().name(code) for code in store.territories().alphabetical}
    openings = {
        code: Opening(href("/", region=code), lines) for code, lines in told(coverage).items()
    }
    return html(
        '<div class="p-colonnes"><div>'
        '<div class="p-bascule"><span>Carte</span><span>Mosaïque</span></div>'
        '{}<div class="p-html">{}</div>'
        '<div class="p-html"><p class="source">{}</p></div></div>'
        '<div><div class="p-html">{}</div></div>'
        '<div><div class="p-liste">{}</div>'
        '<div class="p-fiche"><div class="p-html">{}</div></div></div></div>'
        "{}",
        _map(coverage, words.alt, outlined, openings=openings),
        explained(coverage),
        _source(view),
        rows,
        region_form(names, chosen, address("/"), _reading(view)),
        card,
        _coverage_table(view, words, href),
    )


def _map(
    coverage: Coverage,
    alt: str,
    outlined: list[str],
    famille: str = "",
    openings: dict[str, Opening] | None = None,
) -> str:
    drawn = inline_map(coverage, alt, outlined, famille, openings)
    return drawn.replace(Markup("<svg "), Markup('<svg class="p-trace" '), 1)


def _comparison(view: Asked, words: Words, href: Href) -> str:
    outlined = list(view.regions)
    return html(
        '<div class="p-html p-seule">{}{}</div>{}',
        _map(view.coverage, words.alt, outlined),
        legend(view.coverage),
        _coverage_table(view, words, href),
    )


def _family(view: Asked, words: Words, href: Href) -> str:
    if not view.famille:
        return _comparison(view, words, href)
    drawn = _map(view.coverage, words.alt, [], view.famille)
    return html('<div class="p-html p-seule">{}</div>{}', drawn, _coverage_table(view, words, href))


def _portrait(view: Asked, words: Words, href: Href) -> str:
    if not view.region:
        return _comparison(view, words, href)
    card = sheet(view.coverage, view.region, store.widest(view.coverage), href)
    found = html('<div class="p-html p-seule"><div class="p-fiche">{}</div></div>', card)
    if view.famille:
        # The address of every cell of a matrix, where no script opens the proof.
        cell = proof(view.coverage, view.region, view.famille)
        found += html('<div class="p-html p-seule">{}</div>', proof_html(cell, view.edition))
    return found


def _notice(view: Asked, words: Words, href: Href) -> str:
    notice = legal_notice(store.shelf().editions.values(), view.edition)
    return html('<div class="p-html p-seule">{}</div>', notice)


def _coverage_table(view: Asked, words: Words, href: Href) -> str:
    table = matrix(
        view.coverage,
        lambda code, family: href("/region", region=code, famille=family),
        sentences.retained_phrase(view.coverage),
    )
    return html(
        '<div class="p-html"><h2>{}</h2></div><div class="p-html">{}</div>', MATRIX_TITLE, table
    )


def _schemes(view: Asked, words: Words, href: Href) -> str:
    names = store.territories().name
    labels = view.edition.programme_labels
    rows = view.coverage.retained
    if view.chosen_regions:
        rows = rows[rows["code_region"].isin(view.chosen_regions)]
    body = [
        (
            escape(typeset(row.nom)),
            escape(names(row.code_region)),
            escape(typeset(labels.get(row.programme, row.programme))),
            outside_link(row.url_source),
        )
        for row in rows.itertuples()
    ]
    return _table(("Dispositif", "Région", "Programme", "Source"), body)


def _actors(view: Asked, words: Words, href: Href) -> str:
    names = store.territories().name
    rows = view.edition.acteurs
    if view.chosen_regions:
        rows = rows[rows["code_region"].isin(view.chosen_regions)]
    body = [
        (
            escape(typeset(row.nom)),
            escape(names(row.code_region)) if row.code_region else "région inconnue",
            outside_link(row.url_source),
        )
        for row in rows.itertuples()
    ]
    return _table(("Acteur", "Région", "Source"), body)


def _years(view: Asked, words: Words, href: Href) -> str:
    years = coverage_by_year(view.edition, view.reading.lecture, store.territories())
    body = [
        (
            link(href("/", annee=str(row.annee)), str(row.annee)),
            f"{row.regions_confirmees} sur {row.regions_documentees}",
            f"{row.confirmees} sur {row.documentees}",
        )
        for row in reversed(list(cells_by_year(years).itertuples()))
    ]
    heads = (
        "Année",
        "Régions : une famille confirmée, sur une documentée",
        "Cases région × famille : confirmées sur documentées",
    )
    return _table(heads, body)


def _editions(view: Asked, words: Words, href: Href) -> str:
    body = [
        (escape(typeset(edition.titre)), edition.date.isoformat(), escape(edition.licence))
        for edition in store.shelf().editions.values()
    ]
    return _table(("Édition", "Date", "Licence"), body)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = joined(html('<th scope="col">{}</th>', name) for name in heads)
    body = joined(
        html("<tr>{}</tr>", joined(html("<td>{}</td>", cell) for cell in row)) for row in rows
    )
    return html(
        '<div class="p-html"><div class="defile"><table class="tableau">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></div>",
        head,
        body,
    )


def _source(view: Asked) -> str:
    edition = view.edition
    return escape(
        typeset(
            f"{edition.auteur}, {edition.titre}. {sentences.retained_phrase(view.coverage)} "
            f"({view.reading.describe()}). {edition.licence}."
        )
    )


# Pages whose first picture has a map or a sheet, and those that give a table.
_BUILT: dict[str, Callable[[Asked, Words, Href], str]] = {
    "/": _overview,
    "/comparer": _comparison,
    "/familles": _family,
    "/region": _portrait,
    "/mentions": _notice,
}
_TABLES: dict[str, Callable[[Asked, Words, Href], str]] = {
    "/dispositifs": _schemes,
    "/acteurs": _actors,
    "/evolution": _years,
    "/donnees": _editions,
}
