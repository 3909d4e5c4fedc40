"""The page's address: every choice lives in the URL as codes, and comes back from it.

The rule is one sentence: an address that the page did not write itself (a link, a reload,
Back) decides, once for each choice; from then on the widgets decide, and the page writes the
address. A page never rewrites the address at which a reader arrives, so that Back always leads
back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from amu_geo import store
from amu_geo.site import READING, SHARED, address
from amu_geo.territories.asked import meant_address
from amu_geo.ui.choice.tab import name_tab

# The address that decided last, or that the page wrote; the choices already taken from it.
_KNOWN = "_adresse_connue"
_TAKEN = "_choix_repris"
_PAGE = "_page"
_GESTURE = "_geste"
# The address that was sent last, and what the browser's was when it was.
_SENT = "_adresse_envoyee"


def open_on(path: str) -> None:
    """Say which page runs: the same choices on another page are another address.

    Until a page that the reader reaches has run, its tab is named after its address alone.
    """
    st.session_state[_PAGE] = path
    query = present_query()
    if _arrives(_here(query)):
        name_tab(path, query)


def present_query() -> dict[str, str]:
    """The parameters of the browser's address, as they are meant."""
    return dict(_items())


def present_shared() -> dict[str, str]:
    """Those of them that follow the reader from page to page."""
    query = present_query()
    return {name: query[name] for name in SHARED if name in query}


def gesture(*names: str) -> None:
    """Say that this run answers a widget of the page, not an address: for its callback.

    Parameters
    ----------
    names
        The choices that it made. They are the reader's, even where a quick hand stopped the run
        of an address that was still to give them.
    """
    st.session_state[_GESTURE] = st.session_state.get(_PAGE, "")
    st.session_state.setdefault(_TAKEN, set()).update(names)


def choose(name: str, value: Any) -> None:
    """Make a choice as a widget's callback does, before the page runs."""
    st.session_state[name] = value
    gesture(name)


