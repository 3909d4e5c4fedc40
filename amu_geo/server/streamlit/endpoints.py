"""Addresses that Streamlit answers itself."""

from __future__ import annotations

from starlette.routing import Match
from starlette.types import Scope

from amu_geo.server.streamlit.bundles import static_folder
from amu_geo.site import base

BUNDLES = "/static/"
CORE = "/_stcore/"
COMPONENTS = "/component/"
# Its own figures on the process, open to anyone: only where ours are.
FIGURES = f"{CORE}metrics"
# What a page offers of a session: a reader's own import too.
MEDIA = "/media/"
PREFIXES = (CORE, MEDIA, COMPONENTS, "/app/", "/auth/", "/oauth2callback")


def is_streamlits(path: str) -> bool:
    """Whether that is an endpoint of Streamlit's, or a file beside its index page."""
    if path.startswith(PREFIXES):
        return True
    beside = {file.name for file in static_folder().iterdir() if file.is_file()}
    return path[1:] in beside - {"index.html"}


def shows_its_own_page(path: str) -> bool:
    """Whether a page that comes from there is Streamlit's index: an endpoint that it has not.

    A component may have pages of its own.
    """
    return path.startswith(PREFIXES) and not path.startswith(COMPONENTS)


def is_routed(scope: Scope) -> bool:
    """Whether a route of the running process answers there: an endpoint may have moved.

    What takes every address, Streamlit's own pages, does not count.
    """
    routes = getattr(scope.get("app"), "routes", ())
    everything = ("", base().strip("/"))
    named = (r for r in routes if getattr(r, "path", "").strip("/") not in everything)
    return any(route.matches(scope)[0] is not Match.NONE for route in named)
