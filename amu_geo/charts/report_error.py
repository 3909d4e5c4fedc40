"""« Signaler une erreur »: a link to whoever answers for the edition."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from amu_geo.edition import Edition
from amu_geo.typography import typeset


def report_link(edition: Edition, about: str) -> str:
    """HTML of a link that writes to the edition's contact about something.

    Parameters
    ----------
    about
        What is wrong: the name and the id of a scheme, of an actor…
    """
    contact = edition.contact
    if contact.startswith(("http://", "https://")):
        href = contact
    elif "@" in contact:
        subject = quote(f"Erreur signalée, {edition.titre} : {about}")
        href = f"mailto:{quote(contact, safe='@')}?subject={subject}"
    else:
        return f"Signaler une erreur : {escape(typeset(contact))}"
    return f'<a href="{escape(href)}" class="signaler">Signaler une erreur</a>'
