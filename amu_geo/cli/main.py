"""Entry of the command line: chooses the command, turns refusals into one French sentence."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from amu_geo.cli.french_help import FrenchParser
from amu_geo.disk import why
from amu_geo.french.grammar import capital
from amu_geo.paths import DamagedFileError, version

# Each module has `add_arguments(parser)` and `run(arguments) -> int`; imported when asked for.
COMMANDS = {
    "build": "refaire data/regions/ à partir des paquets publics",
    "check": "vérifier une édition ou une table : toutes les erreurs d’un coup",
    "count": "compter des points ou des communes par territoire",
    "coverage": "familles documentées et confirmées, région par région",
    "default": "choisir l’édition que voient les visiteurs",
    "export": "écrire le paquet de données ouvertes d’une édition",
    "liens": "vérifier que les pages citées par une édition répondent encore",
    "moisson": "tenir ce que listent des services publics face à une édition : des propositions",
    "mcp": "répondre aux assistants par le Model Context Protocol",
    "offline": "écrire une édition en un seul fichier, qui s’ouvre sans réseau",
    "publish": "vérifier une édition, puis la mettre en place d’un seul coup",
    "report": "écrire en PDF le portrait d’une région, des 18, ou deux à trois régions comparées",
    "serve": "ouvrir le tableau de bord sur cette machine, sans make",
    "slides": "écrire des diapositives modifiables, d’une édition ou d’une région",
    "template": "écrire le classeur Excel à remplir",
    "withdraw": "retirer une édition de la vue, sans casser ses liens ; ou la remettre",
}
# What writes files to carry away stands together.
_OUTPUTS = {"coverage", "export", "liens", "moisson", "offline", "report", "slides", "template"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    int
        0 when all went well, 1 otherwise, 3 when the fault is ours; the reason is on stderr,
        without traceback.
    """
    _write_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words and words[0] in COMMANDS else None
    try:
        parser, command = _parser(name)
        parsed = parser.parse_args(words)
        if command is None:
            parser.print_help()
            return 0
        code = command.run(parsed)
        # What is still in memory may find no place.
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        if isinstance(error, OSError) and error.errno and not error.filename:
            _let_go_of_output()
        told, code = _told(error)
        print(told, file=sys.stderr)
        return code


def _write_utf8() -> None:
    """Write UTF-8 to files and pipes too, whatever the locale or the code page: never an error."""
    codecs.register_error("amu-geo", _as_they_were)
    for stream in (sys.stdout, sys.stderr):
        # None under pythonw; another kind of stream where a program holds it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="amu-geo")


def _as_they_were(error: UnicodeError) -> tuple[bytes | str, int]:
    """What no encoding has: bytes of a file's name, which the C locale could not decode."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    try:
        name = text.encode("utf-8", "surrogateescape")
        name.decode("utf-8")
    except UnicodeError:
        name = text.encode("ascii", "backslashreplace")
    return name, error.end


def _told(error: Exception) -> tuple[str, int]:
    """What is said of a failure, and the exit code: a mistake of ours is no fault of a file."""
    # What reads editions takes a second to come: not for a command that succeeds without.
    from amu_geo.edition.shelf import UnknownEditionError

    if isinstance(error, UnknownEditionError):
        return f"Erreur : {error.args[0]}", 1
    if isinstance(error, OSError) and error.errno:
        named = f"« {error.filename} »" if error.filename else "La sortie"
        return f"Erreur : {named} : {why(error)}.", 1
    if isinstance(error, (ValueError, OSError, DamagedFileError)):
        return f"Erreur : {error}", 1
    *_, last = traceback.extract_tb(error.__traceback__)
    where = f"{Path(last.filename).name}, ligne {last.lineno}, {type(error).__name__} : {error}"
    ours = "Erreur de l’outil lui-même, et non de vos données. Pour la signaler : "
    return f"{ours}{where}", 3


def _let_go_of_output() -> None:
    """Python writes what is left when it ends, and would fail again, in English."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _parser(name: str | None) -> tuple[argparse.ArgumentParser, object]:
    parser = FrenchParser(
        # As it was called: the installed command, or the package.
        prog="amu-geo" if Path(sys.argv[0]).stem == "amu-geo" else "python -m amu_geo",
        description="Observatoire de l’assistance à maîtrise d’usage : données et mesures.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"amu-geo {version()}",
        help="montrer la version de l’outil",
    )
    commands = parser.add_subparsers(
        title="commandes", metavar="COMMANDE", dest="commande", parser_class=FrenchParser
    )
    chosen = None
    for command, summary in COMMANDS.items():
        child = commands.add_parser(command, help=summary, description=f"{capital(summary)}.")
        if command == name:
            folder = "amu_geo.cli.outputs" if command in _OUTPUTS else "amu_geo.cli"
            chosen = importlib.import_module(f"{folder}.{command}")
            chosen.add_arguments(child)
    return parser, chosen
