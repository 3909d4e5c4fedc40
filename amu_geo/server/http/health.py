"""`/healthz` and `/readyz`: whether the process is alive, whether its data are whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from amu_geo import paths
from amu_geo.paths import DamagedFileError
from amu_geo.server.http.loading import loaded
from amu_geo.server.http.static_files import damaged_files

LOADING = "Les données sont en cours de lecture."
_HEADERS = {"Cache-Control": "no-store", "Content-Language": "fr"}
Signature = tuple[tuple[str, int, int], ...]


def health_routes() -> list[Route]:
    """The two addresses; HEAD is answered as GET is."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


async def _alive(request: Request) -> Response:
    # In the loop itself: busy threads are no reason to be taken for dead.
    return PlainTextResponse("ok", headers=_HEADERS)


def _ready(request: Request) -> Response:
    reasons = _LAST.reasons() if loaded.is_set() else (LOADING,)
    content: dict[str, Any] = {"pret": not reasons}
    if reasons:
        content["raisons"] = list(reasons)
    if loaded.is_set():
        content |= _default_edition()
    body = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    status = 503 if reasons else 200
    return Response(body, status_code=status, media_type="application/json", headers=_HEADERS)


def faults() -> Iterator[str]:
    """What is wrong with the files of the project, in French, each in a sentence."""
    from amu_geo import store
    from amu_geo.edition.referentials import FILES, rows
    from amu_geo.edition.schema import TABLES, table_schema
    from amu_geo.edition.shelf import read_shelf
    from amu_geo.territories import Territories
    from amu_geo.territories.reading import read_map

    checks: list[Callable[[], object]] = [
        # From the disk: what is in memory would hide what the next start will meet.
        Territories.read,
        lambda: read_map(paths.REGIONS),
        *(lambda name=name: table_schema.__wrapped__(name) for name in TABLES),
        *(lambda name=name: rows.__wrapped__(name) for name in FILES),
        lambda: read_shelf(store.territories()).default,
    ]
    found = []
    for check in checks:
        try:
            check()
        except DamagedFileError as error:
            found.append(str(error))
    # A damaged schema damages all editions: it is said once.
    yield from dict.fromkeys(found)
    if not found:
        if store.shelf().state_fault:
            yield store.shelf().state_fault
        yield from (
            f"L’édition « {name} » est abîmée : {problems[0]}"
            for name, problems in store.shelf().damaged.items()
        )
    yield from map(str, damaged_files())


class LastLook:
    """The faults of the files, looked for again when one of the files has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._reasons: tuple[str, ...] = ()

    def reasons(self) -> tuple[str, ...]:
        """What is wrong now; nothing when all is whole."""
        with self._lock:
            signature = _signature((paths.DATA, paths.STATIC))
            if signature != self._signature:
                self._reasons = tuple(faults())
                self._signature = signature
            return self._reasons


def _signature(folders: tuple[Path, ...]) -> Signature:
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        try:
            status = path.stat()
        except OSError:
            status = path.lstat()
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


def _default_edition() -> dict[str, Any]:
    from amu_geo import store

    try:
        edition = store.shelf().default
    except DamagedFileError:
        return {}
    return {
        "edition": edition.id,
        "date": edition.date.isoformat(),
        "age_jours": (date.today() - edition.date).days,
    }


_LAST = LastLook()
