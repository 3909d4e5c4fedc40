"""What every edition shares: labels, glossary, moments and missions, impact registers.

Each file of `data/referentiels/` is read once and never changed; rows are read-only mappings
of text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, read_text

Row = Mapping[str, str]
# Of each file: its columns, and the rows that it has at least. One that was cut short at the
# end of a line would look whole, and codes would be shown in the place of their labels.
FILES: dict[str, tuple[str, int]] = {
    "copies_de_sources": ("domaine nature", 16),
    "familles": ("id libelle echelle ordre definition url_source", 4),
    "glossaire": ("code terme definition source url_source", 66),
    "missions": ("code libelle moments description source url_source", 21),
    "missions_familles": ("moment mission familles justification", 23),
    "moments": ("code libelle ordre description source url_source", 5),
    "phases": ("code libelle ordre verbes description source url_source", 4),
    "registres_impact": (
        "porteur registre dimension description moments missions source url_source",
        28,
    ),
    "valeurs": ("champ code libelle explication unite", 73),
}


@kept
def rows(name: str) -> tuple[Row, ...]:
    """Every row of a file of `data/referentiels/` (without « .csv »), in its order.

    Raises
    ------
    ValueError
        In French, when there is no referential of that name; it names those that exist.
    DamagedFileError
        When the file cannot be read, or is shorter than it was written.
    """
    if name not in FILES:
        raise ValueError(f"Référentiel inconnu : « {name} ». Attendu : {', '.join(FILES)}.")
    path, (columns, fewest) = paths.REFERENTIALS / f"{name}.csv", FILES[name]
    text = read_text(path)
    try:
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error:
        raise DamagedFileError(path, "un guillemet est mal placé ou jamais refermé") from None
    if header != columns.split():
        expected = columns.replace(" ", ", ")
        raise DamagedFileError(path, f"ses colonnes ne sont pas celles attendues ({expected})")
    lines = [cells for cells in lines if cells]
    uneven = any(len(cells) != len(header) for cells in lines)
    if uneven or len(lines) < fewest or not text.endswith("\n"):
        fault = f"le fichier est coupé ou mal formé ({len(lines)} lignes lues, {fewest} attendues)"
        raise DamagedFileError(path, fault)
    return tuple(MappingProxyType(dict(zip(header, cells, strict=True))) for cells in lines)


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
