"""The private edition of a browser session: its owner alone sees it, and it goes with the session.

It lives in the session's memory, never on disk and never among the published editions. Its
name in the address is « apercu »; another browser, or a reload, has none under that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd
import streamlit as st

from amu_geo import paths, store
from amu_geo.edition import Edition
from amu_geo.edition.checking.metadata import RESERVED_ID
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.difference import difference
from amu_geo.edition.publishing import refusals
from amu_geo.edition.shelf import Shelf

PREVIEW = RESERVED_ID
# What stands for the file of an edition that a review made.
REVIEW = "votre relecture"
_KEPT = "_edition_privee"
_SHOWN_NEXT = "_edition_privee_a_montrer"


@dataclass(frozen=True, eq=False)
class Preview:
    """A checked edition that nobody else sees.

    Attributes
    ----------
    edition
        What was sent, checked.
    base
        The published edition that it is compared with.
    filename
        The file it was read from.
    """

    edition: Edition
    base: Edition
    filename: str

    @cached_property
    def changes(self) -> pd.DataFrame:
        """`difference` from the published edition, computed once."""
        return difference(self.base, self.edition)


@dataclass(frozen=True, eq=False)
class PrivateShelf(Shelf):
    """The published editions and one of the session's own, that is never the default."""

    published: Shelf

    @property
    def default(self) -> Edition:
        """The default of the published editions."""
        return self.published.default


def current() -> Preview | None:
    """The session's private edition, when it has one."""
    return st.session_state.get(_KEPT)


def start(edition: Edition, published: Shelf, filename: str, base: Edition | None = None) -> None:
    """Show an edition to this session from its next run on, in every page.

    It is compared with `base`: by default the published edition of the same id, else the
    latest one.
    """
    base = base or published.editions.get(edition.id, published.default)
    st.session_state[_KEPT] = Preview(edition, base, filename)
    # The box of the edition is on the page already: only the next run may change its value.
    st.session_state[_SHOWN_NEXT] = True


def leave(published: Shelf) -> None:
    """Forget the private edition and show the published one again."""
    st.session_state.pop(_KEPT, None)
    st.session_state["edition"] = published.default.id
    # In the address too: a page that was not drawn to its end would still ask for it.
    st.query_params.pop("edition", None)


def with_preview(published: Shelf) -> Shelf:
    """The editions that this session may choose: the published ones, then its own.

    The session's own becomes the choice when it was just started: call it before any control.
    """
    preview = current()
    if preview is None:
        return published
    if st.session_state.pop(_SHOWN_NEXT, False):
        st.session_state["edition"] = PREVIEW
    editions: Mapping[str, Edition] = {**published.editions, PREVIEW: preview.edition}
    return PrivateShelf(
        editions,
        published.damaged,
        published,
        dates=published.dates,
        withdrawn=published.withdrawn,
        chosen=published.chosen,
    )


def free_id(taken: str) -> str:
    """An id like another: with the first number that no published edition has."""
    published = store.shelf().reachable
    number = 2
    while (proposed := f"{taken[:36]}-{number}") in published:
        number += 1
    return proposed


def refused(edition: Edition) -> list[Problem]:
    """What `publish` would refuse of it today: an id or a title that is taken, a date to come."""
    return refusals(edition, paths.SCHEMES, date.today())