@dataclass
class Address:
    """Query parameters of one run of a page.

    Attributes
    ----------
    query
        What the browser's address means.
    arrived
        True when this page did not write that address itself.
    ignored
        Names and values that were not understood, to be said politely.
    repeated
        Names that the address gives several values, of which the last holds.
    written, partial
        Whether `write` was called; whether only a fragment of the page runs.
    read_before
        In a fragment's own run, the choices that the whole page reads.
    """

    query: dict[str, str]
    arrived: bool
    chosen: dict[str, str] = field(default_factory=dict)
    written: bool = False
    partial: bool = False
    read_before: frozenset[str] = frozenset()
    ignored: list[tuple[str, str]] = field(default_factory=list)
    repeated: tuple[str, ...] = ()

    @classmethod
    def open(cls) -> Address:
        """Read the address at the start of a run of the whole page."""
        items = _items()
        query = dict(items)
        here = _here(query)
        arrived = _arrives(here)
        st.session_state.pop(_GESTURE, None)
        if arrived:
            # At once: a quick Back stops this run, and must then find another address than this.
            st.session_state[_KNOWN] = here
            st.session_state[_TAKEN] = set()
        names = [name for name, _ in items] if arrived else []
        repeated = (name for name in dict.fromkeys(names) if names.count(name) > 1)
        return cls(query, arrived, repeated=tuple(repeated))

    def of_this_run(self) -> Address:
        """This address in a whole run; a fresh one when a fragment runs again by itself.

        A fragment keeps the arguments of the whole run that drew it, this address included.
        Nobody arrives in a fragment: Back and links run the whole page. An address that looks
        new there is the one before, still in the browser when the message left.
        """
        if not self.written:
            return self
        st.session_state.pop(_GESTURE, None)
        return Address(
            present_query(),
            arrived=False,
            partial=True,
            read_before=frozenset(self.chosen),
        )

    def value(
        self,
        name: str,
        options: Iterable[str],
        default: str,
        synonyms: Mapping[str, str] | None = None,
    ) -> str:
        """The present value of a choice, kept in session state under its own name."""
        options = list(options)
        if _takes(name):
            asked = self.query.get(name)
            asked = (synonyms or {}).get(asked, asked)
            if asked is not None and asked not in options:
                self.ignored.append((name, asked))
                asked = None
            st.session_state[name] = default if asked is None else asked
        elif st.session_state[name] not in options:
            st.session_state[name] = default
        self.keep(name, st.session_state[name], default)
        return st.session_state[name]

    def values(self, name: str, options: Sequence[str], default: Sequence[str] = ()) -> list[str]:
        """Several codes in one parameter, separated by commas."""
        if _takes(name):
            asked = [code for code in self.query.get(name, "").split(",") if code]
            unknown = [code for code in asked if code not in options]
            self.ignored += [(name, code) for code in unknown]
            known = [code for code in dict.fromkeys(asked) if code in options]
            st.session_state[name] = known or list(default)
        else:
            st.session_state[name] = [code for code in st.session_state[name] if code in options]
        self.keep(name, ",".join(st.session_state[name]), ",".join(default))
        return st.session_state[name]

    def text(self, name: str, default: str = "", limit: int = 80) -> str:
        """Free text, such as a search; longer text is cut."""
        if _takes(name):
            st.session_state[name] = self.query.get(name, default)[:limit]
        self.keep(name, st.session_state[name], default)
        return st.session_state[name]

    def select(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        default: str,
        labels: Callable[[str], str] = str,
        **widget,
    ) -> str:
        """A select box whose value is a code of the address."""
        self.value(name, options, default)
        widget.setdefault("on_change", gesture)
        widget.setdefault("args", (name,))
        value = st.selectbox(label, options, format_func=labels, key=name, **widget)
        self.keep(name, value, default)
        return value

    def keep(self, name: str, value: str, default: str) -> None:
        """Note a choice for the address; what is at its default stays out."""
        self.chosen[name] = "" if value == default else value

    def next_query(self) -> dict[str, str]:
        """The address of this view: its own choices, and the shared ones that it passes on."""
        kept = self.query if self.partial else SHARED
        passed = {name: self.query[name] for name in kept if name in self.query}
        merged = {**passed, **self.chosen}
        return {name: value for name, value in merged.items() if value}

    def own(self) -> dict[str, str]:
        """The choices that this page reads, without those that it only passes on."""
        names = self.read_before | set(self.chosen)
        return {name: value for name, value in self.next_query().items() if name in names}

    def write(self) -> None:
        """Put the view's choices in the browser's address, unless the reader just arrived."""
        self.written = True
        query = self.query if self.arrived else self.next_query()
        if query != self.query or self._is_overtaken(query):
            st.query_params.from_dict(query)
            st.session_state[_SENT] = _here(query), self.query
        elif self.arrived:
            st.session_state.pop(_SENT, None)
        st.session_state[_KNOWN] = _here(query)
        name_tab(_here(query)[0], self._shown())

    def _is_overtaken(self, query: dict[str, str]) -> bool:
        """Whether the browser, quicker than the last run, then got another address than this one.

        A reader who goes back from what was sent finds what was there before it: all is well.
        """
        sent, before = st.session_state.get(_SENT, (None, None))
        if sent is None or sent[0] != _here(query)[0] or sent[1] == query:
            return False
        return not (self.arrived and query == before)

    def _shown(self) -> dict[str, str]:
        """What the view shows, its choices at their default included but for the reading's."""
        query = self.next_query()
        for name in (self.read_before | set(self.chosen)).difference(READING):
            value = st.session_state.get(name) or ""
            query[name] = value if isinstance(value, str) else ",".join(value)
        return query

    def link(self, path: str, **changes: str) -> str:
        """Address of another page that carries the shared choices, with changes."""
        return address(path, {**self.shared(), **changes})

    def shared(self) -> dict[str, str]:
        """The choices that follow the reader to another page."""
        query = self.next_query()
        return {name: query[name] for name in SHARED if name in query}


def _items() -> list[tuple[str, str]]:
    given = st.query_params
    told = [(name, value) for name in given for value in given.get_all(name)]
    return meant_address(told, store.territories())


def _arrives(here: tuple[str, dict[str, str]]) -> bool:
    """Whether the reader comes from elsewhere: a link, a reload, Back."""
    # A quick second gesture leaves before the browser has the address of the first.
    late = st.session_state.get(_GESTURE) == here[0]
    return here != st.session_state.get(_KNOWN) and not late


def _here(query: dict[str, str]) -> tuple[str, dict[str, str]]:
    return st.session_state.get(_PAGE, ""), query


def _takes(name: str) -> bool:
    """Whether a choice is still to be taken from the address; it is, once."""
    taken = st.session_state.setdefault(_TAKEN, set())
    if name in taken and name in st.session_state:
        return False
    taken.add(name)
    return True
