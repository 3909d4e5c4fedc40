"""What every edition shares: labels, glossary, moments and missions, impact registers.

Each file of `data/referentiels/` is read once and never changed; rows are read-only mappings
of text.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from amu_geo import paths
from amu_geo.memory import kept

Row = Mapping[str, str]


@kept
def rows(name: str) -> tuple[Row, ...]:
    """Every row of a file of `data/referentiels/` (without « .csv »), in its order.

    Raises
    ------
    ValueError
        In French, when there is no such file; it names those that exist.
    """
    path = paths.REFERENTIALS / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in paths.REFERENTIALS.glob("*.csv")))
        raise ValueError(f"Référentiel inconnu : « {name} ». Attendu : {known}.")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(dict(row)) for row in csv.DictReader(file))


@kept
def _values() -> dict[tuple[str, str], Row]:
    return {(row["champ"], row["code"]): row for row in rows("valeurs")}


def label(field: str, code: str) -> str:
    """Label of a code of a table's column: ("financeur", "epf"); the code when it has none."""
    row = _values().get((field, code))
    return row["libelle"] if row else code


def explanation(field: str, code: str) -> str:
    """What a code means, in a sentence; empty when it has none."""
    row = _values().get((field, code))
    return row["explication"] if row else ""


def unit(measure: str) -> str:
    """Unit of a measure of `observations`: « communes », « € », « % »; empty for « autre »."""
    row = _values().get(("mesure", measure))
    return row["unite"] if row else ""


def codes(field: str) -> tuple[str, ...]:
    """The codes of a table's column, in the order of their list."""
    return tuple(row["code"] for row in rows("valeurs") if row["champ"] == field)


@kept
def by_code(name: str) -> Mapping[str, Row]:
    """Rows of moments, missions, phases, glossaire or familles, by their code."""
    key = "id" if name == "familles" else "code"
    return MappingProxyType({row[key]: row for row in rows(name)})


def missions_of(moment: str) -> tuple[Row, ...]:
    """The missions of a moment of a project; all of them for ""."""
    return tuple(row for row in rows("missions") if not moment or moment in _list(row["moments"]))


def families_of(moment: str, mission: str) -> tuple[tuple[str, ...], str]:
    """Families that a mission serves at a moment, by our reading, and its justification.

    Either may be "": every row that fits then counts, without justification. No family for
    a pair that does not exist.
    """
    found = [
        row
        for row in rows("missions_familles")
        if moment in ("", row["moment"]) and mission in ("", row["mission"])
    ]
    served = {family for row in found for family in _list(row["familles"])}
    ordered = tuple(family for family in by_code("familles") if family in served)
    return ordered, found[0]["justification"] if len(found) == 1 else ""


def impact_registers(moment: str, mission: str) -> tuple[Row, ...]:
    """The impact registers that practitioners follow at a moment and for a mission ("" = any)."""
    return tuple(
        row
        for row in rows("registres_impact")
        if (not moment or moment in _list(row["moments"]))
        and (not mission or mission in _list(row["missions"]))
    )


@kept
def _copies() -> dict[str, str]:
    return {row["domaine"].lower(): row["nature"] for row in rows("copies_de_sources")}


def link_nature(url: str) -> str:
    """« copie d’un document… », « version de préproduction… »; "" for the publisher's own page."""
    return _copies().get((urlsplit(url).hostname or "").lower(), "")


def _list(text: str) -> list[str]:
    return [part for part in text.split(";") if part]
