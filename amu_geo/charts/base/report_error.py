"""« Signaler une erreur »: a link to whoever answers for the edition."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from amu_geo.charts.base.markup import html
from amu_geo.edition import Edition
from amu_geo.french.typography import typeset

# A name reserved for examples: nobody reads what is sent there.
_NOBODY = ".example"


def is_nobody(contact: str) -> bool:
    """Whether a contact is an example, of letters or of a page: no link may lead there."""
    text = contact.strip().lower()
    host = urlsplit(text).hostname if _is_page(text) else text
    return (host or "").rstrip(".").endswith(_NOBODY)


def is_page(contact: str) -> bool:
    """Whether a contact is the address of a page that is no example."""
    return _is_page(contact) and not is_nobody(contact)


def _is_page(contact: str) -> bool:
    return contact.startswith(("http://", "https://"))


def is_read(contact: str) -> bool:
    """Whether a contact is an address for letters that somebody may read."""
    is_mail = "@" in contact and "://" not in contact and " " not in contact
    return is_mail and not is_nobody(contact)


def contact_mail(edition: Edition) -> str:
    """The edition's address for letters; "" when it has none that somebody reads."""
    contact = edition.contact.strip()
    return contact if is_read(contact) else ""


def mail_link(edition: Edition, subject: str, label: str, body: str = "") -> str:
    """HTML of a link that opens a letter to the edition's contact; "" when nobody reads it."""
    to = contact_mail(edition)
    if not to:
        return ""
    text = f"&body={quote(body)}" if body else ""
    href = f"mailto:{quote(to, safe='@')}?subject={quote(subject)}{text}"
    return html('<a href="{}" class="signaler">{}</a>', href, typeset(label))


def report_link(edition: Edition, about: str) -> str:
    """HTML of a link that writes to the edition's contact about something.

    "" when the contact is an example: a link that leads to nobody would promise an answer.

    Parameters
    ----------
    about
        What is wrong: the name and the id of a scheme, of an actor…
    """
    contact = edition.contact.strip()
    if is_page(contact):
        return html('<a href="{}" class="signaler">Signaler une erreur</a>', contact)
    if is_nobody(contact):
        return ""
    if "@" in contact:
        subject = f"Erreur signalée, {edition.titre} : {about}"
        return mail_link(edition, subject, "Signaler une erreur")
    return html("Signaler une erreur : {}", typeset(contact)) if contact else ""
