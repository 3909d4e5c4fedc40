"""A region as a place, and the regions that are near it or like it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A region as a territory: superficie_km2 is measured on the committed shapes."""

    code_region: str
    nom: str
    chef_lieu: str
    population: int
    superficie_km2: float
    departements: int


@dataclass(frozen=True)
class Kin:
    """A region to look at: it touches this one (`voisine`), looks like it (`jumelle`), or both.

    `ressemblance` (0 to 1), `communs` and `en_plus` (programme codes) compare the programmes
    as `comparison.twins` does; `ressemblance` is None when they have none in common.
    """

    code_region: str
    nom: str
    voisine: bool
    jumelle: bool
    ressemblance: float | None
    communs: tuple[str, ...]
    en_plus: tuple[str, ...]
