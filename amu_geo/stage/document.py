"""The talk as HTML: its slides, what leads through them, and the page that carries it alone."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from amu_geo.charts.base.alone import in_script, inline_fonts, source_of, tokens_and_signs
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.style import shortened
from amu_geo.charts.map.alone import map_style
from amu_geo.french.typography import typeset
from amu_geo.javascript import compact
from amu_geo.site import SITE
from amu_geo.stage.talk import Slide, Talk, sheets

_HERE = Path(__file__).parent
KEYS = (
    ("→, espace, Page suivante", "la suivante"),
    ("←, Page précédente", "la précédente"),
    ("Début, Fin, un nombre puis Entrée", "la première, la dernière, celle de ce nombre"),
    ("b ou .", "écran noir"),
    ("w", "écran blanc"),
    ("f", "plein écran"),
    ("o", "toutes les diapositives : ordre, masquées, une phrase de vous"),
    ("n ou s", "fenêtre de l’orateur : notes, suite, temps, heure"),
    ("deux lettres, sur la carte", "ouvre une région, comme « br » pour la Bretagne"),
    ("Échap", "revient à la page d’où l’on vient"),
)


def stage_html(talk: Talk, back: str, deck: str, guard: str = "") -> str:
    """The page of a talk; it asks nothing more of the server once it is there.

    Parameters
    ----------
    back
        Address of the page that Escape leads to for those who come from nowhere.
    deck
        Address of the same view as slides that can be edited.
    guard
        Address of the script that keeps the page for a reload without a server; "" for none.
    """
    title = html("<title>Présenter · {}</title>", SITE)
    head = html(
        '<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        "{}<style>{}</style></head><body>",
        title,
        Markup(inline_fonts() + stage_style()),
    )
    body = scene(talk, back, deck, guard)
    script = html("<script>{}</script></body></html>\n", Markup(stage_script()))
    return "".join((head, body, script))


def scene(talk: Talk, back: str, deck: str, guard: str = "", guest: bool = False) -> Markup:
    """The slides and what leads through them, for a page that has our style and our script.

    As a `guest` of another document they are hidden until a `data-presenter` of it is pressed;
    the address then stays that document's.
    """
    count = len(talk.slides)
    slides = joined(_place(slide, rank, count) for rank, slide in enumerate(talk.slides, 1))
    return html(
        '<{} class="e-scene" aria-label="Exposé" data-retour="{}" data-gardien="{}"{}>{}{}'
        '<section class="e-fiche" aria-label="La région, en grand" hidden></section></{}>'
        '<nav class="e-barre" aria-label="Présenter">{}</nav>'
        '<div class="e-ecran" hidden></div>{}'
        '<p id="e-dit" class="invisible" role="status"></p>'
        '<script type="application/json" id="e-donnees">{}</script>',
        # A document has one main part: a guest's is a part of it.
        *(part := "section" if guest else "main", back, guard),
        Markup(' data-invite hidden tabindex="-1"') if guest else "",
        slides,
        _managing(deck),
        part,
        _bar(back),
        _help(),
        Markup(in_script({"regions": sheets(talk.coverage, talk.territories.alphabetical)})),
    )


def stage_style(guest: bool = False) -> str:
    """Tokens and signs of the pages, the map, then the slides'; a guest finds the first there."""
    own = (_HERE / "stage.css").read_text(encoding="utf-8")
    shared = "" if guest else tokens_and_signs() + "body{margin:0}" + map_style()
    return shortened(shared + own)


def stage_script() -> str:
    """The script that leads through the slides."""
    return compact((_HERE / "stage.js").read_text(encoding="utf-8"))


def script_source() -> str:
    """CSP source of that script."""
    return source_of(stage_script())


def _place(slide: Slide, rank: int, count: int) -> Markup:
    return html(
        '<div class="e-case" data-cle="{}" data-notes="{}"><section class="e-slide" data-cle="{}" '
        'aria-label="{}"><p class="e-sujet">{}</p><h2>{}</h2><p class="e-mot"></p>'
        '<div class="e-corps">{}</div><div class="e-pied"><span>{}</span><b class="e-rang">{} / {}'
        "</b></div></section>{}</div>",
        slide.key,
        slide.notes,
        slide.key,
        slide.kicker,
        slide.kicker,
        slide.title,
        slide.body,
        slide.source,
        rank,
        count,
        _tools(slide),
    )


def _tools(slide: Slide) -> Markup:
    """What the speaker may do with a slide, where all are seen at once."""
    of = f" : {slide.kicker}"
    return html(
        '<div class="e-outils"><button type="button" data-fait="ouvrir">Ouvrir<span '
        'class="invisible">{}</span></button><button type="button" data-fait="avant" '
        'aria-label="Avancer{}">←</button><button type="button" data-fait="apres" '
        'aria-label="Reculer{}">→</button><button type="button" data-fait="masquer">Masquer'
        '</button><input type="text" maxlength="300" placeholder="Une phrase de vous" '
        'aria-label="Une phrase de vous{}"></div>',
        *(typeset(of),) * 4,
    )


def _managing(deck: str) -> Markup:
    editable = html(
        '<form method="post" action="{}"><input type="hidden" name="expose"><button>Diapositives '
        "modifiables (PPTX)</button></form>",
        deck,
    )
    return html(
        '<div class="e-gestion"><p>Votre exposé tient dans l’adresse, ou dans un fichier à vous : '
        'rien n’est gardé ici.</p><button type="button" data-fait="prendre">Garder mon exposé'
        '</button><label class="e-fichier">Reprendre un exposé<input class="invisible" '
        'type="file" accept=".json,application/json"></label><button type="button" '
        'data-fait="oublier">Tout remettre</button><button type="button" data-fait="imprimer">'
        "Imprimer ou PDF</button>{}</div>",
        editable if deck else "",
    )


def _bar(back: str) -> Markup:
    return html(
        '<button type="button" data-fait="precedente" aria-label="Précédente">←</button>'
        '<button type="button" data-fait="suivante" aria-label="Suivante">→</button>'
        '<button type="button" data-fait="apercu">Toutes</button>'
        '<button type="button" data-fait="aide" aria-label="Aide">?</button>'
        '<a href="{}" data-fait="quitter">Quitter</a>',
        back,
    )


def _help() -> Markup:
    keys = joined(html("<dt>{}</dt><dd>{}</dd>", key, told) for key, told in KEYS)
    return html(
        '<section class="e-aide" role="dialog" aria-label="Aide" hidden><h2>Touches et '
        'télécommande</h2><dl>{}</dl><button type="button" data-fait="aide">Fermer</button>'
        "</section>",
        keys,
    )
