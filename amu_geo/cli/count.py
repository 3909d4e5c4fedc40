"""`count`: how many points or communes of a file each territory has."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from amu_geo.edition.checking.report import count
from amu_geo.importing.counting.points import LEVELS, PointCounts, count_points
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "fichier",
        metavar="FICHIER",
        type=Path,
        help="CSV, GeoJSON, Parquet, GeoParquet ou classeur, avec des points ou un code de commune",
    )
    parser.add_argument(
        "--level", choices=list(LEVELS), default="region", help="niveau ; region par défaut"
    )
    parser.add_argument(
        "--code-column", default="", metavar="TITRE", help="la colonne des codes de commune"
    )
    parser.add_argument("--lon", default="", metavar="TITRE", help="la colonne des longitudes")
    parser.add_argument("--lat", default="", metavar="TITRE", help="la colonne des latitudes")
    parser.add_argument(
        "--shore",
        type=float,
        default=SHORE,
        metavar="KM",
        help="écart admis entre un point et nos contours, simplifiés ; 0,3 par défaut, 0 : aucun",
    )
    parser.add_argument(
        "--format", choices=["csv", "json", "table"], default="csv", help="csv par défaut"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the counts; on stderr how rows were placed, how many fell nowhere and why."""
    if not arguments.fichier.is_file():
        raise FileNotFoundError(f"« {arguments.fichier} » n’est pas un fichier.")
    columns = (arguments.code_column, arguments.lon, arguments.lat)
    territories = Territories.read()
    counts = count_points(
        arguments.fichier, arguments.level, territories, *columns, shore=arguments.shore
    )
    sys.stdout.write(_FORMATS[arguments.format](counts))
    print("\n".join(_told(counts)), file=sys.stderr)
    # A file that loses all its rows is no count of nothing.
    return 1 if counts.total and counts.nowhere == counts.total else 0


def _told(counts: PointCounts) -> Iterator[str]:
    for note in counts.notes:
        yield f"Fichier : {note}."
    for rank, way in enumerate(counts.ways):
        yield f"{'Placées par' if not rank else 'À défaut, par'} {way}."
    for reason, number in counts.repairs.most_common():
        yield f"{count(number, 'ligne')} : {reason}."
    yield f"{count(counts.total, 'ligne')}, dont {counts.nowhere} hors de tout territoire."
    for reason, number in counts.reasons.most_common():
        yield f"{count(number, 'ligne')} : {reason}."


def _csv(counts: PointCounts) -> str:
    return counts.table.to_csv(index=False, lineterminator="\n")


def _json(counts: PointCounts) -> str:
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


def _text(counts: PointCounts) -> str:
    codes, names, numbers = (counts.table.iloc[:, i].astype("str").tolist() for i in range(3))
    width = max(map(len, names), default=0)
    rows = zip(codes, names, numbers, strict=True)
    return "".join(f"{code:<5}  {name:<{width}}  {number:>8}\n" for code, name, number in rows)


_FORMATS = {"csv": _csv, "json": _json, "table": _text}
