"""A commune's code that its own row contradicts: by name, postal code, département, region, point.

A code that stands alone is believed. Where the rest of the row clearly means another place, that
is said, with the code that it means; what nobody can read contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import Places
from amu_geo.territories import normalise
from amu_geo.territories.lookup import spellings
from amu_geo.territories.points import kilometres
from amu_geo.territories.written import Written, postcode_in

# From a commune's own point to one of its places: Salin-de-Giraud is 31 km from Arles, and communes
# of Guyane are as large as départements.
FAR_KM, FAR_IN = 35.0, {"03": 250.0}
KEPT = 200_000  # different rows that are remembered
NAME, POSTCODE, DEPARTEMENT = "le nom", "le code postal", "le département"
REGION, POINT = "la région", "le point"


@dataclass(frozen=True)
class Row:
    """What a row says beside its code, as text; "" for nothing."""

    name: str = ""
    postcode: str = ""
    departement: str = ""
    region: str = ""


@dataclass(frozen=True)
class Doubt:
    """A contradicted code: what contradicts it, in words, and the code that is meant, "" if unsure.

    `witnesses` are `NAME`, `POSTCODE`…, with what each says.
    """

    code: str
    witnesses: dict[str, str] = field(default_factory=dict)
    near: str = ""


UNREAD = Doubt("")


class Contradictions:
    """Compares codes with their rows; remembers what it read."""

    def __init__(self, places: Places, communes: pd.DataFrame):
        self._places = places
        self._codes = communes["code_commune"].tolist()
        self._rank_of = {code: rank for rank, code in enumerate(self._codes)}
        self._lon, self._lat = (communes[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
        regions = communes["code_region"].tolist()
        self._limit = np.array([FAR_IN.get(region, FAR_KM) for region in regions])
        self._known: dict[tuple[str, Row], Doubt | None] = {}

    def find(
        self, codes: list[str], rows: list[Row], lon: np.ndarray, lat: np.ndarray
    ) -> dict[int, Doubt]:
        """The doubts by position; codes that no commune bears raise none.

        Parameters
        ----------
        lon, lat
            Of each row's own point, in degrees; NaN for none.
        """
        found = {}
        if len(self._known) > KEPT:
            self._known.clear()
        for position, key in enumerate(zip(codes, rows, strict=True)):
            # Another thread may clear or fill it meanwhile.
            doubt = self._known.get(key, UNREAD)
            if doubt is UNREAD:
                doubt = self._known[key] = self._of_words(*key)
            if doubt:
                found[position] = doubt
        for position in self.far(codes, lon, lat):
            doubt = found.get(position) or Doubt(codes[position])
            told = f"à {self._km(codes[position], lon[position], lat[position])} km"
            near = doubt.near or self._nearest(lon[position], lat[position])
            found[position] = replace(doubt, witnesses={**doubt.witnesses, POINT: told}, near=near)
        return found

    def _of_words(self, code: str, row: Row) -> Doubt | None:
        places = self._places
        if code not in places.name_of:
            return None
        written = places.reader.read(row.name)
        postcode = postcode_in(row.postcode) or written.postcode
        departement = places.reader.departement(row.departement) or written.departement
        region = row.region or written.region
        against = {
            NAME: written.name if self._other_name(code, written) else "",
            POSTCODE: postcode if self._other_postcode(code, postcode) else "",
            DEPARTEMENT: departement if self._elsewhere(code, departement) else "",
            REGION: region if region and region != places.region_of[code] else "",
        }
        against = {witness: value for witness, value in against.items() if value}
        if not against:
            return None
        whole = replace(written, postcode=postcode, departement=departement, region=region)
        return Doubt(code, against, self._meant(whole))

    def _other_name(self, code: str, written: Written) -> bool:
        """Whether the name is that of other communes, and nothing like this one's."""
        plain = normalise(written.name)
        if not plain or any(
            f" {own} " in f" {plain} " or f" {plain} " in f" {own} "
            for own in spellings(self._places.name_of[code])
        ):
            return False
        others = self._places.answers(Written(written.name, arrondissement=written.arrondissement))
        return bool(others) and code not in self._places.bearing(written.name) + others

    def _other_postcode(self, code: str, postcode: str) -> bool:
        near = self._places.with_postcode(postcode)
        return bool(near) and code not in near

    def _elsewhere(self, code: str, departement: str) -> bool:
        return bool(departement) and not self._places.within(code, departement)

    def _meant(self, written: Written) -> str:
        """The one commune that the rest of a row means, the surest of it first; "" when unsure."""
        name = Written(written.name, arrondissement=written.arrondissement)
        for said in (
            written,
            replace(name, postcode=written.postcode),
            replace(name, departement=written.departement),
            replace(name, region=written.region),
            name,
            Written(postcode=written.postcode),
        ):
            found = self._places.answers(said) if said != Written() else []
            if len(found) == 1:
                return found[0]
        return ""

    def far(self, codes: Sequence[str], lon: np.ndarray, lat: np.ndarray) -> list[int]:
        """Positions of the points that are far from the communes of these codes."""
        ranks = np.array([self._rank_of.get(code, -1) for code in codes], dtype=int)
        known = np.flatnonzero((ranks >= 0) & np.isfinite(lon) & np.isfinite(lat))
        own = ranks[known]
        away = kilometres(lon[known], lat[known], self._lon[own], self._lat[own])
        return known[away > self._limit[own]].tolist()

    def _km(self, code: str, lon: float, lat: float) -> int:
        rank = self._rank_of[code]
        return round(float(kilometres(lon, lat, self._lon[rank], self._lat[rank])))

    def _nearest(self, lon: float, lat: float) -> str:
        """The commune whose own point is the nearest; "" when none is near either."""
        away = kilometres(lon, lat, self._lon, self._lat)
        rank = int(np.argmin(away))
        return self._codes[rank] if away[rank] <= FAR_KM else ""


def told(doubt: Doubt, places: Places) -> str:
    """« 34200 est Montagnac (34) ; le nom dit « Sète », et Sète est 34301. »."""
    code = doubt.code
    said = [
        f"{witness} en est {value}" if witness == POINT else f"{witness} dit « {value} »"
        for witness, value in doubt.witnesses.items()
    ]
    where = f"{code} est {places.name_of[code]} ({places.departement_of[code]})"
    near = f" ; {places.name_of[doubt.near]} est {doubt.near}" if doubt.near else ""
    if doubt.near == code:
        near = " ; le nom est bien celui du code"
    return f"{where} ; {', '.join(said)}{near}."
