"""Under the finding of a first picture: the figures of its page, as they stand alone."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from amu_geo import comparison, sentences, store
from amu_geo.charts.actors.lead import PHASES_TITLE, actors_caution
from amu_geo.charts.actors.phases import phase_cards
from amu_geo.charts.base.markup import html, joined, link, shown
from amu_geo.charts.families.card import family_tabs
from amu_geo.charts.legal.notice import legal_notice
from amu_geo.charts.map.legend import explained
from amu_geo.charts.map.svg import Opening, inline_map
from amu_geo.charts.map.told import told
from amu_geo.charts.overview.matrix import TITLE as MATRIX_TITLE
from amu_geo.charts.overview.matrix import matrix
from amu_geo.charts.overview.ranking import ranking, region_form
from amu_geo.charts.overview.sheet import empty_sheet, sheet
from amu_geo.charts.region.choice import region_cards
from amu_geo.charts.schemes.proof import proof_html
from amu_geo.figures.figure import Kind
from amu_geo.figures.known import KINDS
from amu_geo.figures.seen import Seen, UnknownChoiceError
from amu_geo.figures.words import source_line
from amu_geo.french.typography import typeset
from amu_geo.measure.actors import actor_list
from amu_geo.measure.coverage import Coverage
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.schemes import proof
from amu_geo.schemes.to_confirm import to_confirm
from amu_geo.sentences.views import COMPARED_LABEL, Words
from amu_geo.server.http.query import Asked
from amu_geo.server.page.first.frame import links, reading_of
from amu_geo.site import Page, address

# How many figures of a page are in its first screens.
FIGURES_FIRST = {
    "/comparer": 1,
    "/familles": 1,
    "/dispositifs": 1,
    "/acteurs": 1,
    "/evolution": 1,
    "/region": 2,
    "/mon-territoire": 1,
    "/donnees": 1,
}


def body(page: Page, view: Asked, words: Words, whole: bool = False) -> Markup:
    """HTML of what is under the finding: the first screens, or all of it."""
    build = _OTHERS.get(page.path)
    if build:
        return build(view, words)
    before = _BEFORE.get(page.path, lambda view: Markup(""))
    return html("{}{}", before(view), _figures(page, view, whole))


def _figures(page: Page, view: Asked, whole: bool) -> Markup:
    """The figures of a page that have a subject under these choices, one after another."""
    seen = Seen(view.coverage, store.territories(), store.shelf(), view.to_query())
    kinds = [kind for kind in KINDS.values() if kind.path == page.path]
    shown = kinds if whole else kinds[: FIGURES_FIRST[page.path]]
    return joined(_figure(kind, seen) for kind in shown)


def _figure(kind: Kind, seen: Seen) -> Markup:
    if kind.needs and not seen.query.get(kind.needs):
        return Markup("")
    try:
        drawn = kind.draw(seen)
    except UnknownChoiceError:
        # The live page says that it does not know it.
        return Markup("")
    except DamagedFileError as error:
        # What does not need that file serves; the figure's place says what it waits for.
        tell_once(error)
        return html('<p class="p-alerte" role="status">{}</p>', typeset(str(error)))
    if drawn is None:
        return Markup("")
    return html(
        '<section class="p-html p-section"><h2{}>{}</h2>{}<p class="source">{}</p></section>',
        Markup(' class="section"') if kind.path in _SPACED else "",
        typeset(kind.heading),
        drawn.picture,
        source_line(drawn.coverage or seen.coverage, drawn.figure),
    )


def _overview(view: Asked, words: Words) -> Markup:
    coverage, chosen, href = view.coverage, view.region, links(view)
    card = _sheet(view) if chosen else empty_sheet(coverage, href)
    rows = ranking(coverage, chosen, lambda code: href("/", region=code))
    names = {code: store.territories().name(code) for code in store.territories().alphabetical}
    return html(
        '<div class="p-colonnes"><div>'
        '<div class="p-bascule"><span>Carte</span><span>Mosaïque</span></div>'
        '{}<div class="p-html">{}</div>'
        '<div class="p-html"><p class="source">{}</p></div></div>'
        '<div><div class="p-html">{}</div></div>'
        '<div><div class="p-liste">{}</div>'
        '<div class="p-fiche"><div class="p-html">{}</div></div></div></div>'
        "{}",
        _map(coverage, words.alt, chosen, href),
        explained(coverage),
        _source(view),
        rows,
        region_form(names, chosen, address("/"), reading_of(view)),
        card,
        _proofs(view),
    )


def _map(coverage: Coverage, alt: str, chosen: str, href: Callable[..., str]) -> Markup:
    """The map whose regions are links."""
    openings = {
        code: Opening(href("/", region=code), lines) for code, lines in told(coverage).items()
    }
    drawn = inline_map(coverage, alt, [chosen] if chosen else [], "", openings)
    return drawn.replace(Markup("<svg "), Markup('<svg class="p-trace" '), 1)


def _sheet(view: Asked) -> Markup:
    return sheet(view.coverage, view.region, store.widest(view.coverage), links(view))


def _source(view: Asked) -> Markup:
    edition = view.edition
    return escape(
        typeset(
            f"{edition.auteur}, {edition.titre}. {sentences.retained_phrase(view.coverage)} "
            f"({view.reading.describe()}). {edition.licence}."
        )
    )


def _proofs(view: Asked) -> Markup:
    href = links(view)
    table = matrix(
        view.coverage,
        lambda code, family: href("/region", region=code, famille=family),
        sentences.retained_phrase(view.coverage),
    )
    return html(
        '<div class="p-html"><h2>{}</h2></div><div class="p-html">{}</div>', MATRIX_TITLE, table
    )


def _regions_to_choose(view: Asked) -> Markup:
    """The regions, where none is chosen; the proof of a cell, where its address asks for one."""
    if not view.region:
        href = links(view)
        cards = region_cards(
            view.coverage, store.territories(), lambda code: (href("/region", region=code), "")
        )
        return html('<div class="p-html">{}</div>', cards)
    if not view.famille:
        return Markup("")
    cell = proof(view.coverage, view.region, view.famille)
    return html('<div class="p-html p-seule">{}</div>', proof_html(cell, view.edition))


def _choices_to_compare(view: Asked) -> Markup:
    """The regions compared, and ready-made choices of others."""
    territories, href = store.territories(), links(view)
    own = view.regions[0] if view.regions else ""
    names = joined(html("<span>{}</span>", territories.name(code)) for code in view.regions)
    offered = joined(
        (
            link(href("/comparer", regions=",".join(codes)), typeset(name))
            for name, codes in comparison.ready_made(view.coverage, territories, own)
        ),
        by=" · ",
    )
    return html(
        '<div class="p-html p-compares"><p class="p-etiquette">{}</p><p class="p-regions">{}</p>'
        '<p class="secondaire">{} {}</p></div>',
        COMPARED_LABEL,
        names,
        typeset("Choix tout prêts :"),
        offered,
    )


def _family_to_choose(view: Asked) -> Markup:
    href = links(view)
    tabs = family_tabs(view.coverage, view.famille, lambda code: href("/familles", famille=code))
    return html('<div class="p-html">{}</div>', tabs)


def _phases(view: Asked) -> Markup:
    """What the counts measure, and the four ways in."""
    edition, href = view.edition, links(view)
    cards = phase_cards(
        actor_list(edition, store.territories()),
        "",
        edition.stated_figure("acteurs") is not None,
        lambda code: href("/acteurs", phase=code),
    )
    return html(
        '<div class="p-html">{}</div><div class="p-html"><h2>{}</h2>{}</div>',
        actors_caution(sentences.actors_warning(edition)),
        PHASES_TITLE,
        cards,
    )


def _commune_to_choose(view: Asked) -> Markup:
    if view.commune:
        return Markup("")
    told = typeset("Cherchez votre commune dans le champ du haut de la page, par son nom.")
    return html('<div class="p-html"><p>{}</p></div>{}', told, _proofs(view))


def _notice(view: Asked, words: Words) -> Markup:
    notice = legal_notice(store.shelf().editions.values(), view.edition)
    return html('<div class="p-html p-seule">{}</div>', notice)


def _review(view: Asked, words: Words) -> Markup:
    """The list alone: what is decided needs the live page."""
    rows = to_confirm(view.coverage)
    first = joined(html("<li>{}, {}</li>", shown(row.nom), shown(row.region))
                   for row in rows.head(8).itertuples())  # fmt: skip
    told = typeset("La relecture s’ouvre avec JavaScript. En attendant, ce qui serait le plus utile"
                   " à confirmer, dont la liste entière est dans")  # fmt: skip
    whole = html('<a href="{}">{}</a>', address("/donnees", view.to_query()), "Données")
    return html('<div class="p-html p-seule"><p>{} {}.</p><ol>{}</ol></div>', told, whole, first)


# Pages that leave more room above the heading of a figure.
_SPACED = ("/comparer", "/donnees")
# Pages laid out otherwise than figure by figure, and what others have before their figures.
_OTHERS: dict[str, Callable[[Asked, Words], Markup]] = {
    "/": _overview,
    "/mentions": _notice,
    "/relecture": _review,
}
_BEFORE: dict[str, Callable[[Asked], Markup]] = {
    "/acteurs": _phases,
    "/comparer": _choices_to_compare,
    "/familles": _family_to_choose,
    "/region": _regions_to_choose,
    "/mon-territoire": _commune_to_choose,
}
