"""Aides-territoires: a key gives a token, the token opens the pages of the list of live aids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from amu_geo.harvest.fetching import Desk, HarvestError, same_site
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import Record
from amu_geo.harvest.sources.columns import Columns, shared
from amu_geo.harvest.texts import one_line

HOST = "https://aides-territoires.beta.gouv.fr"
# The service's own limit of a page.
_PER_PAGE, _MOST_PAGES = 100, 1_000
_LICENCES = {"openlicence20": "Licence Ouverte 2.0", "unknown": "licence non dite"}
_COLUMNS = {
    "id": ("id", "slug"),
    "titre": ("name", "name_initial"),
    "adresse": ("origin_url", "application_url"),
    "porteur": ("financers",),
    "texte": ("description", "eligibility", "categories"),
    "territoire": ("perimeter",),
    "debut": ("start_date",),
    "fin": ("submission_deadline",),
    "maj": ("date_updated", "date_created"),
    "permanence": ("recurrence",),
}


@dataclass
class AidesTerritoires:
    """The aids that it shows today; one past its deadline leaves the list.

    Parameters
    ----------
    day
        AAAA-MM-JJ.
    places
        Says where a perimeter is; the service's own identifiers of perimeters mean nothing
        elsewhere.
    key_of_user
        The key that it gives to whoever has an account: never written anywhere.
    """

    day: str
    places: Places
    key_of_user: str = ""
    key: str = "aides-territoires"
    name: str = "Aides-territoires"
    licence: str = "Licence Ouverte 2.0"

    def records(self, desk: Desk) -> list[Record]:
        """Every aid, page after page; a token that has expired is renewed once."""
        if not self.key_of_user:
            raise HarvestError(
                "Aides-territoires demande une clé : à obtenir sur son site (compte, « API »), "
                "puis à donner par la variable OBSERVATOIRE_CLE_AIDES_TERRITOIRES."
            )
        columns = Columns(_COLUMNS, shared(self), self.places)
        session = _Session(desk, self.key_of_user)
        found: list[Record] = []
        for page in session.pages(f"{HOST}/api/aids/?page=1&itemsPerPage={_PER_PAGE}"):
            for row in _results(page):
                record = columns.record(row)
                if record is not None:
                    found.append(replace(record, **_told(row, record)))
        return found


def _told(row: Mapping[str, Any], record: Record) -> dict[str, str]:
    licence = one_line(row.get("import_share_licence"))
    address = record.url or (HOST + one_line(row["url"]) if row.get("url") else "")
    return {"licence": _LICENCES.get(licence, licence or record.licence), "url": address}


def _results(page: Any) -> list[dict[str, Any]]:
    rows = page.get("results") if isinstance(page, dict) else None
    if not isinstance(rows, list):
        raise HarvestError("Aides-territoires : attendu une liste d’aides sous « results ».")
    return [row for row in rows if isinstance(row, dict)]


class _Session:
    """The token, and the pages that it opens."""

    def __init__(self, desk: Desk, key_of_user: str) -> None:
        self._desk, self._key, self._token = desk, key_of_user, ""

    def pages(self, url: str):
        """The pages of a list, each once; a refused token is renewed one time for all."""
        self._log_in()
        known, was_renewed = set(), False
        while url and url not in known and len(known) < _MOST_PAGES:
            try:
                page = self._desk.json(url, (("Authorization", f"Bearer {self._token}"),))
            except HarvestError as error:
                if error.status != 401 or was_renewed:
                    raise
                was_renewed = True
                self._log_in()
                continue
            known.add(url)
            yield page
            following = page.get("next") if isinstance(page, dict) else None
            url = same_site(str(following), url) if following else ""

    def _log_in(self) -> None:
        given = self._desk.json(f"{HOST}/api/connexion/", (("X-AUTH-TOKEN", self._key),), "POST")
        self._token = one_line(given.get("token")) if isinstance(given, dict) else ""
        if not self._token:
            raise HarvestError("Aides-territoires : attendu un « token » en réponse à la clé.")
