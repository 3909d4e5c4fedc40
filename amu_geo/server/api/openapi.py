"""The API's description (OpenAPI 3.1), made from the list that routes it, so that it stays true."""

from __future__ import annotations

from typing import Any

from amu_geo.edition.schema import table_schema
from amu_geo.export.resources import (
    BINARY,
    FORMAT,
    MEDIA_TYPES,
    RESOURCES,
    VIEW,
    Parameter,
    Resource,
)
from amu_geo.schemes.freshness import FRESHNESS_COLUMNS
from amu_geo.server.http.problems import PROBLEM_TYPE, TITLES
from amu_geo.site import base
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"
TEXT: dict[str, Any] = {"type": "string"}
WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
WARNING: dict[str, Any] = {
    "avertissement": {**TEXT, "description": "Là seulement quand une édition plus récente que "
    "celle-ci ne se lit pas, ou quand celle-ci est retirée. Aussi un en-tête, sans accents."},
}  # fmt: skip
YES_NO: dict[str, Any] = {"type": "string", "enum": ["oui", "non"]}
CELLS: dict[str, Any] = {"type": "string", "enum": ["brutes", "apostrophe"]}
CELLS_SAID = (
    "« brutes » : un texte qui commence par =, +, - ou @ est laissé tel quel. « apostrophe » "
    "(format=excel) : une apostrophe le précède, pour qu’aucun tableur n’y lise une formule."
)
CODE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{2}$"}
NUMBER: dict[str, Any] = {"type": "number"}
FAMILY_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": len(FAMILIES)}
IDS_BY_FAMILY: dict[str, Any] = {code: {"type": "array", "items": TEXT} for code in FAMILIES}
STATES_IN_WORDS = " ; ".join(f"{code} : {words}" for code, words in STATES.items()) + "."


def openapi() -> dict[str, Any]:
    """The whole description; each example in it is an address that answers."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Observatoire AMU : données ouvertes",
            "version": "1.0.0",
            "summary": "Ce que les régions font pour l’assistance à maîtrise d’usage : ce qui est "
            "documenté, et ce qui en est confirmé.",
            "description": "En lecture seule, sans clé. Chaque réponse porte un ETag fort : "
            "renvoyez-le dans If-None-Match et recevez 304 tant que rien n’a changé. Un paramètre "
            "inconnu ou mal écrit est refusé, avec la raison (RFC 9457). Les lignes d’un CSV "
            "n’ont pas de commentaire : licence et description sont dans l’en-tête Link.",
            "license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"},
        },
        "servers": [{"url": base() or "/"}],
        "tags": [
            {"name": name, "description": resource.title} for name, resource in RESOURCES.items()
        ],
        "paths": {
            f"/api/v1/{name}.{form}": {"get": _operation(resource, form)}
            for name, resource in RESOURCES.items()
            for form in resource.forms
        },
        "components": {
            "schemas": {
                "Probleme": _problem_schema(),
                **{f"{name}_ligne": row_schema(name) for name in RESOURCES},
            },
            "responses": {
                str(status): {
                    "description": TITLES[status],
                    "content": {
                        PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Probleme"}}
                    },
                }
                for status in (400, 404, 405, 503)
            },
        },
    }


def _operation(resource: Resource, form: str) -> dict[str, Any]:
    parameters = VIEW + resource.parameters + ((FORMAT,) if form == "csv" else ())
    return {
        "operationId": f"{resource.name}_{form}",
        "tags": [resource.name],
        "summary": f"{resource.title} ({form})",
        "description": resource.description,
        "parameters": [_parameter(parameter) for parameter in parameters],
        "responses": {
            "200": {
                "description": resource.title,
                "headers": {
                    "ETag": {"schema": TEXT, "description": "Empreinte forte du contenu."},
                    "Link": {"schema": TEXT, "description": "Licence et description."},
                    "Cellules": {"schema": CELLS, "description": CELLS_SAID},
                },
                "content": {MEDIA_TYPES[form].split(";")[0]: {"schema": _body(resource, form)}},
            },
            "304": {"description": "Rien n’a changé depuis cet ETag."},
            **{str(s): {"$ref": f"#/components/responses/{s}"} for s in (400, 404, 405, 503)},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": 120}
    if parameter.pattern:
        schema["pattern"] = f"^{parameter.pattern}$"
    if parameter.allowed and not parameter.several:
        schema["enum"] = list(parameter.allowed)
    description = parameter.description
    if parameter.several:
        values = {"enum": list(parameter.allowed)} if parameter.allowed else {}
        schema = {"type": "array", "items": {**TEXT, **values}}
        description += " Plusieurs valeurs se séparent par des virgules."
    return {
        "name": parameter.name,
        "in": "query",
        "description": description,
        "schema": schema,
        "example": [parameter.example] if parameter.several else parameter.example,
        **({"style": "form", "explode": False} if parameter.several else {}),
    }


def _body(resource: Resource, form: str) -> dict[str, Any]:
    row = {"$ref": f"#/components/schemas/{resource.name}_ligne"}
    if form in BINARY:
        return {**TEXT, "format": "binary", "description": "Les mêmes lignes, avec leur forme."}
    if form == "csv":
        return {**TEXT, "description": "Une ligne d’en-tête, puis une ligne par objet."}
    head = {"licence": TEXT, "source": TEXT, "nb": WHOLE}
    if form == "json":
        return {
            "type": "object",
            "required": [*head, resource.rows_key],
            "properties": {**head, **WARNING, resource.rows_key: {"type": "array", "items": row}},
        }
    feature = {
        "type": "object",
        "required": ["type", "id", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": TEXT,
            "properties": row,
            "geometry": {"type": ["object", "null"]},
        },
    }
    return {
        "type": "object",
        "required": ["type", *head, "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            **head,
            **WARNING,
            "features": {"type": "array", "items": feature},
        },
    }


def row_schema(name: str) -> dict[str, Any]:
    """JSON Schema of one row of a resource."""
    properties = _ROWS[name]() if callable(_ROWS[name]) else _ROWS[name]
    optional = {
        "preuves",
        "confirmes",
        "acteurs_amu_pour_100000",
        "zone",
        "population",
        "superficie_km2",
    }
    required = [key for key in properties if name == "regions" or key not in optional]
    return {"type": "object", "required": required, "properties": properties}


def _table_row(table: str, more: dict[str, Any]) -> dict[str, Any]:
    """Properties of an edition's table, from its Table Schema, and of the columns we add."""
    types = {"year": ["integer", "null"], "number": ["number", "null"]}
    columns = {
        column.name: {
            "type": types.get(column.type, "string"),
            "title": column.title,
            "description": column.description,
        }
        for column in table_schema(table).fields
    }
    return {**columns, **more}


