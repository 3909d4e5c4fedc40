"""The resources of the open data: names, forms, parameters. The one list that the server routes,
the API describes, the data page shows and the tests read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from amu_geo.edition import Edition
from amu_geo.edition.schema import table_schema
from amu_geo.vocabulary import DEFAULT_LECTURE, FAMILIES, FIRST_YEAR, LECTURES

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
GEOJSON = "application/geo+json"
OPENAPI_PATH = "/api/v1/openapi.json"
GEOPACKAGE = "application/geopackage+sqlite3"
GEOPARQUET = "application/vnd.apache.parquet"
MEDIA_TYPES = {
    "json": JSON,
    "csv": CSV,
    "geojson": GEOJSON,
    "gpkg": GEOPACKAGE,
    "parquet": GEOPARQUET,
}
FORM_NAMES = {
    "json": "JSON",
    "csv": "CSV",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "parquet": "GeoParquet",
}
# Those that are read by programs alone.
BINARY = ("gpkg", "parquet")
WITH_SHAPES = ("json", "csv", "geojson", *BINARY)


@dataclass(frozen=True)
class Parameter:
    """One query parameter: what it means, what it accepts, one example that works.

    `allowed` is the closed list of values ("" when any will do); `several` accepts a list
    separated by commas; `pattern` is a regular expression of the whole value; `of_edition` gives
    the closed list where it is the edition's own.
    """

    name: str
    description: str
    example: str
    allowed: tuple[str, ...] = ()
    several: bool = False
    pattern: str = ""
    of_edition: Callable[[Edition], tuple[str, ...]] | None = None


def _values(table: str, column: str) -> tuple[str, ...]:
    return table_schema(table).field(column).allowed


VIEW: tuple[Parameter, ...] = (
    Parameter(
        "edition", "Édition ; la plus récente par défaut.", "2026", pattern="[a-z0-9-]{1,40}"
    ),
    Parameter(
        "annee",
        f"Année lue, depuis {FIRST_YEAR} ; sans elle, celle de l’édition. Une même règle vaut "
        "pour toutes.",
        "2019",
        pattern="[0-9]{4}",
    ),
    Parameter(
        "lecture",
        f"Seuil de preuve, du plus large au plus étroit ; {DEFAULT_LECTURE} par défaut.",
        "stricte",
        tuple(LECTURES),
    ),
    Parameter(
        "regions",
        "Codes de régions, séparés par des virgules.",
        "76,84",
        pattern="[0-9]{2}(,[0-9]{2})*",
    ),
    Parameter("region", "Code d’une région.", "76", pattern="[0-9]{2}"),
    Parameter("famille", "Famille d’AMU.", "communaute", tuple(FAMILIES)),
    Parameter(
        "commune",
        "Code Insee d’une commune : ses lignes sont celles de sa région.",
        "31555",
        pattern="[0-9AB]{5}",
    ),
)

_SEARCH = Parameter(
    "recherche", "Mots à trouver, tous, sans égard aux accents ni aux majuscules.", "habitants"
)
_PROGRAMME = Parameter(
    "programme",
    "Code d’un programme de l’édition, comme la colonne « programme » de ses dispositifs.",
    "friches",
    several=True,
    of_edition=lambda edition: tuple(edition.programme_labels),
)
_CONFIDENCE = Parameter(
    "confiance",
    "Confiance dans la source : A, B ou C.",
    "A",
    _values("dispositifs", "confiance"),
    several=True,
)


@dataclass(frozen=True)
class Resource:
    """One resource: `/api/v1/<name>.<form>`; `rows_key` holds the rows in JSON."""

    name: str
    title: str
    description: str
    forms: tuple[str, ...]
    rows_key: str
    parameters: tuple[Parameter, ...] = field(default=())
    follows_reading: bool = False


RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        Resource(
            "couverture",
            "Couverture des familles par région",
            "Pour chaque région, l’état des quatre familles : confirme (un dispositif au moins est "
            "prouvé en vigueur), a-confirmer (des dispositifs sont documentés, aucun n’est prouvé "
            "en vigueur) ou non-documente (ce qui ne veut pas dire qu’il n’existe rien). Combien "
            "sont documentées (confirmées comprises), combien confirmées, combien le seraient "
            "avec d’autres correspondances (min, max des documentées) et, en JSON, les "
            "dispositifs derrière chaque état. `famille` garde les régions où elle est documentée.",
            WITH_SHAPES,
            "regions",
            follows_reading=True,
        ),
        Resource(
            "dispositifs",
            "Dispositifs régionaux",
            "Les dispositifs que retiennent l’année et la lecture (« large » les donne presque "
            "tous), avec les familles de leur programme et leur état : confirme (prouvé en vigueur "
            "cette année-là) ou a-confirmer.",
            ("json", "csv"),
            "dispositifs",
            (
                _SEARCH,
                _PROGRAMME,
                Parameter(
                    "financeur",
                    "Qui paie.",
                    "region",
                    _values("dispositifs", "financeur"),
                    several=True,
                ),
                Parameter(
                    "statut",
                    "Statut du dispositif.",
                    "en-cours",
                    _values("dispositifs", "statut"),
                    several=True,
                ),
                Parameter(
                    "implication",
                    "Ce que le règlement dit des usagers.",
                    "exigee",
                    _values("dispositifs", "implication_usagers"),
                    several=True,
                ),
                _CONFIDENCE,
            ),
            follows_reading=True,
        ),
        Resource(
            "attestations",
            "Preuves datées",
            "Une preuve par ligne : à cette date, cette page montre que le dispositif est en "
            "vigueur, ou qu’il a pris fin. Toutes celles de l’édition, quelles que soient l’année "
            "et la lecture. Les colonnes sont celles d’attestations.csv.",
            ("json", "csv"),
            "attestations",
            (
                Parameter(
                    "dispositif",
                    "Identifiant d’un dispositif.",
                    "76-bourgs-centres-occitanie",
                    pattern="[a-z0-9][a-z0-9-]{0,99}",
                ),
                _PROGRAMME,
                Parameter(
                    "nature",
                    "Ce qui est daté.",
                    "vote",
                    _values("attestations", "nature"),
                    several=True,
                ),
                _CONFIDENCE,
            ),
        ),
        Resource(
            "fraicheur",
            "Fraîcheur des preuves",
            "Pour chaque famille de chaque région, la dernière preuve datée des dispositifs qui la "
            "documentent, et son âge en mois à la date de l’édition, ou à la fin de l’année lue. "
            "Sans preuve datée, l’âge est inconnu, ce qui n’est pas zéro.",
            ("json", "csv"),
            "fraicheur",
            follows_reading=True,
        ),
        Resource(
            "acteurs",
            "Acteurs",
            "Les organisations relevées, celles de l’AMU et les pratiques voisines, avec leur "
            "point quand il est connu. Leur nombre mesure d’abord l’effort de recherche.",
            WITH_SHAPES,
            "acteurs",
            (
                _SEARCH,
                Parameter(
                    "rayon",
                    "Distance maximale à `commune`, en kilomètres, à vol d’oiseau.",
                    "50",
                    pattern="[0-9]{1,4}",
                ),
                Parameter(
                    "moment", "Moment de l’art d’habiter.", "dessiner", _values("acteurs", "phases")
                ),
                _CONFIDENCE,
            ),
        ),
        Resource(
            "regions",
            "Régions",
            "Les 18 régions : code officiel, nom, population, superficie, contour.",
            WITH_SHAPES,
            "regions",
        ),
        Resource(
            "editions",
            "Éditions publiées",
            "Les éditions, de la plus ancienne à la plus récente : date, auteur, licence, taille.",
            ("json", "csv"),
            "editions",
        ),
    )
}

FORMAT = Parameter(
    "format",
    "« excel » : point-virgule, virgule décimale et marque d’ordre des octets, pour un tableur "
    "français (CSV seulement).",
    "excel",
    ("excel",),
)
