"""`coverage`: the measure, as a table for people or a file for machines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo.cli.outputs.reading import add_reading, asked_coverage
from amu_geo.cli.outputs.writing import write_whole
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.coverage_files import FORMATS
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_reading(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="table",
        help="forme du résultat ; table par défaut (gpkg : GeoPackage ; parquet : GeoParquet)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="F", help="écrit dans ce fichier plutôt qu’à l’écran"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the coverage on standard output, or write it into a file."""
    territories = Territories.read()
    shelf = read_shelf(territories)
    coverage = asked_coverage(arguments, shelf, territories)
    content = FORMATS[arguments.format](coverage, territories)
    if arguments.out:
        write_whole(arguments.out, content if isinstance(content, bytes) else content.encode())
        print(f"Écrit : {arguments.out}")
    elif isinstance(content, str):
        sys.stdout.write(content)
    else:
        raise ValueError(
            f"Un fichier « {arguments.format} » ne se lit pas à l’écran : nommez-le par --out, "
            f"comme --out couverture.{arguments.format}."
        )
    return 0
