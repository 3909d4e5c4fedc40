"""Links inside the page's own HTML that act without loading the page again.

Every such link is a real `<a href>`: it opens in a new tab, is reached by the keyboard and
works before the script does. A click is sent to Python instead of reloading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from amu_geo.charts.base.markup import html
from amu_geo.site import base
from amu_geo.ui.browser.script import script
from amu_geo.ui.choice.address import gesture

# The listener sits on the document: the links are in other elements of the page. The present
# choice is marked here, so that a long list is not sent again for one row of it.
_SCRIPT = """
function act(component) {
  const { setTriggerValue, data, kept } = component;
  const attribute = "data-" + data.attribute;
  // One way out for links, lists and maps, so that of two quick choices the later one holds. A
  // list may still be waiting when the answer to the choice before it comes.
  kept.tell = (value) => {
    clearTimeout(kept.waiting);
    kept.waiting = 0;
    kept.told = value;
    if (data.marks) mark();
    // For what of the page need not wait for its run.
    document.dispatchEvent(new CustomEvent("choix-" + data.attribute, { detail: value }));
    setTriggerValue("clic", value);
  };
  const asked = (event) => kept.tell(event.detail);
  const listen = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
        || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("[" + attribute + "]");
    if (!link) return;
    event.preventDefault();
    kept.tell(link.getAttribute(attribute));
  };
  // A list of the same choice. Letters typed on a closed list change it one by one: the last one
  // counts, once the hand rests.
  const lists = "select[data-choix='" + data.attribute + "']";
  const press = (event) => { kept.pressed = event.timeStamp; };
  const choose = (event) => {
    if (!event.target.matches || !event.target.matches(lists)) return;
    clearTimeout(kept.waiting);
    const { value } = event.target;
    const typed = event.timeStamp - (kept.pressed || -1000) < 100;
    if (typed) kept.waiting = setTimeout(() => kept.tell(value), 400);
    else kept.tell(value);
  };
  // What was told last, until the server answers or the reader goes back. The answer stands apart
  // from this script, which would travel again with it.
  kept.told = null;
  const answer = () => {
    const place = document.querySelector("[data-courant-" + data.attribute + "]");
    const value = place && place.getAttribute("data-courant-" + data.attribute);
    if (value === null || value === kept.answer) return;
    kept.answer = value;
    kept.told = null;
  };
  const mark = () => {
    answer();
    const current = kept.told === null ? kept.answer : kept.told;
    for (const list of kept.waiting ? [] : document.querySelectorAll(lists)) {
      if (list.value !== current) list.value = current;
    }
    for (const place of document.querySelectorAll("[" + attribute + "]")) {
      const here = place.getAttribute(attribute) === current;
      const row = place.closest("li");
      if (place.tagName === "BUTTON") place.setAttribute("aria-pressed", String(here));
      else if (row && here) row.setAttribute("aria-current", "true");
      else if (row) row.removeAttribute("aria-current");
    }
  };
  const back = () => {
    kept.told = null;
    clearTimeout(kept.waiting);
    kept.waiting = 0;
    mark();
  };
  const observer = new MutationObserver(mark);
  if (data.marks) {
    mark();
    window.addEventListener("popstate", back);
    observer.observe(document.getElementById("root"), { childList: true, subtree: true });
  }
  document.addEventListener("click", listen);
  document.addEventListener("change", choose);
  document.addEventListener("keydown", press, true);
  document.addEventListener("choisir-" + data.attribute, asked);
  return (again) => {
    observer.disconnect();
    if (!again) clearTimeout(kept.waiting);
    window.removeEventListener("popstate", back);
    document.removeEventListener("click", listen);
    document.removeEventListener("change", choose);
    document.removeEventListener("keydown", press, true);
    document.removeEventListener("choisir-" + data.attribute, asked);
  };
}
"""

# Streamlit follows the browser's history: an address of ours in it is one step, and Back undoes
# it. `st.switch_page` with parameters writes two.
_NAVIGATION = """
function act(component) {
  const { data } = component;
  const listen = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
        || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("[data-page]");
    if (!link) return;
    event.preventDefault();
    const path = link.getAttribute("data-page");
    const whole = path.startsWith(data.base + "/") ? path : data.base + path;
    const target = new URL(whole, window.location.origin);
    const present = new URLSearchParams(window.location.search);
    for (const name of data.shared) {
      // A list of codes may be spread over several parameters of one name.
      if (target.searchParams.has(name)) continue;
      for (const value of present.getAll(name)) target.searchParams.append(name, value);
    }
    if (target.href !== window.location.href) window.history.pushState({}, "", target);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector("[data-testid='stMain']");
    if (main) main.scrollTo(0, 0);
  };
  document.addEventListener("click", listen);
  return () => document.removeEventListener("click", listen);
}
"""
_navigator = script("navigation", _NAVIGATION)
_listener = script("clics", _SCRIPT)


def on_click(
    attribute: str, act: Callable[[str], None], key: str, current: str | None = None
) -> None:
    """Call `act` with the value of `data-<attribute>` of the link that a reader clicks.

    A `<select data-choix="<attribute>">` acts as links to its options would, and so does an
    event `choisir-<attribute>` of the document, whose detail is the value.
    `act` runs before the page does, as Streamlit's callbacks do.

    Parameters
    ----------
    current
        The value that is chosen now, "" for none: its row is marked `aria-current` in the
        browser, or its button `aria-pressed`; a list shows it. None leaves the marks to the HTML.
    """

    def forward() -> None:
        clicked = st.session_state[key].get("clic")
        if clicked is not None:
            gesture()
            act(clicked)

    with st.container(key=f"discret-{key}"):
        if current is not None:
            st.html(html('<i hidden data-courant-{}="{}"></i>', attribute, current))
        data = {"attribute": attribute, "marks": current is not None}
        _listener(key=key, data=data, on_clic_change=forward)


def follow_page_links(shared: Sequence[str]) -> None:
    """Follow the links `data-page="<address>"` without loading the application again.

    The link's own choices win; those of the present address that are `shared` by all pages go
    along.
    """
    with st.container(key="discret-pages"):
        _navigator(key="pages", data={"shared": list(shared), "base": base()})
