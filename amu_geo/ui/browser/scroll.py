"""Bring a section of the page under the reader's eyes, when its address or an act asks for it."""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

_ASKED = "_section_demandee"
_SCRIPT = """
function act(component) {
  const { data } = component;
  const wanted = data.section || decodeURIComponent(window.location.hash.slice(1));
  if (!wanted || window.observatoireSection === data.turn + wanted) return;
  let left = 40;
  const look = () => {
    const found = document.getElementById(wanted);
    if (found) {
      window.observatoireSection = data.turn + wanted;
      found.scrollIntoView({ block: "start" });
    } else if (left--) timer = setTimeout(look, 100);
  };
  let timer = setTimeout(look, 150);
  return () => clearTimeout(timer);
}
"""
_scroller = script("section", _SCRIPT)


def scroll_to(section: str) -> None:
    """Ask that the page's next run brings a section into view."""
    number = st.session_state.get(_ASKED, {}).get("turn", 0) + 1
    st.session_state[_ASKED] = {"section": section, "turn": number}


def follow_sections() -> None:
    """Bring into view what `scroll_to` asked for, or what the address names after « # »."""
    asked = st.session_state.get(_ASKED, {"section": "", "turn": 0})
    with st.container(key="discret-section"):
        _scroller(key="section", data=asked)
