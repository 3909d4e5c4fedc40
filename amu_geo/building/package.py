"""`datapackage.json`: what the files of `data/regions/` are, whence they come, under what terms."""

from pathlib import Path

from amu_geo.building.folder import LAYERS, MAP, TABLES
from amu_geo.building.sources import COG, POLYGONS, sha256

MILLESIME = "2026"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}

# Columns of each table: name, Frictionless type, description.
CODE_REGION = ("code_region", "string", "Code Insee de la région, sur deux caractères")
CODE_DEPARTEMENT = ("code_departement", "string", "Code Insee du département")
CODE_COMMUNE = ("code_commune", "string", "Code Insee de la commune actuelle")
POPULATION = ("population", "integer", "Habitants : somme des communes du COG")
SUPERFICIE = (
    "superficie_km2",
    "number",
    "Superficie en km², contours non simplifiés, projection légale",
)
GEOMETRY = ("geometry", "any", "Contour simplifié (GeoParquet, longitude et latitude WGS 84)")
FIELDS = {
    "regions": [
        CODE_REGION,
        ("nom", "string", "Nom"),
        ("zone", "string", "metropole ou drom"),
        ("chef_lieu", "string", "Code Insee de la commune chef-lieu"),
        POPULATION,
        SUPERFICIE,
        GEOMETRY,
    ],
    "departements": [
        CODE_DEPARTEMENT,
        ("nom", "string", "Nom"),
        CODE_REGION,
        POPULATION,
        SUPERFICIE,
        GEOMETRY,
    ],
    "communes": [
        CODE_COMMUNE,
        ("nom", "string", "Nom"),
        CODE_DEPARTEMENT,
        CODE_REGION,
        ("population", "integer", "Habitants"),
        ("lon", "number", "Longitude (degrés) de la mairie, sinon d’un point de la commune"),
        ("lat", "number", "Latitude (degrés) de la mairie, sinon d’un point de la commune"),
        ("codes_postaux", "string", "Codes postaux, séparés par des points-virgules"),
    ],
    "anciennes_communes": [
        ("code_ancienne", "string", "Code Insee ancien ou infracommunal"),
        CODE_COMMUNE,
        ("nom", "string", "Nom ; vide si le COG ne le donne pas"),
        ("type", "string", "deleguee, associee, arrondissement ou fusionnee"),
    ],
}
TITLES = {
    "regions": "Les 18 régions",
    "departements": "Les 101 départements",
    "communes": "Les communes actuelles, avec un point chacune",
    "anciennes_communes": "Codes anciens et infracommunaux, avec la commune actuelle",
}
MAP_TITLE = "La carte du navigateur : métropole et cadres d’outre-mer"

SOURCES = [
    {
        "title": f"{POLYGONS.name} {POLYGONS.version} : contours des communes "
        "(IGN, Admin Express), mairies (DILA, annuaire de l’administration)",
        "path": POLYGONS.home,
        "file": POLYGONS.file,
        "hash": f"sha256:{POLYGONS.sha256}",
    },
    {
        "title": f"{COG.name} {COG.version} : code officiel géographique {MILLESIME} et "
        "populations (Insee), codes postaux (La Poste)",
        "path": COG.home,
        "file": COG.file,
        "hash": f"sha256:{COG.sha256}",
    },
]

DESCRIPTION = """\
Régions, départements et communes de France au code officiel géographique 2026, sans les \
collectivités d’outre-mer (975 à 989). Fichiers produits par « python -m amu_geo build » à partir \
de deux paquets publics ; ne pas les modifier à la main.

Contours : les polygones des communes sont rendus jointifs, réunis par département, simplifiés une \
seule fois pour les deux côtés de chaque limite (environ 200 m) ; les régions sont la réunion de \
ces mêmes départements. Les communes nouvelles dont une partie manque dans la source sont \
complétées. Deux sortes d’enclaves restent ouvertes : celles d’un autre département (Enclave des \
Papes, vauclusienne dans la Drôme) et Llívia, commune espagnole dans les Pyrénées-Orientales. \
L’îlot où une commune a sa mairie et que la source ne dessine pas (Le Mont-Saint-Michel) est \
figuré par un polygone de 300 m de rayon autour d’elle.

Superficies : elles sont mesurées sur ces contours avant simplification et s’écartent de celles \
que publie l’Insee, qui comptent autrement les eaux et le trait de côte : de +0,3 à +1,6 % en \
métropole, +0,3 % en Guadeloupe, −3,7 % en Martinique, −0,4 % en Guyane, 0 % à La Réunion, \
−2,2 % à Mayotte.

Populations : celles du paquet du COG (populations de référence de l’Insee ; Mayotte : \
recensement de 2017). Points des communes : la mairie quand elle est dans le contour de la \
commune, sinon un point intérieur. Quatre communes du Cantal (15031, 15035, 15047, 15171), \
rétablies en 2025, sont encore dessinées dans 15141 et placées à un même point intérieur."""


def datapackage(folder: Path) -> dict:
    """Frictionless Data Package of the files that stand in a folder."""
    tables = [_table(folder, name) for name in (*LAYERS, *TABLES)]
    return {
        "profile": "data-package",
        "name": "territoires",
        "title": f"Territoires de France, COG {MILLESIME}",
        "description": DESCRIPTION,
        "version": MILLESIME,
        "licenses": [LICENCE],
        "sources": SOURCES,
        "contributors": [
            {"title": "IGN, Insee, La Poste, DILA : données d’origine", "role": "author"},
            {"title": "python -m amu_geo build (amu_geo/building)", "role": "wrangler"},
        ],
        "resources": [*tables, _file(folder, MAP, "carte", MAP_TITLE, "json")],
    }


def _table(folder: Path, name: str) -> dict:
    described = _file(folder, f"{name}.parquet", name, TITLES[name], "parquet")
    fields = [
        {"name": column, "type": kind, "description": text} for column, kind, text in FIELDS[name]
    ]
    return described | {"schema": {"fields": fields, "primaryKey": [FIELDS[name][0][0]]}}


def _file(folder: Path, path: str, name: str, title: str, kind: str) -> dict:
    file = folder / path
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": kind,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
    }
