"""Entry of the command line: chooses the command, turns refusals into one French sentence."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from amu_geo.cli.french_help import FrenchParser
from amu_geo.paths import DamagedFileError

# Each module has `add_arguments(parser)` and `run(arguments) -> int`; imported when asked for.
COMMANDS = {
    "build": "refaire data/regions/ à partir des paquets publics",
    "check": "vérifier une édition ou une table : toutes les erreurs d’un coup",
    "count": "compter des points ou des communes par territoire",
    "coverage": "familles documentées et confirmées, région par région",
    "export": "écrire le paquet de données ouvertes d’une édition",
    "publish": "vérifier une édition, puis la mettre en place d’un seul coup",
    "template": "écrire le classeur Excel à remplir",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 when all went well, 1 otherwise; the reason is on stderr, without traceback.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words and words[0] in COMMANDS else None
    try:
        parser, command = _parser(name)
        parsed = parser.parse_args(words)
        if command is None:
            parser.print_help()
            return 0
        return command.run(parsed)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except (ValueError, LookupError, OSError, DamagedFileError) as error:
        message = error.args[0] if isinstance(error, KeyError) and error.args else error
        print(f"Erreur : {message}", file=sys.stderr)
        return 1


def _parser(name: str | None) -> tuple[argparse.ArgumentParser, object]:
    parser = FrenchParser(
        prog="python -m amu_geo",
        description="Observatoire de l’assistance à maîtrise d’usage : données et mesures.",
    )
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", dest="commande", parser_class=FrenchParser
    )
    chosen = None
    for command, summary in COMMANDS.items():
        child = commands.add_parser(command, help=summary, description=summary.capitalize() + ".")
        if command == name:
            chosen = importlib.import_module(f"amu_geo.cli.{command}")
            chosen.add_arguments(child)
    return parser, chosen
