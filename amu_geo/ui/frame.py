"""The frame around every page: navigation that carries the choice, style, footer."""

from __future__ import annotations

import streamlit as st

from amu_geo import paths, store
from amu_geo.charts.footer import footer
from amu_geo.charts.markup import link
from amu_geo.ui import preview
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
    here = entry.path == current
    style = "actif" if here else ""
    return f"<li>{link(address(path, shared), entry.title, 'page', path, style, here)}</li>"


def _footer() -> None:
    """The edition that the page shows, its licence and contact, the notices."""
    shared = {name: st.query_params[name] for name in SHARED if name in st.query_params}
    chosen, published = st.session_state.get("edition"), store.shelf()
    private = preview.current() if chosen == preview.PREVIEW else None
    edition = private.edition if private else published.editions.get(chosen, published.default)
    with st.container(key="pied"):
        st.html(footer(edition, lambda path: address(path, shared), private is not None))
