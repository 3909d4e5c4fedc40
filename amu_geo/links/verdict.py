"""What was seen of an address, as a state; what may be wrong with the page behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from amu_geo.links.asking import exchange
from amu_geo.links.asking.exchange import Answer, Errand
from amu_geo.links.asking.visit import Visit, any_path, visit
from amu_geo.links.page import Page, fingerprint, is_readable, is_same, plain, read_page
from amu_geo.links.words import Doubt, Subject, doubts, says_some, significant, titled

ALIVE = "vivant"
MOVED = "deplace"
BLOCKED = "bloque"
FALSE_PAGE = "fausse-page"
CHANGED = "change"
DEAD = "mort"
UNREACHED = "injoignable"
BAD_CERTIFICATE = "tls"
UNVERIFIED = "non-verifie"
STATES = {
    ALIVE: "la page répond",
    MOVED: "la page a déménagé",
    BLOCKED: "le site refuse les programmes",
    FALSE_PAGE: "le site répond autre chose que cette page",
    CHANGED: "le texte a changé depuis la dernière vérification",
    DEAD: "la page n’existe plus",
    UNREACHED: "le site n’a pas répondu",
    BAD_CERTIFICATE: "le certificat du site est refusé",
    UNVERIFIED: "la page n’a pas pu être vérifiée",
}
_BLOCKING = (401, 402, 403, 405, 407, 418, 429, 451, 999)
_GONE = (404, 410)
_SAYS_MISSING = re.compile(
    r"\b404\b|\bintrouvable|not found|n'existe (?:pas|plus)|n'a pas ete trouve|non trouve"
    r"|n'est plus (?:disponible|en ligne)|page (?:supprimee|inexistante|perdue)|\boops\b|\boups\b"
)
_FAILURES = {
    exchange.TLS: BAD_CERTIFICATE,
    exchange.PRIVATE: UNVERIFIED,
    exchange.ROBOTS: UNVERIFIED,
    exchange.WAITS: UNVERIFIED,
}


@dataclass(frozen=True)
class Address:
    """An address of an edition, and all that it is to establish."""

    url: str
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What one visit tells, before it is held against the last one (`record.settled`).

    Parameters
    ----------
    url
        As the edition writes it.
    etat
        A key of `STATES`.
    code
        The status of the last answer, or the word for why there is none.
    url_finale
        The new address that is proposed, or where the redirects lead; "" for the same.
    empreinte
        Fingerprint of the text; "" when there is none.
    why
        What makes a false page, in French.
    hops
        The redirects, status and address.
    doubts
        On schemes, for a reader to judge.
    """

    url: str
    etat: str
    code: str = ""
    url_finale: str = ""
    empreinte: str = ""
    why: str = ""
    hops: tuple[tuple[int, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Probes:
    """What each site answers to a path that nobody ever wrote, asked once a site."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def ask(self, url: str) -> Errand[str]:
        """Errand: the fingerprint of that answer, "" when the site says that there is nothing."""
        origin = exchange.origin_of(url)
        if origin not in self._known:
            self._known[origin] = ""
            reply = (yield from any_path(url)).reply
            if isinstance(reply, Answer) and reply.succeeded and is_readable(reply):
                self._known[origin] = fingerprint(read_page(reply).text)
        return self._known[origin]


def inspect(address: Address, probes: Probes) -> Errand[Finding]:
    """Errand that looks at an address and says what was found."""
    try:
        seen = yield from visit(address.url)
    except ValueError:
        return Finding(address.url, UNVERIFIED, "adresse")
    if not isinstance(seen.reply, Answer):
        etat = _FAILURES.get(seen.reply.why, UNREACHED)
        return _finding(seen, etat, seen.reply.why)
    code = str(seen.reply.status)
    if not seen.reply.succeeded:
        return _finding(seen, _refused(seen.reply.status), code)
    if not (seen.reply.body and is_readable(seen.reply)):
        return _finding(seen, MOVED if seen.moved_to else ALIVE, code)
    return (yield from _read(address, seen, seen.reply, probes))


def _refused(status: int) -> str:
    if status in _GONE:
        return DEAD
    return BLOCKED if status in _BLOCKING else UNREACHED


def _finding(seen: Visit, etat: str, code: str, **more: Any) -> Finding:
    final = seen.moved_to if etat == MOVED else seen.last_url
    hops = tuple((hop.status, hop.url) for hop in seen.hops)
    url_finale = final if seen.hops and final != seen.url else ""
    return Finding(seen.url, etat, code, url_finale, hops=hops, **more)


def _read(address: Address, seen: Visit, reply: Answer, probes: Probes) -> Errand[Finding]:
    page = read_page(reply)
    code, mark = str(reply.status), fingerprint(page.text)
    why = _false(address, seen, page)
    is_unread = page.is_composed_elsewhere and not titled(page, _wanted(address))
    if not why and is_unread:
        return _finding(seen, UNVERIFIED, code, why="page composée par un script")
    if not why and _may_be_any(address, seen, page):
        anything = yield from probes.ask(seen.last_url)
        if is_same(anything, mark):
            why = "le site répond la même page à n’importe quelle adresse"
    if why:
        return _finding(seen, FALSE_PAGE, code, why=why)
    found = tuple(doubts(page, address.subjects))
    etat = MOVED if seen.moved_to else ALIVE
    return _finding(seen, etat, code, empreinte=mark, doubts=found)


def _false(address: Address, seen: Visit, page: Page) -> str:
    """Why a page is not the one that was asked for, by what it says; "" when nothing tells so."""
    if _SAYS_MISSING.search(plain(page.title)):
        return f"son titre dit « {page.title[:120]} »"
    if seen.hops and not _has_path(seen.last_url) and _has_path(seen.url):
        return "l’adresse renvoie à l’accueil du site"
    if not page.is_composed_elsewhere and not says_some(page, _wanted(address)):
        return "aucun mot attendu n’y figure"
    return ""


def _may_be_any(address: Address, seen: Visit, page: Page) -> bool:
    """Whether the site is to be asked what it answers to anything.

    Not for a site's first page, nor for one whose title names what was asked for.
    """
    return _has_path(seen.last_url) and not titled(page, _wanted(address))


def _wanted(address: Address) -> frozenset[str]:
    return significant(address.url, address.subjects)


def _has_path(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
