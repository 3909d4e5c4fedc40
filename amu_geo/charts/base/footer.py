"""The foot of every page: whose data, under which licence, whom to write to, the notices."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.report_error import is_page, is_read
from amu_geo.edition import Edition
from amu_geo.french.typography import date_fr, typeset
from amu_geo.sentences import licence_said
from amu_geo.site import PLAIN, STAGE, STATEMENT, VERIFY, address

ACCESSIBILITY = "Accessibilité : non conforme"
# The part of the notice that says it too.
PART = "accessibilite"


def footer(edition: Edition, href: Callable[..., str], private: bool = False) -> str:
    """HTML of the foot.

    Parameters
    ----------
    edition
        The one that the page shows.
    href
        Whole address of a page from its path and its own choices.
    private
        True for a session's own edition, that nobody else sees.
    """
    shown = f"{edition.titre} ({date_fr(edition.date.isoformat())})"
    if private:
        shown = f"Aperçu privé, non publié : {shown}"
    facts = [escape(typeset(shown)), escape(licence_said(edition))]
    facts.append(html("{} {}", typeset("Contact :"), contact_link(edition.contact)))
    links = [
        link(href(path), escape(typeset(label)), "page", path)
        for path, label in (("/donnees", "Données et méthode"), ("/mentions", "Mentions légales"))
    ]
    if not private:
        links.append(link(href(STAGE), "Présenter cette vue"))
    # Plain pages, that the application does not draw: a session's own edition would not come back.
    for path, label in ((VERIFY, PLAIN[VERIFY].title), (STATEMENT, ACCESSIBILITY)):
        here = link(href(path), escape(typeset(label)))
        links.append(_apart(address(path), label) if private else here)
    contours = "Contours : IGN et Insee, Licence Ouverte 2.0"
    return html(
        '<p class="pied-edition">{}</p><p class="pied-liens">{}</p>',
        joined((facts), by=" · "),
        joined(([*links, typeset(contours)]), by=" · "),
    )


def _apart(href: str, label: str) -> Markup:
    return html('<a href="{}" target="_blank" rel="noopener">{}</a>', href, typeset(label))


def contact_link(contact: str) -> str:
    """HTML of a contact: an address to write to, a page, or its words."""
    text = escape(contact)
    if is_page(contact):
        return html('<a href="{}" target="_blank" rel="noopener">{}</a>', text, text)
    if is_read(contact):
        return html('<a href="mailto:{}">{}</a>', text, text)
    return escape(typeset(contact))
