"""Headers that tell the browser what a page may do: nothing from any other host."""

from __future__ import annotations

from collections.abc import Iterable


def page_headers(host: str, script_hashes: Iterable[str]) -> dict[str, str]:
    """Headers of a page.

    Parameters
    ----------
    host
        Host and port of the request, checked; older browsers want the socket's address spelt.
    script_hashes
        CSP sources of the page's inline scripts.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    policy = {
        "default-src": "'self'",
        # Components come as modules in blobs; their code is ours.
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *script_hashes]),
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
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=()",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
