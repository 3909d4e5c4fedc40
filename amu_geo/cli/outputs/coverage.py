"""`coverage`: the measure, as a table for people or a file for machines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo.edition.shelf import read_shelf
from amu_geo.export.coverage_files import FORMATS
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--edition", metavar="ID", help="édition ; la plus récente par défaut")
    parser.add_argument(
        "--annee", type=int, metavar="ANNÉE", help="année lue ; celle de l’édition par défaut"
    )
    parser.add_argument(
        "--lecture",
        choices=list(LECTURES),
        default=DEFAULT_LECTURE,
        help=f"seuil de preuve ({', '.join(LECTURES)}) ; {DEFAULT_LECTURE} par défaut",
    )
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
    edition = shelf.get(arguments.edition)
    if arguments.annee is not None and not FIRST_YEAR <= arguments.annee <= edition.year:
        raise ValueError(
            f"Année inconnue : {arguments.annee}. Attendu : de {FIRST_YEAR} à {edition.year}."
        )
    coverage = compute_coverage(edition, Reading(arguments.annee, arguments.lecture), territories)
    content = FORMATS[arguments.format](coverage, territories)
    if arguments.out:
        arguments.out.write_bytes(content if isinstance(content, bytes) else content.encode())
        print(f"Écrit : {arguments.out}")
    elif isinstance(content, str):
        sys.stdout.write(content)
    else:
        raise ValueError(
            f"Un fichier « {arguments.format} » ne se lit pas à l’écran : nommez-le par --out, "
            f"comme --out couverture.{arguments.format}."
        )
    return 0
