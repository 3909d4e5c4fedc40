"""What a proxy says of a request, believed of the proxies that are named and of nobody else.

A proxy asks for us by a name of its own network, without encryption. In `X-Forwarded-Host` and
`X-Forwarded-Proto` it says what the reader asked for: from here on that is the request. Anybody
can send these headers; of whoever is not named, they are taken off.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from amu_geo.settings import HOST, Network

_HOST, _SCHEME = b"x-forwarded-host", b"x-forwarded-proto"
# In these words a proxy speaks of who asks, and of what.
_SAID_BY_PROXIES = (b"x-forwarded-", b"forwarded", b"x-real-ip")
_SECURE = {"http": "https", "ws": "wss"}
_PLAIN = {secure: plain for plain, secure in _SECURE.items()}


class ProxiesMiddleware:
    """Outermost but for uvicorn: whatever is inside reads the scheme and the `Host` alone."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network] = ()) -> None:
        self._app = app
        self._trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request as the reader made it."""
        if scope["type"] != "lifespan":
            scope = as_asked(scope, self._trusted)
        await self._app(scope, receive, send)


def as_asked(scope: Scope, trusted: Sequence[Network]) -> Scope:
    """The request with what its proxy said of it in place, and those words taken off."""
    said = [pair for pair in scope["headers"] if pair[0].startswith(_SAID_BY_PROXIES)]
    if not said:
        return scope
    headers = [pair for pair in scope["headers"] if not pair[0].startswith(_SAID_BY_PROXIES)]
    scope = {**scope, "headers": headers}
    if not is_trusted(scope.get("client"), trusted):
        return scope
    host, scheme = _last(said, _HOST).lower(), _last(said, _SCHEME).lower()
    if HOST.fullmatch(host):
        kept = [pair for pair in headers if pair[0] != b"host"]
        scope["headers"] = [(b"host", host.encode("ascii")), *kept]
    if scheme in ("http", "https"):
        # A websocket has names of its own for the same two.
        known = _SECURE if scheme == "https" else _PLAIN
        scope["scheme"] = known.get(scope["scheme"], scope["scheme"])
    return scope


def is_trusted(client: Sequence | None, trusted: Sequence[Network]) -> bool:
    """Whether the one who asks is a proxy that was named."""
    if not client or not trusted:
        return False
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return False
    # A socket that speaks both protocols shows 127.0.0.1 as ::ffff:127.0.0.1.
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in trusted)


def _last(said: Sequence[tuple[bytes, bytes]], name: bytes) -> str:
    """What the proxy itself said: of several values, those before it are the reader's own."""
    values = [value for key, value in said if key == name]
    return values[-1].decode("latin-1").rpartition(",")[2].strip() if values else ""
