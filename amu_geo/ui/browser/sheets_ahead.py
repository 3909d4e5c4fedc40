"""The sheets of all regions, in the browser before anybody asks: a click shows one at once.

The page's own run then says the same, for it is the same HTML, and what goes with it: the
address, the outline, the marked row.
"""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

# Asked for once the page is there. A sheet that has not come yet is left to the page's run. What
# the page had said is put back when the reader takes a choice back before the server knew of it:
# the server would then say nothing new.
_SCRIPT = """
function act(component) {
  const { data } = component;
  let sheets = {};
  let gone = false;
  let ahead = null;
  // The first picture has asked for them.
  const asked = window.observatoireFiches;
  const early = asked && asked.adresse === data.adresse ? asked : null;
  const ask = async () => {
    try {
      if (early) {
        const came = await early.fiches;
        if (!gone) sheets = came;
        if (Object.keys(came).length) return;
      }
      const reply = await fetch(data.adresse);
      if (reply.ok && !gone) sheets = await reply.json();
    } catch { sheets = {}; }
  };
  const later = setTimeout(ask, early ? 0 : 400);
  // Whatever else changes the sheet is the page itself.
  const observer = new MutationObserver(() => { ahead = null; });
  const write = (place, sheet) => {
    place.innerHTML = sheet;
    observer.takeRecords();
  };
  const restore = () => {
    if (observer.takeRecords().length) ahead = null;
    if (ahead && ahead.place.isConnected) write(ahead.place, ahead.own);
    ahead = null;
  };
  const show = (event) => {
    restore();
    const place = document.querySelector(".st-key-fiche [data-testid='stHtml']");
    const sheet = sheets[event.detail];
    if (!place || !sheet) return;
    observer.observe(place.closest(".st-key-fiche"), { childList: true, subtree: true });
    ahead = { place, own: place.innerHTML };
    write(place, sheet);
  };
  document.addEventListener("choix-region", show);
  window.addEventListener("popstate", restore);
  return () => {
    gone = true;
    clearTimeout(later);
    restore();
    observer.disconnect();
    document.removeEventListener("choix-region", show);
    window.removeEventListener("popstate", restore);
  };
}
"""
_holder = script("fiches", _SCRIPT)


def sheets_ahead(address: str) -> None:
    """Keep the sheets of `address` ready for the clicks on regions (`choix-region` events)."""
    with st.container(key="discret-fiches"):
        _holder(key="fiches", data={"adresse": address})
