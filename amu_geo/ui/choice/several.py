"""A box that chooses several codes by their names, as people type them.

Enter adds the one choice that is meant. Streamlit's own search is deaf to « ile » for
« Île-de-France »: what it does not find comes here as it was typed, and is understood here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from amu_geo.charts.base.markup import html
from amu_geo.french.typography import typeset
from amu_geo.territories import normalise
from amu_geo.ui.choice.address import gesture

Find = Callable[[str], str]
Labels = Callable[[str], str]


def several(
    key: str,
    label: str,
    codes: Sequence[str],
    labels: Labels,
    find: Find | None = None,
    **widget,
) -> None:
    """Draw the box; its codes are in session state under `key`, typed words never.

    Parameters
    ----------
    find
        Gives the code of other names than the labels; raises ValueError, in French, when a text
        is none.
    """
    codes = list(codes)
    st.multiselect(
        label,
        codes,
        key=key,
        format_func=lambda code: labels(code) if code in codes else code,
        filter_mode="contains",
        select_all=False,
        accept_new_options=True,
        on_change=_understand,
        args=(key, codes, labels, find),
        **widget,
    )
    unknown = st.session_state.pop(_unknown(key), "")
    if unknown:
        st.html(html('<p class="avis" role="status">{}</p>', typeset(unknown)))


def meant(text: str, codes: Sequence[str], labels: Labels) -> str:
    """The code whose label a text means: the label, its beginning, a word's, a part; "" for none.

    >>> meant("ILE", ["a", "b"], {"a": "Tiers-lieux à la ville", "b": "Île-de-France"}.get)
    'b'
    """
    typed = normalise(text)
    names = {code: normalise(labels(code)) for code in codes}
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name == typed,
        lambda name: name.startswith(typed),
        lambda name: f" {typed}" in name,
        lambda name: typed in name,
    )
    found = (code for way in ways for code, name in names.items() if typed and way(name))
    return next(found, "")


def _understand(key: str, codes: list[str], labels: Labels, find: Find | None) -> None:
    gesture(key)
    chosen: list[str] = []
    for told in st.session_state[key]:
        code = told if told in codes else meant(told, codes, labels) or _found(key, told, find)
        chosen += [code] if code else []
    st.session_state[key] = list(dict.fromkeys(chosen))


def _found(key: str, text: str, find: Find | None) -> str:
    said = f"« {text[:40]} » n’est aucun de ces choix."
    try:
        code = find(text) if find else ""
    except ValueError as error:
        said, code = str(error), ""
    if not code:
        st.session_state[_unknown(key)] = said
    return code


def _unknown(key: str) -> str:
    return f"_{key}_inconnu"
