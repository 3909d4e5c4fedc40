"""What search engines ask for: which addresses to read."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.site import PAGES, STATEMENT, VERIFY, address, origin

# They name the site as it was asked for: nothing that an intermediary may give to another reader.
_OF_THE_REQUEST = {"Cache-Control": "public, no-cache"}


def robot_routes(closed: str) -> list[Route]:
    """`/robots.txt` and `/sitemap.xml`; what begins with `closed` is not to be read."""

    def robots(request: Request) -> Response:
        site = origin(request.url.scheme, request.headers)
        return PlainTextResponse(
            f"User-agent: *\nDisallow: {address(closed)}\nAllow: {address('/')}\n"
            f"Sitemap: {site}{address('/sitemap.xml')}\n",
            headers=_OF_THE_REQUEST,
        )

    return [Route("/robots.txt", robots), Route("/sitemap.xml", _sitemap)]


def _region_codes() -> tuple[str, ...]:
    """Of the regions; none while they cannot be read, and the pages are still listed."""
    from amu_geo import store

    try:
        return store.territories().codes
    except DamagedFileError as error:
        tell_once(error)
        return ()


def _last_edition() -> str:
    """The date of the edition that visitors see; nothing while it cannot be read."""
    from amu_geo import store

    try:
        return f"<lastmod>{store.shelf().default.date.isoformat()}</lastmod>"
    except DamagedFileError as error:
        tell_once(error)
        return ""


def _sitemap(request: Request) -> Response:
    """Every page, and the portrait of every region, with the date of the edition that they show."""
    site = origin(request.url.scheme, request.headers)
    portraits = [address("/region", {"region": code}) for code in _region_codes()]
    pages = [address(path) for path in PAGES if path != "/region"]
    modified = _last_edition()
    # What these say depends on no edition.
    dated = [(path, modified) for path in pages + portraits]
    dated += [(address(path), "") for path in (STATEMENT, VERIFY)]
    entries = "".join(f"<url><loc>{escape(site + path)}</loc>{day}</url>" for path, day in dated)
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>\n',
        media_type="application/xml",
        headers=_OF_THE_REQUEST,
    )
