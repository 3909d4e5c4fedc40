"""The keys of the page: j, k, a, r, p press the buttons that the page has anyway."""

from __future__ import annotations

import streamlit as st

from amu_geo.ui.browser.script import script

# Key → the container of the button that it presses.
KEYS = {
    "j": "relecture-suivante",
    "k": "relecture-precedente",
    "a": "relecture-accepter",
    "r": "relecture-refuser",
    "p": "relecture-plus-tard",
}
_SCRIPT = """
function act(component) {
  const { touches, actives } = component.data;
  if (!actives) return;
  const writes = "input:not([type=checkbox]):not([type=radio]), textarea, select, "
    + "[contenteditable], [role=combobox], [role=listbox], [role=dialog] *";
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.target;
    if (target.closest && target.closest(writes)) return;
    const name = touches[event.key.toLowerCase()];
    const button = name && document.querySelector(`.st-key-${name} button`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
"""
_listener = script("touches_relecture", _SCRIPT)


def hear_keys(active: bool) -> None:
    """Hear them, unless the reader turned them off; never while something is typed."""
    name = "relecture-touches" if active else "relecture-sans-touches"
    with st.container(key=f"discret-{name}"):
        _listener(key=name, data={"touches": KEYS, "actives": active})
