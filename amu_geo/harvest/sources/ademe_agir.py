"""ADEME, « Agir pour la transition »: the State's money, in one answer to whoever has two keys."""

from __future__ import annotations

from dataclasses import dataclass

from amu_geo.harvest.fetching import Desk, HarvestError
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import Record
from amu_geo.harvest.sources.columns import Columns, shared

_COLUMNS = {
    "id": ("id",),
    "titre": ("titre",),
    "adresse": ("url_agir",),
    "texte": ("description_longue", "thematiques", "cible_projet"),
    "territoire": ("regions", "couverture_geo"),
    "debut": ("date_debut",),
    "fin": ("date_fin",),
    "maj": ("date_derniere_modification",),
}


@dataclass
class AdemeAgir:
    """Its schemes of the day.

    Parameters
    ----------
    day, places
        As for every service.
    address, client_id, client_secret
        What ADEME gives together: never written anywhere.
    """

    day: str
    places: Places
    address: str = ""
    client_id: str = ""
    client_secret: str = ""
    key: str = "ademe-agir"
    name: str = "ADEME, Agir pour la transition"
    licence: str = "Licence Ouverte 2.0"

    def records(self, desk: Desk) -> list[Record]:
        """Every scheme of its list."""
        if not (self.address and self.client_id and self.client_secret):
            raise HarvestError(
                "ADEME Agir demande ce que l’ADEME donne avec un accès : l’adresse de la liste et "
                "deux clés, par les variables OBSERVATOIRE_ADEME_ADRESSE, "
                "OBSERVATOIRE_ADEME_CLIENT_ID et OBSERVATOIRE_ADEME_CLIENT_SECRET."
            )
        keys = (("client_id", self.client_id), ("client_secret", self.client_secret))
        given = desk.json(self.address, keys)
        rows = given.get("ListeDispositifs") if isinstance(given, dict) else None
        if not isinstance(rows, list) or given.get("success") is False:
            raise HarvestError("ADEME Agir : attendu une liste sous « ListeDispositifs ».")
        columns = Columns(_COLUMNS, shared(self, operator="ADEME"), self.places)
        found = (columns.record(row) for row in rows if isinstance(row, dict))
        return [record for record in found if record is not None]
