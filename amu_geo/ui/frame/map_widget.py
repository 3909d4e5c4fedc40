"""The coverage map as a Streamlit widget: shapes by URL, the choice outlined by style."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from amu_geo import paths
from amu_geo.charts.map.shapes import shapes_url
from amu_geo.memory import kept
from amu_geo.ui.browser.script import script
from amu_geo.ui.choice.address import gesture

KEY = "carte"

# Plotly selects on a click only while its map can be dragged, which keeps a finger from
# scrolling the page. The map stays still; the shape under the click says its region by its rank.
_clicks = script(
    "carte",
    """
function act(component) {
  const { setTriggerValue, data } = component;
  const rank = (shape) => Array.from(shape.parentNode.children).indexOf(shape);
  const listen = (event) => {
    const map = event.target.closest && event.target.closest(".st-key-carte");
    if (!map) return;
    // Shapes that caught the mouse would take the hover away from Plotly.
    map.classList.add("vise");
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    map.classList.remove("vise");
    const region = under.find((shape) => shape.classList.contains("choroplethlocation"));
    const frame = under.find((shape) => shape.classList.contains("point"));
    // Two targets a frame.
    const code = region ? data.regions[rank(region)] : frame && data.cadres[rank(frame) >> 1];
    if (!code) return;
    document.dispatchEvent(new CustomEvent("choix-region", { detail: code }));
    setTriggerValue("clic", code);
  };
  // On the way down: Plotly stops the click of a shape that it has described.
  document.addEventListener("click", listen, true);
  return () => document.removeEventListener("click", listen, true);
}
""",
)


@kept
def web_map() -> Mapping[str, Any]:
    """Labels, frames and projection of the browser's map; read once, never changed."""
    return json.loads((paths.REGIONS / "carte.json").read_text(encoding="utf-8"))


def shapes() -> str:
    """Address of the shapes; it changes when they do, so that browsers keep them for ever."""
    return shapes_url()


def map_config() -> dict[str, Any]:
    """Plotly's settings: no bar, no zoom, nothing fetched from another host."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "topojsonURL": "/statique/topojson/",
    }


def outline(codes: Sequence[str], chosen: str) -> None:
    """Outline the chosen region in brick, by its rank among the map's paths."""
    rank = codes.index(chosen) + 1 if chosen else 0
    rule = (
        f".stApp .st-key-{KEY} .choroplethlocation:nth-child({rank})"
        "{stroke:var(--brique)!important;stroke-width:5px!important;stroke-dasharray:none}"
    )
    st.html(f"<style>{rule if chosen else ''}/* */</style>")


def on_region_click(act: Callable[[str], None], key: str = "clic-carte") -> None:
    """Call `act` with the code of the region that a reader clicks on the map."""

    def forward() -> None:
        clicked = st.session_state[key].get("clic")
        if clicked:
            gesture()
            act(clicked)

    frames = [frame["code_region"] for frame in web_map()["cadres"]]
    codes = sorted(web_map()["etiquettes"])
    with st.container(key=f"discret-{key}"):
        _clicks(key=key, data={"regions": codes, "cadres": frames}, on_clic_change=forward)
