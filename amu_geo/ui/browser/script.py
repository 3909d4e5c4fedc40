"""Scripts of ours in a page: Streamlit components without a look of their own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from amu_geo.javascript import compact

_MOUNT = """
export default function (component) {
  const place = component.parentElement.host || component.parentElement;
  // Acting again, when the data change, Streamlit undoes nothing of the time before: we do.
  if (place.undo) place.undo(true);
  component.kept = place.kept = place.kept || {};
  const end = act(component);
  // Until now nothing was heard, and a click followed its link as any other: a test waits.
  place.setAttribute("data-entend", "");
  const undo = (again) => {
    // What a later act has undone already.
    if (place.undo !== undo) return;
    place.undo = null;
    if (!again) place.removeAttribute("data-entend");
    if (end) end(again);
  };
  place.undo = undo;
  return () => undo(false);
}
"""


def script(name: str, act: str) -> Any:
    """A component whose JavaScript `function act(component)` runs in the page.

    What `act` returns, if anything, undoes it when the component goes or its data change: it is
    called with whether the script acts again at once. `component.kept` is an object that lasts
    as long as the component, for what must outlive a change of data.
    """
    return st.components.v2.component(f"observatoire_{name}", js=compact(act + _MOUNT))
