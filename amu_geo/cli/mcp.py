"""`mcp`: answers assistants by the Model Context Protocol, over standard input and output."""

from __future__ import annotations

import argparse

from amu_geo import store

NEEDED = "requirements-mcp.txt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No argument: the assistant that starts it asks by its own messages."""
    parser.description = (
        "Répond aux assistants par le Model Context Protocol, sur l’entrée et la sortie standard : "
        "éditions, couverture, preuve d’une case, comparaison, vérification d’une affirmation. "
        f"Demande les paquets de {NEEDED} (pip install -r {NEEDED}). Ne lit que ce qui est publié, "
        "n’appelle personne."
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until the assistant closes the channel.

    Raises
    ------
    ValueError
        In French, where the package of the protocol is not installed.
    """
    try:
        from amu_geo.assistant.server import assistant_server
    except ModuleNotFoundError as missing:
        if missing.name not in ("mcp", "mcp_types"):
            raise
        raise ValueError(
            f"le paquet « mcp » n’est pas installé. Installez-le : pip install -r {NEEDED}"
        ) from None
    from amu_geo.assistant.answers import Answers

    assistant_server(Answers(store.shelf(), store.territories())).run("stdio")
    return 0
