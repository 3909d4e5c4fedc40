"""How large the image of each figure is, and how long it takes to draw.

`python -m benchmarks.images` prints a row a figure: milliseconds and kilobytes of the SVG and of
the PNG, 1600 pixels wide, then of the card of a shared link. Each is drawn once before it is
measured: what an edition is read into is kept, as it is by a server that has answered before.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from starlette.datastructures import QueryParams

from amu_geo import store
from amu_geo.figures.figure import Kind
from amu_geo.figures.known import KINDS
from amu_geo.figures.seen import Seen
from amu_geo.server.figure.image import image_of, png_of
from amu_geo.server.http.query import strict_view

ROUNDS = 3
NEEDED = {"region": "76", "regions": "27,11,76", "famille": "communaute"}


def main() -> None:
    """Print the table."""
    print(f"{'figure':<26}{'SVG ms':>8}{'kB':>7}{'PNG ms':>8}{'kB':>7}", end="")
    print(f"{'card ms':>9}{'kB':>7}{'PNG ms':>8}{'kB':>7}")
    for kind in KINDS.values():
        if not kind.no_image:
            cells = [*measured(kind, as_card=False), *measured(kind, as_card=True)]
            print(f"{kind.key:<26}" + "".join(
                f"{took:>{9 if rank == 2 else 8}.0f}{size / 1000:>7.0f}"
                for rank, (took, size) in enumerate(cells)
            ))  # fmt: skip


def measured(kind: Kind, as_card: bool) -> list[tuple[float, int]]:
    """(milliseconds, bytes) of the SVG, of the PNG made of it."""
    names = ("region",) if kind.needs else kind.choices
    asked = {name: NEEDED[name] for name in names if name in NEEDED and kind.path != "/acteurs"}
    asked = {} if kind.path == "/dispositifs" else asked
    view = strict_view(QueryParams(asked), kind.choices)

    def svg() -> str:
        seen = Seen(view.coverage, store.territories(), store.shelf(), asked)
        return image_of(kind, kind.draw(seen), view, asked, "https://exemple.fr", as_card)

    drawing = svg()
    return [
        (median(svg), len(drawing.encode())),
        (median(lambda: png_of(drawing, as_card)), len(png_of(drawing, as_card))),
    ]


def median(run: Callable[[], object]) -> float:
    """Milliseconds of the run in the middle."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return 1000 * statistics.median(took)


if __name__ == "__main__":
    main()
