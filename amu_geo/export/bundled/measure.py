"""What a bundle adds to an edition's tables: its coverage, its actors with their points."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.edition.schema import table_schema
from amu_geo.export.actor_files import actor_rows, actors_to_gpkg, actors_to_parquet
from amu_geo.export.bundled.schemas import schema_of_rows, schema_of_table
from amu_geo.export.coverage_files import to_csv, to_gpkg, to_parquet
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories

# An import leaves this folder aside: its rows are made of the tables.
FOLDER = "mesure"


class Measured(NamedTuple):
    """A file of the folder: the name of its schema, its bytes, the schema."""

    schema: str
    content: bytes
    described: dict[str, Any]


def measure_files(edition: Edition, territories: Territories) -> dict[str, Measured]:
    """The coverage under the default reading, and the actors: path → file.

    An edition without actors has no file of them.
    """
    coverage = compute_coverage(edition, Reading(), territories)
    title = f"Couverture des familles par région ({coverage.reading.describe()})"
    table = schema_of_rows(title, coverage.table)
    shapes = schema_of_rows(
        f"{title}, avec les contours", pd.DataFrame(coverage.geo(territories)).iloc[:, :-1]
    )
    made = {
        "couverture.csv": Measured("couverture", to_csv(coverage, territories).encode(), table),
        "couverture.gpkg": Measured("couverture-contours", to_gpkg(coverage, territories), shapes),
        "couverture.parquet": Measured(
            "couverture-contours", to_parquet(coverage, territories), shapes
        ),
    }
    if len(edition.acteurs):
        own = schema_of_table("acteurs", table_schema("acteurs").columns, ())["fields"]
        points = schema_of_rows("Acteurs, avec leur point", actor_rows(edition, territories), own)
        for form, write in (("gpkg", actors_to_gpkg), ("parquet", actors_to_parquet)):
            content = write(edition, territories)
            made[f"acteurs.{form}"] = Measured("acteurs-points", content, points)
    return {f"{FOLDER}/{name}": file for name, file in made.items()}
