"""On a narrow screen, the sheet of a region comes to the thumb that chose it on the map.

It rises from the bottom of the window, above the page, until it is closed: by its button, by
Escape, by Back. Closed, it stands again where it is on every screen; the choice and its address
stay.
"""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

# The style sheet says what is narrow (figures.css), and what `data-levee` looks like. A list is
# answered just below itself: a focus that left it would be a surprise.
_SCRIPT = """
function act(component) {
  const { data, kept } = component;
  const narrow = window.matchMedia("(max-width: 899.98px)");
  const place = () => document.querySelector(".st-key-" + data.fiche);
  const up = () => document.querySelector(".st-key-" + data.fiche + "[data-levee]");
  const lower = (back) => {
    const sheet = up();
    if (!sheet) return;
    const held = sheet.contains(document.activeElement);
    sheet.removeAttribute("data-levee");
    const home = kept.opener && kept.opener.isConnected ? kept.opener : sheet;
    if (back && held) home.focus({ preventScroll: true });
  };
  // What was pressed stays in sight above the sheet.
  const uncover = (sheet) => {
    const top = window.innerHeight - sheet.getBoundingClientRect().height;
    const main = document.querySelector("[data-testid='stMain']");
    if (main && kept.y > top - 16) main.scrollBy(0, kept.y - top / 2);
    kept.y = 0;
  };
  const raise = (event) => {
    const sheet = place();
    const opener = document.activeElement;
    if (sheet) sheet.scrollTop = 0;
    if (!event.detail) return lower(false);
    if (!sheet || !narrow.matches || opener.tagName === "SELECT") return;
    // A finger on the map leaves the focus where nothing is to be done.
    const acts = opener.matches("a[href], button, [tabindex='0']");
    if (!sheet.contains(opener)) kept.opener = acts ? opener : null;
    const settings = { "data-levee": "", role: "region", "aria-label": data.nom, tabindex: "-1" };
    for (const name of Object.keys(settings)) sheet.setAttribute(name, settings[name]);
    sheet.focus({ preventScroll: true });
    requestAnimationFrame(() => uncover(sheet));
  };
  const press = (event) => { kept.y = event.clientY; };
  const click = (event) => {
    if (event.target.closest && event.target.closest("[data-baisse]")) lower(true);
  };
  const escape = (event) => {
    if (event.key === "Escape" && !document.querySelector("[role='dialog']")) lower(true);
  };
  const back = () => {
    if (!new URLSearchParams(window.location.search).get(data.choix)) lower(true);
  };
  const widen = () => lower(false);
  const listeners = [
    [document, "choix-" + data.choix, raise], [document, "pointerdown", press],
    [document, "click", click], [document, "keydown", escape], [window, "popstate", back],
    [narrow, "change", widen],
  ];
  for (const [owner, name, heard] of listeners) owner.addEventListener(name, heard);
  return (again) => {
    for (const [owner, name, heard] of listeners) owner.removeEventListener(name, heard);
    if (!again) lower(false);
  };
}
"""
_riser = script("fiche_levee", _SCRIPT)


def bottom_sheet(sheet: str, choice: str, name: str) -> None:
    """Let a container rise when something is chosen on a narrow screen.

    Parameters
    ----------
    sheet
        Key of the container.
    choice
        The `attribute` of `on_click`, which is also the parameter of the address.
    name
        What the sheet is called when the focus comes to it.
    """
    with st.container(key=f"discret-{sheet}-levee"):
        _riser(key=f"{sheet}-levee", data={"fiche": sheet, "choix": choice, "nom": name})
