"""What is asked of a host, and what comes back: the words that the whole room shares."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

Outcome = TypeVar("Outcome")
# Of a body no more is read, whatever a server sends.
MOST_BYTES = 256 * 1024

# Why there is no answer.
PRIVATE = "adresse-privee"
TLS = "tls"
ROBOTS = "robots"
WAITS = "attente"
EMPTY = "reponse-vide"
TOO_BIG = "trop-gros"
UNKNOWN_HOST = "hote-inconnu"
SLOW = "delai"
BROKEN = "panne"
LOOP = "boucle"
# These say nothing of the page: asking again would say no more.
NOT_ASKED = frozenset({PRIVATE, ROBOTS, WAITS})


@dataclass(frozen=True)
class Ask:
    """One request.

    Parameters
    ----------
    method
        HEAD or GET; POST, without a body, for interfaces that give a token.
    url
        http or https, ASCII, without fragment.
    wait
        Seconds from now before which it is not sent.
    minds_robots
        False only for robots.txt itself, and for an interface made for programs.
    headers
        Beside ours, or in their place: names and values. Never told: they may be secrets.
    whole
        Bytes up to which the body must come, to its end; 0 when its beginning is enough.
    """

    method: str
    url: str
    wait: float = 0
    minds_robots: bool = True
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    whole: int = 0


@dataclass(frozen=True)
class Answer:
    """What a server answered; header names in small letters, `body` cut where none wants more."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def succeeded(self) -> bool:
        """Whether there is a page: 2xx."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Failure:
    """No answer: why (one of this module's words), in detail for whoever looks into it.

    `is_final` says that asking again is of no use in this run.
    """

    why: str
    detail: str = ""
    is_final: bool = False


Reply = Answer | Failure
# One errand: it asks, is given the reply, asks again, and in the end returns what it found.
Errand = Generator[Ask, Reply, Outcome]


def host_of(url: str) -> str:
    """The host that is spared: the name alone, whatever the port."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """« https://exemple.fr »: where a robots.txt holds."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
