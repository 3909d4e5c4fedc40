"""Any other service, by a small TOML file: where it is, and which of its columns say what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amu_geo.harvest.fetching import Desk, HarvestError
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import ACTOR, SCHEME, Record
from amu_geo.harvest.sources.columns import FIELDS, Columns, Source, shared
from amu_geo.harvest.sources.opendatasoft import Opendatasoft
from amu_geo.territories import Territories

_KEYS = (
    *("cle", "nom", "licence", "adresse", "hote", "jeu", "format", "liste", "region"),
    *("separateur", "confiance", "porteur", "genre", "colonnes"),
)
_KINDS = {"dispositif": SCHEME, "acteur": ACTOR}


@dataclass
class Mapped:
    """A list in JSON or in CSV at an address.

    Parameters
    ----------
    common
        What all its records share.
    address, form, path, separator
        Where it is; json or csv; the keys that lead to its list, parted by dots; of a CSV, what
        parts its columns ("" to find it).
    columns
        Which of its columns say what.
    """

    key: str
    name: str
    licence: str
    day: str
    address: str
    columns: Mapping[str, tuple[str, ...]]
    places: Places
    form: str = "json"
    path: str = ""
    separator: str = ""
    regions: tuple[str, ...] = ()
    operator: str = ""
    trust: str = "B"
    kind: str = SCHEME

    def records(self, desk: Desk) -> list[Record]:
        """Every row of the list."""
        rows = (
            desk.rows(self.address, separator=self.separator)
            if self.form == "csv"
            else self._listed(desk.json(self.address))
        )
        common = shared(self, trust=self.trust, operator=self.operator, kind=self.kind)
        columns = Columns(self.columns, common, self.places, self.regions)
        found = (columns.record(row) for row in rows if isinstance(row, dict))
        return [record for record in found if record is not None]

    def _listed(self, given: Any) -> list[Any]:
        for key in filter(None, self.path.split(".")):
            given = given.get(key) if isinstance(given, dict) else None
        if not isinstance(given, list):
            where = f" sous « {self.path} »" if self.path else ""
            raise HarvestError(f"{self.name} : attendu une liste de fiches{where}.")
        return given


def read_mapping(path: Path, day: str, places: Places, territories: Territories) -> Source:
    """The service that a TOML file describes.

    Raises
    ------
    HarvestError
        In French, when the file cannot be read or describes none.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise HarvestError(f"« {path} » n’existe pas.") from None
    except (OSError, ValueError) as error:
        raise HarvestError(f"« {path} » ne se lit pas comme du TOML : {error}.") from None
    _refuse(path, told)
    region = str(told.get("region", ""))
    common = {
        "key": str(told["cle"]), "name": str(told["nom"]), "licence": str(told["licence"]),
        "day": day, "places": places, "operator": str(told.get("porteur", "")),
        "regions": (territories.find(region),) if region else (),
        "trust": str(told.get("confiance", "B")),
        "columns": {name: _names(value) for name, value in told["colonnes"].items()},
    }  # fmt: skip
    if "hote" in told:
        return Opendatasoft(host=str(told["hote"]), dataset=str(told["jeu"]), **common)
    return Mapped(
        address=str(told["adresse"]), form=str(told.get("format", "json")),
        path=str(told.get("liste", "")), separator=str(told.get("separateur", "")),
        kind=_KINDS[str(told.get("genre", SCHEME))], **common,
    )  # fmt: skip


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _refuse(path: Path, told: Mapping[str, Any]) -> None:
    """Say everything that is wrong with a description, before anybody is asked."""
    columns = told.get("colonnes")
    columns = columns if isinstance(columns, dict) else {}
    where = ("hote", "jeu") if "hote" in told else ("adresse",)
    missing = [name for name in ("cle", "nom", "licence", *where) if not told.get(name)]
    faults = [f"« {name} » manque" for name in missing]
    faults += [f"« {name} » est inconnu" for name in told if name not in _KEYS]
    faults += [f"« colonnes.{name} » est inconnu" for name in columns if name not in FIELDS]
    faults += [] if columns.get("titre") else ["« colonnes.titre » manque"]
    allowed = {"format": ("json", "csv"), "confiance": ("A", "B", "C"), "genre": tuple(_KINDS)}
    for name, values in allowed.items():
        if name in told and told[name] not in values:
            faults.append(f"« {name} » vaut « {told[name]} », attendu {' ou '.join(values)}")
    if faults:
        raise HarvestError(f"« {path} » : {' ; '.join(faults)}.")
