"""`publish`: check a bundle, then put its edition in place in one step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo import paths
from amu_geo.edition.checking.problems import EditionError
from amu_geo.edition.checking.report import report_text
from amu_geo.importing.bundles import publish_bundle
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "paquet", metavar="PAQUET", type=Path, help="édition : archive zip, dossier ou classeur"
    )
    parser.add_argument(
        "--root",
        metavar="DOSSIER",
        type=Path,
        default=paths.SCHEMES,
        help="dossier des éditions publiées ; data/schemes par défaut",
    )


def run(arguments: argparse.Namespace) -> int:
    """Publish; 1 with the whole report when the bundle is not valid."""
    if not arguments.paquet.exists():
        raise FileNotFoundError(f"« {arguments.paquet} » n’existe pas.")
    try:
        published = publish_bundle(arguments.paquet, Territories.read(), arguments.root)
    except EditionError as error:
        sys.stderr.write(report_text(arguments.paquet.name, error.problems))
        print("Rien n’a été publié.", file=sys.stderr)
        return 1
    for repair in published.imported.repairs:
        print(repair)
    print(f"Publiée : « {published.edition.titre} » dans {published.folder}")
    return 0
