"""Refusals of the API: problem details (RFC 9457), in French, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.watch.events import OTHER, tell_failure

PROBLEM_TYPE = "application/problem+json"
OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Avertissement, Cellules",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# Seconds after which a robot may ask for damaged data again.
RETRY = "120"
TITLES = {
    400: "Paramètre refusé",
    404: "Introuvable",
    405: "Méthode refusée",
    406: "Forme refusée",
    500: "Erreur du serveur",
    503: "Données indisponibles",
}

Endpoint = Callable[[Request], Response]


class RefusedError(Exception):
    """A refusal: HTTP status, a French sentence, the parameter at fault when there is one."""

    def __init__(self, status: int, detail: str, parameter: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.parameter = parameter


def problem_response(problem: RefusedError, request: Request, headers: dict[str, str]) -> Response:
    """The refusal as `application/problem+json`."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, "Demande refusée"),
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.scope["path"],
    }
    if problem.parameter:
        content["parametre"] = problem.parameter
    return Response(
        json.dumps(content, ensure_ascii=False, indent=2) + "\n",
        status_code=problem.status,
        media_type=PROBLEM_TYPE,
        headers={**OPEN_HEADERS, "Cache-Control": "no-store", "Content-Language": "fr", **headers},
    )


def read_only(endpoint: Endpoint, *more: str) -> Endpoint:
    """Answer GET, HEAD and OPTIONS only; turn every refusal and failure into problem details.

    `more` names the methods of a form whose answer is read like any other.
    """

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _preflight()
        try:
            if request.method not in ("GET", "HEAD", *more):
                raise RefusedError(405, "Ces données se lisent seulement : GET, HEAD ou OPTIONS.")
            return endpoint(request)
        except RefusedError as problem:
            allow = {"Allow": "GET, HEAD, OPTIONS"} if problem.status == 405 else {}
            return problem_response(problem, request, allow)
        except DamagedFileError as error:
            tell_once(error)
            problem = RefusedError(503, f"Les données ne se lisent pas pour le moment. {error}")
            return problem_response(problem, request, {"Retry-After": RETRY})
        except Exception as error:
            tell_failure(error, "api" if request.scope["path"].startswith("/api") else OTHER)
            problem = RefusedError(500, "La demande n’a pas pu aboutir ; l’incident est consigné.")
        return problem_response(problem, request, {})

    return answer


def _preflight() -> Response:
    allowed = {
        "Allow": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "If-None-Match, Accept",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={**OPEN_HEADERS, **allowed})
