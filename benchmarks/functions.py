"""How long our own functions take, beside a plain library call of the same run.

`python -m benchmarks.functions` prints medians in milliseconds, and their ratio to reading the
35 000 communes with pandas: the ratio is what can be compared from one machine to another.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pandas as pd

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.checking.checks import check_table
from amu_geo.edition.raw import RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.edition.shelf import read_shelf
from amu_geo.harvest.proposals import propose_all
from amu_geo.harvest.record import Record
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import coverage_by_year
from amu_geo.schemes import proof
from amu_geo.territories import Territories
from amu_geo.territories.finder import CommuneFinder

ROUNDS = 5
SEARCHES = (
    *("s", "saint", "st etienne", "montpelier", "42000", "la rochele", "nowhereville"),
    *("34700 Lodève", "Lodève (Hérault)", "lodeve herault", "Paris 15", "annecy le vieux"),
)


def main() -> None:
    """Print the table."""
    territories = Territories.read()
    edition = read_shelf(territories).default
    coverage = compute_coverage(edition, Reading(), territories)
    finder = CommuneFinder(territories)
    records = many_records(edition)
    reference = median(lambda: pd.read_parquet(paths.REGIONS / "communes.parquet"))
    cases: dict[str, Callable[[], object]] = {
        "reading the communes (reference)": lambda: pd.read_parquet(
            paths.REGIONS / "communes.parquet"
        ),
        **{
            f"commune search « {text} »": lambda text=text: finder.search(text) for text in SEARCHES
        },
        "coverage of 18 regions": lambda: compute_coverage(edition, Reading(), territories),
        "coverage of 18 regions, 2007 to now": lambda: coverage_by_year(
            edition, "regionale", territories
        ),
        "proof of one cell": lambda: proof(coverage, "76", "communaute"),
        "5 000 records held against 255 schemes": lambda: propose_all(records, edition),
        "check of 200 000 actors": lambda: check_table(many_actors(), territories),
    }
    for name, run in cases.items():
        took = median(run)
        print(f"{name:<42} {took:>10.1f} ms   × {took / reference:.2f}")


def many_records(edition: Edition, rows: int = 5_000) -> list[Record]:
    """Records as a service lists them: of our schemes' names, shortened or not, and of others."""
    schemes = edition.dispositifs[["nom", "code_region"]].values.tolist()
    text = "La Région aide les communes à conduire leur projet avec les habitants. " * 8
    found = []
    for number in range(rows):
        name, region = schemes[number % len(schemes)]
        words = name.split()[: None if number % 3 else 3]
        title = "Plantation de haies et de forêts" if number % 7 == 0 else " ".join(words)
        regions = (region,) if number % 5 else ()
        found.append(
            Record("s", "S", str(number), title, text=text, regions=regions,
                   updated="2026-10-01", asked_on="2026-11-27")
        )  # fmt: skip
    return found


def median(run: Callable[[], object]) -> float:
    """Median duration in milliseconds, after one run that does not count."""
    run()
    durations = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        durations.append((time.perf_counter() - start) * 1000)
    return statistics.median(durations)


def many_actors(rows: int = 200_000) -> RawTable:
    """A valid table of actors as large as an import may be."""
    columns = table_schema("acteurs").columns
    cells = pd.DataFrame({name: pd.Series([""] * rows, dtype="str") for name in columns})
    numbers = pd.Series(range(rows)).astype("str")
    cells["id"], cells["nom"] = "a-" + numbers, "Acteur " + numbers
    cells["url_source"] = "https://www.exemple.fr/page/" + numbers
    cells["perimetre"], cells["confiance"] = "amu-declaree", "A"
    return RawTable("acteurs", cells, list(range(2, rows + 2)), "acteurs.csv")


if __name__ == "__main__":
    main()
