"""From commune polygons to a clean coverage of départements and régions.

The source is not a coverage: borders differ by microns, and communes nouvelles lack the shape of
some of their delegated communes, which leaves holes. Here borders are made common, missing shapes
are rebuilt or their holes given back to the right commune, and only then shapes are dissolved and
simplified, once for both sides of each border.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

SNAPPING = 1e-6  # degrees, about 10 cm: nodes nearer than that are one node
TOLERANCE = 0.002  # degrees, about 200 m: no town hall changes département
DECIMALS = 6  # about 10 cm
# A town hall at sea, so far from every shape and so near its own commune's, is on an islet that the
# source does not draw: Le Mont-Saint-Michel. Nearer, it is beside a quay; farther, a mistake.
OFF_SHORE, OWN_WATERS = 0.003, 0.05  # degrees, about 300 m and 5 km
ISLET = 0.0027  # degrees of latitude, about 300 m: the radius that stands for an unknown shore

# Holes that are real although no French territory fills them.
FOREIGN_ENCLAVES = {"Llívia (Espagne)": Point(1.974, 42.473)}


def commune_shapes(source: pd.DataFrame) -> gpd.GeoDataFrame:
    """Shapes of today's communes: code_commune, incomplete, geometry (EPSG:4326).

    A commune without a polygon takes the union of its delegated communes; without any, it is left
    out (its land then stands inside a neighbour it was split from). `incomplete` says that at
    least one of its delegated communes has no polygon anywhere.
    """
    today = source[source["type"] == "COM"].set_index("id")
    parts = source[source["type"].isin(["COMD", "COMA"])]
    drawn = parts[parts["geometry"] != ""]
    geometry = pd.Series(_from_hex(today["geometry"]), index=today.index, dtype=object)
    for parent, rows in drawn.groupby("commune_parent_id"):
        if parent in geometry.index and geometry[parent] is None:
            geometry[parent] = shapely.union_all(_from_hex(rows["geometry"]))
    lacking = set(parts.loc[parts["geometry"] == "", "commune_parent_id"])
    shapes = gpd.GeoDataFrame(
        {"code_commune": today["code"], "incomplete": today.index.isin(lacking)},
        geometry=geometry.to_numpy(),
        crs=4326,
    )
    return shapes[shapes.geometry.notna()].sort_values("code_commune").reset_index(drop=True)


def town_halls(source: pd.DataFrame) -> gpd.GeoSeries:
    """Points of the town halls by commune code, where the source has one."""
    rows = source[(source["type"] == "COM") & (source["mairie_localisation"] != "")]
    points = _from_hex(rows["mairie_localisation"])
    return gpd.GeoSeries(points, index=rows["code"].to_numpy(), crs=4326)


def clean(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same shapes as a valid coverage: common borders, no overlap."""
    cleaned = shapely.coverage_clean(shapes.geometry.to_numpy(), snapping_distance=SNAPPING)
    return shapes.set_geometry(cleaned, crs=shapes.crs)


