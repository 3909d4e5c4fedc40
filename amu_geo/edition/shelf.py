"""The shelf of published editions: which exist, which is the default, what is damaged."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition, EditionError, edition_folders, read_edition
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.edition.state import State, read_state
from amu_geo.french.typography import date_fr, typeset
from amu_geo.paths import DamagedFileError
from amu_geo.territories import Territories


class NoEditionError(DamagedFileError, LookupError):
    """No published edition can be read; the message says what is wrong with those there."""

    def __init__(self, root: Path, damaged: Mapping[str, tuple[Problem, ...]]) -> None:
        reasons = "; ".join(f"« {name} », {said[0]}" for name, said in damaged.items())
        super().__init__(root, f"Aucune édition lisible{f' ({reasons})' if reasons else ''}")


class UnknownEditionError(KeyError):
    """No published edition has the id that was asked for; the message names those that exist."""


@dataclass(frozen=True, eq=False)
class Withdrawn:
    """An edition that is out of sight, and since when; its links still show it, and say so."""

    edition: Edition
    day: date


@dataclass(frozen=True, eq=False)
class Shelf:
    """Published editions by id, oldest first, and the folders set aside with their problems.

    `dates` holds the dates that damaged editions still tell; `withdrawn` the editions that no
    list shows any more; `chosen` the id that `etat.toml` gives as the default, "" for the
    latest; `state_fault` why that file could not be understood, "" when it was.
    """

    editions: Mapping[str, Edition]
    damaged: Mapping[str, tuple[Problem, ...]]
    dates: Mapping[str, date] = field(default_factory=dict, kw_only=True)
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict, kw_only=True)
    chosen: str = field(default="", kw_only=True)
    state_fault: str = field(default="", kw_only=True)

    @property
    def default(self) -> Edition:
        """The edition that `etat.toml` chooses, else the one with the latest date.

        Raises
        ------
        NoEditionError
            When no edition can be read.
        """
        if not self.editions:
            raise NoEditionError(paths.SCHEMES, self.damaged)
        if self.chosen in self.editions:
            return self.editions[self.chosen]
        return max(self.editions.values(), key=lambda edition: (edition.date, edition.id))

    @property
    def warning(self) -> str:
        """What whoever asks for no edition must know: a later one cannot be read; else "".

        One sentence in French, typeset: which edition is shown, in the place of which, and why.
        """
        default = self.default
        if self.chosen == default.id:
            return ""
        if self.chosen in self.damaged:
            name, rank = self.chosen, "celle qui est choisie par défaut"
        else:
            later = [name for name in self.damaged if self.dates.get(name, date.max) > default.date]
            if not later:
                return ""
            name = max(later, key=lambda name: (self.dates.get(name, date.min), name))
            rank = "plus récente" if name in self.dates else "sans doute plus récente"
        return typeset(
            f"Édition {default.id} du {date_fr(default.date.isoformat())} : l’édition "
            f"« {name} », {rank}, ne se lit pas pour le moment ({self.damaged[name][0].where()})."
        )

    @cached_property
    def reachable(self) -> Mapping[str, Edition]:
        """Every edition that an address may ask for: those of the lists, then the withdrawn."""
        return {**self.editions, **{name: one.edition for name, one in self.withdrawn.items()}}

    @cached_property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """What changes when an edition is published, corrected, withdrawn or made the default."""
        made = ((name, edition.fingerprint) for name, edition in self.editions.items())
        gone = ((name, one.day.isoformat()) for name, one in self.withdrawn.items())
        return (*made, *gone, ("defaut", self.default.id))

    def notice(self, edition: Edition) -> str:
        """What whoever asks for a withdrawn edition must know, in French, typeset; else ""."""
        known = self.withdrawn.get(edition.id)
        if known is None or known.edition is not edition:
            return ""
        return typeset(
            f"L’édition {edition.id} a été retirée le {date_fr(known.day.isoformat())} : elle "
            f"reste lisible à son adresse et n’est plus proposée. L’édition par défaut est "
            f"{self.default.id}, du {date_fr(self.default.date.isoformat())}."
        )

    def get(self, edition_id: str | None) -> Edition:
        """An edition by id, withdrawn ones included; the default one for None.

        Raises
        ------
        UnknownEditionError
            In French, naming the editions that exist.
        """
        if not edition_id:
            return self.default
        if edition_id in self.withdrawn:
            return self.withdrawn[edition_id].edition
        return self.get_listed(edition_id)

    def get_listed(self, edition_id: str) -> Edition:
        """An edition by id, of those that visitors may choose.

        Raises
        ------
        UnknownEditionError
            In French, naming them.
        """
        if edition_id not in self.editions:
            known = ", ".join(self.editions)
            message = f"Édition inconnue : « {edition_id} ». Éditions publiées : {known}."
            raise UnknownEditionError(message)
        return self.editions[edition_id]


def read_shelf(territories: Territories, root: Path | None = None) -> Shelf:
    """Read every published edition; a damaged one is set aside and the others still serve.

    Raises
    ------
    DamagedFileError
        When a file that all editions are read with is damaged: none would be.
    """
    editions: dict[str, Edition] = {}
    damaged: dict[str, tuple[Problem, ...]] = {}
    dates: dict[str, date] = {}
    for folder in edition_folders(root or paths.SCHEMES):
        try:
            _refuse_cut_files(folder)
            edition = read_edition(folder, territories)
        except EditionError as error:
            damaged[folder.name] = tuple(error.problems)
        except OSError as error:
            damaged[folder.name] = (Problem(f"le dossier ne se lit pas ({error}).", folder.name),)
        else:
            if edition.id in editions:
                damaged[folder.name] = (_taken(edition, folder),)
            else:
                editions[edition.id] = edition
        if folder.name in damaged:
            dates |= _told_date(folder)
    state, fault = _state(root or paths.SCHEMES)
    ordered = sorted(editions.values(), key=lambda edition: (edition.date, edition.id))
    return Shelf(
        {one.id: one for one in ordered if one.id not in state.withdrawn},
        {name: said for name, said in damaged.items() if name not in state.withdrawn},
        dates=dates,
        withdrawn={
            one.id: Withdrawn(one, state.withdrawn[one.id])
            for one in ordered
            if one.id in state.withdrawn
        },
        chosen=state.default,
        state_fault=fault,
    )


def _state(root: Path) -> tuple[State, str]:
    """What was decided about the editions, and why it could not be understood.

    All editions are then shown, as without that file.
    """
    try:
        return read_state(root), ""
    except DamagedFileError as error:
        return State(), str(error)


def _refuse_cut_files(folder: Path) -> None:
    """A published table ends with the end of a line; one cut short may still read as a table."""
    cut = [
        Problem("le fichier est coupé : sa dernière ligne n’est pas finie.", path.name)
        for path in sorted(folder.glob("*.csv"))
        if path.is_file() and path.read_bytes()[-1:] not in (b"", b"\n")
    ]
    if cut:
        raise EditionError(cut)


def _told_date(folder: Path) -> dict[str, date]:
    """The date that a damaged edition still tells, by the name of its folder."""
    try:
        metadata = tomllib.loads((folder / METADATA_FILE).read_text(encoding="utf-8-sig"))
        return {folder.name: date.fromisoformat(str(metadata.get("date")))}
    except (OSError, ValueError, RecursionError):
        return {}


def _taken(edition: Edition, folder: Path) -> Problem:
    return Problem(
        "un autre dossier porte déjà cet identifiant d’édition.",
        f"{folder.name}/{METADATA_FILE}",
        colonne="id",
        valeur=edition.id,
        attendu="un identifiant par dossier",
    )
