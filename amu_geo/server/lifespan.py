"""From the start of the process: load what lasts, then take it out of the collector's sight.

A collection of the whole memory takes some 80 ms of processor with the libraries of the data
loaded, for nothing: what is frozen here is never looked at again.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.listening import send_at_once
from amu_geo.server.http.loading import loaded
from amu_geo.server.streamlit import bundles
from amu_geo.server.streamlit.connections import believe_nobody, watched_connections
from amu_geo.server.streamlit.options import ask_nobody, set_hidden_options
from amu_geo.server.streamlit.sessions import swept_sessions
from amu_geo.watch.events import begin, tell, tell_failure
from amu_geo.watch.giving_back import give_back

# What the pages import at their first run.
LASTING = (
    "pandas",
    "pyarrow",
    "geopandas",
    "plotly.graph_objects",
    "amu_geo.server.page.document",
    "amu_geo.server.api.answer",
    "amu_geo.charts.map.coverage",
)
# After the load, and again when the first visits have imported the rest.
FREEZES = (0, 15, 60, 300)


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """For `st.App(lifespan=…)`: the process answers at once, and loads meanwhile."""
    begin()
    set_hidden_options()
    ask_nobody()
    believe_nobody()
    send_at_once()
    stopped = threading.Event()
    thread = threading.Thread(target=_load, args=(stopped,), name="load", daemon=True)
    thread.start()
    giving_back = asyncio.create_task(give_back(loaded.is_set))
    try:
        async with watched_connections(), swept_sessions():
            yield {}
    finally:
        stopped.set()
        giving_back.cancel()


def _load(stopped: threading.Event) -> None:
    from amu_geo.importing.apart.sweeping import sweep

    sweep()
    try:
        warm_up()
    except DamagedFileError as error:
        # The pages that need the file will say so too.
        tell_once(error)
    except Exception as error:
        # The page that needs it will meet the same failure and say so.
        tell_failure(error, "veille")
    loaded.set()
    for seconds in FREEZES:
        if stopped.wait(seconds):
            return
        freeze()


def _tell_start(seconds: float) -> None:
    from amu_geo import store

    tell("demarrage", pret_en_s=round(seconds, 2), editions=len(store.shelf().editions))


def warm_up() -> None:
    """Import and read what every visit needs, and have the bundle compressed."""
    from amu_geo import store
    from amu_geo.measure.reading import Reading
    from amu_geo.server.page.undeclared import tell_undeclared

    start = time.perf_counter()
    try:
        tell_undeclared(store.coverage(None, Reading()).edition)
        store.commune_finder()
    finally:
        # Also for the pages that do without damaged data.
        for name in LASTING:
            importlib.import_module(name)
        bundles.prepare(bundles.first_files())
    loaded.set()
    _tell_start(time.perf_counter() - start)
    _make_pages()


def _make_pages() -> None:
    """Make the pages' usual views now, also for whoever comes first after the next start."""
    from starlette.datastructures import QueryParams

    from amu_geo.server.http.query import read_view
    from amu_geo.server.page.document import page_html
    from amu_geo.server.page.kept import keep_page
    from amu_geo.server.streamlit.document import OtherIndexPageError
    from amu_geo.site import PAGES

    view = read_view(QueryParams())
    for page in PAGES.values():
        try:
            keep_page(page.path, page_html(page, view))
        except OtherIndexPageError:
            return
        except DamagedFileError as error:
            # Some pages need it, others do without.
            tell_once(error)


def freeze() -> None:
    """Collect once, then leave everything that is left out of later collections."""
    gc.collect()
    gc.freeze()
