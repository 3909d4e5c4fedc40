"""The shelf of published editions: which exist, which is the default, what is damaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition, EditionError, edition_folders, read_edition
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.territories import Territories


@dataclass(frozen=True, eq=False)
class Shelf:
    """Published editions by id, oldest first, and the folders set aside with their problems."""

    editions: Mapping[str, Edition]
    damaged: Mapping[str, tuple[Problem, ...]]

    @property
    def default(self) -> Edition:
        """The edition with the latest date.

        Raises
        ------
        LookupError
            When no edition can be read.
        """
        if not self.editions:
            raise LookupError("Aucune édition lisible dans data/schemes.")
        return max(self.editions.values(), key=lambda edition: (edition.date, edition.id))

    def get(self, edition_id: str | None) -> Edition:
        """An edition by id, the default one for None.

        Raises
        ------
        KeyError
            In French, naming the editions that exist.
        """
        if not edition_id:
            return self.default
        if edition_id not in self.editions:
            known = ", ".join(self.editions)
            raise KeyError(f"Édition inconnue : « {edition_id} ». Éditions publiées : {known}.")
        return self.editions[edition_id]


def read_shelf(territories: Territories, root: Path = paths.SCHEMES) -> Shelf:
    """Read every published edition; a damaged one is set aside and the others still serve."""
    editions: dict[str, Edition] = {}
    damaged: dict[str, tuple[Problem, ...]] = {}
    for folder in edition_folders(root):
        try:
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
    ordered = sorted(editions.values(), key=lambda edition: (edition.date, edition.id))
    return Shelf({edition.id: edition for edition in ordered}, damaged)


def _taken(edition: Edition, folder: Path) -> Problem:
    return Problem(
        "un autre dossier porte déjà cet identifiant d’édition.",
        f"{folder.name}/{METADATA_FILE}",
        colonne="id",
        valeur=edition.id,
        attendu="un identifiant par dossier",
    )
