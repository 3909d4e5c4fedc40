"""`/metriques`: the figures of the process as OpenMetrics text, where the setting asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from amu_geo.server.streamlit.sessions import open_sessions
from amu_geo.settings import has_metrics
from amu_geo.site import METRICS
from amu_geo.watch.events import FAMILIES
from amu_geo.watch.memory import resident_bytes
from amu_geo.watch.meters import BOUNDS, RUN, answers, imports, runs

MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


def metrics_routes() -> list[Route]:
    """The one address."""
    return [Route(METRICS, _answer)]


def _answer(request: Request) -> Response:
    if not has_metrics():
        # The guard around us says it in a page.
        return Response(status_code=404)
    return Response(metrics_text(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def metrics_text() -> str:
    """Every figure, in the order in which one looks for them."""
    return "".join(f"{line}\n" for line in (*_lines(), "# EOF"))


def _lines() -> Iterator[str]:
    yield from _named("observatoire_sessions", "gauge", "Pages vivantes ouvertes en ce moment.")
    yield f"observatoire_sessions {open_sessions()}"
    yield from _named("observatoire_executions", "counter", "Pages exécutées depuis le démarrage.")
    yield f"observatoire_executions_total {runs.counts()[RUN]}"
    yield from _named("observatoire_imports", "counter", "Fichiers reçus, acceptés ou refusés.")
    for word, count in imports.counts().items():
        yield f'observatoire_imports_total{{issue="{word}"}} {count}'
    yield from _memory()
    yield from _durations()


def _memory() -> Iterator[str]:
    name = "process_resident_memory_bytes"
    yield f"# UNIT {name} bytes"
    yield from _named(name, "gauge", "Mémoire que tient le processus.")
    yield f"{name} {resident_bytes()}"


def _durations() -> Iterator[str]:
    name = "observatoire_reponse_seconds"
    yield f"# UNIT {name} seconds"
    yield from _named(name, "histogram", "Durée des réponses, par famille d’adresses.")
    for family in FAMILIES:
        within, seconds = answers.of(family)
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), within, strict=True):
            yield f'{name}_bucket{{famille="{family}",le="{bound}"}} {count}'
        yield f'{name}_count{{famille="{family}"}} {within[-1]}'
        yield f'{name}_sum{{famille="{family}"}} {seconds:.6f}'


def _named(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# TYPE {name} {kind}", f"# HELP {name} {told}"
