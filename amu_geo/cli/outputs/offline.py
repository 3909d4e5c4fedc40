"""`offline`: an edition in one file, for a browser without server and without network."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.edition.shelf import read_shelf
from amu_geo.french.typography import number
from amu_geo.offline.document import offline_html
from amu_geo.site import origin
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--edition", metavar="ID", help="édition ; la plus récente par défaut")
    parser.add_argument(
        "--out", metavar="F.html", type=Path, required=True, help="fichier à écrire"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file, whole or not at all."""
    territories = Territories.read()
    shelf = read_shelf(territories)
    edition = shelf.get(arguments.edition)
    check_place(arguments.out)
    made = offline_html(edition, territories, origin("https", {}), shelf.notice(edition)).encode()
    write_whole(arguments.out, made)
    print(f"{edition.titre} : {arguments.out}, {number(len(made) / 1000)} ko, s’ouvre sans réseau")
    return 0
