"""The first picture: what a page says, in plain HTML, before any script and without any.

It is made of the same figures as the live page, from the same Coverage.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from amu_geo import store
from amu_geo.charts.actors.lead import actors_lead
from amu_geo.charts.base.markup import html
from amu_geo.charts.base.states import amu_defined, words_defined
from amu_geo.charts.families.card import family_definition
from amu_geo.charts.map.svg import hatch_pattern
from amu_geo.charts.overview.headline import headline_block
from amu_geo.measure.actors import actor_list
from amu_geo.sentences.views import Words
from amu_geo.server.http.query import Asked
from amu_geo.server.page.first.bodies import body
from amu_geo.server.page.first.frame import choices, foot, links, menu, reading_of
from amu_geo.site import Page, address

# Read at the edition's own year, always.
_OWN_YEAR = ("/relecture",)
# Their words stand under their finding; what the states mean, where the table needs it, below it.
_DEFINES: dict[str, Callable[[Asked], str]] = {
    "/comparer": lambda view: amu_defined(),
    "/region": lambda view: words_defined(view.coverage),
}
# What is under a finding, where that is more than a sentence.
_LEADS: dict[str, Callable[[Asked], str]] = {
    "/acteurs": lambda view: actors_lead(actor_list(view.edition, store.territories())),
    "/familles": lambda view: family_definition(view.famille),
}


def first_picture(page: Page, view: Asked, words: Words, whole: bool = False) -> Markup:
    """HTML of the first picture, and of the hatch that the live map uses too.

    `whole` adds the figures that come after a page's first ones.
    """
    return html(
        '<svg class="p-motif" aria-hidden="true"><defs>{}</defs></svg>'
        '<div id="premiere" class="premiere"{}><div class="p-bloc">'
        '<a class="p-saut" href="#p-contenu">Aller au contenu</a>{}'
        '<main id="p-contenu" tabindex="-1">{}</main>{}</div></div>',
        hatch_pattern(),
        _answering(view) if page.path == "/" else "",
        menu(page, view),
        _main(page, view, words, whole),
        foot(view),
    )


def _answering(view: Asked) -> Markup:
    """What the script of the first picture needs: it has a map, and the sheets of its regions."""
    return html(' data-carte="oui" data-fiches="{}"', sheets_address(view))


def sheets_address(view: Asked) -> str:
    """Address of the sheets of all regions under the reading of a view."""
    return address("/fiches.json", reading_of(view))


def _main(page: Page, view: Asked, words: Words, whole: bool) -> Markup:
    late = html('<p class="p-alerte" role="status">{}</p>', view.warning) if view.warning else ""
    return html(
        '{}<div class="p-html">{}</div>{}{}',
        late,
        _finding(page, view, words),
        choices(view, page.path not in _OWN_YEAR),
        body(page, view, words, whole),
    )


def _finding(page: Page, view: Asked, words: Words) -> Markup:
    """The same as on the live page: a first picture in another place would jump."""
    if page.path == "/":
        return headline_block(view.coverage, links(view))
    said = _LEADS.get(page.path, lambda view: words.second)(view)
    lead = html('<p class="chapeau">{}</p>', said) if said else ""
    defined = _DEFINES.get(page.path, lambda view: "")(view)
    return html("<h1>{}</h1>{}{}", words.title, lead, defined)
