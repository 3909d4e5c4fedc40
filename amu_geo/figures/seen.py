"""What the address of a figure asks to see: the view, and the choices of the figure's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amu_geo.charts.base.markup import link
from amu_geo.edition import Edition, referentials
from amu_geo.edition.shelf import Shelf
from amu_geo.french.typography import enumerate_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.site import READING, address
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES

# What is said of a choice that narrows a figure.
_CHOICES = {
    "region": "région",
    "implication": "implication des usagers",
    "perimetre": "périmètre",
}


class UnknownChoiceError(ValueError):
    """A value that a choice does not have: the parameter, and what it may be."""

    def __init__(self, name: str, value: str, allowed: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.value = value
        self.allowed = tuple(filter(None, allowed))


@dataclass(frozen=True)
class Seen:
    """A view without a page around it.

    `query` holds the parameters of the address as codes, those at their default left out.
    """

    coverage: Coverage
    territories: Territories
    shelf: Shelf
    query: Mapping[str, str]

    @property
    def edition(self) -> Edition:
        """The edition that the figure reads."""
        return self.coverage.edition

    @property
    def names(self) -> dict[str, str]:
        """Names of the régions by code."""
        return {code: self.territories.name(code) for code in self.territories.codes}

    def one(self, name: str, allowed: Iterable[str], default: str = "") -> str:
        """The code of a choice.

        Raises
        ------
        UnknownChoiceError
            When the address gives a code that the choice does not have.
        """
        allowed, value = tuple(allowed), self.query.get(name, "") or default
        if value and value not in allowed:
            raise UnknownChoiceError(name, value, allowed)
        return value

    def several(self, name: str, allowed: Iterable[str]) -> list[str]:
        """The codes of a choice of several, in the order of the address, without repetition."""
        allowed = tuple(allowed)
        codes = [code for code in self.query.get(name, "").split(",") if code]
        for code in codes:
            if code not in allowed:
                raise UnknownChoiceError(name, code, allowed)
        return list(dict.fromkeys(codes))

    def narrowed(self, names: Iterable[str], fields: Mapping[str, str] | None = None) -> str:
        """« région : Occitanie ; statut : En cours »: what the choices of the address leave of all.

        `names` are its parameters, `fields` the column whose codes each takes, where that has
        another name. "" when all is shown.
        """
        told = []
        for name in names:
            codes = [code for code in self.query.get(name, "").split(",") if code]
            if name == "recherche" and codes:
                told.append(f"recherche : « {self.query[name]} »")
            elif codes:
                field = (fields or {}).get(name, name)
                labels = enumerate_fr(self._label(field, code) for code in codes)
                told.append(f"{_CHOICES.get(name, name)} : {labels}")
        return " ; ".join(told)

    def _label(self, field: str, code: str) -> str:
        known = {
            "region": self.names,
            "programme": self.edition.programme_labels,
            "famille": {key: family.label for key, family in FAMILIES.items()},
            "phase": {key: row["libelle"] for key, row in referentials.by_code("phases").items()},
        }
        return known.get(field, {}).get(code) or referentials.label(field, code)

    def link(self, path: str, **choices: str) -> str:
        """Address of a page under the same edition and reading, with choices of its own."""
        return address(path, {**self.reading(), **choices})

    def reading(self) -> dict[str, str]:
        """The parameters of the edition and of the reading."""
        return {name: self.query[name] for name in READING if name in self.query}

    def opens(self, scheme_id: str, name: str) -> str:
        """HTML of the link to a scheme, opened on the page of schemes."""
        return link(self.link("/dispositifs", dispositif=scheme_id), name)

    def proposes(self, scheme_id: str) -> str:
        """Address of the form where a proof of a scheme is proposed."""
        return self.link("/dispositifs", dispositif=scheme_id, proposer="oui")
