"""`offline`: an edition in one file, for a browser without server and without network."""

from __future__ import annotations

import argparse
from pathlib import Path

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
    if arguments.out.is_dir():
        raise ValueError(f"« {arguments.out} » est un dossier. Attendu : un fichier .html.")
    made = offline_html(edition, territories, origin("https", {}), shelf.notice(edition)).encode()
    half = arguments.out.with_name(f"{arguments.out.name}.partiel")
    try:
        half.write_bytes(made)
        half.replace(arguments.out)
    finally:
        half.unlink(missing_ok=True)
    print(f"{edition.titre} : {arguments.out}, {number(len(made) / 1000)} ko, s’ouvre sans réseau")
    return 0
