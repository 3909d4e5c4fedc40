"""The actors of an edition as rows with their points, and as files for geographic systems."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from amu_geo.edition import Edition
from amu_geo.export.coverage_files import edition_head
from amu_geo.export.geofiles import to_geopackage, to_geoparquet
from amu_geo.measure.actors import actor_list
from amu_geo.territories import Territories


def actor_rows(edition: Edition, territories: Territories) -> pd.DataFrame:
    """Actors with lon, lat and `placement`: point, commune (its centre) or "" (unknown)."""
    actors = edition.acteurs
    known = actor_list(edition, territories)
    own = actors["lon"].notna() & actors["lat"].notna()
    placement = np.select([own, known["place"]], ["point", "commune"], "")
    return actors.assign(lon=known["lon"], lat=known["lat"], placement=placement)


def actor_points(rows: pd.DataFrame) -> list[shapely.Point | None]:
    """The point of each of these rows, in lon/lat; None for those that are not placed."""
    return [
        None if missing else shapely.Point(lon, lat)
        for lon, lat, missing in zip(rows["lon"], rows["lat"], rows["placement"] == "", strict=True)
    ]


def actors_to_gpkg(edition: Edition, territories: Territories) -> bytes:
    """A GeoPackage of one layer, « acteurs »: one line an actor, those without a place included."""
    rows = actor_rows(edition, territories)
    return to_geopackage(rows, actor_points(rows), "acteurs", edition_head(edition))


def actors_to_parquet(edition: Edition, territories: Territories) -> bytes:
    """The same as GeoParquet."""
    rows = actor_rows(edition, territories)
    return to_geoparquet(rows, actor_points(rows), edition_head(edition))
