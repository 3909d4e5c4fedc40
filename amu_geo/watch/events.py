"""One line of JSON an event, on stderr; of nobody, and of no file that anybody sent.

An event has fields of its own, of three kinds: a number, a code of ours, a word of a short list.
Nothing that a visitor writes is any of these, so that nothing of it can be told by mistake: what
has another form is told as « autre ».
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

Told = str | int | float
OTHER = "autre"
# Identifiers of editions, as the house writes them.
_CODE = re.compile(r"[a-z0-9-]{1,40}")
# Classes of errors, and lines of code.
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]{1,60}")
_LINES = re.compile(r"[a-z_0-9]+\.py:[0-9]+(?: < [a-z_0-9]+\.py:[0-9]+)*")
FORMS = frozenset(
    {"csv", "geojson", "gpkg", "json", "ods", "parquet", "shp", "tsv", "txt", "xls", "xlsx", "zip"}
)
# What a request asks for; the only thing that is told of its address.
FAMILIES = (*("page", "api", "figure", "image", "fichier", "statique", "session", "veille", OTHER),)
# Why an import is refused: nothing of it could be read, or what was read is wrong.
UNREADABLE, WRONG = "illisible", "erreurs"


def _number(value: object) -> Told:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def _one_of(words: frozenset[str]) -> Callable[[object], Told]:
    return lambda value: value if isinstance(value, str) and value in words else OTHER


def _formed(form: re.Pattern[str]) -> Callable[[object], Told]:
    return lambda value: value if isinstance(value, str) and form.fullmatch(value) else OTHER


Rule = Callable[[object], Told]
_EDITION, _KIND, _PLACE = _formed(_CODE), _formed(_CLASS), _formed(_LINES)
_FORM, _FAMILY, _REASON = (
    _one_of(FORMS),
    _one_of(frozenset(FAMILIES)),
    _one_of(frozenset({UNREADABLE, WRONG})),
)
EVENTS: dict[str, dict[str, Rule]] = {
    "demarrage": {"pret_en_s": _number, "editions": _number},
    "edition-reprise": {"edition": _EDITION},
    "edition-ecartee": {"edition": _EDITION, "problemes": _number},
    "import-accepte": {"forme": _FORM, "octets": _number, "lignes": _number, "duree_s": _number},
    "import-refuse": {
        **{"forme": _FORM, "octets": _number, "lignes": _number, "duree_s": _number},
        **{"raison": _REASON, "problemes": _number},
    },
    "requete-lente": {"famille": _FAMILY, "duree_s": _number, "statut": _number},
    "panne": {"famille": _FAMILY, "erreur": _KIND, "lieu": _PLACE},
}  # fmt: skip


_serving = [False]


def begin() -> None:
    """From now on events are told: a process that serves says them, a command does not."""
    _serving[:] = [True]


def line(event: str, when: datetime, **fields: object) -> str:
    """The line of an event; only the fields that it is known to have.

    Raises
    ------
    KeyError
        When there is no event of that name.
    """
    rules = EVENTS[event]
    told = {name: rule(fields[name]) for name, rule in rules.items() if name in fields}
    moment = when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"quand": moment, "evenement": event, **told}, ensure_ascii=False)


def tell(event: str, **fields: object) -> None:
    """Write the event where there is a server; a log that cannot be written stops nothing."""
    if not _serving[0]:
        return
    try:
        sys.stderr.write(line(event, datetime.now(UTC), **fields) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # a full disk, a closed stream
        return


def tell_failure(error: BaseException, family: str) -> None:
    """A mistake of ours: its kind and its place, without its words, which may quote a visitor."""
    tell("panne", famille=family, erreur=type(error).__name__, lieu=_place(error.__traceback__))


def _place(trace: TracebackType | None) -> str:
    """The last steps in our own code, the deepest first: « counts.py:12 < page.py:40 »."""
    steps = []
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "site-packages" not in path.parts or trace.tb_next is None:
            steps.append(f"{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(steps[-6:])) or OTHER
