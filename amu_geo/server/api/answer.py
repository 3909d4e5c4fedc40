"""`/api/v1`: the data of the pages as JSON, CSV and GeoJSON. Read only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.export.coverage_files import dump, dump_collection, feature_collection
from amu_geo.export.geofiles import to_geopackage, to_geoparquet
from amu_geo.export.resources import (
    FORMAT,
    MEDIA_TYPES,
    OPENAPI_PATH,
    RESOURCES,
    Parameter,
    Resource,
)
from amu_geo.export.rows import excel_csv, machine_csv
from amu_geo.memory import kept
from amu_geo.server.api.openapi import OPENAPI_TYPE, openapi
from amu_geo.server.api.tables import BUILDERS, Table
from amu_geo.server.http.answers import Answer, AnswerCache, respond
from amu_geo.server.http.problems import OPEN_HEADERS, RefusedError
from amu_geo.server.http.query import Asked, meant_query, strict_view
from amu_geo.server.http.quick import quick_answers
from amu_geo.site import address, is_tracker

LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
# Whether a text that a spreadsheet would take for a formula is left as it is, or has an apostrophe.
RAW, PROTECTED = "brutes", "apostrophe"
_answers = AnswerCache()


def answer(request: Request) -> Response:
    """Answer any address under `/api`.

    Raises
    ------
    RefusedError
        404 for an address that does not exist, 400 for a parameter that is refused.
    """
    return _endpoints().get(request.scope["path"], _unknown)(request)


@kept
def _endpoints() -> dict[str, Callable[[Request], Response]]:
    known = {
        f"/api/v1/{name}.{form}": _endpoint(resource, form)
        for name, resource in RESOURCES.items()
        for form in resource.forms
    }
    return {**known, OPENAPI_PATH: _description}


def _endpoint(resource: Resource, form: str) -> Callable[[Request], Response]:
    def answer_one(request: Request) -> Response:
        parameters = resource.parameters + ((FORMAT,) if form == "csv" else ())
        # Before anything is read: what is published meanwhile makes the answer one of the past.
        shelf = store.shelf()
        view = strict_view(request.query_params, [known.name for known in parameters])
        options = _options(request, parameters, view.edition)
        key = (resource.name, form, view.key, tuple(sorted(options.items())))
        made = _answers.get(key, lambda: _make(resource, form, view, options))
        quick_answers.keep(
            request.scope, lambda: _answers.known(key), lambda: store.is_current(shelf)
        )
        return respond(request, made)

    return answer_one


def _make(resource: Resource, form: str, view: Asked, options: dict[str, str]) -> Answer:
    table = BUILDERS[resource.name](view, options)
    headers = {**OPEN_HEADERS, "Link": _links(table), "Content-Language": "fr"}
    excel = form == "csv" and options.get("format") == "excel"
    headers["Cellules"] = PROTECTED if excel else RAW
    if view.warning and resource.name != "regions":
        # In the head of what has one, and for a CSV too.
        table = replace(table, head={**table.head, "avertissement": view.warning})
        headers["Avertissement"] = _in_ascii(view.warning)
    name = f"{resource.name}-{table.head['edition']}" if "edition" in table.head else resource.name
    headers["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    return Answer.make(_body(resource, form, table, options), MEDIA_TYPES[form], headers)


def _body(resource: Resource, form: str, table: Table, options: dict[str, str]) -> str | bytes:
    if form == "csv":
        write = excel_csv if options.get("format") == "excel" else machine_csv
        return write(table.frame)
    if form == "json":
        return dump({**table.head, resource.rows_key: table.rows})
    if form == "gpkg":
        return to_geopackage(table.frame, table.shapes or [], resource.name, table.head)
    if form == "parquet":
        return to_geoparquet(table.frame, table.shapes or [], table.head)
    collection = feature_collection(table.head, table.features, table.shapes or [], table.key)
    return dump_collection(collection)


def _in_ascii(text: str) -> str:
    """A sentence as a header can carry it: without accents."""
    plain = re.sub(r"«\s*|\s*»", '"', text).replace("’", "'")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def _links(table: Table) -> str:
    """Licence and description as Link headers: a CSV has no room for them."""
    licence = LICENCE_URL
    if not table.head["licence"].startswith("Licence Ouverte"):
        licence = address("/donnees", {"edition": table.head.get("edition", "")})
    described = address(OPENAPI_PATH)
    return f'<{licence}>; rel="license", <{described}>; rel="describedby"; type="{OPENAPI_TYPE}"'


def _options(
    request: Request, parameters: tuple[Parameter, ...], edition: Edition
) -> dict[str, str]:
    """The resource's own parameters, checked; some have their values from the edition."""
    options, query = {}, meant_query(request.query_params)
    for parameter in parameters:
        value = query.get(parameter.name, "").strip()
        if not value:
            continue
        parts = value.split(",") if parameter.several else [value]
        allowed = parameter.of_edition(edition) if parameter.of_edition else parameter.allowed
        wrong = [part for part in parts if allowed and part not in allowed]
        if wrong or (parameter.pattern and not re.fullmatch(parameter.pattern, value)):
            expected = ", ".join(allowed) + "." if allowed else ""
            expected = expected or parameter.description
            shown = (wrong or [value])[0][:40]
            raise RefusedError(
                400,
                f"« {shown} » est inconnu pour « {parameter.name} ». Attendu : {expected}",
                parameter.name,
            )
        options[parameter.name] = value
    return options


def _description(request: Request) -> Response:
    if not all(map(is_tracker, request.query_params)):
        raise RefusedError(400, "La description de l’API ne prend pas de paramètre.")
    return respond(
        request,
        _answers.get(
            "openapi", lambda: Answer.make(dump(openapi()), OPENAPI_TYPE, dict(OPEN_HEADERS))
        ),
    )


def _unknown(request: Request) -> Response:
    addresses: list[Any] = [
        f"/api/v1/{name}.{form}" for name, resource in RESOURCES.items() for form in resource.forms
    ]
    known = ", ".join([*addresses, OPENAPI_PATH])
    raise RefusedError(404, f"Cette adresse n’existe pas dans l’API. Adresses : {known}.")
