"""What a page shows: the edition, the reading and the coverage that the address asks for."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from amu_geo import store
from amu_geo.coverage import Coverage
from amu_geo.edition import Edition
from amu_geo.editions import Shelf
from amu_geo.reading import Reading
from amu_geo.territories import Territories
from amu_geo.typography import typeset
from amu_geo.ui.address import Address
from amu_geo.ui.address import address as address_of
from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES

CURRENT = "actuel"
_NAMES = {
    "edition": "l’édition",
    "annee": "l’année",
    "lecture": "la lecture",
    "region": "la région",
    "regions": "la région",
    "famille": "la famille",
}


@dataclass(frozen=True)
class View:
    """The reader's choice, and what it gives. Everything in it is shared and never changed."""

    address: Address
    territories: Territories
    shelf: Shelf
    edition: Edition
    reading: Reading
    coverage: Coverage

    def controls(self) -> None:
        """Draw the three choices that every page has: edition, year, reading."""
        with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
            self.edition_control()
            self.address.select(
                "annee",
                "Année",
                year_options(self.edition),
                CURRENT,
                help=typeset(
                    "« actuel » compte les dispositifs ni terminés ni historiques à la date de "
                    "l’édition. Une année passée compte ceux que leurs dates y placent."
                ),
                width=150,
            )
            self.address.select(
                "lecture",
                "Lecture",
                list(LECTURES),
                DEFAULT_LECTURE,
                labels=lambda code: LECTURES[code].label,
                help=lecture_help(),
                width=170,
            )

    def edition_control(self) -> None:
        """Draw the choice of the edition alone, for what no reading changes."""
        self.address.select(
            "edition",
            "Édition",
            list(reversed(self.shelf.editions)),
            self.shelf.default.id,
            help="Ce qui était connu à une date. Une édition publiée ne change plus.",
            width=150,
        )

    def notices(self) -> None:
        """Say politely what the address asked for and does not exist."""
        for name, value in self.address.ignored:
            what = _NAMES.get(name, f"la valeur de « {name} »")
            st.info(
                typeset(
                    f"L’adresse demandait {what} « {value[:40]} », qui n’existe pas ici : "
                    "la vue garde la valeur habituelle."
                )
            )
        for folder in self.shelf.damaged:
            st.warning(typeset(f"L’édition « {folder} » est abîmée : elle est mise de côté."))

    def link(self, path: str, **changes: str) -> str:
        """Address of a page that shows this edition and reading, with more choices."""
        query = self.address.next_query()
        base = {name: query[name] for name in ("edition", "annee", "lecture") if name in query}
        return address_of(path, {**base, **changes})

    def region_name(self, code: str) -> str:
        """Name of a region for a list of choices; "" invites to choose."""
        return self.territories.name(code) if code else "Choisir une région…"


def open_view() -> View:
    """Read the address and the data that it asks for."""
    address = Address.open()
    shelf = store.shelf()
    edition = shelf.get(address.value("edition", shelf.editions, shelf.default.id))
    # The edition's own year is its present state.
    own_year = {str(edition.year): CURRENT}
    year = address.value("annee", year_options(edition), CURRENT, own_year)
    lecture = address.value("lecture", LECTURES, DEFAULT_LECTURE)
    reading = Reading(None if year == CURRENT else int(year), lecture)
    coverage = store.coverage(edition, reading)
    return View(address, store.territories(), shelf, edition, reading, coverage)


def year_options(edition: Edition) -> list[str]:
    """« actuel », then the years before the edition's, latest first."""
    return [CURRENT, *(str(year) for year in range(edition.year - 1, FIRST_YEAR - 1, -1))]


def lecture_help() -> str:
    """The four readings explained, for the hover of their control."""
    lines = [f"**{lecture.label}** : {lecture.explanation}" for lecture in LECTURES.values()]
    return typeset("Niveau de preuve exigé, chacun plus sévère que le précédent.\n\n- ") + (
        "\n- ".join(typeset(line) for line in lines)
    )
