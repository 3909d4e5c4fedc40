"""Addresses that Streamlit answers itself."""

from __future__ import annotations

from starlette.routing import Match
from starlette.types import Scope

from amu_geo.server.streamlit.bundles import static_folder

BUNDLES = "/static/"
CORE = "/_stcore/"
PREFIXES = (CORE, "/media/", "/component/", "/app/", "/auth/", "/oauth2callback")


def is_streamlits(path: str) -> bool:
    """Whether that is an endpoint of Streamlit's, or a file beside its index page."""
    if path.startswith(PREFIXES):
        return True
    return path != "/index.html" and (static_folder() / path.lstrip("/")).is_file()


def is_routed(scope: Scope) -> bool:
    """Whether a route of the running process answers there: an endpoint may have moved.

    What takes every address, Streamlit's own pages, does not count.
    """
    routes = getattr(scope.get("app"), "routes", ())
    named = (route for route in routes if getattr(route, "path", "").strip("/"))
    return any(route.matches(scope)[0] is not Match.NONE for route in named)
