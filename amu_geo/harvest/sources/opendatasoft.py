"""Regional portals by Opendatasoft: a whole set of data in one answer, `/exports/json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from amu_geo.harvest.fetching import Desk, HarvestError
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import Record
from amu_geo.harvest.sources.columns import Columns, shared


@dataclass
class Opendatasoft:
    """One set of data of one portal (Explore v2.1).

    Parameters
    ----------
    key, name, day, licence
        As for every service.
    host, dataset
        Where it is: « data.iledefrance.fr », « aides-appels-a-projets ».
    columns
        Which of its columns say what.
    places
        Says where a territory is.
    regions
        Codes of the régions that the portal is of.
    operator
        Who runs the schemes, where the set does not say.
    trust
        A for the funder's own portal.
    """

    key: str
    name: str
    day: str
    host: str
    dataset: str
    columns: Mapping[str, tuple[str, ...]]
    places: Places
    regions: tuple[str, ...] = ()
    operator: str = ""
    licence: str = "Licence Ouverte 2.0"
    trust: str = "A"

    def records(self, desk: Desk) -> list[Record]:
        """Every row of the set."""
        path = f"/api/explore/v2.1/catalog/datasets/{quote(self.dataset, safe='@')}/exports/json"
        given = desk.json(f"https://{self.host}{path}")
        # As « /records » words it, in case a portal does.
        rows = given.get("results") if isinstance(given, dict) else given
        if not isinstance(rows, list):
            raise HarvestError(f"{self.host} : attendu une liste de fiches.")
        common = shared(self, trust=self.trust, operator=self.operator)
        columns = Columns(self.columns, common, self.places, self.regions)
        found = (columns.record(row) for row in rows if isinstance(row, dict))
        return [record for record in found if record is not None]


ILE_DE_FRANCE = {
    "id": ("id_aide", "reference_administrative"),
    "titre": ("nom_de_l_aide_de_la_demarche", "titre_alternatif_de_l_aide"),
    "adresse": ("url_descriptif",),
    "porteur": ("porteur_aide",),
    "texte": ("chapo_txt", "objectif_txt", "modalite_txt", "theme"),
    "debut": ("date_ouverture",),
    "fin": ("date_cloture",),
}
OCCITANIE = {
    "id": ("id_article",),
    "titre": ("titre",),
    "adresse": ("url",),
    "texte": ("chapo", "introduction", "thematiques", "sous_thematiques"),
    "maj": ("date_modification", "date_publication"),
}
PAYS_DE_LA_LOIRE = {
    "id": ("intervention_id",),
    "titre": ("aide_nom",),
    "adresse": ("source_info", "source_lien"),
    "texte": ("aid_objet", "aidconditions", "aid_benef", "ss_thematique_libelle"),
    "debut": ("date_de_debut",),
    "fin": ("date_de_fin",),
    "permanence": ("temporalite",),
}
