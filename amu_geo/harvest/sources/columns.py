"""A row of any service as a record: which of its columns say what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from amu_geo.harvest.dates import read_date
from amu_geo.harvest.fetching import Desk
from amu_geo.harvest.places import Places
from amu_geo.harvest.record import SCHEME, Record
from amu_geo.harvest.texts import one_line, shortened
from amu_geo.territories import normalise

# What a mapping may pair, and whether several columns are put one after the other.
FIELDS = (
    *("id", "titre", "adresse", "porteur", "texte", "territoire", "debut", "fin", "maj"),
    *("permanence", "commune", "licence"),
)
_TOGETHER = frozenset({"texte"})
_PERMANENT = ("permanent", "oui", "ongoing")


class Source(Protocol):
    """One service.

    Attributes
    ----------
    key, name
        On the command line; in French.
    licence
        Under which it gives its data.
    day
        On which it is asked, AAAA-MM-JJ.
    """

    key: str
    name: str
    licence: str
    day: str

    def records(self, desk: Desk) -> list[Record]:
        """Every record that the service lists.

        Raises
        ------
        HarvestError
            In French, when it gives nothing usable.
        """
        ...


@dataclass(frozen=True)
class Columns:
    """Which columns say what, and what every record of a service shares.

    Parameters
    ----------
    named
        Names of the service's columns by field of ours (`FIELDS`): the first that is filled
        tells, but for the text, where all of them do.
    shared
        What all its records share: source, source_name, licence, asked_on, trust, kind…
    places
        Says where a territory is.
    regions
        Codes of the régions of all its records; none when each says its own.
    """

    named: Mapping[str, tuple[str, ...]]
    shared: Record
    places: Places
    regions: tuple[str, ...] = ()
    _keys: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def record(self, row: Mapping[str, Any]) -> Record | None:
        """The record of a row; None for a row without a title."""
        # Keys differ by an apostrophe, a case, a space from one export to the next.
        cells = {self._key(name): value for name, value in row.items()}
        said = {name: self._said(cells, name) for name in FIELDS}
        if not said["titre"]:
            return None
        shared = self.shared
        return replace(
            shared,
            id=said["id"] or said["adresse"] or said["titre"],
            title=said["titre"],
            url=said["adresse"] if said["adresse"].startswith(("http://", "https://")) else "",
            operator=said["porteur"] or shared.operator,
            text=shortened(said["texte"]),
            territory=said["territoire"],
            regions=self._regions(said),
            start=read_date(said["debut"]),
            end=read_date(said["fin"]),
            updated=read_date(said["maj"]),
            permanent=said["permanence"].lower().startswith(_PERMANENT),
            licence=said["licence"] or shared.licence,
            commune=said["commune"],
        )

    def _regions(self, said: Mapping[str, str]) -> tuple[str, ...]:
        if self.regions:
            return self.regions
        if found := self.places.of_commune(said["commune"]):
            return (found,)
        return self.places.regions((said["territoire"], said["porteur"]))

    def _said(self, cells: Mapping[str, Any], name: str) -> str:
        columns = map(self._key, self.named.get(name, ()))
        texts = filter(None, (one_line(cells.get(column)) for column in columns))
        return " ".join(texts) if name in _TOGETHER else next(texts, "")

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = normalise(str(name))
        return self._keys[name]


def shared(source: Source, **more: Any) -> Record:
    """What all the records of a service have in common."""
    return Record(
        source=source.key, source_name=source.name, id="", title="", licence=source.licence,
        asked_on=source.day, **{"kind": SCHEME, **more},
    )  # fmt: skip
