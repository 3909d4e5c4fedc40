"""A claim about one region: a family, or a number of families, said documented or confirmed.

The edition, the year and the reading are those of the coverage that it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amu_geo.french.typography import number_word
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

DOCUMENTED = "documente"
# What may be said of a family: « documentée » is wider than the states, the rest are states.
ASSERTED: dict[str, str] = {
    DOCUMENTED: "documentée",
    CONFIRMED: STATES[CONFIRMED],
    TO_CONFIRM: STATES[TO_CONFIRM],
    UNDOCUMENTED: STATES[UNDOCUMENTED],
}
# The states that each of these words means.
MEANT: dict[str, frozenset[str]] = {
    DOCUMENTED: frozenset({CONFIRMED, TO_CONFIRM}),
    **{state: frozenset({state}) for state in STATES},
}
_OR_MORE = "-ou-plus"


def _quantities() -> dict[str, tuple[int, bool, str]]:
    most = len(FAMILIES)
    exact = {
        str(count): (count, False, number_word(count, feminine=True) if count else "aucune")
        for count in range(most + 1)
    }
    least = {
        f"{count}{_OR_MORE}": (count, True, f"au moins {number_word(count, feminine=True)}")
        for count in range(1, most)
    }
    return {**exact, **least}


# Code of a number of families → the number, whether more will do too, its words.
QUANTITIES: dict[str, tuple[int, bool, str]] = _quantities()


class ClaimError(ValueError):
    """Parts that make no claim: which part is at fault, and in French what is expected."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True)
class Claim:
    """What is said of a region.

    Attributes
    ----------
    region
        Its code.
    etat
        A code of `ASSERTED`.
    famille, nombre
        The family that is meant, or how many (a code of `QUANTITIES`); one of the two is "".
    """

    region: str
    etat: str
    famille: str = ""
    nombre: str = ""

    @classmethod
    def of(cls, parts: Mapping[str, str]) -> Claim:
        """The claim that some parts make, each a code, "" or absent when it is not chosen.

        Raises
        ------
        ClaimError
            In French, for the first part that is missing, unknown or one too many.
        """
        region, etat = parts.get("region", ""), parts.get("etat", "")
        famille, nombre = parts.get("famille", ""), parts.get("nombre", "")
        if not region:
            raise ClaimError("region", "Il manque la région.")
        _expect("etat", etat, ASSERTED, "Il manque ce qui est dit : documentée, confirmée…")
        if famille and nombre:
            raise ClaimError(
                "nombre", "Choisissez une famille ou un nombre de familles, pas les deux."
            )
        if nombre:
            _expect("nombre", nombre, QUANTITIES, "")
        else:
            _expect(
                "famille", famille, FAMILIES, "Il manque une famille, ou un nombre de familles."
            )
        return cls(region, etat, famille, nombre)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that it is about: one, or all of them."""
        return (self.famille,) if self.famille else tuple(FAMILIES)

    @property
    def count(self) -> int:
        """How many of these it says so of."""
        return 1 if self.famille else QUANTITIES[self.nombre][0]

    @property
    def or_more(self) -> bool:
        """Whether more of them make it true as well."""
        return bool(self.nombre) and QUANTITIES[self.nombre][1]

    def to_query(self) -> dict[str, str]:
        """Its parts as the parameters of an address; the empty ones stay out."""
        parts = {
            "region": self.region,
            "famille": self.famille,
            "nombre": self.nombre,
            "etat": self.etat,
        }
        return {name: value for name, value in parts.items() if value}


def _expect(part: str, value: str, known: Mapping[str, object], missing: str) -> None:
    if not value:
        raise ClaimError(part, missing)
    if value not in known:
        listed = ", ".join(known)
        raise ClaimError(part, f"« {value[:40]} » est inconnu pour « {part} ». Attendu : {listed}.")
