"""Where the keyboard stands, and the parts of the page that assistive techniques jump to.

After every act the focus is where a reader expects it: the control that was used, what took its
place, or the title of the page that came. Never nowhere, from which Tab starts all over.
"""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.base.markup import html
from amu_geo.ui.browser.script import script
from amu_geo.ui.browser.status import PLACE

# The container that holds what the pages show, and nothing of the frame.
CONTENT = "contenu"

# What the page's run takes away, a link for instance, is drawn again elsewhere in the document:
# the control used last is remembered by what it does, and looked for again.
_SCRIPT = """
function act(component) {
  const { data } = component;
  // It outlives the component, which a page that comes may draw anew.
  const memory = window.observatoireFoyer
    || (window.observatoireFoyer = { page: data.page, last: null, inDialog: false, coming: null });
  const content = () => document.querySelector(".st-key-" + data.contenu);
  const title = () => (content() || document).querySelector("h1");
  const dialog = () => document.querySelector("[role='dialog']");
  const nowhere = () => !document.activeElement || document.activeElement === document.body;
  const idle = () => !document.documentElement.classList.contains("en-attente")
    && !!document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']");
  const every = (selector) => Array.from(document.querySelectorAll("#root " + selector));

  const take = (place) => {
    if (!place.matches("a[href], button, input, select, summary, textarea, [tabindex]")) {
      place.setAttribute("tabindex", "-1");
    }
    place.focus({ preventScroll: true });
    return document.activeElement === place;
  };

  // Streamlit's own <main> is none: server/streamlit/assets/landmarks.js.
  const name = () => {
    const place = content();
    if (!place || place.getAttribute("role") === "main") return;
    place.setAttribute("role", "main");
    place.setAttribute("tabindex", "-1");
    place.style.outline = "none";
  };

  // Written anew by the runs that have something to say; what is not written any more is over.
  const tell = () => {
    const said = document.querySelector("#root [data-annonce]");
    const place = document.getElementById(data.annonce);
    if (!place || said === memory.said) return;
    memory.said = said;
    place.textContent = said ? said.getAttribute("data-annonce") : "";
  };

  const told = (element) => Array.from(element.attributes)
    .find(({ name: of }) => /^data-(?!testid|rac|focus|hover|press|select|tag|baseweb)/.test(of));
  const heads = () => every(":is(h1, h2, h3)");
  const describe = (element) => {
    const { href, tagName } = element;
    const attribute = told(element);
    const kin = attribute ? "[" + attribute.name + "]" : "";
    const same = kin && attribute.value
      ? "[" + attribute.name + "='" + CSS.escape(attribute.value) + "']" : "";
    // A widget of Streamlit's has a key of its own.
    const box = element.closest("[data-testid='stElementContainer'][class*='st-key-']");
    const key = box && /st-key-[\\w-]+/.exec(box.className)[0];
    const region = element.closest("[role='region'][aria-label]");
    const before = heads().filter((head) => head.compareDocumentPosition(element) & 4);
    return {
      element, href, tagName, kin, same,
      key: key ? "." + key + " " + tagName.toLowerCase() : "",
      region: region && region !== element ? region.getAttribute("aria-label") : "",
      rank: kin ? every(kin).indexOf(element) : 0,
      twin: same ? every(same).indexOf(element) : 0,
      many: same ? every(same).length : 0,
      head: before.length - 1,
    };
  };
  // The very control, drawn again. Of several that do the same some may still be to go.
  const again = (last) => {
    const same = last.same ? every(last.same) : [];
    if (same.length !== last.many && !idle()) return null;
    if (same.length) return same[last.twin] || same[0];
    const linked = last.href && every("a").find((link) => link.href === last.href);
    return linked || (last.key && every(last.key)[0]);
  };
  // What took its place: the table it stood in, the next of its kind, the title above it.
  const successor = (last) => {
    const region = last.region
      && every("[role='region']").find((one) => one.getAttribute("aria-label") === last.region);
    if (region) return region;
    const kin = last.kin ? every(last.kin) : [];
    if (kin.length) return kin[Math.min(Math.max(last.rank, 0), kin.length - 1)];
    const all = heads();
    return all[Math.max(0, Math.min(last.head, all.length - 1))];
  };

  let timer = 0;
  const later = () => {
    timer = timer || setTimeout(check, 120);
  };
  const check = () => {
    timer = 0;
    if (dialog()) {
      memory.inDialog = true;
      return;
    }
    // A page came: its title, unless something of it was given the focus meanwhile.
    if (memory.coming) {
      const held = document.activeElement;
      if (!nowhere() && held !== memory.coming.left && held.isConnected) {
        memory.coming = null;
      } else if (idle() && title()) {
        memory.coming = memory.last = null;
        take(title());
      } else later();
      return;
    }
    const { last, inDialog } = memory;
    const left = last && last.element.isConnected;
    if (!nowhere() || (!inDialog && (!last || left))) {
      memory.inDialog = false;
      return;
    }
    // Who closes a dialog stands again where it was opened.
    const found = last && (left ? last.element : again(last));
    if (!found && !idle()) {
      later();
      return;
    }
    memory.inDialog = false;
    if (found && take(found)) return;
    memory.last = null;
    const place = last ? successor(last) : title();
    if (place) take(place);
  };
  const enter = ({ target }) => {
    if (!target.closest || target === document.body) return;
    if (target.closest("[role='dialog']")) memory.inDialog = true;
    else if (target.closest("#root")) memory.last = describe(target);
  };
  // Left by the reader, who points at nothing: nothing is to be found again.
  const leave = () => setTimeout(() => {
    if (nowhere() && !dialog()) memory.last = null;
  }, 0);
  const skip = (event) => {
    const link = event.target.closest && event.target.closest("[data-testid='stSkipToContent']");
    const place = link && content();
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  };

  if (memory.page !== data.page) {
    memory.page = data.page;
    memory.coming = { left: document.activeElement };
  }
  const observer = new MutationObserver(() => {
    name();
    tell();
    if (memory.coming || memory.inDialog || nowhere()) later();
  });
  // Dialogs stand beside the page.
  observer.observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
  document.addEventListener("focusin", enter);
  document.addEventListener("mousedown", leave);
  document.addEventListener("click", skip, true);
  name();
  tell();
  later();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", enter);
    document.removeEventListener("mousedown", leave);
    document.removeEventListener("click", skip, true);
  };
}
"""
_keeper = script("foyer", _SCRIPT)


def keep_focus(page: str) -> None:
    """Keep the focus through the runs of a page, name its parts, make room for what is announced.

    Parameters
    ----------
    page
        The present page, by its path: where another one comes, the focus goes to its title.
    """
    with st.container(key="discret-foyer"):
        st.html(html('<p id="{}" role="status"></p>', PLACE))
        _keeper(key="foyer", data={"page": page, "contenu": CONTENT, "annonce": PLACE})
