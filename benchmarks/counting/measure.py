"""One count in a process of its own: `python -m benchmarks.counting.measure WHO FILE`.

Prints as JSON its seconds, from the end of the imports to the counts, and its largest memory.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from amu_geo import paths

REGIONS = paths.REGIONS / "regions.parquet"


def ours(path: Path, shore: float = 0.0) -> dict[str, int]:
    """`count`, as the command does it."""
    from amu_geo.importing.counting.points import count_points
    from amu_geo.territories import Territories

    def counted() -> dict[str, int]:
        counts = count_points(path, "region", Territories.read(), shore=shore)
        return dict(zip(counts.table["code_region"], counts.table["nb"].tolist(), strict=True))

    return _timed(counted)


def with_shore(path: Path) -> dict[str, int]:
    """The same, points just off our shapes included."""
    return ours(path, 0.3)


def cluster(path: Path) -> dict[str, int]:
    """The same on a cluster that is there already: two workers of this machine."""
    from distributed import LocalCluster

    from amu_geo.importing.counting.cluster import counting_on
    from amu_geo.importing.counting.points import Asked, count_files
    from amu_geo.territories import Territories

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        address = workers.scheduler_address

        def counted() -> dict[str, int]:
            asked = Asked("region", shore=0.0)
            counts = count_files([path], asked, Territories.read(), counting_on(address, None))
            return dict(zip(counts.table["code_region"], counts.table["nb"].tolist(), strict=True))

        return _timed(counted)


def geopandas(path: Path) -> dict[str, int]:
    """`sjoin`, in the quickest of its forms for points."""
    import geopandas as gpd
    import pandas as pd

    def counted() -> dict[str, int]:
        table = pd.read_parquet(path, columns=["lon", "lat"])
        places = gpd.points_from_xy(table["lon"], table["lat"], crs=4326)
        regions = gpd.read_parquet(REGIONS)[["code_region", "geometry"]]
        # « within », twenty times sooner here than the default « intersects ».
        points = gpd.GeoDataFrame(geometry=places)
        joined = gpd.sjoin(points, regions, how="inner", predicate="within")
        return joined["code_region"].value_counts().to_dict()

    return _timed(counted)


def sedonadb(path: Path) -> dict[str, int]:
    """SQL, all cores."""
    import sedonadb as sedona

    query = """
        SELECT r.code_region, count(*) AS nb FROM points p, regions r
        WHERE ST_Intersects(r.geometry, ST_SetSRID(ST_Point(p.lon, p.lat), 4326))
        GROUP BY r.code_region
    """

    def counted() -> dict[str, int]:
        import geopandas as gpd

        session = sedona.connect()
        regions = gpd.read_parquet(REGIONS)[["code_region", "geometry"]]
        session.create_data_frame(regions).to_view("regions", True)
        session.read_parquet(str(path)).to_view("points", True)
        found = session.sql(query).to_pandas()
        return dict(zip(found["code_region"], found["nb"].tolist(), strict=True))

    import geopandas  # noqa: F401 - its import is nobody's time

    return _timed(counted)


def _timed(counted) -> dict[str, object]:
    start = time.perf_counter()
    counts = counted()
    seconds = time.perf_counter() - start
    # Not getrusage, which starts from the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    found = {code: int(number) for code, number in sorted(counts.items()) if number}
    return {"seconds": seconds, "megabytes": peak, "counts": found}


WHO = {
    "ours": ours,
    "with_shore": with_shore,
    "cluster": cluster,
    "geopandas": geopandas,
    "sedonadb": sedonadb,
}

if __name__ == "__main__":
    print(json.dumps(WHO[sys.argv[1]](Path(sys.argv[2]))))
