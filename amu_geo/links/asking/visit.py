"""What is asked of one address: HEAD, then GET where it tells more; redirects, patience.

The errand ends with what was seen; `verdict` says what it means.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from amu_geo.links.asking.exchange import (
    LOOP,
    NOT_ASKED,
    TLS,
    Answer,
    Ask,
    Errand,
    Failure,
    Reply,
    origin_of,
)
from amu_geo.links.asking.spelling import ascii_address

MOST_REDIRECTS = 10
# Seconds before what failed is tried again, in one run.
_BACK_OFF = (0.0, 10.0, 30.0)
_CONFIRMATION = 10.0
_PERMANENT, _REDIRECT = (301, 308), (301, 302, 303, 307, 308)
_GONE = (404, 410)
_PASSING = (429, 500, 502, 503, 504)
_TEXT = ("text/html", "application/xhtml", "text/plain")


@dataclass(frozen=True)
class Hop:
    """One redirect: the status that said so, the address it leads to."""

    status: int
    url: str


@dataclass(frozen=True)
class Visit:
    """What was seen of an address.

    Parameters
    ----------
    url
        The address, as the edition writes it.
    reply
        The last answer, or why there is none.
    hops
        The redirects that led to it.
    """

    url: str
    reply: Reply
    hops: tuple[Hop, ...] = ()

    @property
    def last_url(self) -> str:
        """Where the redirects end."""
        return self.hops[-1].url if self.hops else self.url

    @property
    def moved_to(self) -> str:
        """Where the permanent redirects lead, the first ones of the chain; "" for none."""
        target = ""
        for hop in self.hops:
            if hop.status not in _PERMANENT:
                break
            target = hop.url
        return target


def visit(url: str) -> Errand[Visit]:
    """Errand that looks at an address."""
    start = ascii_address(url)
    seen = yield from _followed(Ask("HEAD", start))
    if _is_settled(seen.reply):
        return Visit(url, seen.reply, seen.hops)
    answered = isinstance(seen.reply, Answer) and seen.reply.succeeded
    before = seen.hops if answered else ()
    seen = yield from _read(seen.last_url if answered else start)
    return Visit(url, seen.reply, (*before, *seen.hops))


def _is_settled(reply: Reply) -> bool:
    """Whether a GET would tell no more: a document that is not text, or nobody to ask."""
    if isinstance(reply, Failure):
        return reply.is_final or reply.why in (*NOT_ASKED, TLS, LOOP)
    kind = reply.headers.get("content-type", "").lower()
    length = reply.headers.get("content-length", "")
    is_document = bool(kind) and not kind.startswith(_TEXT)
    return reply.succeeded and is_document and length not in ("", "0")


def _read(url: str) -> Errand[Visit]:
    """GET, with patience; what is said to be gone is asked for once more."""
    seen = Visit(url, Failure(""))
    for wait in _BACK_OFF:
        seen = yield from _followed(Ask("GET", url, wait))
        if not _may_pass(seen.reply):
            break
    if isinstance(seen.reply, Answer) and seen.reply.status in _GONE:
        seen = yield from _followed(Ask("GET", url, _CONFIRMATION))
    return seen


def _may_pass(reply: Reply) -> bool:
    if isinstance(reply, Answer):
        return reply.status in _PASSING
    return not reply.is_final and reply.why not in (*NOT_ASKED, TLS, LOOP)


def _followed(ask: Ask) -> Errand[Visit]:
    """One request and its redirects, each a request of its own under the same rules."""
    hops: list[Hop] = []
    known = {ask.url}
    current = ask
    while True:
        reply = yield current
        target = _target(current.url, reply)
        if not target or not isinstance(reply, Answer):
            return Visit(ask.url, reply, tuple(hops))
        if target in known or len(hops) == MOST_REDIRECTS:
            why = "redirects in a loop" if target in known else "too many redirects"
            return Visit(ask.url, Failure(LOOP, why), tuple(hops))
        known.add(target)
        hops.append(Hop(reply.status, target))
        current = Ask(ask.method, target)


def _target(url: str, reply: Reply) -> str:
    if not isinstance(reply, Answer) or reply.status not in _REDIRECT:
        return ""
    said = reply.headers.get("location", "").strip()
    if not said:
        return ""
    try:
        target = ascii_address(urldefrag(urljoin(url, said)).url)
    except ValueError:
        return ""
    return target if urlsplit(target).scheme in ("http", "https") else ""


def any_path(url: str, token: Callable[[], str] = secrets.token_hex) -> Errand[Visit]:
    """Errand that asks the same site for a path that nobody ever wrote."""
    seen = yield from _followed(Ask("GET", f"{origin_of(url)}/{token()}"))
    return seen
