"""What an installation leaves unsaid: told to whoever starts it, not to its readers."""

from __future__ import annotations

import logging

from amu_geo.charts.base.report_error import is_nobody
from amu_geo.charts.legal.notice import HOST, PUBLISHER, Installation, installation
from amu_geo.edition import Edition

_log = logging.getLogger(__name__)


def undeclared(mine: Installation, edition: Edition) -> list[str]:
    """A sentence for each thing that a published site should say and this one does not."""
    told = []
    if not mine.editeur:
        told.append(f"L’éditeur du site n’est pas déclaré : donnez-le par {PUBLISHER}.")
    if not mine.hebergeur:
        told.append(f"L’hébergeur du site n’est pas déclaré : donnez-le par {HOST}.")
    if is_nobody(edition.contact):
        told.append(
            f"Le contact de l’édition {edition.id}, {edition.contact}, est une adresse d’exemple : "
            "les pages ne la proposent pas comme lien."
        )
    return told


def tell_undeclared(edition: Edition) -> None:
    """Write it in the log, a line each."""
    for told in undeclared(installation(), edition):
        _log.warning(told)
