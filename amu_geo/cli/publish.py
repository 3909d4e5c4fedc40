"""`publish`: check a bundle, then put its edition in place in one step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo import paths
from amu_geo.edition.checking.problems import EditionError, Problem
from amu_geo.edition.checking.report import report_text
from amu_geo.importing.bundles import Confirm, UnconfirmedError, publish_bundle
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
    parser.add_argument(
        "--hidden",
        choices=["yes", "no"],
        help="publier même si le fichier masque des feuilles ou des lignes, a des cellules "
        "fusionnées ou des formules sans valeur ; demandé sur un terminal, refusé ailleurs",
    )


def run(arguments: argparse.Namespace) -> int:
    """Publish; 1 with the whole report when the bundle is not valid."""
    if not arguments.paquet.exists():
        raise FileNotFoundError(f"« {arguments.paquet} » n’existe pas.")
    try:
        published = publish_bundle(
            arguments.paquet, Territories.read(), arguments.root, _confirm(arguments)
        )
    except UnconfirmedError as error:
        sys.stderr.write(report_text(arguments.paquet.name, error.problems))
        print(
            "Rien n’a été publié : corrigez le fichier, ou publiez-le tel qu’il est lu avec "
            "--hidden yes.",
            file=sys.stderr,
        )
        return 1
    except EditionError as error:
        sys.stderr.write(report_text(arguments.paquet.name, error.problems))
        print("Rien n’a été publié.", file=sys.stderr)
        return 1
    for repair in published.imported.repairs:
        print(repair)
    print(f"Publiée : « {published.edition.titre} » dans {published.folder}")
    return 0


def _confirm(arguments: argparse.Namespace) -> Confirm | None:
    """How to ask about what the file hides: the option answers, else a question on a terminal."""
    if arguments.hidden is not None or not sys.stdin.isatty():
        return lambda problems: arguments.hidden == "yes"

    def ask(problems: list[Problem]) -> bool:
        sys.stdout.write(report_text(arguments.paquet.name, problems))
        return input("Publier le fichier tel qu’il est lu ? [oui/non] ").strip().lower() == "oui"

    return ask
