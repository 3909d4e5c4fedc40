"""Headers that tell the browser what a page may do: nothing from any other host."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Of every answer, whatever it is.
COMMON = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What is no page and no script: it loads nothing, and an image keeps its own styles and fonts.
_DATA_POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "*",
}


def page_headers(host: str, script_hashes: Iterable[str]) -> dict[str, str]:
    """Headers of a page.

    Parameters
    ----------
    host
        Host and port of the request, checked; older browsers want the socket's address spelt.
    script_hashes
        CSP sources of the page's inline scripts.
    """
    return {"Content-Security-Policy": _written(_page_policy(host, script_hashes)), **COMMON}


def figure_headers(script_source: str) -> dict[str, str]:
    """Headers of a figure alone: one script, nothing asked of any host, framed by anyone."""
    policy = {**_DATA_POLICY, "script-src": script_source}
    return {"Content-Security-Policy": _written(policy), **COMMON}


def stage_headers(script_source: str) -> dict[str, str]:
    """Headers of a talk: one script, in the page, and a guard for a reload without a server.

    Its speaker's choices go to the server when she asks for her slides as a file, and only then.
    """
    policy = {**_DATA_POLICY, "script-src": script_source, "worker-src": "'self'"}
    policy["form-action"] = "'self'"
    return {"Content-Security-Policy": _written(policy), **COMMON}


def other_headers(media_type: str) -> dict[str, str]:
    """Headers of an answer that has made none of its own."""
    if media_type.startswith("text/html"):
        # A page of Streamlit's, with scripts that we do not know.
        policy = _page_policy("", ["'unsafe-inline'"])
    elif "javascript" in media_type:
        # That of the page, for a script that works in the background has its own.
        policy = _page_policy("", [])
    else:
        policy = _DATA_POLICY
    return {"Content-Security-Policy": _written(policy), **COMMON}


def _page_policy(host: str, script_sources: Iterable[str]) -> dict[str, str]:
    sockets = f" ws://{host} wss://{host}" if host else ""
    return {
        "default-src": "'self'",
        # Components come as modules in blobs; their code is ours.
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *script_sources]),
        # Streamlit writes its styles into the page as it goes.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": f"'self' data: blob:{sockets}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        # Every figure can be embedded anywhere: pages hold no account and no secret.
        "frame-ancestors": "*",
    }


def _written(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
