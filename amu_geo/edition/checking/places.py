"""Exact look-ups among the communes: by code, former code, name, département."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from amu_geo.edition.checking.values import Proposals
from amu_geo.memory import kept_last
from amu_geo.territories import Territories, normalise


class Places:
    """Plain dictionaries made from the territories, each when first asked for.

    `amu_geo.communes` searches for what a person half remembers; here a value either is a
    commune or is not, so that nothing in a file is guessed.
    """

    def __init__(self, territories: Territories):
        self._communes = territories.communes
        self._former = territories.former_communes

    @cached_property
    def name_of(self) -> dict[str, str]:
        """Code of a commune → its name."""
        return self._by_code("nom")

    @cached_property
    def region_of(self) -> dict[str, str]:
        """Code of a commune → code of its region."""
        return self._by_code("code_region")

    @cached_property
    def departement_of(self) -> dict[str, str]:
        """Code of a commune → code of its département."""
        return self._by_code("code_departement")

    @cached_property
    def today_of(self) -> dict[str, str]:
        """Code that no commune bears any more → code of the commune that replaced it.

        Former communes, delegated and associated ones, municipal arrondissements.
        """
        pairs = zip(
            self._former["code_ancienne"].tolist(),
            self._former["code_commune"].tolist(),
            strict=True,
        )
        return {old: new for old, new in pairs if old not in self.name_of}

    @cached_property
    def code_proposals(self) -> Proposals:
        """The codes of the communes, to propose the nearest to a wrong one."""
        return Proposals(self.name_of)

    def named(self, name: str, departement: str = "", region: str = "") -> list[str]:
        """Codes of the communes of that name, today's first, else those that a former one joined.

        Parameters
        ----------
        name
            In any case, with or without accents and hyphens; « Lyon 3e » is an arrondissement.
        departement, region
            Codes that narrow the search; "" narrows nothing.
        """
        wanted = normalise(name)
        for index in (self._by_name, self._by_former_name):
            codes = [code for code in index.get(wanted, ()) if self._within(code, departement)]
            codes = [code for code in codes if not region or self.region_of[code] == region]
            if codes:
                return sorted(set(codes))
        return []

    def names_in(self, departement: str) -> list[str]:
        """Names of the communes of a département, to propose the nearest."""
        return [
            name for code, name in self.name_of.items() if self.departement_of[code] == departement
        ]

    def with_postcode(self, postal: str) -> list[str]:
        """Codes of the communes that a postal code serves."""
        return self._by_postcode.get(postal, [])

    def first_in(self, departement: str) -> str:
        """Code of the first commune of a département: Paris, where there is only one."""
        return next(code for code, where in self.departement_of.items() if where == departement)

    def _within(self, code: str, departement: str) -> bool:
        return not departement or self.departement_of[code] == departement

    def _by_code(self, column: str) -> dict[str, str]:
        codes = self._communes["code_commune"].tolist()
        return dict(zip(codes, self._communes[column].tolist(), strict=True))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        for code, name in self.name_of.items():
            for spelling in _spellings(name):
                index[spelling].append(code)
        return index

    @cached_property
    def _by_postcode(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        for code, joined in self._by_code("codes_postaux").items():
            for postal in filter(None, joined.split(";")):
                index[postal].append(code)
        return index

    @cached_property
    def _by_former_name(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        names, codes = self._former["nom"].tolist(), self._former["code_commune"].tolist()
        for name, code in zip(names, codes, strict=True):
            if isinstance(name, str) and name and code in self.name_of:
                for spelling in _spellings(name):
                    index[spelling].append(code)
        return index


def _spellings(name: str) -> set[str]:
    """A name as written, and without its article: « Le Havre » is often « Havre »."""
    full = normalise(name)
    spellings = {full, full.removesuffix(" arrondissement")}
    for article in ("le ", "la ", "les ", "l "):
        if full.startswith(article):
            spellings.add(full.removeprefix(article))
    return spellings


@kept_last(4)
def places_of(territories: Territories) -> Places:
    """The look-ups of these territories, made once."""
    return Places(territories)
