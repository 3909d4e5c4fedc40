"""What the commands that change what visitors see have in common."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo import paths
from amu_geo.edition.shelf import Shelf
from amu_geo.french.typography import date_fr, enumerate_fr


def add_root(parser: argparse.ArgumentParser) -> None:
    """The folder of the published editions."""
    parser.add_argument(
        "--root",
        metavar="DOSSIER",
        type=Path,
        default=paths.SCHEMES,
        help="dossier des éditions publiées ; data/schemes par défaut",
    )


def say_what_visitors_see(shelf: Shelf) -> None:
    """Print what those who ask for no edition see now, and which others they may choose."""
    default = shelf.default
    day = date_fr(default.date.isoformat())
    print(f"Les visiteurs voient maintenant « {default.titre} » ({default.id}, {day}).")
    others = [name for name in shelf.editions if name != default.id]
    if others:
        print(f"Ils peuvent aussi choisir : {enumerate_fr(reversed(others))}.")
    if shelf.withdrawn:
        print(f"Retirées, lisibles à leur seule adresse : {enumerate_fr(shelf.withdrawn)}.")
