"""`template`: the Excel workbook to fill, empty or from an edition."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.cli.visitors import add_root
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("fichier", metavar="FICHIER.xlsx", type=Path, help="classeur à écrire")
    parser.add_argument(
        "--edition",
        metavar="ID",
        help="remplir le classeur avec cette édition ; sans elle, seuls les programmes de "
        "l’édition par défaut y sont",
    )
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook."""
    if arguments.fichier.suffix.lower() != ".xlsx":
        raise ValueError(f"« {arguments.fichier} » doit se terminer par .xlsx.")
    check_place(arguments.fichier)
    territories = Territories.read()
    shelf = read_shelf(territories, arguments.root)
    if arguments.edition:
        content = edition_workbook(shelf.get(arguments.edition), territories)
    else:
        content = template_workbook(territories, shelf.default)
    write_whole(arguments.fichier, content)
    print(f"Écrit : {arguments.fichier}")
    return 0
