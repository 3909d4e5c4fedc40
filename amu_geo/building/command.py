"""The command `python -m amu_geo build [--check]`."""

import sys
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd

from amu_geo import paths
from amu_geo.building import communes as tables
from amu_geo.building import folder as store
from amu_geo.building import shapes
from amu_geo.building.browser_map import browser_map
from amu_geo.building.package import datapackage
from amu_geo.building.sources import (
    COG,
    POLYGONS,
    BuildError,
    Report,
    default_cache,
    fetch,
    read_cog,
    read_polygons,
)
from amu_geo.disk import scratch, told
from amu_geo.territories import LEGAL_CRS


def print_to_stderr(message: str) -> None:
    """One line of progress or error, never mixed with data."""
    print(message, file=sys.stderr, flush=True)


def build(
    check: bool = False,
    cache: Path | None = None,
    report: Report = print_to_stderr,
    folder: Path = paths.REGIONS,
) -> int:
    """Make `data/regions/` again, or check that it is what this script makes.

    Parameters
    ----------
    check : bool
        Rebuild aside and compare decoded content with `folder`, which is left as it is.
    cache : Path, optional
        Where the two packages are kept; the user's cache folder by default.
    report : callable
        Receives each line of progress and each error, in French.

    Returns
    -------
    int
        0 when done or equal, 1 when something fails or differs.
    """
    started = time.monotonic()
    try:
        code = _check(cache, report, folder) if check else _build(cache, report, folder)
    except (BuildError, ValueError, OSError) as error:
        report(f"Erreur : {error}")
        return 1
    report(f"Terminé en {time.monotonic() - started:.0f} s.")
    return code


def _build(cache: Path | None, report: Report, folder: Path) -> int:
    with told(folder), store.replaced_whole(folder) as new:
        make(new, cache, report)
    report(f"{folder} est à jour.")
    return 0


def _check(cache: Path | None, report: Report, folder: Path) -> int:
    with scratch() as temporary:
        make(temporary, cache, report)
        found = store.differences(folder, temporary)
    for difference in found:
        report(f"Différence : {difference}")
    if not found:
        report(f"{folder} est exactement ce que produit cette commande.")
    return 1 if found else 0


def make(folder: Path, cache: Path | None, report: Report) -> None:
    """Write all the files of `data/regions/` into an empty folder."""
    cache = cache or default_cache()
    polygons = read_polygons(fetch(POLYGONS, cache, report))
    tarball = fetch(COG, cache, report)
    regions = tables.regions_table(read_cog(tarball, "regions"))
    departements = tables.departements_table(read_cog(tarball, "departements"))
    records = read_cog(tarball, "communes")

    report("Contours des communes : nettoyage (une dizaine de secondes)…")
    pieces = shapes.fill_holes(shapes.clean(shapes.commune_shapes(polygons)))
    town_halls = shapes.town_halls(polygons)
    islets = shapes.own_islets(pieces, town_halls)
    pieces = shapes.add_islets(pieces, "code_commune", islets)
    communes = tables.add_points(
        tables.communes_table(records), _one_shape_each(pieces), town_halls
    )
    report("Départements et régions : réunion, superficies, simplification…")
    exact = shapes.dissolve(_with_codes(pieces, communes), "code_departement")
    exact = exact.merge(departements, on="code_departement", validate="one_to_one")
    of_departement = communes.set_index("code_commune")["code_departement"]
    islets = islets.set_axis(islets.index.map(of_departement))
    layers = territories_layers(exact, regions, departements, communes, islets)
    for name, layer in layers.items():
        layer.to_parquet(folder / f"{name}.parquet", compression="zstd")
    communes.to_parquet(folder / "communes.parquet", compression="zstd", index=False)
    former = tables.former_communes_table(records)
    former.to_parquet(folder / "anciennes_communes.parquet", compression="zstd", index=False)

    report("Carte du navigateur…")
    store.write_json(folder / store.MAP, browser_map(layers["regions"]))
    store.write_json(folder / store.PACKAGE, datapackage(folder), indent=2)


def territories_layers(
    exact: gpd.GeoDataFrame,
    regions: pd.DataFrame,
    departements: pd.DataFrame,
    communes: pd.DataFrame,
    islets: gpd.GeoSeries,
) -> dict[str, gpd.GeoDataFrame]:
    """The layers `regions` and `departements`: tables, populations, areas, simplified shapes.

    Parameters
    ----------
    exact : gpd.GeoDataFrame
        code_departement, code_region, geometry: unsimplified départements, a valid coverage.
    islets : gpd.GeoSeries
        By département: too small to simplify, they are laid whole upon the simplified shapes.
    """
    exact_regions = shapes.dissolve(exact, "code_region")
    simple = shapes.add_islets(shapes.simplify(exact), "code_departement", islets)
    simple_regions = shapes.dissolve(simple, "code_region")
    shapes.check_coverage(simple_regions.geometry.to_numpy())
    return {
        "regions": _layer("code_region", regions, exact_regions, simple_regions, communes),
        "departements": _layer("code_departement", departements, exact, simple, communes),
    }


def _layer(
    code: str,
    table: pd.DataFrame,
    exact: gpd.GeoDataFrame,
    simple: gpd.GeoDataFrame,
    communes: pd.DataFrame,
) -> gpd.GeoDataFrame:
    by_code = table[["code_region"]].set_index(table[code])["code_region"]
    areas = shapes.areas_km2(exact, exact[code].map(by_code), LEGAL_CRS)
    measured = table.assign(
        population=table[code].map(tables.population_by(communes, code)),
        superficie_km2=table[code].map(areas.set_axis(exact[code])),
    )
    drawn = measured.merge(simple[[code, "geometry"]], on=code, validate="one_to_one")
    if len(drawn) != len(table):
        missing = sorted(set(table[code]) - set(drawn[code]))
        raise BuildError(f"Territoires sans contour : {', '.join(missing)}.")
    return gpd.GeoDataFrame(drawn, geometry="geometry", crs=4326)


def _with_codes(pieces: gpd.GeoDataFrame, communes: pd.DataFrame) -> gpd.GeoDataFrame:
    codes = communes[["code_commune", "code_departement", "code_region"]]
    return pieces.merge(codes, on="code_commune", validate="many_to_one")


def _one_shape_each(pieces: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The shape of each commune by code, without the pieces that filled holes."""
    return pieces.drop_duplicates("code_commune").set_index("code_commune").geometry
