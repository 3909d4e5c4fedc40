"""Where: the régions, départements and communes of France, their names, and how to find one."""

from amu_geo.territories.model import (
    LEGAL_CRS,
    POPULATION_LABELS,
    Territories,
    UnknownTerritoryError,
)
from amu_geo.territories.names import normalise

__all__ = ["LEGAL_CRS", "POPULATION_LABELS", "Territories", "UnknownTerritoryError", "normalise"]
