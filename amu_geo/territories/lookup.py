"""Exact look-ups among the communes: by code, former code, name, postal code, département."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from amu_geo.territories.model import Territories
from amu_geo.territories.names import FORMER_NAMES, normalise
from amu_geo.territories.written import CORSICA, PlaceReader, Written, departement_of_postcode

# Postal codes of whole cities, which their arrondissements share out: people write them all the
# same, and La Poste delivers.
WHOLE_CITIES = {"75000": "75056", "13000": "13055", "69000": "69123"}
_CITIES = {"paris": "75056", "lyon": "69123", "marseille": "13055"}


class Lookup:
    """Plain dictionaries made from the territories, each when first asked for.

    `CommuneFinder` searches for what a person half remembers; here a value either is a commune
    or is not, so that nothing in a file is guessed.
    """

    def __init__(self, territories: Territories):
        self._communes = territories.communes
        self._former = territories.former_communes
        self.reader = PlaceReader(territories)

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

    def named(
        self,
        name: str,
        departement: str = "",
        region: str = "",
        among: Collection[str] | None = None,
    ) -> list[str]:
        """Codes of the communes of that name, today's first, else those that a former one joined.

        Parameters
        ----------
        name
            In any case, with or without accents and hyphens; « Lyon 3e » is an arrondissement.
        departement, region
            Codes that narrow the search; "" narrows nothing, `CORSICA` is both of its own.
        among
            Codes that narrow it too.
        """
        wanted = normalise(name)
        for index in (self._by_name, self._by_former_name):
            codes = {
                code
                for code in index.get(wanted, ())
                if self.within(code, departement, region) and (among is None or code in among)
            }
            if codes:
                return sorted(codes)
        return []

    def answers(self, written: Written) -> list[str]:
        """Codes of the communes that a place as written can mean exactly.

        All that is written must agree: none when a name and a postal code say different places.
        """
        if written.outside:
            return []
        departement, region = written.departement, written.region
        near = self.with_postcode(written.postcode)
        if written.postcode and not near:
            # A special one, of a firm or a CEDEX, or an old one.
            departement = departement or departement_of_postcode(written.postcode)
        if not written.name:
            return [code for code in near if self.within(code, departement, region)]
        if written.arrondissement:
            code = _CITIES[normalise(written.name)]
            agrees = self.within(code, departement, region) and (not near or code in near)
            return [code] if agrees else []
        among = near or None
        found = self.named(written.name, departement, region, among)
        if not found and departement in self._regions:
            # « Lille (32) »: no commune of that name in the Gers, one in Hauts-de-France.
            found = self.named(written.name, "", departement, among)
        return found or self._with_its_territory(written, among)

    def _with_its_territory(self, written: Written, among: Collection[str] | None) -> list[str]:
        """« lodeve herault », with nothing between the two."""
        if written.departement or written.region:
            return []
        for name, departement, region in self.reader.splits(written.name):
            found = self.named(name, departement, region, among)
            if found:
                return found
        return []

    def bearing(self, name: str) -> list[str]:
        """Codes of all the communes of that name, today or formerly, wherever they are."""
        wanted = normalise(name)
        found = {*self._by_name.get(wanted, ()), *self._by_former_name.get(wanted, ())}
        return sorted(found)

    def is_former(self, name: str, code: str) -> bool:
        """Whether a name that leads to a commune is not its own of today."""
        wanted = normalise(name)
        return code in self._by_former_name.get(wanted, ()) and code not in self._by_name.get(
            wanted, ()
        )

    def with_postcode(self, postal: str) -> list[str]:
        """Codes of the communes that a postal code serves."""
        if postal in WHOLE_CITIES:
            return [WHOLE_CITIES[postal]]
        return self._by_postcode.get(postal, [])

    def serves(self, postal: str) -> bool:
        """Whether a postal code is one of a commune."""
        return bool(self.with_postcode(postal))

    def within(self, code: str, departement: str = "", region: str = "") -> bool:
        """Whether a commune is in a département and in a région, "" being anywhere."""
        own = self.departement_of[code]
        here = departement in ("", own) or (departement == CORSICA and own in ("2A", "2B"))
        return here and region in ("", self.region_of[code])

    def former_names(self) -> Iterator[tuple[str, str]]:
        """Each name of a former commune, and the code of today's."""
        names, codes = self._former["nom"].tolist(), self._former["code_commune"].tolist()
        for name, code in zip(names, codes, strict=True):
            if isinstance(name, str) and name and code in self.name_of:
                yield name, code
        for code, names in FORMER_NAMES.items():
            if code in self.name_of:
                yield from ((name, code) for name in names)

    def _by_code(self, column: str) -> dict[str, str]:
        codes = self._communes["code_commune"].tolist()
        return dict(zip(codes, self._communes[column].tolist(), strict=True))

    @cached_property
    def _regions(self) -> frozenset[str]:
        return frozenset(self.region_of.values())

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        for code, name in self.name_of.items():
            for spelling in spellings(name):
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
        for name, code in self.former_names():
            for spelling in spellings(name):
                index[spelling].append(code)
        return index


def spellings(name: str) -> set[str]:
    """A name as written, and without its article: « Le Havre » is often « Havre »."""
    full = normalise(name)
    found = {full, full.removesuffix(" arrondissement")}
    for article in ("le ", "la ", "les ", "l "):
        if full.startswith(article):
            found.add(full.removeprefix(article))
    return found
