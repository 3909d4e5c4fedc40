"""A source as pages cite it: its link, then what was found of it when it was last checked.

A source that was never checked says nothing of it.
"""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, outside_link, shown
from amu_geo.french.typography import date_fr
from amu_geo.links.known import link_record
from amu_geo.links.record import LinkRecord
from amu_geo.links.verdict import (
    ALIVE,
    BAD_CERTIFICATE,
    BLOCKED,
    CHANGED,
    DEAD,
    FALSE_PAGE,
    MOVED,
    UNREACHED,
    UNVERIFIED,
)

# What is said of the page, before the day on which it was so.
_SAID = {
    ALIVE: "lien vérifié le {}",
    MOVED: "page déplacée, vu le {}",
    BLOCKED: "lien que le site ne laisse pas vérifier, essayé le {}",
    FALSE_PAGE: "page remplacée par une autre, vu le {}",
    CHANGED: "texte changé, vu le {}",
    DEAD: "page disparue, vu le {}",
    UNREACHED: "site sans réponse le {}",
    BAD_CERTIFICATE: "certificat du site refusé le {}",
    UNVERIFIED: "lien non vérifiable, essayé le {}",
}
# These lead nowhere any more: a reader should see it.
_LOST = (DEAD, FALSE_PAGE)
# The link still leads to the page, as far as is known.
_QUIET = (ALIVE, CHANGED, BLOCKED, UNVERIFIED)


def sourced(url: str, label: str = "source", title: str = "") -> str:
    """`outside_link` to a source, and what is known of the link."""
    return html("{}{}", outside_link(url, label, title), link_note(url))


def briefly_sourced(url: str, label: str = "source", title: str = "") -> str:
    """The same where there is little room: what troubles nobody stays in the link's hint."""
    record = link_record(url)
    if record is None or record.etat not in _QUIET:
        return sourced(url, label, title)
    checked = _words(record)
    return outside_link(url, label, f"{title} ({checked})" if title else checked)


def link_note(url: str) -> Markup:
    """HTML: when the link was checked, what was found, the archived copy; "" when never."""
    record = link_record(url)
    if record is None:
        return Markup("")
    parts = [shown(_words(record)) if record.etat else "", _moved(record), _copy(record)]
    told = joined((part for part in parts if part), by=", ")
    return html(' <span class="verif{}">({})</span>', _style(record), told) if told else Markup("")


def brief_note(url: str) -> Markup:
    """`link_note` of what troubles a reader; "" for the rest."""
    record = link_record(url)
    return Markup("") if record is None or record.etat in _QUIET else link_note(url)


def doubt_note(url: str) -> Markup:
    """HTML: words of the page that make its scheme doubtful; "" when there are none."""
    record = link_record(url)
    if record is None or not record.doute:
        return Markup("")
    words = f"À relire : la page dit « {record.doute} ». Rien n’en est déduit ici."
    return html('<p class="source doute">{}</p>', shown(words))


def _style(record: LinkRecord) -> str:
    return " verif-perdu" if record.etat in _LOST else ""


def _words(record: LinkRecord) -> str:
    return _SAID[record.etat].format(date_fr(record.verifie_le))


def _moved(record: LinkRecord) -> str:
    if record.etat != MOVED or not record.url_finale:
        return ""
    return _apart(record.url_finale, "nouvelle adresse")


def _copy(record: LinkRecord) -> str:
    if not record.archive:
        return ""
    return _apart(record.archive, f"copie archivée le {date_fr(record.archive_le)}")


def _apart(url: str, words: str) -> Markup:
    """A second way to the page; printed, it does not spell its address out."""
    return html('<a href="{}" target="_blank" rel="noopener">{}</a>', url, shown(words))
