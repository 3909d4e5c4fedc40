"""Scripts of ours in a page: Streamlit components without a look of their own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from amu_geo.javascript import compact

_MOUNT = """
export default function (component) {
  const end = act(component);
  // Until now nothing was heard, and a click followed its link as any other: a test waits.
  const host = component.parentElement.host || component.parentElement;
  host.setAttribute("data-entend", "");
  return () => {
    host.removeAttribute("data-entend");
    if (end) end();
  };
}
"""


def script(name: str, act: str) -> Any:
    """A component whose JavaScript `function act(component)` runs in the page.

    What `act` returns, if anything, undoes it when the component goes or its data changes.
    """
    return st.components.v2.component(f"observatoire_{name}", js=compact(act + _MOUNT))
