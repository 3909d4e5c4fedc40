"""`count`: how many points or communes of a file each territory has."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo.cli.count_told import FORMATS, ProgressBar, told, write_nowhere
from amu_geo.cli.outputs.writing import check_place
from amu_geo.importing.counting.points import (
    LEVELS,
    Asked,
    Counting,
    PointCounts,
    count_files,
    count_here,
)
from amu_geo.territories import Territories
from amu_geo.territories.shore import SHORE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "fichiers",
        metavar="FICHIER",
        type=Path,
        nargs="+",
        help="CSV, GeoJSON, Parquet, GeoParquet ou classeur, avec des points ou un code de "
        "commune ; plusieurs sont comptés ensemble",
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
        "--nowhere",
        type=Path,
        metavar="F.csv",
        help="y écrire les premières lignes qui ne tombent nulle part, avec la raison",
    )
    parser.add_argument(
        "--format", choices=["csv", "json", "table"], default="csv", help="csv par défaut"
    )
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="compter par N processus de cette machine (requirements-scale.txt)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADRESSE",
        help="compter par une grappe de machines, tcp://hôte:8786, qui lisent les mêmes fichiers",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the counts; on stderr how rows were placed, how many fell nowhere and why."""
    for path in arguments.fichiers:
        if not path.is_file():
            raise FileNotFoundError(f"« {path} » n’est pas un fichier.")
    if arguments.nowhere:
        check_place(arguments.nowhere)
    counts = _counted(arguments)
    sys.stdout.write(FORMATS[arguments.format](counts))
    print("\n".join(told(counts)), file=sys.stderr)
    if arguments.nowhere:
        print(write_nowhere(arguments.nowhere, counts), file=sys.stderr)
    # A file that loses all its rows is no count of nothing.
    return 1 if counts.total and counts.nowhere == counts.total else 0


def _counted(arguments: argparse.Namespace) -> PointCounts:
    if arguments.nowhere and arguments.nowhere.resolve() in map(Path.resolve, arguments.fichiers):
        raise ValueError("--nowhere nomme un fichier qui est compté : il serait effacé.")
    named = (arguments.code_column, arguments.lon, arguments.lat)
    asked = Asked(arguments.level, *named, shore=arguments.shore)
    bar = ProgressBar(sys.stderr)
    try:
        return count_files(arguments.fichiers, asked, Territories.read(), _counting(arguments), bar)
    finally:
        bar.close()


def _counting(arguments: argparse.Namespace) -> Counting:
    if arguments.workers is None and not arguments.scheduler:
        return count_here
    if arguments.workers is not None and arguments.workers < 1:
        raise ValueError("--workers : un processus au moins.")
    # Asked for by few, and not installed with the rest.
    from amu_geo.importing.counting.cluster import counting_on

    return counting_on(arguments.scheduler, arguments.workers)
