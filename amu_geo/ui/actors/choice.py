"""What the actors' page shows: its own choices, their controls, what they keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from amu_geo.edition import referentials
from amu_geo.measure.actors import LEVELS, ActorFilters, filter_actors
from amu_geo.ui.choice import loaders
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.view import View
from amu_geo.vocabulary import FAMILIES

# Name of each choice in the address, what it is, and the label of a code.
CHOICES: dict[str, tuple[str, Callable[[str], str]]] = {
    "type": ("Type", lambda code: referentials.label("type", code)),
    "famille": ("Famille", lambda code: FAMILIES[code].label),
    "phase": ("Phase", lambda code: referentials.label("phases", code)),
    "perimetre": ("Périmètre", lambda code: referentials.label("perimetre", code)),
}
COLUMNS = {"type": "type", "famille": "familles", "phase": "phases", "perimetre": "perimetre"}
ANY = {"type": "tous", "famille": "toutes", "phase": "toutes", "perimetre": "tous"}


@dataclass(frozen=True)
class ActorsView:
    """What the page shows: the filters, and what they keep.

    `every_phase` is what the other filters keep; `stated` says that the edition words its
    totals without a list, so that nothing is counted.
    """

    view: View
    filters: ActorFilters
    every_phase: pd.DataFrame
    actors: pd.DataFrame
    projects: pd.DataFrame
    stated: bool

    @property
    def names(self) -> dict[str, str]:
        """Names of the régions by code."""
        return {code: self.view.territories.name(code) for code in self.view.territories.codes}


def open_actors(view: View) -> ActorsView:
    """Read the page's own choices and apply them."""
    filters = _filters(view)
    everyone = loaders.actors(view.edition)
    return ActorsView(
        view,
        filters,
        filter_actors(everyone, replace(filters, phases=())),
        filter_actors(everyone, filters),
        filter_actors(loaders.projects(view.edition), replace(filters, types=(), perimetres=())),
        view.edition.stated_figure("acteurs") is not None,
    )


def _filters(view: View) -> ActorFilters:
    address = view.address
    chosen = {name: address.value(name, _codes(name), "") for name in CHOICES}
    region = address.value("region", ["", *view.territories.codes], "")
    # Drawn further down; read here, so that an unknown value is told at the top.
    address.value("niveau", LEVELS, "region")
    return ActorFilters(
        types=_one(chosen["type"]),
        familles=_one(chosen["famille"]),
        phases=_one(chosen["phase"]),
        perimetres=_one(chosen["perimetre"]),
        regions=_one(region),
    )


def _codes(name: str) -> list[str]:
    codes = {"famille": tuple(FAMILIES), "phase": tuple(referentials.by_code("phases"))}
    return ["", *codes.get(name, referentials.codes(name))]


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def controls(view: View) -> None:
    """The edition and the page's own filters."""
    with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
        view.edition_control()
        everyone = loaders.actors(view.edition)
        for name, (label, words) in CHOICES.items():
            if not (st.session_state[name] or _told(everyone[COLUMNS[name]])):
                continue
            view.address.select(
                name,
                label,
                _codes(name),
                "",
                labels=lambda code, name=name, words=words: words(code) if code else ANY[name],
                width=170,
            )
        if st.session_state["region"] or _told(everyone["code_region"]):
            _region_control(view)
        if any(st.session_state[name] for name in (*CHOICES, "region")):
            st.button("Tout afficher", on_click=_clear, key="tout-afficher")


def _told(column: pd.Series) -> bool:
    """Whether the edition says anything of that kind of any actor: else there is no choice."""
    return any(len(value) > 0 for value in column)


def _region_control(view: View) -> None:
    view.address.select(
        "region",
        "Région",
        ["", *view.territories.alphabetical],
        "",
        labels=lambda code: view.territories.name(code) if code else "toutes",
        width=170,
    )


def _clear() -> None:
    for name in (*CHOICES, "region"):
        choose(name, "")
