"""An address as requests write it: ASCII, host in small letters, no fragment."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "/%:=&?~+!$,;'@()*[]"


def ascii_address(url: str) -> str:
    """The address that is asked for; what it names is the same.

    Raises
    ------
    ValueError
        When it is no address of the web.

    >>> ascii_address("https://Été.example/Friches en région?q=é#haut")
    'https://xn--t-9fab.example/Friches%20en%20r%C3%A9gion?q=%C3%A9'
    """
    parts = urlsplit(url.strip())
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"« {url} » n’est pas une adresse du web.")
    named = host if host.isascii() else host.encode("idna").decode()
    shown = f"[{named}]" if ":" in named else named
    port = f":{parts.port}" if parts.port else ""
    path = quote(parts.path or "/", safe=_KEPT)
    return urlunsplit((parts.scheme, f"{shown}{port}", path, quote(parts.query, safe=_KEPT), ""))
