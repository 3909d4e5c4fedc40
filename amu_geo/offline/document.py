"""The file itself: one HTML document that asks nothing of any server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.alone import in_script, inline_fonts, source_of, tokens_and_signs
from amu_geo.charts.base.markup import html, joined, sign
from amu_geo.charts.base.prose import prose
from amu_geo.charts.base.states import state_key
from amu_geo.charts.base.style import shortened
from amu_geo.charts.map.alone import map_style, map_svg
from amu_geo.charts.map.legend import FRAME_NAMES, GROUND, TWO_NUMBERS, UNKNOWN
from amu_geo.charts.overview.headline import headline
from amu_geo.edition import Edition
from amu_geo.figures.words import CONTOURS
from amu_geo.french.typography import date_fr, typeset
from amu_geo.javascript import compact
from amu_geo.measure.coverage import Coverage
from amu_geo.offline.table import table_html
from amu_geo.offline.views import Content, content, reserve
from amu_geo.sentences import definitions
from amu_geo.site import PAGES, SITE
from amu_geo.stage.document import scene, stage_script, stage_style
from amu_geo.stage.talk import Talk
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, DEFAULT_LECTURE, LECTURES, TO_CONFIRM, UNDOCUMENTED

LIMIT = 1_000_000
NO_TALK = Markup("")
_HERE = Path(__file__).parent
LIMITS = (
    "Il ne change plus : ce qui a été trouvé ou corrigé depuis n’y est pas.",
    "Il ne contient ni les acteurs un par un, ni les projets, ni la recherche d’une commune.",
    "Les pages citées en source s’ouvrent par le réseau ; certaines ont pu disparaître.",
    "Il ne calcule rien : chaque nombre y a été écrit par l’observatoire.",
)


def offline_html(
    edition: Edition, territories: Territories, site: str = "", notice: str = ""
) -> str:
    """The edition in one file.

    Parameters
    ----------
    site
        Public address of the site, « https://exemple.fr »; "" when it is not known.
    notice
        What is to be said of the edition first: that it is withdrawn.
    """
    held = content(edition, territories)
    talk = Talk(held.first, territories, store.shelf(), address=site)
    return written(held, edition, site, notice, scene(talk, "", "", guest=True))


def written(
    held: Content,
    edition: Edition,
    site: str = "",
    notice: str = "",
    talk: Markup = NO_TALK,
) -> str:
    """The file of what `content` gives, and of a talk as `stage.document.scene` gives it."""
    day = date_fr(edition.date.isoformat())
    data = {**held.data, "titre": typeset(f"{edition.titre}, {day}"), "site": site}
    waiting = html("<template data-expose>{}</template>", talk) if talk else ""
    body = _body(edition, held.first, data, site, notice) + waiting
    whole = _document(edition, body, data, inline_fonts())
    return whole if len(whole.encode()) < LIMIT else _document(edition, body, data, "")


def _document(edition: Edition, body: Markup, data: dict[str, Any], fonts: str) -> str:
    style = fonts + style_sheet()
    script = compact((_HERE / "offline.js").read_text(encoding="utf-8"))
    scripts = " ".join(source_of(text) for text in (script, stage_script()))
    policy = (
        f"default-src 'none'; style-src {source_of(style)}; script-src {scripts}; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return html(
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="UTF-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="referrer" content="no-referrer">'
        "<title>{} · {}</title><style>{}</style></head><body>{}"
        '<script type="application/json" id="donnees">{}</script>'
        "<script>{}</script><script>{}</script></body></html>\n",
        policy,
        typeset(edition.titre),
        SITE,
        # Ours: their quotes are no markup.
        Markup(style),
        body,
        Markup(in_script(data)),
        Markup(script),
        Markup(stage_script()),
    )


def style_sheet() -> str:
    """What this file lays out, after the tokens, the signs and the map that all share."""
    own = (_HERE / "offline.css").read_text(encoding="utf-8")
    return shortened(tokens_and_signs() + map_style() + own) + stage_style(guest=True)


def _body(
    edition: Edition, first: Coverage, data: dict[str, Any], site: str, notice: str
) -> Markup:
    rank = list(LECTURES).index(DEFAULT_LECTURE)
    years = data["annees"][1] - data["annees"][0] + 1
    view = data["vues"][(rank + 1) * years - 1]
    day = date_fr(edition.date.isoformat())
    warned = html('<p class="avis" role="status">{}</p>', typeset(notice)) if notice else ""
    return html(
        '<header class="tete"><p class="marque">{}</p><p>{}</p>{}<button type="button" '
        'class="avec-script" data-presenter>Présenter</button></header><main>{}'
        '<h1 id="constat">{}</h1><p class="definitions">{}</p><p id="suite">{}</p>'
        '<p id="reserve" class="doux">{}</p>'
        '<form class="choix avec-script" id="choix"></form>'
        '<p class="doux" id="lue">{}</p>'
        '<div class="colonnes"><div>{}{}<p class="doux">{}</p></div>'
        '<section id="fiche" class="carton" aria-label="Fiche de la région">{}</section></div>'
        "<h2>Chaque région, ses quatre familles</h2>{}{}"
        '<section id="comparer" class="avec-script"></section>'
        '<section id="liste" class="avec-script"></section>{}</main>'
        '<p id="annonce" class="invisible" role="status"></p>',
        SITE,
        typeset(f"{edition.titre}, {day} · en un fichier, sans réseau"),
        _pages(site, edition),
        warned,
        headline(sentences.overview_headline(first)),
        definitions.amu_and_families(),
        sentences.overview_second(first),
        reserve(first),
        _read(first),
        map_svg(first, sentences.map_alt(first)),
        _legend(),
        typeset(f"Source : {edition.auteur}, {edition.titre} ({day}). "
                f"{sentences.licence_said(edition)}. {CONTOURS}"),
        _states(first),
        table_html(data, view, typeset(f"{edition.titre}, {day}, {first.reading.describe()}")),
        state_key(),
        _about(edition, day, site),
    )  # fmt: skip


def _read(coverage: Coverage) -> str:
    return typeset(f"{sentences.retained_phrase(coverage)} ({coverage.reading.describe()}).")


def _legend() -> Markup:
    """All that a map of any view may show, for the script changes the map only."""
    steps = joined(
        html('<span class="classe niveau-{}">{}</span>', step, step) for step in range(5)
    )
    return html(
        '<div class="legende"><p class="titre">{}</p><ul><li>{}<strong>confirmée</strong></li>'
        "<li>{}<span><strong>documentée</strong>, à confirmer</span></li>"
        '<li><span class="echelle">{}</span> {}</li>'
        '<li><span class="classe nd">n.d.</span> {}</li></ul>{}</div>',
        typeset(TWO_NUMBERS),
        sign(CONFIRMED),
        sign(TO_CONFIRM),
        steps,
        typeset(GROUND),
        UNKNOWN,
        FRAME_NAMES,
    )


def _states(coverage: Coverage) -> Markup:
    meaning = sentences.states_in_words(coverage)
    named = ((TO_CONFIRM, "Documentée"), (CONFIRMED, "Confirmée"), (UNDOCUMENTED, "Non documentée"))
    told = joined(html("<dt>{}</dt><dd>{}</dd>", word, meaning[state]) for state, word in named)
    return html("<h2>Ce que disent les mots</h2><dl>{}</dl>", told)


def _pages(site: str, edition: Edition) -> Markup:
    """The pages of the site: links where its address is known, else nothing."""
    if not site:
        return Markup("")
    links = joined(
        html('<a href="{}{}?edition={}">{}</a>', site, page.path, edition.id, page.title)
        for page in PAGES.values()
        if page.in_menu
    )
    return html('<nav aria-label="Les pages du site">{}</nav>', links)


def _about(edition: Edition, day: str, site: str) -> Markup:
    cite = typeset(f"{edition.auteur}, {edition.titre}, {day}, fichier hors ligne. "
                   f"{sentences.licence_said(edition)}.")  # fmt: skip
    where = html(" {}", site) if site else ""
    limits = joined(html("<li>{}</li>", typeset(limit)) for limit in LIMITS)
    address = "" if site else "L’adresse du site n’est pas connue de ce fichier."
    return html(
        '<section id="a-propos"><h2>Ce fichier</h2><p>Pour le citer{} {}{}</p>'
        '<p class="avec-script">Une phrase à citer, pour la vue choisie{} '
        '<span id="phrase"></span></p><p>{} {}</p><h3>Ce qu’il ne fait pas</h3><ul>{}</ul>'
        "<details><summary>À lire avant d’interpréter</summary>{}</details></section>",
        typeset(" :"),
        cite,
        where,
        typeset(" :"),
        typeset(f"Contact : {edition.contact}."),
        address,
        limits,
        prose(edition.description),
    )
