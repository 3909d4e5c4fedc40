"""`coverage`: the measure, as a table for people or a file for machines."""

from __future__ import annotations

import argparse
import sys

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
        help="forme du résultat ; table par défaut",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the coverage on standard output."""
    territories = Territories.read()
    shelf = read_shelf(territories)
    edition = shelf.get(arguments.edition)
    if arguments.annee is not None and not FIRST_YEAR <= arguments.annee <= edition.year:
        raise ValueError(
            f"Année inconnue : {arguments.annee}. Attendu : de {FIRST_YEAR} à {edition.year}."
        )
    coverage = compute_coverage(edition, Reading(arguments.annee, arguments.lecture), territories)
    sys.stdout.write(FORMATS[arguments.format](coverage, territories))
    return 0
