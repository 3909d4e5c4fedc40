"""Tables of the COG: regions, départements, today's communes, and the former ones."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

# The collectivités of 975 to 989 are neither région nor département: out of scope.
ZONES = {"metro": "metropole", "drom": "drom"}

FORMER_TYPES = {
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement",
}
# Communes made again in 2025 out of Neussargues-en-Pinatelle, where the source still draws them.
DRAWN_INSIDE = dict.fromkeys(("15031", "15035", "15047", "15171"), "15141")

MERGED = "fusionnee"  # merged without keeping any status: the COG gives its code, not its name


def regions_table(records: list[dict]) -> pd.DataFrame:
    """code_region, nom, zone, chef_lieu of the 18 régions, by code."""
    table = pd.DataFrame(records)
    table = table[table.zone.isin(ZONES)]
    table = table.assign(zone=table.zone.map(ZONES))
    table = table.rename(columns={"code": "code_region", "chefLieu": "chef_lieu"})
    return _sorted(table[["code_region", "nom", "zone", "chef_lieu"]])


def departements_table(records: list[dict]) -> pd.DataFrame:
    """code_departement, nom, code_region of the 101 départements, by code."""
    table = pd.DataFrame(records)
    table = table[table.zone.isin(ZONES)]
    table = table.rename(columns={"code": "code_departement", "region": "code_region"})
    return _sorted(table[["code_departement", "nom", "code_region"]])


def communes_table(records: list[dict]) -> pd.DataFrame:
    """Today's communes, without their point: codes, nom, population, codes_postaux."""
    rows = [
        {
            "code_commune": record["code"],
            "nom": record["nom"],
            "code_departement": record["departement"],
            "code_region": record["region"],
            "population": int(record["population"]),
            "codes_postaux": ";".join(sorted(record.get("codesPostaux", []))),
        }
        for record in records
        if record["type"] == "commune-actuelle" and record["zone"] in ZONES
    ]
    return _sorted(pd.DataFrame(rows))


def former_communes_table(records: list[dict]) -> pd.DataFrame:
    """Codes and names that today's communes replace or contain.

    Returns
    -------
    pd.DataFrame
        code_ancienne, code_commune (today's), nom ("" when the COG does not name it), type:
        deleguee, associee, arrondissement or fusionnee. A commune nouvelle often takes the code
        of its chief place: then both codes are the same and `nom` is the former name.
    """
    kept = [record for record in records if record["zone"] in ZONES]
    named = [
        {
            "code_ancienne": record["code"],
            "code_commune": record.get("chefLieu") or record["commune"],
            "nom": record["nom"],
            "type": FORMER_TYPES[record["type"]],
        }
        for record in kept
        if record["type"] in FORMER_TYPES
    ]
    known = {row["code_ancienne"] for row in named}
    merged = [
        {"code_ancienne": code, "code_commune": record["code"], "nom": "", "type": MERGED}
        for record in kept
        if record["type"] == "commune-actuelle"
        for code in record.get("anciensCodes", [])
        if code not in known
    ]
    return _sorted(pd.DataFrame(named + merged))


def add_points(
    communes: pd.DataFrame, shapes: gpd.GeoSeries, town_halls: gpd.GeoSeries
) -> pd.DataFrame:
    """Add lon, lat (degrees, 5 decimals): where the commune's life is, inside the commune.

    The town hall when it stands inside the commune's shape, else a point inside the shape: some
    published town halls are oceans away.

    Parameters
    ----------
    communes : pd.DataFrame
        With a column code_commune.
    shapes, town_halls : gpd.GeoSeries
        By commune code; codes may be missing.
    """
    codes = communes["code_commune"]
    shape = shapes.reindex(codes.replace(DRAWN_INSIDE)).to_numpy()
    lost = codes[shapely.is_missing(shape)].tolist()
    if lost:
        raise ValueError(f"Communes sans contour : {', '.join(lost)}.")
    hall = town_halls.reindex(codes).to_numpy()
    points = np.where(shapely.contains(shape, hall), hall, shapely.point_on_surface(shape))
    lon, lat = shapely.get_x(points).round(5), shapely.get_y(points).round(5)
    placed = communes.assign(lon=lon, lat=lat)
    order = [c for c in placed.columns if c != "codes_postaux"] + ["codes_postaux"]
    return placed[order]


def population_by(communes: pd.DataFrame, code: str) -> pd.Series:
    """Inhabitants of each territory: the sum of its communes."""
    return communes.groupby(code)["population"].sum()


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(list(table.columns[:2])).reset_index(drop=True)
