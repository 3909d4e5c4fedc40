"""Moves inside a page: to a part of it, to a place that the address names, to the printer."""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

# The page still grows and settles when the place is first found: it is shown again until it
# stays, unless the reader moves.
_SCRIPT = """
function act(component) {
  const { data, kept } = component;
  const show = (id) => {
    const place = document.getElementById(id);
    if (!place) return false;
    const fold = place.closest("details");
    if (fold) fold.open = true;
    if (Math.abs(place.getBoundingClientRect().top) > 40) place.scrollIntoView({ block: "start" });
    if (document.activeElement !== place) place.focus({ preventScroll: true });
    return true;
  };
  const signs = ["wheel", "touchstart", "keydown", "pointerdown"];
  const hold = (id) => {
    let ends = 0;
    let timer = 0;
    const stop = () => {
      clearTimeout(timer);
      signs.forEach((sign) => window.removeEventListener(sign, stop));
    };
    signs.forEach((sign) => window.addEventListener(sign, stop, { passive: true }));
    const again = () => {
      if (ends && Date.now() > ends) {
        stop();
        return;
      }
      // The first picture, when it leaves, puts the page where the picture was.
      const waiting = document.documentElement.classList.contains("en-attente");
      if (!waiting && show(id) && !ends) ends = Date.now() + 2000;
      timer = setTimeout(again, 120);
    };
    again();
    return stop;
  };
  // One place is held at a time, through the answers that do not change it.
  const wanted = (data && data.cible) || "";
  if (kept.wanted !== wanted) {
    if (kept.release) kept.release();
    kept.release = wanted ? hold(wanted) : null;
  }
  kept.wanted = wanted;
  const listen = (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        || !event.target.closest) return;
    const also = event.target.closest("[data-montre]");
    if (also) show(also.getAttribute("data-montre"));
    if (event.defaultPrevented) return;
    const link = event.target.closest("[data-vers], [data-imprimer]");
    if (!link) return;
    event.preventDefault();
    if (!link.hasAttribute("data-imprimer")) show(link.getAttribute("data-vers"));
    else {
      if (link.getAttribute("data-imprimer") === "annexe") unfold();
      window.print();
    }
  };
  // What is folded goes to the paper when the reader asks for the annex, and folds again after.
  const { classList } = document.documentElement;
  const unfold = () => {
    classList.add("avec-annexe");
    kept.unfolded = Array.from(document.querySelectorAll("#root details:not([open])"));
    kept.unfolded.forEach((fold) => { fold.open = true; });
  };
  const fold = () => {
    classList.remove("avec-annexe");
    (kept.unfolded || []).forEach((one) => { one.open = false; });
    kept.unfolded = null;
  };
  document.addEventListener("click", listen);
  window.addEventListener("afterprint", fold);
  return (again) => {
    document.removeEventListener("click", listen);
    window.removeEventListener("afterprint", fold);
    if (!again && kept.release) kept.release();
  };
}
"""
_mover = script("dans_la_page", _SCRIPT)


def moves(key: str, target: str = "") -> None:
    """Hear the links `data-vers="<id>"` and the buttons `data-imprimer` of the page.

    A button `data-imprimer="annexe"` prints what is folded too. A link `data-montre="<id>"`
    shows the place too, and goes on to do what else it does.

    Parameters
    ----------
    target
        Identifier of the place to show as soon as it is there, or "". Asked again, the same
        place does not move the page under its reader.
    """
    with st.container(key=f"discret-{key}"):
        _mover(key=key, data={"cible": target})
