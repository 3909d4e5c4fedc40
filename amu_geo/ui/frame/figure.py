"""Under every figure: its source, and every way to leave with it.

Source line, the same data as a table, files, permanent link, citation, embed code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link, table
from amu_geo.export.rows import excel_csv
from amu_geo.french.typography import date_fr, typeset
from amu_geo.ui.choice.address import SHARED, address
from amu_geo.ui.choice.view import View

CONTOURS = "Contours : IGN et Insee, COG 2026, Licence Ouverte 2.0."
PRIVATE = (
    "Aperçu privé : ni lien, ni citation, ni intégration tant que l’édition n’est pas publiée."
)


@dataclass(frozen=True)
class Figure:
    """What a reader can take away.

    Attributes
    ----------
    key
        Short code, unique on the page; also the name of the files.
    title
        The finding, without a final full stop.
    data
        Gives the data behind the figure, one row a line of the table, French column names;
        called only when the reader asks.
    images
        Addresses of images drawn by the server, by form: {"PNG": "/carte.png"}.
    files
        Addresses of open data of the same content, by form: {"CSV": "/api/v1/couverture.csv"}.
    note
        Unit, scope and warnings, in a sentence or two.
    counted
        What the figure counts, when that is not the schemes retained: « 205 acteurs ». No
        reading changes it, so none is named.
    ignores
        Choices of the page on which the figure does not depend: its links leave them out.
    is_map
        Whether it draws regions: their shapes have a source of their own.
    """

    key: str
    title: str
    data: Callable[[], pd.DataFrame]
    images: dict[str, str] | None = None
    files: dict[str, str] | None = None
    note: str = ""
    counted: str = ""
    ignores: tuple[str, ...] = ()
    is_map: bool = False


def figure_foot(view: View, figure: Figure) -> None:
    """Draw the source line and the ways to leave with the figure."""
    # The server knows the choices that pages share, and refuses any other.
    query = {
        name: value for name, value in _choices(view, figure.ignores).items() if name in SHARED
    }
    ways = {} if view.is_private else {**(figure.images or {}), **(figure.files or {})}
    links = joined((link(address(path, query), name) for name, path in ways.items()), by=" · ")
    note = html("{} ", typeset(figure.note)) if figure.note else ""
    ways_out = html(' <span class="ecran">⤓ {}</span>', links) if links else ""
    st.html(html('<p class="source">{}{}{}</p>', note, source_line(view, figure), ways_out))
    with st.container(key=f"ecran-{figure.key}"):
        opened = st.expander(_offered(view), key=f"emporter-{figure.key}", on_change="rerun")
        if opened.open:
            with opened:
                _take_away(view, figure)


def _choices(view: View, ignores: tuple[str, ...]) -> dict[str, str]:
    own = view.address.own()
    return {name: value for name, value in own.items() if name not in ignores}


def _offered(view: View) -> str:
    return "Les données" if view.is_private else "Les données, le lien, la citation"


def source_line(view: View, figure: Figure) -> str:
    """« Source : Observatoire AMU, Édition 2026 (…), 91 dispositifs retenus… Licence… »."""
    edition = view.edition
    read = f"{view.reading.describe()} ; {sentences.retained_phrase(view.coverage)}"
    return typeset(
        f"{'Aperçu privé, non publié. ' if view.is_private else ''}"
        f"Source : {edition.auteur}, {edition.titre} "
        f"({date_fr(edition.date.isoformat())}), {figure.counted or read}. "
        f"{sentences.licence_said(edition)}.{' ' + CONTOURS if figure.is_map else ''}"
    )


def _take_away(view: View, figure: Figure) -> None:
    data = figure.data()
    st.html(table(data, f"Les données : {figure.title}"))
    st.download_button(
        "Télécharger ces données (CSV pour tableur)",
        data=lambda: spreadsheet_csv(data),
        file_name=f"observatoire-amu-{figure.key}-{view.edition.id}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{figure.key}",
    )
    if view.is_private:
        st.caption(typeset(PRIVATE))
        return
    url = permanent_link(view, figure.ignores)
    st.caption("Lien permanent vers cette figure")
    st.code(url, language=None, wrap_lines=True)
    st.caption("Citation")
    st.code(citation(view, figure, url), language=None, wrap_lines=True)
    st.caption("Intégrer la page dans un site")
    # Streamlit's colours of HTML are too pale to read: as plain text.
    st.code(embed_code(figure.title, url), language=None, wrap_lines=True)


def spreadsheet_csv(data: pd.DataFrame) -> bytes:
    """CSV that a French spreadsheet opens by a double click, and reads no formula in."""
    return excel_csv(data).encode()


def permanent_link(view: View, ignores: tuple[str, ...] = ()) -> str:
    """Address of the page, without the choices that do not matter.

    It names the edition, which never changes.
    """
    query = {"edition": view.edition.id, **_choices(view, ignores)}
    return address((st.context.url or "").split("?")[0], query)


def citation(view: View, figure: Figure, url: str) -> str:
    """A reference ready to paste: who, what, when, where."""
    edition = view.edition
    read = date_fr(date.today().isoformat())
    return typeset(
        f"{edition.auteur}, « {figure.title} », {edition.titre}, "
        f"{date_fr(edition.date.isoformat())}, {figure.counted or view.reading.describe()}. "
        f"Consulté le {read}. "
    ) + (url)


def embed_code(title: str, url: str) -> str:
    """HTML that shows the page inside another one, without Streamlit's own bars."""
    separator = "&" if "?" in url else "?"
    return html(
        '<iframe src="{}embed=true" title="{}" '
        'width="100%" height="900" loading="lazy" style="border:0"></iframe>',
        url + separator,
        title,
    )
