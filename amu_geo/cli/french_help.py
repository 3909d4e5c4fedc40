"""argparse in French: its own words are English and cannot be configured otherwise."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

_SENTENCES = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"arguments inconnus : \1"),
    (
        r"argument ([^:]*): invalid choice: (.*?) \(choose from (.*)\)",
        r"\1 : \2 n’est pas parmi \3",
    ),
    (r"argument ([^:]*): invalid int value: (.*)", r"\1 : \2 n’est pas un nombre entier"),
    (r"argument ([^:]*): invalid float value: (.*)", r"\1 : \2 n’est pas un nombre"),
    (r"argument ([^:]*): expected one argument", r"\1 : il manque une valeur"),
)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are in French, exit code 1."""

    def __init__(self, *args, **options):
        options["add_help"] = False
        options.setdefault("formatter_class", _FrenchFormatter)
        super().__init__(*args, **options)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in French and leave with exit code 1."""
        for english, french in _SENTENCES:
            message = re.sub(f"^{english}$", french, message, flags=re.DOTALL)
        self.print_usage(sys.stderr)
        print(f"Erreur : {message}.", file=sys.stderr)
        sys.exit(1)


class _FrenchFormatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)

    def start_section(self, heading):
        super().start_section(f"{heading}\u00a0" if heading else heading)
