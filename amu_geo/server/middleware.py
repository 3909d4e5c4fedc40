"""What wraps every answer of the process."""

from __future__ import annotations

from starlette.middleware import Middleware

from amu_geo.server.page.guard import GuardMiddleware
from amu_geo.server.page.middleware import PageMiddleware
from amu_geo.server.streamlit.uploads import UploadMiddleware


def middleware() -> list[Middleware]:
    """Middleware for `st.App`, outermost first."""
    return [Middleware(GuardMiddleware), Middleware(UploadMiddleware), Middleware(PageMiddleware)]
