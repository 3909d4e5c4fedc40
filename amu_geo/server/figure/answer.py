"""`/figure/<clé>`: a figure alone, as a page for a frame, a table, an image, an entry."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.export.rows import excel_csv
from amu_geo.figures.figure import ANCHOR, CARD, SIZE, Drawn, Kind
from amu_geo.figures.known import KINDS
from amu_geo.figures.seen import Seen, UnknownChoiceError
from amu_geo.figures.words import bibtex
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.figure.document import figure_html, refused_html, script
from amu_geo.server.figure.image import (
    IMAGES,
    image_of,
    is_card,
    png_of,
    refuse_without_image,
)
from amu_geo.server.figure.workbook import workbook_of
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS, RETRY, RefusedError
from amu_geo.server.http.query import Asked, meant_query, strict_view
from amu_geo.server.http.security import figure_headers
from amu_geo.server.page.images import DRAWING
from amu_geo.site import address, origin
from amu_geo.watch.events import tell_failure

PAGE, TABLE = "text/html; charset=utf-8", "text/csv; charset=utf-8"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What follows the key in the address of a file of the figure.
BIBLIOGRAPHY = "application/x-bibtex; charset=utf-8"
FORMS = {"csv": TABLE, "xlsx": WORKBOOK, "bib": BIBLIOGRAPHY, **IMAGES}
_answers = AnswerCache(max_bytes=16 * 2**20)
# Images weigh more than all the rest: they never push it out.
_images = AnswerCache(max_bytes=32 * 2**20)


def figure(request: Request) -> Response:
    """Answer an address under `/figure/`; whatever is wrong is said in a page of the same dress."""
    try:
        if request.method not in ("GET", "HEAD"):
            raise RefusedError(405, "Une figure se lit seulement.")
        return _answer(request)
    except RefusedError as refused:
        allow = {"Allow": "GET, HEAD"} if refused.status == 405 else {}
        return _refused(request, refused.status, refused.detail, allow)
    except DamagedFileError as error:
        tell_once(error)
        told = f"Un fichier de données ne se lit pas pour le moment. {error}"
        return _refused(request, 503, told, {"Retry-After": RETRY})
    except Exception as error:
        tell_failure(error, "figure")
        return _refused(request, 500, "La figure n’a pas pu se dessiner ; l’incident est consigné.")


def _answer(request: Request) -> Response:
    name = request.path_params["name"]
    key, _, suffix = name.partition(".")
    kind = KINDS.get(key) if suffix in ("", *FORMS) else None
    if kind is None:
        raise RefusedError(404, f"« {name[:40]} » n’est le nom d’aucune figure.")
    form = FORMS.get(suffix, PAGE)
    view = strict_view(request.query_params, (*kind.choices, *([SIZE] * (suffix in IMAGES))))
    query = dict(meant_query(request.query_params))
    as_card = suffix in IMAGES and is_card(query)
    # Shared choices on which the figure does not depend would make the same one again.
    query = kind.asked(query)
    site = origin(request.url.scheme, request.headers)
    known = (name, as_card, site, view.key, tuple(sorted(query.items())))
    if suffix not in IMAGES:
        make = partial(_make, kind, form, view, query, site)
        return respond(request, _answers.get(known, make))
    refuse_without_image(kind)
    answer = _images.known(known)
    if answer is None:
        # Never more than one at a time is drawn.
        with DRAWING:
            make = partial(_picture, kind, suffix, view, query, site, as_card)
            answer = _images.get(known, make)
    return respond(request, answer)


def _picture(
    kind: Kind, suffix: str, view: Asked, query: dict[str, str], site: str, as_card: bool
) -> Answer:
    drawn = _drawn(kind, view, query)
    svg = image_of(kind, drawn, view, query, site, as_card)
    size = f"-{CARD}" if as_card else ""
    name = f"observatoire-amu-{kind.key}-{view.edition.id}{size}.{suffix}"
    headers = {**OPEN_HEADERS, "Content-Language": "fr", **figure_headers(script_hash())}
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    content = svg if suffix == "svg" else png_of(svg, as_card)
    return Answer.make(content, IMAGES[suffix], headers)


def _make(kind: Kind, form: str, view: Asked, query: dict[str, str], site: str) -> Answer:
    drawn = _drawn(kind, view, query)
    headers = {**OPEN_HEADERS, "Content-Language": "fr", **figure_headers(script_hash())}
    if form == PAGE:
        return Answer.make(figure_html(kind, drawn, view, query, site), PAGE, headers)
    suffix = next(suffix for suffix, media_type in FORMS.items() if media_type == form)
    name = f"observatoire-amu-{kind.key}-{view.edition.id}.{suffix}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Answer.make(_file(kind, drawn, view, query, site, form), form, headers)


def _file(
    kind: Kind, drawn: Drawn, view: Asked, query: dict[str, str], site: str, form: str
) -> str | bytes:
    if form == TABLE:
        return excel_csv(drawn.figure.data())
    own = address(kind.path, {**query, "edition": view.edition.id})
    home = f"{site}{own}#{ANCHOR}{kind.key}"
    if form == WORKBOOK:
        return workbook_of(kind, drawn, view.coverage, home)
    return bibtex(drawn.coverage or view.coverage, drawn.figure, home)


def _drawn(kind: Kind, view: Asked, query: dict[str, str]) -> Drawn:
    if kind.needs and not query.get(kind.needs):
        told = f"Cette figure montre un sujet à la fois : il lui faut « {kind.needs} »."
        raise RefusedError(400, told, kind.needs)
    seen = Seen(view.coverage, store.territories(), store.shelf(), query)
    try:
        drawn = kind.draw(seen)
    except UnknownChoiceError as error:
        expected = ", ".join(error.allowed)
        told = f"« {error.value[:40]} » est inconnu pour « {error.name} ». Attendu : {expected}."
        raise RefusedError(400, told, error.name) from None
    if drawn is None:
        raise RefusedError(404, "Avec ces choix, il n’y a rien à montrer dans cette figure.")
    return drawn


@kept
def script_hash() -> str:
    """CSP source of the one script of a figure."""
    digest = hashlib.sha256(script().encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


_TITLES = {
    400: "Cette adresse de figure n’est pas comprise",
    404: "Cette figure n’existe pas",
    405: "Cette adresse se lit seulement",
}


def _refused(
    request: Request, status: int, told: str, headers: dict[str, str] | None = None
) -> Response:
    page = refused_html(_TITLES.get(status, "Cette figure ne s’affiche pas"), told)
    content = b"" if request.method == "HEAD" else page.encode()
    own = {"Cache-Control": "no-store", "Content-Language": "fr"}
    return Response(
        content,
        status_code=status,
        media_type=PAGE,
        headers={**OPEN_HEADERS, **own, **figure_headers(script_hash()), **(headers or {})},
    )
