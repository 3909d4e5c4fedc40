"""The sheets of all regions, in the browser before anybody asks: a click shows one at once.

The page's own run then says the same, for it is the same HTML, and what goes with it: the
address, the outline, the marked row.
"""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

# Asked for once the page is there. A sheet that has not come yet is left to the page's run.
_SCRIPT = """
function act(component) {
  const { data } = component;
  let sheets = {};
  let gone = false;
  const ask = async () => {
    try {
      const reply = await fetch(data.adresse);
      if (reply.ok && !gone) sheets = await reply.json();
    } catch { sheets = {}; }
  };
  const later = setTimeout(ask, 400);
  const show = (event) => {
    const place = document.querySelector(".st-key-fiche [data-testid='stHtml']");
    const sheet = sheets[event.detail];
    if (place && sheet) place.innerHTML = sheet;
  };
  document.addEventListener("choix-region", show);
  return () => {
    gone = true;
    clearTimeout(later);
    document.removeEventListener("choix-region", show);
  };
}
"""
_holder = script("fiches", _SCRIPT)


def sheets_ahead(address: str) -> None:
    """Keep the sheets of `address` ready for the clicks on regions (`choix-region` events)."""
    with st.container(key="discret-fiches"):
        _holder(key="fiches", data={"adresse": address})
