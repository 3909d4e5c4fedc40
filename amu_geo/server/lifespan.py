"""From the start of the process: load what lasts, then take it out of the collector's sight.

A collection of the whole memory takes some 80 ms of processor with the libraries of the data
loaded, for nothing: what is frozen here is never looked at again.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import threading
from collections.abc import AsyncIterator
from typing import Any

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.listening import send_at_once
from amu_geo.server.http.loading import loaded
from amu_geo.server.streamlit import bundles
from amu_geo.server.streamlit.connections import believe_nobody, watched_connections
from amu_geo.server.streamlit.options import ask_nobody, set_hidden_options

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
_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """For `st.App(lifespan=…)`: the process answers at once, and loads meanwhile."""
    set_hidden_options()
    ask_nobody()
    believe_nobody()
    send_at_once()
    stopped = threading.Event()
    thread = threading.Thread(target=_load, args=(stopped,), name="load", daemon=True)
    thread.start()
    try:
        async with watched_connections():
            yield {}
    finally:
        stopped.set()


def _load(stopped: threading.Event) -> None:
    try:
        warm_up()
    except DamagedFileError as error:
        # The pages that need the file will say so too.
        tell_once(error)
    except Exception:
        # The page that needs it will meet the same failure and say so.
        _log.exception("could not load the data at start")
    loaded.set()
    for seconds in FREEZES:
        if stopped.wait(seconds):
            return
        freeze()


def warm_up() -> None:
    """Import and read what every visit needs, and have the bundle compressed."""
    from amu_geo import store
    from amu_geo.measure.reading import Reading
    from amu_geo.server.page.undeclared import tell_undeclared

    try:
        tell_undeclared(store.coverage(None, Reading()).edition)
        store.commune_finder()
    finally:
        # Also for the pages that do without damaged data.
        for name in LASTING:
            importlib.import_module(name)
        bundles.prepare(bundles.first_files())
    loaded.set()
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
