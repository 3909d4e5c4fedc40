"""The frame around every page: navigation that carries the choice, style, footer."""

from __future__ import annotations

import streamlit as st

from amu_geo import paths
from amu_geo.charts.markup import link
from amu_geo.ui.address import SHARED, address, open_on
from amu_geo.ui.clicks import follow_page_links
from amu_geo.ui.menu import ENTRIES, Entry
from amu_geo.ui.style import inject_style


def show_application() -> None:
    """Lay out the frame and run the page that the address names."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    inject_style()
    pages = {entry.path: _page(entry) for entry in ENTRIES}
    current = st.navigation(list(pages.values()), position="hidden")
    open_on(current.url_path)
    follow_page_links(SHARED)
    _header(current.url_path)
    current.run()
    _footer()


def _page(entry: Entry) -> st.Page:
    title = f"{entry.title} · Observatoire AMU"
    path = entry.path or None
    return st.Page(
        paths.ROOT / "pages" / entry.file, title=title, url_path=path, default=not entry.path
    )


def _header(current: str) -> None:
    shared = {name: st.query_params[name] for name in SHARED if name in st.query_params}
    items = "".join(_menu_item(entry, current, shared) for entry in ENTRIES if entry.in_menu)
    brand = link(address("/", shared), "Observatoire AMU", "page", "/", "marque")
    with st.container(key="entete"):
        st.html(f'<nav aria-label="Pages">{brand}<ul>{items}</ul></nav>')


def _menu_item(entry: Entry, current: str, shared: dict[str, str]) -> str:
    path = f"/{entry.path}"
    here = "actif" if entry.path == current else ""
    return f"<li>{link(address(path, shared), entry.title, 'page', path, here)}</li>"


def _footer() -> None:
    with st.container(key="pied"):
        st.html(
            "<p>Observatoire AMU. Données : chaque chiffre porte sa source. "
            "Contours : IGN et Insee, Licence Ouverte 2.0.</p>"
        )
