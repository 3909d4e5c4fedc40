"""The frame around every page: navigation that carries the choice, style, footer."""

from __future__ import annotations

import streamlit as st

from amu_geo import paths, store
from amu_geo.charts.base.footer import footer
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.search_box import search_box
from amu_geo.site import PAGES, PRESENT, SEARCH, SITE, STAGE, Page
from amu_geo.ui.browser.clicks import follow_page_links
from amu_geo.ui.browser.focus import CONTENT, keep_focus
from amu_geo.ui.choice import preview
from amu_geo.ui.choice.address import SHARED, address, open_on, present_shared
from amu_geo.ui.choice.tab import title_until_named
from amu_geo.ui.frame.style import inject_style
from amu_geo.watch.meters import RUN, runs


def show_application() -> None:
    """Lay out the frame and run the page that the address names."""
    runs.add(RUN)
    title = title_until_named()
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")
    inject_style()
    current = st.navigation([_page(page) for page in PAGES.values()], position="hidden")
    open_on(current.url_path)
    follow_page_links(SHARED)
    keep_focus(current.url_path)
    _header(current.url_path)
    with st.container(key=CONTENT):
        current.run()
    _footer()


def _page(page: Page) -> st.Page:
    path = page.path.strip("/")
    return st.Page(
        paths.ROOT / "pages" / page.file,
        title=f"{page.title} · {SITE}",
        url_path=path or None,
        default=not path,
    )


def _header(current: str) -> None:
    shared = present_shared()
    # A page that is not in the menu stands there while one is on it.
    shown = [page for page in PAGES.values() if page.in_menu or page.path == f"/{current}"]
    items = [_menu_item(page, f"/{current}", shared) for page in shown]
    if shared.get("edition") != preview.PREVIEW:
        # Nobody but its session sees a private edition: no route of ours can show it.
        items.append(html("<li>{}</li>", link(address(STAGE, shared), PRESENT)))
    brand = link(address("/", shared), SITE, "page", "/", "marque")
    with st.container(key="entete"):
        # The role is written out: inside Streamlit's <main>, a <header> has none.
        menu = html('<nav aria-label="Pages">{}<ul>{}</ul></nav>', brand, joined(items))
        search = search_box(address(SEARCH), shared)
        st.html(html('<header role="banner">{}{}</header>', menu, search))


def _menu_item(page: Page, current: str, shared: dict[str, str]) -> str:
    here = page.path == current
    label = link(
        address(page.path, shared), page.title, "page", page.path, "actif" if here else "", here
    )
    return html("<li>{}</li>", label)


def _footer() -> None:
    """The edition that the page shows, its licence and contact, the notices."""
    shared = present_shared()
    chosen, published = st.session_state.get("edition"), store.shelf()
    private = preview.current() if chosen == preview.PREVIEW else None
    edition = private.edition if private else published.reachable.get(chosen, published.default)

    def to(path: str, **choices: str) -> str:
        return address(path, {**shared, **choices})

    with st.container(key="pied"):
        foot = footer(edition, to, private is not None)
        st.html(html('<footer role="contentinfo">{}</footer>', foot))
