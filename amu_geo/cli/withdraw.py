"""`withdraw`: take an edition out of sight, its links kept; or show it again."""

from __future__ import annotations

import argparse
from dataclasses import replace

from amu_geo.cli.asking import ask_yes_no
from amu_geo.cli.visitors import add_root, say_what_visitors_see
from amu_geo.edition.publishing import restore_edition, withdraw_edition
from amu_geo.edition.shelf import Shelf, read_shelf
from amu_geo.territories import Territories


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("edition", metavar="ID", help="identifiant de l’édition")
    parser.add_argument(
        "--undo", action="store_true", help="montrer de nouveau une édition retirée"
    )
    parser.add_argument(
        "--default",
        choices=["yes", "no"],
        help="accepter ou non que tous les visiteurs changent d’édition, quand c’est la leur "
        "que l’on retire ou que l’on remet ; demandé au terminal sinon",
    )
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    """Withdraw or restore; 1 when that is refused."""
    territories = Territories.read()
    shelf = read_shelf(territories, arguments.root)
    if arguments.undo:
        default = _back(shelf, arguments)
        after = restore_edition(arguments.edition, territories, arguments.root, default)
        print(f"Remise : l’édition « {arguments.edition} » est de nouveau proposée.")
    else:
        if not _accepted(shelf, arguments):
            print("Rien n’a été retiré.")
            return 1
        after = withdraw_edition(arguments.edition, territories, arguments.root)
        print(
            f"Retirée : l’édition « {arguments.edition} » n’est plus proposée ; ses liens "
            f"marchent encore et disent qu’elle est retirée. Pour la remettre : "
            f"withdraw {arguments.edition} --undo"
        )
    say_what_visitors_see(after)
    return 0


def _accepted(shelf: Shelf, arguments: argparse.Namespace) -> bool:
    """Whether the default of every visitor may change, when it would."""
    if arguments.edition != shelf.default.id or len(shelf.editions) < 2:
        return True
    if arguments.default is not None:
        return arguments.default == "yes"
    others = {name: one for name, one in shelf.editions.items() if name != arguments.edition}
    following = replace(shelf, editions=others, chosen="").default
    return ask_yes_no(
        f"Tous les visiteurs voient cette édition ; ils verront « {following.titre} ». Continuer ?",
        "--default yes ou --default no",
    )


def _back(shelf: Shelf, arguments: argparse.Namespace) -> bool:
    """Whether the edition that comes back is what visitors see."""
    known = shelf.withdrawn.get(arguments.edition)
    if arguments.default is not None or known is None:
        return arguments.default == "yes"
    if known.edition.date < shelf.default.date:
        return False
    return ask_yes_no(
        f"Les visiteurs voient « {shelf.default.titre} ». Leur montrer désormais "
        f"« {known.edition.titre} » ?",
        "--default yes ou --default no",
    )
