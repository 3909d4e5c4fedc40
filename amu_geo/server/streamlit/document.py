"""Streamlit's index page around a page of ours, and what it is told to fetch early."""

from __future__ import annotations

from amu_geo.charts.base.style import style_url
from amu_geo.memory import kept
from amu_geo.server.streamlit import bundles
from amu_geo.server.streamlit import light_plotly as plotly
from amu_geo.server.streamlit.index_page import EARLY, SCRIPTS, index_shell, script
from amu_geo.site import address

BARE = (
    '<!DOCTYPE html><html lang="fr"><head><meta charset="UTF-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)


class OtherIndexPageError(Exception):
    """Streamlit's index page has another form: it is served as it is, without ours around it."""


def wrap(head: str, body: str, has_maps: bool, late: str = "") -> str:
    """The document of a page, readable before any script.

    Parameters
    ----------
    head, body
        HTML of ours for the head, and for the first picture.
    has_maps
        Whether the page will ask for the scripts of the charts.
    late
        Links of ours to fetch once the application's own scripts are there.
    """
    shell = index_shell()
    if shell is None:
        if bundles.index_text():
            raise OtherIndexPageError("index.html")
        # Without an index page there is no application: the first picture is read all the same.
        return "".join((BARE, head, "</head><body>", body, "</body></html>"))
    document = shell.document.replace("</head>", f"{head}</head>", 1)
    # The style sheets and scripts of the live page come after the first picture, which waits for
    # none of them; ours stands after Streamlit's, and after what it writes into the head.
    early = (_map_library() if has_maps else "") + shell.modules
    dress = f'<template id="habit"><link rel="stylesheet" href="{style_url()}"></template>'
    # A script of the page waits for the style sheets before it.
    after = f"<script>{script(EARLY)}</script>{shell.style_sheets}{dress}"
    after += f'<template id="demarrage">{early}</template>'
    after += f'<template id="suite">{_chunks(has_maps)}{late}</template>'
    after += "".join(f"<script>{script(name)}</script>" for name in SCRIPTS)
    return document.replace("<body>", "".join(("<body>", body, after)), 1)


def names_the_style() -> bool:
    """Whether the page that we serve names our style sheet: it does when it is ours."""
    return index_shell() is not None


@kept
def _map_library() -> str:
    """The library of the maps, evaluated while the application's own scripts are on their way."""
    if not bundles.plotly_is_ours():
        return ""
    source = address(f"/static/js/{plotly.library_name()}")
    return f'<script type="module" async crossorigin src="{source}"></script>'


@kept
def _chunks(has_maps: bool) -> str:
    """Scripts that a first page asks for late, if it were left to itself."""
    names = bundles.chunks_of(bundles.FIRST_CHUNKS + (bundles.MAP_CHUNKS if has_maps else ()))
    return "".join(
        f'<link rel="modulepreload" crossorigin href="{address(f"/static/js/{name}")}">'
        for name in names
    )
