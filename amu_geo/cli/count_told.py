"""What `count` says: its counts in three forms, how rows were placed, those that fall nowhere."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from amu_geo.cli.outputs.writing import write_whole
from amu_geo.edition.checking.report import count
from amu_geo.export.rows import harmless
from amu_geo.importing.counting.points import PointCounts
from amu_geo.importing.counting.tally import SHOWN

WIDTH = 30
# Seconds between two drawings of the bar.
PAUSE = 0.2


class ProgressBar:
    """How much is counted and what is left of it, on one line of a terminal; elsewhere nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._start = self._last = time.monotonic()
        self._is_drawn = False

    def __call__(self, share: float, rows: int) -> None:
        """Draw it, unless it was drawn a moment ago."""
        now = time.monotonic()
        if self._stream is None or now - self._last < PAUSE:
            return
        self._last, self._is_drawn = now, True
        full = round(share * WIDTH)
        bar = "█" * full + "░" * (WIDTH - full)
        left = f", encore {_seconds((now - self._start) * (1 / share - 1))}" if share > 0 else ""
        text = f"\r{bar} {share:.0%} : {grouped(rows)} lignes{left}".replace("%", "\u00a0%")
        self._stream.write(f"{text}\x1b[K")
        self._stream.flush()

    def close(self) -> None:
        """Take it away."""
        if self._stream is not None and self._is_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _seconds(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def grouped(number: int) -> str:
    """A number by thousands: « 10 000 »."""
    return f"{number:,}".replace(",", "\u202f")


def told(counts: PointCounts) -> Iterator[str]:
    """Lines for stderr."""
    for note in counts.notes:
        yield f"Fichier : {note}."
    for rank, way in enumerate(counts.ways):
        yield f"{'Placées par' if not rank else 'À défaut, par'} {way}."
    for reason, number in counts.repairs.most_common():
        yield f"{count(number, 'ligne')} : {reason}."
    nowhere = grouped(counts.nowhere)
    yield f"{count(counts.total, 'ligne')}, dont {nowhere} hors de tout territoire."
    for reason, number in counts.reasons.most_common():
        yield f"{count(number, 'ligne')} : {reason}."


def write_nowhere(path: Path, counts: PointCounts) -> str:
    """Write the first rows that fall nowhere as CSV; what is said of it."""
    file = io.StringIO()
    titles = list(dict.fromkeys(title for row in counts.lost for title in row.titles))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["fichier", "ligne", *map(harmless, titles), "raison"])
    for row in counts.lost:
        cells = dict(zip(row.titles, row.cells, strict=True))
        read = [_harmless(cells.get(title, "")) for title in titles]
        writer.writerow([harmless(row.file), row.line or "", *read, row.reason])
    write_whole(path, file.getvalue().encode())
    written = f"« {path} » : {count(len(counts.lost), 'ligne')} hors de tout territoire"
    if len(counts.lost) < counts.nowhere:
        return f"{written}, les premières de {grouped(counts.nowhere)} ({SHOWN} au plus)."
    return f"{written}, toutes."


def _harmless(cell: str) -> str:
    """Somebody else's cell, in a file that a spreadsheet will open."""
    is_number = re.fullmatch(r"-?\d+([.,]\d+)?", cell)
    return cell if is_number else harmless(cell)


def as_csv(counts: PointCounts) -> str:
    """The counts as CSV."""
    return counts.table.to_csv(index=False, lineterminator="\n")


def as_json(counts: PointCounts) -> str:
    """The counts and all that is said of them as JSON."""
    content = {
        "lignes": counts.total,
        "nulle_part": counts.nowhere,
        "raisons": dict(counts.reasons.most_common()),
        "reparations": dict(counts.repairs.most_common()),
        "placees_par": [str(way) for way in counts.ways],
        "remarques": list(counts.notes),
        "territoires": counts.table.to_dict("records"),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_text(counts: PointCounts) -> str:
    """The counts as columns of text."""
    codes, names, numbers = (counts.table.iloc[:, i].astype("str").tolist() for i in range(3))
    width = max(map(len, names), default=0)
    rows = zip(codes, names, numbers, strict=True)
    return "".join(f"{code:<5}  {name:<{width}}  {number:>8}\n" for code, name, number in rows)


FORMATS = {"csv": as_csv, "json": as_json, "table": as_text}
