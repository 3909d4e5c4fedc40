"""A proposed proof as a reader sees it: what is wrong with it, or the row and how to send it."""

from __future__ import annotations

from amu_geo.charts.base.markup import html, joined, shown
from amu_geo.charts.base.report_error import mail_link
from amu_geo.edition import Edition
from amu_geo.french.typography import plural
from amu_geo.schemes.proposal import TABLE, Proposal

NOT_SENT = (
    "Cette édition n’a pas d’adresse où l’envoyer : gardez la ligne, ou ajoutez-la à votre propre "
    "édition (page Données, « Votre édition »)."
)


def proposal_errors(proposal: Proposal) -> str:
    """HTML of what must be mended before the row may be sent."""
    count = plural(len(proposal.errors), "erreur à corriger", "erreurs à corriger")
    items = joined(html("<li>{}</li>", shown(error)) for error in proposal.errors)
    return html(
        '<div class="verdict mauvais" role="alert"><p>{}</p><ul>{}</ul></div>', count, items
    )


def proposal_verdict(proposal: Proposal) -> str:
    """HTML of what the row would change."""
    return html(
        '<div class="verdict bon" role="status"><p><strong>La ligne est bonne.</strong> '
        "{}</p></div>",
        shown(proposal.effect),
    )


def send_link(proposal: Proposal, edition: Edition, scheme: str) -> str:
    """HTML of the link that sends the row to the edition's contact, or why there is none."""
    what = "Preuve proposée" if proposal.table == TABLE else "Dispositif proposé"
    subject = f"{what}, {edition.titre} : {scheme}"
    body = f"Une ligne pour {proposal.table}.csv :\n\n{proposal.text}\n"
    sent = mail_link(edition, subject, "L’envoyer par courriel", body)
    return html('<p class="source">{}</p>', sent or shown(NOT_SENT))
