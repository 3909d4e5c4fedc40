"""What a reader types, while typing: the field stays Streamlit's own, we only listen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from amu_geo.ui.browser.script import script

# A pause of an eighth of a second ends a burst of typing; Enter is told apart by a new line.
# Enter is kept from Streamlit: its own message, sent a moment later with the address that the
# page had before, would look like a visitor who comes back.
_SCRIPT = """
function act(component) {
  const { setTriggerValue, data, kept } = component;
  const field = `.st-key-${data} input`;
  const isOurs = (event) => event.target.matches && event.target.matches(field);
  const typed = (event) => {
    if (!isOurs(event)) return;
    clearTimeout(kept.pause);
    const text = event.target.value;
    kept.pause = setTimeout(() => setTriggerValue("frappe", text), 125);
  };
  const entered = (event) => {
    if (event.key !== "Enter" || !isOurs(event)) return;
    event.stopPropagation();
    clearTimeout(kept.pause);
    setTriggerValue("frappe", event.target.value + "\\n");
  };
  document.addEventListener("input", typed, true);
  document.addEventListener("keydown", entered, true);
  return (again) => {
    if (!again) clearTimeout(kept.pause);
    document.removeEventListener("input", typed, true);
    document.removeEventListener("keydown", entered, true);
  };
}
"""
_listener = script("frappe", _SCRIPT)


def on_typing(field: str, act: Callable[[str, bool], None], key: str) -> None:
    """Call `act(text, entered)` with what stands in a text field, `entered` when Enter ends it.

    Parameters
    ----------
    field
        Key of the text input, or of the container that holds it alone.
    """

    def forward() -> None:
        text = st.session_state[key].get("frappe")
        if text is not None:
            act(text.rstrip("\n"), text.endswith("\n"))

    with st.container(key=f"discret-{key}"):
        _listener(key=key, data=field, on_frappe_change=forward)
