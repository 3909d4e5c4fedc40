"""What wraps every answer of the process."""

from __future__ import annotations

from starlette.middleware import Middleware

from amu_geo.server.page.guard import GuardMiddleware
from amu_geo.server.page.middleware import PageMiddleware
from amu_geo.server.streamlit.uploads import UploadMiddleware
from amu_geo.server.wire.proxies import ProxiesMiddleware
from amu_geo.server.wire.timing import TimingMiddleware
from amu_geo.settings import proxies


def middleware() -> list[Middleware]:
    """Middleware for `st.App`, outermost first."""
    return [
        Middleware(TimingMiddleware),
        Middleware(ProxiesMiddleware, trusted=proxies()),
        Middleware(GuardMiddleware),
        Middleware(UploadMiddleware),
        Middleware(PageMiddleware),
    ]
