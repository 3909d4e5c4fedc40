"""`export`: the open-data bundle of an edition."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo.edition.shelf import read_shelf
from amu_geo.export.bundle import write_bundle
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--edition", metavar="ID", help="édition ; la plus récente par défaut")
    parser.add_argument(
        "--out", metavar="DOSSIER", type=Path, required=True, help="dossier où écrire"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the bundle's files."""
    territories = Territories.read()
    edition = read_shelf(territories).get(arguments.edition)
    written = write_bundle(edition, arguments.out, territories=territories)
    print(f"{edition.titre} : {len(written)} fichiers écrits dans {arguments.out}")
    return 0
