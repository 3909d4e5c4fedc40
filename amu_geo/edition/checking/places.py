"""Exact look-ups among the communes, and the nearest right code or name to a wrong one."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from amu_geo.edition.checking.values import Proposals
from amu_geo.memory import kept_last
from amu_geo.territories import Territories
from amu_geo.territories.lookup import Lookup
from amu_geo.territories.points import Whereabouts, whereabouts
from amu_geo.territories.shore import SHORE, Shore


class Places(Lookup):
    """The look-ups of `territories.lookup`, with what to propose."""

    def __init__(self, territories: Territories):
        super().__init__(territories)
        self._territories = territories

    def whereabouts(self, lon: np.ndarray, lat: np.ndarray) -> Whereabouts:
        """Where points in degrees are, those just off our shapes being of the nearest territory."""
        return whereabouts(self._territories, self._shore, lon, lat)

    @cached_property
    def _shore(self) -> Shore:
        return Shore(self._territories, SHORE)

    @cached_property
    def code_proposals(self) -> Proposals:
        """The codes of the communes, to propose the nearest to a wrong one."""
        return Proposals(self.name_of)

    def names_in(self, departement: str = "", region: str = "") -> list[str]:
        """Names of the communes of a territory, to propose the nearest."""
        return [
            name for code, name in self.name_of.items() if self.within(code, departement, region)
        ]

    def first_in(self, departement: str) -> str:
        """Code of the first commune of a département: Paris, where there is only one."""
        return next(code for code, where in self.departement_of.items() if where == departement)


@kept_last(4)
def places_of(territories: Territories) -> Places:
    """The look-ups of these territories, made once."""
    return Places(territories)
