"""data.gouv.fr: the set that answers a search, then its file; third places become actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from amu_geo.harvest.dates import read_date
from amu_geo.harvest.fetching import Desk, HarvestError
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import ACTOR, Record
from amu_geo.harvest.sources.columns import Columns, shared
from amu_geo.harvest.texts import one_line
from amu_geo.territories import normalise

ADDRESS = "https://www.data.gouv.fr/api/1/datasets/"
CENSUS = "recensement des tiers-lieux"
_LICENCES = {"lov2": "Licence Ouverte 2.0", "fr-lo": "Licence Ouverte 1.0", "odc-odbl": "ODbL 1.0"}
_FORMATS = ("csv", "json")
# Names that such lists give to their columns.
_COLUMNS = {
    "id": ("id", "identifiant", "siret", "uuid"),
    "titre": ("nom", "name", "nom du tiers-lieu", "titre", "structure"),
    "adresse": ("site_web", "site", "site internet", "url", "website"),
    "porteur": ("gestionnaire", "structure porteuse", "porteur"),
    "texte": ("description", "presentation", "typologie", "activites"),
    "territoire": ("region", "nom_region", "departement", "nom_departement"),
    "commune": ("code_insee", "code insee", "insee", "code_commune", "codgeo"),
    "debut": ("annee_ouverture", "date_ouverture", "ouverture"),
}


@dataclass
class DataGouv:
    """The census of France Tiers-Lieux, or any set of actors that a search finds.

    Parameters
    ----------
    day, places
        As for every service.
    query
        Words of the set's title.
    """

    day: str
    places: Places
    query: str = CENSUS
    key: str = "datagouv"
    name: str = "data.gouv.fr"
    licence: str = ""

    def records(self, desk: Desk) -> list[Record]:
        """Every actor of the set, with its licence and the date of its file."""
        found = desk.json(f"{ADDRESS}?{urlencode({'q': self.query, 'page_size': 20})}")
        sets = found.get("data") if isinstance(found, dict) else None
        if not isinstance(sets, list):
            raise HarvestError("data.gouv.fr : attendu une liste de jeux de données sous « data ».")
        chosen = next(filter(self._is_meant, sets), None)
        if chosen is None:
            raise HarvestError(
                f"data.gouv.fr : aucun jeu de données dont le titre dise « {self.query} ». "
                f"{len(sets)} proposés."
            )
        resource = _resource(chosen)
        return self._read(desk, chosen, resource)

    def _is_meant(self, entry: Any) -> bool:
        words = set(normalise(self.query).split()) - {"des", "de", "les", "la", "le", "du", "et"}
        title = f"{entry.get('title', '')} {entry.get('slug', '')}"
        return words <= set(normalise(title).split()) and bool(_usable(entry))

    def _read(self, desk: Desk, entry: Mapping[str, Any], resource: Mapping[str, Any]):
        address = one_line(resource.get("latest") or resource.get("url"))
        if resource["format"].lower() == "csv":
            rows: Any = desk.rows(address)
        else:
            rows = desk.json(address)
        if not isinstance(rows, list):
            raise HarvestError("data.gouv.fr : attendu une liste de fiches dans le fichier.")
        licence = one_line(entry.get("license"))
        dated = read_date(resource.get("last_modified")) or read_date(entry.get("last_modified"))
        common = replace(
            shared(self, kind=ACTOR),
            source_name=f"{self.name}, « {one_line(entry.get('title'))} »",
            licence=_LICENCES.get(licence, licence or "licence non dite"),
        )
        columns = Columns(_COLUMNS, common, self.places)
        made = (columns.record(row) for row in rows if isinstance(row, dict))
        return [replace(one, updated=one.updated or dated) for one in made if one is not None]


def _usable(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The files of a set that can be read, tables first."""
    found = [one for one in entry.get("resources") or () if _format(one) in _FORMATS]
    return sorted(found, key=lambda one: _FORMATS.index(_format(one)))


def _format(resource: Mapping[str, Any]) -> str:
    return str(resource.get("format") or "").lower()


def _resource(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return _usable(entry)[0]
