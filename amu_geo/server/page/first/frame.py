"""What stands around every first picture: the menu and its search, the choices, the foot."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from amu_geo.charts.base.footer import footer
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.search_box import search_box
from amu_geo.server.http.query import Asked
from amu_geo.site import PAGES, PLAIN, PRESENT, READING, SEARCH, SITE, STAGE, Page, address
from amu_geo.vocabulary import LECTURES

Href = Callable[..., str]


def links(view: Asked) -> Href:
    """Makes addresses of pages that keep the view."""
    shared = view.to_query()

    def href(path: str, **changes: str) -> Markup:
        return address(path, {**shared, **changes})

    return href


def reading_of(view: Asked) -> dict[str, str]:
    """The parameters of the edition and of the reading."""
    return {name: value for name, value in view.to_query().items() if name in READING}


def menu(page: Page, view: Asked, asked: str = "") -> Markup:
    """The menu of a page and its search: every link keeps the view."""
    href = links(view)
    items = joined(
        html("<li>{}</li>", _menu_link(href(path), entry, path == page.path))
        for path, entry in {**PAGES, **PLAIN}.items()
        # A page that is not in the menu stands there while one is on it.
        if entry.in_menu or (entry is page and path != SEARCH)
    )
    brand = link(href("/"), SITE, style="marque")
    return html(
        '<header class="p-entete"><nav aria-label="Pages">{}<ul>{}<li>{}</li></ul></nav>{}'
        "</header>",
        brand,
        items,
        link(href(STAGE), PRESENT),
        search_box(address(SEARCH), view.to_query(), asked),
    )


def _menu_link(href: str, entry: Page, here: bool) -> Markup:
    return link(href, entry.title, style="actif" if here else "", here=here)


def choices(view: Asked, has_year: bool = True) -> Markup:
    """The edition, the year and the reading, where the live page has its controls."""
    year = str(view.reading.annee or view.edition.year)
    chosen = {
        "Édition": view.edition.id,
        **({"Année": year} if has_year else {}),
        "Lecture": LECTURES[view.reading.lecture].label,
    }
    pills = joined(
        html("<span><small>{}</small>{}</span>", name, value) for name, value in chosen.items()
    )
    return html('<div class="p-fixes">{}</div>', pills)


def foot(view: Asked) -> Markup:
    """The foot of every page, and what a browser without scripts should know."""
    return html(
        '<footer class="p-pied">{}'
        "<noscript><p>Sans JavaScript, la page montre cette vue ; les liens mènent aux autres. "
        'Les données sont à <a href="{}">cette adresse</a>.</p></noscript></footer>',
        footer(view.edition, links(view)),
        address("/api/v1/openapi.json"),
    )
