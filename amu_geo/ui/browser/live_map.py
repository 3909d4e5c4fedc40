"""A live map under the mouse and the keyboard: it says its regions and its points, and acts.

A map is one stop of the Tab key: a list box over it whose options are the regions in the order of
their names, each read with its state. What a region says shows in the same box beside the mouse
and beside the region that the arrow keys reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from amu_geo.ui.browser.focus import CONTENT
from amu_geo.ui.browser.script import script

# Regions are known by the rank of their shapes in the figure, points and frames by the text that
# the figure gives them: a region's code, or lines. Shapes catch the mouse (map.css), so Plotly,
# which listens below them, describes nothing itself.
_SCRIPT = """
function act(component) {
  const { data, kept } = component;
  const key = ".st-key-" + data.carte;
  const rank = (one) => Array.from(one.parentNode.children).indexOf(one);
  const names = (code) => data.mots[code][0];
  const order = Object.keys(data.mots).sort((a, b) => names(a).localeCompare(names(b), "fr"));
  const make = (tag, settings, text) => {
    const made = document.createElement(tag);
    for (const name of Object.keys(settings)) made.setAttribute(name, settings[name]);
    made.textContent = text || "";
    return made;
  };
  if (!kept.bubble) {
    kept.bubble = make("div", { class: "bulle-carte", role: "tooltip", hidden: "" });
    kept.list = make("div", { class: "carte-clavier", role: "listbox", tabindex: "0" });
  }
  const { bubble, list } = kept;
  const option = (code) => data.carte + "-" + code;

  const hide = () => { bubble.hidden = true; kept.said = kept.mouse = null; };
  // Below a place of the window, above it where there is no room.
  const put = (place) => {
    const { width, height } = bubble.getBoundingClientRect();
    const left = Math.min(place.left, window.innerWidth - width - 8);
    const below = place.bottom + 10;
    const top = below + height > window.innerHeight - 8 ? place.top - height - 10 : below;
    bubble.style.left = Math.max(8, left) + "px";
    bubble.style.top = Math.max(8, top) + "px";
  };
  const say = (said, place) => {
    const lines = said.lines || data.mots[said.code];
    if (!lines) return hide();
    if (!kept.said || kept.said.lines !== lines) {
      bubble.replaceChildren(...lines.map((line, at) => make(at ? "div" : "strong", {}, line)));
      bubble.hidden = false;
    }
    kept.said = { code: said.code, lines, place };
    put(place);
  };

  const found = (target) => {
    if (!target.closest) return null;
    const tile = target.closest(".mosaique [data-region]");
    if (tile) return { code: tile.getAttribute("data-region"), tile };
    const plot = target.closest(key + " .js-plotly-plot");
    const shape = plot && target.closest(".choroplethlocation, .scattergeo .point");
    if (!shape) return null;
    if (shape.matches(".choroplethlocation")) return { code: plot.data[0].locations[rank(shape)] };
    const points = plot.data.filter((trace) => trace.type === "scattergeo");
    const text = (points[rank(shape.closest(".trace"))].text || [])[rank(shape)] || "";
    return text in data.mots ? { code: text } : { lines: text.split("\\n") };
  };
  const choose = (code) => {
    if (!data.choisit || !code) return;
    hide();
    document.dispatchEvent(new CustomEvent("choisir-" + data.choisit, { detail: code }));
  };
  const point = (target, x, y) => {
    const said = target && found(target);
    kept.mouse = said ? [x, y] : null;
    if (said) say(said, { left: x + 10, top: y, bottom: y + 8 });
    else if (!bubble.hidden && !kept.said.listed) hide();
  };
  const over = (event) => point(event.target, event.clientX, event.clientY);
  const click = (event) => {
    const said = found(event.target);
    if (said && !said.tile) choose(said.code);
  };

  const go = (code) => {
    kept.active = code;
    list.setAttribute("aria-activedescendant", option(code));
    const plot = document.querySelector(key + " .js-plotly-plot");
    const at = plot && plot.data ? plot.data[0].locations.indexOf(code) : -1;
    const nth = ":nth-child(" + (at + 1) + ")";
    list.lastChild.textContent = ".stApp " + key + " :is(.choroplethlocation, .forme-relevee)" + nth
      + "{stroke:var(--encre)!important;stroke-width:6px!important;stroke-dasharray:none;"
      + "display:inline!important}";
    const shape = plot && plot.querySelectorAll(".choroplethlocation")[at];
    say({ code }, (shape || list).getBoundingClientRect());
    if (kept.said) kept.said.listed = true;
  };
  const enter = () => {
    const chosen = new URLSearchParams(window.location.search).get(data.choisit);
    for (const one of list.querySelectorAll("[role=option]")) {
      one.setAttribute("aria-selected", String(one.id === option(chosen)));
    }
    go(kept.active || (chosen in data.mots ? chosen : order[0]));
  };
  const leave = () => {
    list.lastChild.textContent = "";
    hide();
  };
  const press = (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const at = order.indexOf(kept.active);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1,
      Home: 0, End: order.length - 1 }[event.key];
    const letter = event.key.length === 1 && event.key.toLowerCase();
    if (next !== undefined) go(order[Math.max(0, Math.min(order.length - 1, next))]);
    else if (event.key === "Enter" || event.key === " ") choose(kept.active);
    else if (letter) {
      const after = [...order.slice(at + 1), ...order.slice(0, at + 1)];
      go(after.find((code) => names(code).toLowerCase().startsWith(letter)) || kept.active);
    } else return;
    event.preventDefault();
    // Streamlit has letters of its own.
    event.stopPropagation();
  };
  const out = (event) => { if (!event.relatedTarget) hide(); };
  // The focus may leave elsewhere what the mouse is on.
  const blur = () => { if (!kept.mouse) hide(); };
  // What scrolls away takes its words along; what comes under the mouse is said.
  const follow = () => {
    if (kept.said && kept.said.listed) go(kept.active);
    else if (kept.mouse) point(document.elementFromPoint(...kept.mouse), ...kept.mouse);
    else hide();
  };
  const escape = (event) => { if (event.key === "Escape") hide(); };
  const tile = (event) => {
    const said = found(event.target);
    if (said && said.tile && said.tile.matches(":focus-visible")) {
      say(said, said.tile.getBoundingClientRect());
    }
  };

  const fill = () => {
    list.setAttribute("aria-label", data.nom);
    list.toggleAttribute("data-agit", Boolean(data.choisit));
    list.replaceChildren(
      ...order.map((code) => make("div", { class: "invisible", role: "option", id: option(code) },
        names(code) + ", " + data.mots[code].slice(1).join(" ; ").replaceAll(": ;", ":"))),
      make("style", {}),
    );
    if (document.activeElement === list) enter();
    else if (kept.said && kept.said.code) say({ code: kept.said.code }, kept.said.place);
  };
  // Each shape once more above all of them, unseen until the style sheet shows one: its outline
  // is then hidden by none of its neighbours.
  const copier = new MutationObserver(() => copy(kept.layer));
  const copy = (layer) => {
    copier.disconnect();
    const former = layer.parentNode.querySelector(".formes-dessus");
    if (former) former.remove();
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    group.setAttribute("class", "formes-dessus");
    for (const shape of layer.querySelectorAll(".choroplethlocation")) {
      const again = shape.cloneNode();
      again.setAttribute("class", "forme-relevee");
      group.append(again);
    }
    // Beside the layer: Plotly draws every path in it anew.
    layer.after(group);
    const what = { subtree: true, childList: true, attributes: true };
    copier.observe(layer, { ...what, attributeFilter: ["d", "fill", "style"] });
  };
  const above = (map) => {
    const layer = map.querySelector(".choroplethlayer");
    if (!layer) return;
    if (kept.layer === layer && layer.parentNode.querySelector(".formes-dessus")) return;
    kept.layer = layer;
    copy(layer);
  };
  // The map may leave and come back, with the mosaic for instance.
  const attach = () => {
    const map = document.querySelector(key);
    if (map) above(map);
    if (map && list.parentNode !== map) map.append(list);
    const home = document.querySelector(".st-key-" + data.contenu);
    if (home && bubble.parentNode !== home) home.append(bubble);
  };
  const observer = new MutationObserver(attach);
  const listeners = [
    [document, "mousemove", over], [document, "click", click], [document, "keydown", escape],
    [document, "focusin", tile], [document, "focusout", blur], [document, "scroll", follow],
    [document, "mouseout", out],
    [list, "focus", enter], [list, "blur", leave], [list, "keydown", press],
  ];
  for (const [owner, name, heard] of listeners) owner.addEventListener(name, heard, true);
  fill();
  attach();
  observer.observe(document.getElementById("root"), { childList: true, subtree: true });
  return (again) => {
    observer.disconnect();
    copier.disconnect();
    kept.layer = null;
    for (const [owner, name, heard] of listeners) owner.removeEventListener(name, heard, true);
    if (again) return;
    bubble.remove();
    list.remove();
  };
}
"""
_map = script("carte", _SCRIPT)


def live_map(
    words: Mapping[str, Sequence[str]],
    name: str,
    key: str = "carte",
    chooses: str = "",
) -> None:
    """Let the mouse and the keyboard ask a map, or the tiles of the mosaic, what it says.

    Parameters
    ----------
    words
        By region code, lines of text: the region's name, then what is to be said of it.
    name
        What the map is and what its keys do, said when the keyboard reaches it.
    key
        Key of the chart.
    chooses
        What a click or Enter on a region chooses, as the `attribute` of `on_click`; "" for
        nothing. Its address parameter bears the same name.
    """
    data = {
        "carte": key,
        "contenu": CONTENT,
        "nom": name,
        "choisit": chooses,
        "mots": {code: list(lines) for code, lines in words.items()},
    }
    with st.container(key=f"discret-{key}"):
        _map(key=f"vue-{key}", data=data)
