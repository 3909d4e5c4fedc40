"""The news as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as Xml

from amu_geo.edition import Edition
from amu_geo.news.changes import RegionNews
from amu_geo.news.words import TITLE, news_caution, news_lines, news_title
from amu_geo.site import SITE

MEDIA_TYPE = "application/atom+xml"
_SPACE = "http://www.w3.org/2005/Atom"


def feed(
    news: Sequence[RegionNews],
    edition: Edition,
    here: str,
    page: Callable[[RegionNews | None], str],
    region: str = "",
) -> bytes:
    """The feed, an entry for each region of each edition.

    Parameters
    ----------
    news
        The newest first.
    edition
        The one that visitors see: it dates a feed without news, and answers for it.
    here
        Whole address of the feed.
    page
        Whole address of the page that an entry, or the feed, is told on.
    region
        Name of the only region that the feed tells of.
    """
    Xml.register_namespace("", _SPACE)
    root = Xml.Element(f"{{{_SPACE}}}feed", {"xml:lang": "fr"})
    of_region = f", {region}" if region else ""
    _text(root, "id", _name(f"nouveautes/{region}"))
    _text(root, "title", f"{SITE} : {TITLE.lower()}{of_region}")
    _text(root, "subtitle", news_caution())
    dates = [entry.newer.edition.date for entry in news]
    _text(root, "updated", _moment(max(dates, default=edition.date)))
    _link(root, "self", here, MEDIA_TYPE)
    _link(root, "alternate", page(None), "text/html")
    _text(root, "rights", edition.licence)
    _author(root, edition)
    for entry in news:
        _entry(root, entry, page(entry))
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Xml.Element, news: RegionNews, href: str) -> None:
    edition = news.newer.edition
    entry = Xml.SubElement(root, f"{{{_SPACE}}}entry")
    _text(entry, "id", _name(f"{news.older.edition.id}/{edition.id}/{news.code}"))
    _text(entry, "title", news_title(news))
    _text(entry, "updated", _moment(edition.date))
    _text(entry, "published", _moment(edition.date))
    _link(entry, "alternate", href, "text/html")
    _author(entry, edition)
    Xml.SubElement(entry, f"{{{_SPACE}}}category", {"term": news.code, "label": news.nom})
    _text(entry, "summary", " ".join([*news_lines(news), news_caution()]))
    _text(entry, "rights", edition.licence)


def _text(parent: Xml.Element, name: str, words: str) -> None:
    Xml.SubElement(parent, f"{{{_SPACE}}}{name}").text = words


def _author(parent: Xml.Element, edition: Edition) -> None:
    author = Xml.SubElement(parent, f"{{{_SPACE}}}author")
    _text(author, "name", edition.auteur)


def _link(parent: Xml.Element, rel: str, href: str, kind: str) -> None:
    Xml.SubElement(parent, f"{{{_SPACE}}}link", {"rel": rel, "href": href, "type": kind})


def _name(what: str) -> str:
    """A name that never changes, wherever the site stands."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"observatoire-amu/{what}").urn


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
