"""Run many more cases than the suite does: `python -m tests.fuzz.run --cases 20000`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from amu_geo.territories import Territories
from tests.fuzz.edition_mutations import Seed, run_cases

STEP = 500


def main() -> int:
    """Run the cases and print how they ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--start", type=int, default=1_000_000, help="number of the first case")
    arguments = parser.parse_args()
    territories = Territories.read()
    started = time.perf_counter()
    total = None
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        seed = Seed.in_folder(scratch / "essai", territories)
        end = arguments.start + arguments.cases
        for first in range(arguments.start, end, STEP):
            numbers = range(first, min(first + STEP, end))
            found = run_cases(seed, territories, numbers, scratch)
            total = found if total is None else total + found
            print(f"{numbers.stop - arguments.start} cases: {dict(total)}", flush=True)
    print(f"{arguments.cases} cases in {time.perf_counter() - started:.0f} s, no traceback.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