def fill_holes(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add a row for each hole of a coverage: the shape its commune lacks.

    A hole goes to an incomplete neighbour if there is one, then to the neighbour with the longest
    common border. Foreign enclaves stay holes.
    """
    geometry = shapes.geometry.to_numpy()
    tree = shapely.STRtree(geometry)
    owners, holes = [], []
    for hole in holes_of(geometry):
        if any(hole.contains(point) for point in FOREIGN_ENCLAVES.values()):
            continue
        near = tree.query(hole, predicate="intersects")
        borders = shapely.length(shapely.intersection(geometry[near], hole.boundary))
        ranked = zip(shapes["incomplete"].to_numpy()[near], borders, near, strict=True)
        owners.append(max(ranked)[2])
        holes.append(hole)
    if not holes:
        return shapes
    filled = shapes.iloc[owners].set_geometry(np.array(holes), crs=shapes.crs)
    return pd.concat([shapes, filled], ignore_index=True)


def holes_of(geometry: np.ndarray) -> list[BaseGeometry]:
    """The places that a coverage surrounds and nothing covers."""
    whole = shapely.coverage_union_all(geometry)
    rings = [Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    empty = shapely.get_parts(shapely.difference(shapely.union_all(rings), whole))
    return [hole for hole in empty if not hole.is_empty]


def own_islets(shapes: gpd.GeoDataFrame, town_halls: gpd.GeoSeries) -> gpd.GeoSeries:
    """Islets that the shapes lack and where communes have their town hall, by commune code.

    Each is a regular polygon of 16 sides around the town hall.
    """
    halls = town_halls[~town_halls.is_empty & town_halls.index.isin(shapes["code_commune"])]
    tree = shapely.STRtree(shapes.geometry.to_numpy())
    _, away = tree.query_nearest(halls.to_numpy(), return_distance=True, all_matches=False)
    halls = halls[away > OFF_SHORE]
    own = shapes.drop_duplicates("code_commune").set_index("code_commune").geometry
    near = shapely.distance(halls.to_numpy(), own.reindex(halls.index).to_numpy()) < OWN_WATERS
    halls = halls[near]
    return gpd.GeoSeries([_islet(hall) for hall in halls], index=halls.index, crs=4326)


def _islet(centre: Point) -> Polygon:
    around = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    wide = ISLET / np.cos(np.radians(centre.y))
    lon, lat = centre.x + wide * np.cos(around), centre.y + ISLET * np.sin(around)
    return Polygon(np.column_stack([lon, lat]).round(DECIMALS))


def add_islets(shapes: gpd.GeoDataFrame, code: str, islets: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """The same shapes, each with the islets that stand under its code."""
    geometry = shapes.geometry.to_numpy().copy()
    for owner, islet in islets.items():
        rank = int(np.flatnonzero(shapes[code] == owner)[0])
        geometry[rank] = shapely.orient_polygons(shapely.union(geometry[rank], islet))
    return shapes.set_geometry(geometry, crs=shapes.crs)


def dissolve(shapes: gpd.GeoDataFrame, code: str) -> gpd.GeoDataFrame:
    """One row for each value of `code`, sorted: code, geometry (exterior rings anticlockwise)."""
    merged = shapes[[code, "geometry"]].dissolve(code, method="coverage").sort_index()
    oriented = shapely.orient_polygons(merged.geometry.to_numpy(), exterior_cw=False)
    return merged.set_geometry(oriented, crs=shapes.crs).reset_index()


def simplify(shapes: gpd.GeoDataFrame, tolerance: float = TOLERANCE) -> gpd.GeoDataFrame:
    """Simplify a coverage, each common border once, and round it; it stays a valid coverage."""
    simple = shapely.coverage_simplify(shapes.geometry.to_numpy(), tolerance)
    rounded = shapely.transform(simple, lambda xy: np.round(xy, DECIMALS))
    check_coverage(rounded)
    oriented = shapely.orient_polygons(rounded, exterior_cw=False)
    return shapes.set_geometry(oriented, crs=shapes.crs)


def check_coverage(geometry: np.ndarray) -> None:
    """Raise ValueError unless every shape is valid and neighbours share exact borders."""
    if not shapely.is_valid(geometry).all():
        raise ValueError("Un contour n’est pas valide après simplification.")
    if not shapely.coverage_is_valid(geometry):
        raise ValueError("Des contours voisins se chevauchent ou laissent un vide entre eux.")


def areas_km2(shapes: gpd.GeoDataFrame, region_codes: pd.Series, crs: dict[str, int]) -> pd.Series:
    """Area of each shape in km² (1 decimal), in the legal projection of its région."""
    areas = pd.Series(np.nan, index=shapes.index)
    for epsg in sorted(set(crs.values())):
        chosen = region_codes.map(crs) == epsg
        areas[chosen] = shapes.geometry[chosen].to_crs(epsg).area / 1e6
    return areas.round(1)


def _from_hex(texts: pd.Series) -> np.ndarray:
    """Geometries of hexadecimal WKB; None for empty text."""
    return shapely.from_wkb(np.array([text or None for text in texts], dtype=object))
