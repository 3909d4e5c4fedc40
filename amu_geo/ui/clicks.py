"""Links inside the page's own HTML that act without loading the page again.

Every such link is a real `<a href>`: it opens in a new tab, is reached by the keyboard and
works before the script does. A click is sent to Python instead of reloading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from amu_geo.ui.address import SHARED

# The listener sits on the document: the links are in other elements of the page.
_SCRIPT = """
export default function (component) {
  const { setTriggerValue, data } = component;
  const listen = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
        || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("[data-" + data + "]");
    if (!link) return;
    event.preventDefault();
    const value = link.getAttribute("data-" + data);
    setTriggerValue("clic", data === "page" ? value + "\\n" + window.location.search : value);
  };
  document.addEventListener("click", listen);
  return () => document.removeEventListener("click", listen);
}
"""
_listener = st.components.v2.component("observatoire_clics", js=_SCRIPT)


def on_click(attribute: str, act: Callable[[str], None], key: str) -> None:
    """Call `act` with the value of `data-<attribute>` of the link that a reader clicks.

    `act` runs before the script does, as Streamlit's callbacks do.
    """

    def forward() -> None:
        clicked = st.session_state[key].get("clic")
        if clicked:
            act(clicked)

    with st.container(key=f"discret-{key}"):
        _listener(key=key, data=attribute, on_clic_change=forward)


def navigate(pages: Mapping[str, st.Page]) -> None:
    """Follow the links `data-page="<path>"`: change page without loading the application again.

    The link may name choices of its own; those of the present address that are shared by all
    pages go along.
    """
    with st.container(key="discret-pages"):
        clicked = _listener(key="pages", data="page", on_clic_change=lambda: None).clic
    if not clicked:
        return
    href, _, search = clicked.partition("\n")
    path, query = split_address(href)
    present = {name: value for name, value in parse_qsl(search[1:]) if name in SHARED}
    page = pages.get(path.strip("/"))
    if page is not None:
        st.switch_page(page, query_params={**present, **query})


def split_address(href: str) -> tuple[str, dict[str, str]]:
    """Path and query of an internal link."""
    parts = urlsplit(href)
    return parts.path, dict(parse_qsl(parts.query))
