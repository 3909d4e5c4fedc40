"""Every address that the process serves besides the pages."""

from __future__ import annotations

from starlette.routing import BaseRoute

from amu_geo.server.api import api_routes
from amu_geo.server.files import file_routes
from amu_geo.server.images import image_routes


def routes() -> list[BaseRoute]:
    """Routes for `st.App`: they come before Streamlit's own."""
    return [*api_routes(), *image_routes(), *file_routes()]
