"""`default`: choose the edition that those who ask for none see."""

from __future__ import annotations

import argparse

from amu_geo.cli.visitors import add_root, say_what_visitors_see
from amu_geo.edition.publishing import set_default
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("edition", metavar="ID", help="identifiant de l’édition à montrer")
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the choice and say what visitors now see."""
    say_what_visitors_see(set_default(arguments.edition, Territories.read(), arguments.root))
    return 0
