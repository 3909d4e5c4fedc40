"""What a page shows: the edition, the reading and the coverage that the address asks for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.edition.shelf import Shelf
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.memory import remembered
from amu_geo.site import READING
from amu_geo.territories import Territories
from amu_geo.territories.model import UnknownTerritoryError
from amu_geo.ui.choice.address import Address
from amu_geo.ui.choice.address import address as address_of
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.preview import PREVIEW, Preview, current, with_preview
from amu_geo.ui.choice.preview_banner import banner
from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES

Piece = TypeVar("Piece")
# The choice of no year: the edition's own, whatever edition is then chosen.
CURRENT = "actuel"
PREVIEW_GONE = (
    "L’aperçu que demandait l’adresse n’existe plus : il ne vit que dans l’onglet qui l’a créé, "
    "jusqu’à ce qu’on le recharge. Voici l’édition publiée ; pour revoir la vôtre, déposez de "
    "nouveau le fichier sur la page Données."
)
_NAMES = {
    "edition": "l’édition",
    "annee": "l’année",
    "lecture": "la lecture",
    "region": "la région",
    "regions": "la région",
    "famille": "la famille",
    "commune": "la commune",
    "type": "le type",
    "phase": "la phase",
    "perimetre": "le périmètre",
    "rayon": "la distance",
    "moment": "le moment",
    "mission": "la mission",
    "niveau": "l’échelle",
}


@dataclass(frozen=True)
class View:
    """The reader's choice, and what it gives. Everything in it is shared and never changed.

    `shelf` holds the published editions, and the session's private one under « apercu »;
    `preview` is that one when it is what the page shows: nothing else may leave the page then
    than the data themselves.
    """

    address: Address
    territories: Territories
    shelf: Shelf
    edition: Edition
    reading: Reading
    coverage: Coverage
    preview: Preview | None = None

    @property
    def is_private(self) -> bool:
        """True when the edition shown is the session's own: no link, embed or image of it."""
        return self.preview is not None

    def controls(self) -> None:
        """Draw the three choices that every page has: edition, year, reading."""
        with st.container(key="pilules", horizontal=True, vertical_alignment="center"):
            self.choices()

    def choices(self) -> None:
        """The three choices alone, for a page that adds its own beside them."""
        self.edition_control()
        self.address.select(
            "annee",
            "Année",
            year_options(self.edition),
            CURRENT,
            labels=lambda code: year_label(self.edition, code),
            help=typeset(
                f"{self.edition.year} est l’année de l’édition, lue à sa date. Une seule règle "
                "vaut pour toutes les années : une famille est confirmée quand une preuve "
                "montre un de ses dispositifs en vigueur cette année-là."
            ),
            width=150,
        )
        self.lecture_control()

    def edition_control(self) -> None:
        """Draw the choice of the edition alone, for what no reading changes."""
        self.address.select(
            "edition",
            "Édition",
            self._editions,
            self.shelf.default.id,
            labels=lambda code: "aperçu" if code == PREVIEW else code,
            help="Ce qui était connu à une date. Une édition publiée ne change plus.",
            width=150,
        )

    @property
    def _editions(self) -> list[str]:
        """The latest first; a withdrawn one only while it is shown."""
        listed = [*reversed(self.shelf.editions)]
        known = PREVIEW if self.is_private else self.edition.id
        return listed if known in listed else [known, *listed]

    def lecture_control(self) -> None:
        """Draw the choice of the reading alone, where the year has a control of its own."""
        self.address.select(
            "lecture",
            "Lecture",
            list(LECTURES),
            DEFAULT_LECTURE,
            labels=lambda code: LECTURES[code].label,
            help=lecture_help(),
            width=170,
        )

    def notices(self) -> None:
        """Say politely what the address asked for and does not exist."""
        for name, value in self.address.ignored:
            if (name, value) == ("edition", PREVIEW):
                st.warning(typeset(PREVIEW_GONE))
                continue
            st.info(as_text(self._not_understood(name, value)))
        for name in self.address.repeated:
            what, value = _NAMES.get(name, f"« {name} »"), self.address.query[name]
            st.info(
                as_text(
                    f"L’adresse donne plusieurs fois {what} ; la dernière valeur est lue, "
                    f"« {value[:40]} »."
                )
            )
        withdrawn = self.shelf.notice(self.edition)
        if withdrawn:
            st.warning(as_text(withdrawn))
        late = self.shelf.warning if self.edition is self.shelf.default else ""
        if late:
            st.warning(as_text(late))
        for folder in () if late else self.shelf.damaged:
            told = f"L’édition « {folder} » est abîmée : elle est mise de côté."
            st.warning(as_text(told))

    def _not_understood(self, name: str, value: str) -> str:
        what = _NAMES.get(name, f"la valeur de « {name} »")
        asked = f"L’adresse demandait {what} « {value[:40]} »"
        if name in ("region", "regions"):
            with contextlib.suppress(UnknownTerritoryError):
                code = self.territories.find(value[:40])
                return f"{asked} par son nom ; une adresse la demande par son code, « {code} »."
        return f"{asked}, qui n’existe pas ici : la vue garde la valeur habituelle."

    def link(self, path: str, **changes: str) -> str:
        """Address of a page that shows this edition and reading, with more choices."""
        query = self.address.next_query()
        base = {name: query[name] for name in READING if name in query}
        return address_of(path, {**base, **changes})

    def kept(self, key: tuple[Hashable, ...], draw: Callable[[], Piece]) -> Piece:
        """What is drawn of the coverage, with links that carry the shared choices: drawn once.

        Parameters
        ----------
        key
            All that it depends on besides the coverage and the choices of `Address.shared`.
        """
        return remembered(self.coverage, (*key, *self.address.shared().items()), draw)

    def region_name(self, code: str) -> str:
        """Name of a region for a list of choices; "" invites to choose."""
        return self.territories.name(code) if code else "Choisir une région…"


def open_view() -> View:
    """Read the address and the data that it asks for."""
    address = Address.open()
    published = store.shelf()
    shelf = with_preview(published)
    chosen = address.value("edition", shelf.reachable, shelf.default.id)
    edition, preview = shelf.get(chosen), current() if chosen == PREVIEW else None
    if preview is not None:
        banner(preview, published)
    year = address.value("annee", year_options(edition), CURRENT, own_year(edition))
    lecture = address.value("lecture", LECTURES, DEFAULT_LECTURE)
    reading = Reading(None if year == CURRENT else int(year), lecture)
    coverage = store.coverage(edition, reading)
    return View(address, store.territories(), shelf, edition, reading, coverage, preview)


def year_options(edition: Edition) -> list[str]:
    """The edition's own year (as `CURRENT`), then those before it, latest first."""
    return [CURRENT, *(str(year) for year in range(edition.year - 1, FIRST_YEAR - 1, -1))]


def own_year(edition: Edition) -> dict[str, str]:
    """What an address may write for the default year: the edition's own."""
    return {str(edition.year): CURRENT}


def year_label(edition: Edition, code: str) -> str:
    """A choice of year as readers see it: always a year."""
    return str(edition.year) if code == CURRENT else code


def lecture_help() -> str:
    """The four readings explained, for the hover of their control."""
    lines = [f"**{lecture.label}** : {lecture.explanation}" for lecture in LECTURES.values()]
    return typeset("Niveau de preuve exigé, chacun plus sévère que le précédent.\n\n- ") + (
        "\n- ".join(typeset(line) for line in lines)
    )
