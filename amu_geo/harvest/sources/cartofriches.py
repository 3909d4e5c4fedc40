"""Cartofriches: brownfields listed commune by commune, counted here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from amu_geo.harvest.fetching import Desk, HarvestError, pages
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import COUNT, Record
from amu_geo.harvest.sources.columns import shared
from amu_geo.harvest.texts import one_line

# The public host of the service, whatever its name says.
ADDRESS = "https://apidf-preprod.cerema.fr/cartofriches/geofriches/"
_PER_PAGE = 500


@dataclass
class Cartofriches:
    """How many brownfields it lists in some communes; it answers for no others.

    Parameters
    ----------
    day, places
        As for every service.
    communes
        Codes of the communes to count.
    """

    day: str
    places: Places
    communes: tuple[str, ...] = ()
    key: str = "cartofriches"
    name: str = "Cartofriches (Cerema)"
    licence: str = "Licence Ouverte 2.0"

    def records(self, desk: Desk) -> list[Record]:
        """One count a commune, those without any included."""
        unknown = [code for code in self.communes if not self.places.of_commune(code)]
        if unknown or not self.communes:
            found = f"« {unknown[0]} » n’est pas" if unknown else "rien n’est donné comme"
            raise HarvestError(
                f"Cartofriches ne répond que pour des communes nommées : {found} un code de "
                "commune. Attendu : « cartofriches:31555,34172 »."
            )
        return [self._count(desk, code) for code in dict.fromkeys(self.communes)]

    def _count(self, desk: Desk, code: str) -> Record:
        asked = f"{ADDRESS}?{urlencode({'code_insee': code, 'page_size': _PER_PAGE})}"
        sites: Counter[str] = Counter()
        announced = 0
        for page in pages(desk, asked):
            features = page.get("features")
            if not isinstance(features, list):
                raise HarvestError("Cartofriches : attendu des friches sous « features ».")
            announced = max(announced, int(page.get("count") or 0))
            facts = (feature.get("properties") or {} for feature in features)
            # A site that two pages repeat is one site.
            sites.update({one_line(fact.get("site_id")): 1 for fact in facts})
        if len(sites) < announced:
            raise HarvestError(
                f"Cartofriches annonce {announced} friches à {code} et en donne {len(sites)} : "
                "rien n’est compté."
            )
        regions = (self.places.of_commune(code),)
        common = shared(self, kind=COUNT)
        return replace(
            common, id=code, title=f"Friches recensées, commune {code}", url=asked,
            regions=regions, commune=code, value=len(sites),
        )  # fmt: skip
