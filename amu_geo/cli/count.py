"""`count`: how many points or communes of a file each territory has."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from amu_geo.edition.checking.report import count
from amu_geo.importing.counting.points import LEVELS, PointCounts, count_points
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "fichier",
        metavar="FICHIER",
        type=Path,
        help="CSV, GeoJSON, Parquet ou GeoParquet, avec lon et lat ou un code de commune",
    )
    parser.add_argument(
        "--level", choices=list(LEVELS), default="region", help="niveau ; region par défaut"
    )
    parser.add_argument(
        "--format", choices=["csv", "json", "table"], default="csv", help="csv par défaut"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the counts, and on stderr how many rows fell nowhere."""
    if not arguments.fichier.is_file():
        raise FileNotFoundError(f"« {arguments.fichier} » n’est pas un fichier.")
    counts = count_points(arguments.fichier, arguments.level, Territories.read())
    sys.stdout.write(_FORMATS[arguments.format](counts))
    print(
        f"{count(counts.total, 'ligne')}, dont {counts.nowhere} hors de tout territoire.",
        file=sys.stderr,
    )
    return 0


def _csv(counts: PointCounts) -> str:
    return counts.table.to_csv(index=False, lineterminator="\n")


def _json(counts: PointCounts) -> str:
    content = {
        "lignes": counts.total,
        "nulle_part": counts.nowhere,
        "territoires": counts.table.to_dict("records"),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _text(counts: PointCounts) -> str:
    codes, names, numbers = (counts.table.iloc[:, i].astype("str").tolist() for i in range(3))
    width = max(map(len, names), default=0)
    rows = zip(codes, names, numbers, strict=True)
    return "".join(f"{code:<5}  {name:<{width}}  {number:>8}\n" for code, name, number in rows)


_FORMATS = {"csv": _csv, "json": _json, "table": _text}
