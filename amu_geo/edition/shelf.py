"""The shelf of published editions: which exist, which is the default, what is damaged."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition, EditionError, edition_folders, read_edition
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.raw import METADATA_FILE
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
class Shelf:
    """Published editions by id, oldest first, and the folders set aside with their problems.

    `dates` holds the dates that damaged editions still tell.
    """

    editions: Mapping[str, Edition]
    damaged: Mapping[str, tuple[Problem, ...]]
    dates: Mapping[str, date] = field(default_factory=dict, kw_only=True)

    @property
    def default(self) -> Edition:
        """The edition with the latest date.

        Raises
        ------
        NoEditionError
            When no edition can be read.
        """
        if not self.editions:
            raise NoEditionError(paths.SCHEMES, self.damaged)
        return max(self.editions.values(), key=lambda edition: (edition.date, edition.id))

    @property
    def warning(self) -> str:
        """What whoever asks for no edition must know: a later one cannot be read; else "".

        One sentence in French, typeset: which edition is shown, in the place of which, and why.
        """
        default = self.default
        later = [name for name in self.damaged if self.dates.get(name, date.max) > default.date]
        if not later:
            return ""
        name = max(later, key=lambda name: (self.dates.get(name, date.min), name))
        rank = "plus récente" if name in self.dates else "sans doute plus récente"
        return typeset(
            f"Édition {default.id} du {date_fr(default.date.isoformat())} : l’édition "
            f"« {name} », {rank}, ne se lit pas pour le moment ({self.damaged[name][0].where()})."
        )

    def get(self, edition_id: str | None) -> Edition:
        """An edition by id, the default one for None.

        Raises
        ------
        UnknownEditionError
            In French, naming the editions that exist.
        """
        if not edition_id:
            return self.default
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
    ordered = sorted(editions.values(), key=lambda edition: (edition.date, edition.id))
    return Shelf({edition.id: edition for edition in ordered}, damaged, dates=dates)


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