_COVERAGE_ROW: dict[str, Any] = {
    "code_region": CODE,
    "nom": TEXT,
    "familles_documentees": {
        **FAMILY_COUNT,
        "description": "Familles documentées : confirmées, et documentées à confirmer.",
    },
    "familles_confirmees": {
        **FAMILY_COUNT,
        "description": "Parmi les documentées, celles qu’un dispositif prouvé en vigueur confirme.",
    },
    "min": {
        **FAMILY_COUNT,
        "description": "Le moins de familles documentées que donne une autre correspondance.",
    },
    "max": {
        **FAMILY_COUNT,
        "description": "Le plus de familles documentées que donne une autre correspondance.",
    },
    **{
        family.column: {
            "type": "string",
            "enum": list(STATES),
            "title": family.label,
            "description": STATES_IN_WORDS,
        }
        for family in FAMILIES.values()
    },
    "nb_dispositifs": {**WHOLE, "description": "Dispositifs retenus par l’année et la lecture."},
    "nb_confirmes": {**WHOLE, "description": "Parmi eux, ceux qui sont prouvés en vigueur."},
    "nb_acteurs": WHOLE,
    "nb_acteurs_amu": {**WHOLE, "description": "Sans les pratiques voisines."},
    "preuves": {
        "type": "object",
        "description": "Identifiants des dispositifs qui documentent chaque famille (JSON).",
        "properties": IDS_BY_FAMILY,
    },
    "confirmes": {
        "type": "object",
        "description": "Parmi eux, identifiants de ceux qui confirment chaque famille (JSON).",
        "properties": IDS_BY_FAMILY,
    },
    "zone": {"type": "string", "enum": ["metropole", "drom"]},
    "population": WHOLE,
    "superficie_km2": NUMBER,
    "acteurs_amu_pour_100000": NUMBER,
}
_REGION_ROW: dict[str, Any] = {
    "code_region": CODE,
    "nom": TEXT,
    "zone": {"type": "string", "enum": ["metropole", "drom"]},
    "chef_lieu": TEXT,
    "population": WHOLE,
    "superficie_km2": NUMBER,
}
_EDITION_ROW: dict[str, Any] = {
    "id": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"},
    "titre": TEXT,
    "date": {"type": "string", "format": "date"},
    "par_defaut": YES_NO,
    "auteur": TEXT,
    "licence": TEXT,
    "contact": TEXT,
    "nb_dispositifs": WHOLE,
    "nb_acteurs": WHOLE,
    "nb_projets": WHOLE,
    "nb_attestations": {**WHOLE, "description": "Preuves datées."},
    "effort_recherche": {
        "type": "array",
        "items": CODE,
        "description": "Régions où la recherche a été la plus poussée ; en CSV, leurs codes "
        "séparés par « ; ».",
    },
    "empreinte": {**TEXT, "description": "Change dès que le contenu de l’édition change."},
    "description": TEXT,
}
_FRESHNESS_ROW: dict[str, Any] = {
    **dict.fromkeys(FRESHNESS_COLUMNS, TEXT),
    "code_region": CODE,
    "famille": {"type": "string", "enum": list(FAMILIES)},
    "etat": {"type": "string", "enum": list(STATES), "description": STATES_IN_WORDS},
    "age_mois": {"type": ["integer", "null"], "description": "null : aucune preuve datée."},
}
_ROWS: dict[str, Any] = {
    "fraicheur": _FRESHNESS_ROW,
    "couverture": _COVERAGE_ROW,
    "regions": _REGION_ROW,
    "editions": _EDITION_ROW,
    "attestations": lambda: _table_row("attestations", {}),
    "dispositifs": lambda: _table_row(
        "dispositifs",
        {
            "etat": {
                "type": "string",
                "enum": [CONFIRMED, TO_CONFIRM],
                "description": "confirme : prouvé en vigueur cette année-là ; sinon a-confirmer.",
            },
            "familles": {**TEXT, "description": "Celles de son programme, séparées par « ; »."},
        },
    ),
    "acteurs": lambda: _table_row(
        "acteurs",
        {
            "placement": {
                "type": "string",
                "enum": ["point", "commune", ""],
                "description": "D’où vient le point : le sien, celui de sa commune, inconnu.",
            }
        },
    ),
}


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "instance": {"type": "string", "format": "uri-reference"},
            "parametre": TEXT,
        },
    }
