"""`template`: the Excel workbook to fill, empty or from an edition."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo.edition.shelf import read_shelf
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("fichier", metavar="FICHIER.xlsx", type=Path, help="classeur à écrire")
    parser.add_argument(
        "--edition", metavar="ID", help="remplir le classeur avec cette édition ; vide sinon"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook."""
    if arguments.fichier.suffix.lower() != ".xlsx":
        raise ValueError(f"« {arguments.fichier} » doit se terminer par .xlsx.")
    territories = Territories.read()
    if arguments.edition:
        edition = read_shelf(territories).get(arguments.edition)
        content = edition_workbook(edition, territories)
    else:
        content = template_workbook(territories)
    arguments.fichier.write_bytes(content)
    print(f"Écrit : {arguments.fichier}")
    return 0
