"""Which edition, year and level of proof a command reads: asked in one way by all."""

from __future__ import annotations

import argparse

from amu_geo.edition.shelf import Shelf
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories
from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The arguments `--edition`, `--annee` and `--lecture`."""
    parser.add_argument("--edition", metavar="ID", help="édition ; celle par défaut sinon")
    parser.add_argument(
        "--annee", type=int, metavar="ANNÉE", help="année lue ; celle de l’édition par défaut"
    )
    parser.add_argument(
        "--lecture",
        choices=list(LECTURES),
        default=DEFAULT_LECTURE,
        help=f"seuil de preuve ({', '.join(LECTURES)}) ; {DEFAULT_LECTURE} par défaut",
    )


def asked_coverage(
    arguments: argparse.Namespace, shelf: Shelf, territories: Territories
) -> Coverage:
    """The coverage that these arguments ask for.

    Raises
    ------
    ValueError
        When the year is before 1990 or after the edition's own.
    """
    edition, year = shelf.get(arguments.edition), arguments.annee
    if year is not None and not FIRST_YEAR <= year <= edition.year:
        raise ValueError(f"Année inconnue : {year}. Attendu : de {FIRST_YEAR} à {edition.year}.")
    past = None if year == edition.year else year
    return compute_coverage(edition, Reading(past, arguments.lecture), territories)
