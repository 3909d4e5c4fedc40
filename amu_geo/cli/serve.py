"""`serve`: the application, wherever the package stands."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from amu_geo import paths

_STREAMLIT = (sys.executable, "-m", "streamlit", "run", "dashboard.py")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--port", type=int, default=8501, help="port où répondre ; 8501 par défaut", metavar="N"
    )
    parser.add_argument(
        "--address",
        default="localhost",
        help="adresse où répondre ; localhost par défaut, 0.0.0.0 pour tout le réseau",
        metavar="HOTE",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; return 1 when the server could not start or failed."""
    where = ("--server.port", str(arguments.port), "--server.address", arguments.address)
    command = [*_STREAMLIT, *where, "--server.headless", "true"]
    # Streamlit finds its settings, and we the data named, from another folder than the caller's.
    os.environ[paths.DATA_ELSEWHERE] = str(paths.DATA)
    os.chdir(paths.ROOT)
    if os.name == "nt":
        return 1 if subprocess.call(command) else 0
    # In place of this process: what stops it stops the server.
    os.execv(command[0], command)
