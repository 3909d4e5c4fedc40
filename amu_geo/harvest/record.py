"""One record of a public service, whatever the service: the only form that the rest knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

SCHEME, ACTOR, COUNT = "dispositif", "acteur", "compte"


@dataclass(frozen=True)
class Record:
    """What a service says of one scheme, of one actor, or how many it counts in one commune.

    Parameters
    ----------
    source, source_name
        The service: its key on the command line, its name in French.
    id
        By which the service knows it; its address or its title where it has none.
    title, url, operator, text
        As the service words them; text without markup, on one line.
    regions
        Codes of the régions that it is for; none when it is for all, or when nobody can tell.
    territory
        The territory as the service words it.
    start, end, updated
        AAAA, AAAA-MM or AAAA-MM-JJ; "" when the service does not say. `end` is the last day on
        which one may apply.
    permanent
        Whether the service says that it is always open.
    trust
        A when the service is the funder's own, B otherwise.
    licence, asked_on
        Under which the service gives it; the day on which it was asked, AAAA-MM-JJ.
    kind
        `SCHEME`, `ACTOR` or `COUNT`.
    commune, value
        Of an actor and of a count: the commune's code; of a count, how many.
    is_gone
        Whether the service listed it before and no longer does: a hint, never a proof.
    """

    source: str
    source_name: str
    id: str
    title: str
    url: str = ""
    operator: str = ""
    text: str = ""
    regions: tuple[str, ...] = ()
    territory: str = ""
    start: str = ""
    end: str = ""
    updated: str = ""
    permanent: bool = False
    trust: str = "B"
    licence: str = ""
    asked_on: str = ""
    kind: str = SCHEME
    commune: str = ""
    value: int = 0
    is_gone: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other record."""
        return self.source, self.id

    def as_row(self) -> dict[str, Any]:
        """Plain data, for a file."""
        return asdict(self) | {"regions": list(self.regions)}


def record_of(row: Mapping[str, Any]) -> Record:
    """A record from a file that `Record.as_row` wrote; what is not known of it stays out.

    Raises
    ------
    ValueError
        When the row is none of ours.
    """
    known = {entry.name: entry for entry in fields(Record)}
    given = {name: value for name, value in row.items() if name in known}
    try:
        given["regions"] = tuple(given.get("regions", ()))
        return Record(**given)
    except TypeError as error:
        raise ValueError(str(error)) from None
