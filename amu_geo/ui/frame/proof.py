"""The proof of a cell, opened beside the table that shows it, at an address of its own.

The address holds `preuve=<région>-<famille>` as long as the proof is open: it can be sent, and
Back closes it. No other page reads it, none passes it on.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from amu_geo.charts.base.markup import html, link
from amu_geo.charts.schemes.proof import proof_html
from amu_geo.french.typography import typeset
from amu_geo.memory import remembered
from amu_geo.schemes import proof
from amu_geo.site import VERIFY, address
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.script import script
from amu_geo.ui.choice.address import Address, choose
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.proposal import proposal_address
from amu_geo.vocabulary import FAMILIES

PROOF = "preuve"
# Whether the proof was asked for by a click in this run; whether the one in view was by an address.
_CLICKED, _BY_ADDRESS = "_preuve_demandee", "_preuve_par_adresse"
# Pixels: the table stays in sight on its left; style.css gives it the whole of a phone.
WIDTH = 680

# The dialog closes by itself, in the browser: the address follows it, one step back where the
# click that opened it made one.
_SCRIPT = """
function act(component) {
  const { ouverte, lien, adresse } = component.data;
  const kept = component.kept;
  if (kept.ouverte !== ouverte) kept.vue = false;
  kept.ouverte = ouverte;
  if (!ouverte) return;
  let timer = 0;
  const follow = () => {
    clearTimeout(timer);
    // It may be there before this runs; the same proof may open again, with nothing told here.
    if (document.querySelector("[role='dialog']")) kept.vue = true;
    else if (kept.vue) close();
  };
  const close = () => {
    const address = new URL(window.location.href);
    if (!address.searchParams.has("preuve")) {
      // Back closed it, and the run that comes ends this; or a quick hand, before the address
      // had it, however late the server writes it.
      timer = setTimeout(follow, 100);
      return;
    }
    kept.vue = false;
    if (!adresse) {
      window.history.back();
      return;
    }
    address.searchParams.delete("preuve");
    window.history.replaceState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const cell = document.querySelector("#root [" + lien + "]");
    if (cell) cell.focus();
  };
  const observer = new MutationObserver(follow);
  observer.observe(document.body, { childList: true, subtree: true });
  follow();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
"""
_closer = script("preuve", _SCRIPT)


def open_proof(view: View) -> None:
    """Hear the clicks on the cells of every matrix of the page; show the proof of the address."""
    on_click("preuve", ask_proof, key="clic-preuve")
    cells = [f"{code}-{family}" for code in view.territories.codes for family in FAMILIES]
    asked = asked_proof(view.address, cells)
    follow_proof(asked, f"data-preuve='{asked.replace('-', '|', 1)}'")
    if asked:
        code, family = asked.split("-", 1)
        _dialog(view, code, family)
    elif any(name == PROOF for name, _ in view.address.ignored):
        _unknown()


def ask_proof(cell: str) -> None:
    """Open the proof of a cell, « <région>|<famille> » or more, at the next run."""
    choose(PROOF, cell.replace("|", "-"))
    st.session_state[_CLICKED] = True


def asked_proof(address: Address, cells: Sequence[str]) -> str:
    """The cell whose proof is open, « <région>-<famille> », "" for none; once a run."""
    state = st.session_state
    chosen = address.value(PROOF, ["", *cells], "")
    if state.pop(_CLICKED, False):
        state[_BY_ADDRESS] = False
    elif address.arrived:
        state[_BY_ADDRESS] = True
    elif chosen and address.query.get(PROOF) != chosen:
        # Closed in the browser, and this run left before it could say so.
        chosen = state[PROOF] = ""
        address.keep(PROOF, "", "")
    return chosen


def follow_proof(asked: str, cell: str) -> None:
    """Let the address lose the proof when its dialog closes; said before the dialog opens.

    Told after, the browser can learn of a dialog that a quick hand has closed already.

    Parameters
    ----------
    asked
        What `asked_proof` says.
    cell
        The attribute and its value, as in a selector, of the link that opens that proof.
    """
    data = {
        "ouverte": asked,
        "lien": cell,
        "adresse": st.session_state.get(_BY_ADDRESS, False),
    }
    with st.container(key="discret-preuve"):
        _closer(key="preuve-ouverte", data=data)


@st.dialog("La preuve", width=WIDTH, position="right")
def _dialog(view: View, code: str, family: str) -> None:
    found = remembered(
        view.coverage, ("preuve", code, family), lambda: proof(view.coverage, code, family)
    )
    st.html(proof_html(found, view.edition, lambda scheme: proposal_address(view, scheme)))
    if not view.is_private:
        st.html(html("<p>{}</p>", _verified(view, code, family)))


def _verified(view: View, code: str, family: str) -> str:
    """The way to check a sentence about the cell."""
    asked = {"region": code, "famille": family, "edition": view.edition.id}
    href = address(VERIFY, {**asked, **view.reading.to_query()})
    return link(href, typeset("Vérifier une phrase sur cette case"))


@st.dialog("La preuve", width=WIDTH, position="right")
def _unknown() -> None:
    """What an address asks for may be no cell: it says so where the proof would be."""
    told = "L’adresse demande la preuve d’une case qui n’existe pas ici."
    st.html(html('<p class="preuve-absente">{}</p>', typeset(told)))
