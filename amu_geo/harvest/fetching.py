"""What a service answered, as data: patience, redirects, and every refusal said in French.

Requests go out by the room that asks politely (`links/asking`): one at a time for a host, pauses,
`Retry-After`, private machines refused at each hop.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from amu_geo.links.asking import exchange
from amu_geo.links.asking.exchange import Answer, Ask, Errand, Failure, Reply, host_of, origin_of
from amu_geo.links.asking.schedule import Lanes, Schedule
from amu_geo.links.asking.spelling import ascii_address

AGENT = "ObservatoireAMU-moisson"
# The longest answer: a whole list of a service, never more.
MOST_BYTES = 64 * 1024 * 1024
MOST_REDIRECTS = 10
# Seconds before what failed is asked again.
_BACK_OFF = (0.0, 10.0, 30.0)
_REDIRECT, _PASSING, _REFUSED = (301, 302, 303, 307, 308), (429, 500, 502, 503, 504), (401, 403)

Headers = tuple[tuple[str, str], ...]
Send = Callable[[Ask], Reply]

_WHY = {
    exchange.PRIVATE: "son adresse mène à une machine privée, qui n’est jamais appelée",
    exchange.TLS: "son certificat n’est pas valable : rien ne prouve que c’est bien ce site",
    exchange.WAITS: "le site demande de le laisser tranquille plus de dix minutes",
    exchange.EMPTY: "le site a coupé sans répondre",
    exchange.UNKNOWN_HOST: "ce nom de site n’existe pas, ou le réseau est coupé",
    exchange.SLOW: "le site met trop de temps à répondre",
    exchange.LOOP: "les redirections tournent en rond",
    exchange.TOO_BIG: f"la réponse dépasse {MOST_BYTES // 1024**2} Mo",
    exchange.BROKEN: "la réponse est coupée avant sa fin, ou le site est en panne",
}
_EXPECTED = {"json": "du JSON", "csv": "un CSV"}


class HarvestError(ValueError):
    """A service that gave nothing usable; the message says what was found and what was expected.

    `status` is the code that it answered, 0 when there is none.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


def user_agent(contact: str) -> str:
    """What requests say we are: a name, what it does, whom to write to; ASCII alone."""
    told = f"{AGENT}/1 (reads open data on public aid, four times a year; {contact})"
    return told.encode("ascii", "ignore").decode()


def sender(lanes: Lanes) -> Send:
    """Sends one request when the rules let it, and waits for its reply."""
    schedule = Schedule(lanes, AGENT)

    def errand(ask: Ask) -> Errand[Reply]:
        return (yield ask)

    return lambda ask: next(iter(schedule.run([errand(ask)])))


class Desk:
    """Asks a service for its lists.

    Parameters
    ----------
    send
        Sends one request (`sender`); tests play another.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    def json(self, url: str, headers: Headers = (), method: str = "GET") -> Any:
        """The data of an answer in JSON.

        Raises
        ------
        HarvestError
            In French, when there is no answer or when it is no JSON.
        """
        text = self._text(url, headers, method, "json")
        try:
            return json.loads(text)
        except ValueError:
            start = " ".join(text[:60].split())
            raise HarvestError(_said(url, f"attendu : du JSON ; trouvé : « {start} »")) from None

    def rows(self, url: str, headers: Headers = (), separator: str = "") -> list[dict[str, str]]:
        """The rows of an answer in CSV, by column; its separator is found when none is given."""
        text = self._text(url, headers, "GET", "csv")
        first = text.partition("\n")[0]
        mark = separator or max(";,\t|", key=first.count)
        found = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
        try:
            return [{key: value or "" for key, value in row.items() if key} for row in found]
        except csv.Error as error:
            raise HarvestError(_said(url, f"attendu : un CSV ; {error}")) from None

    def _text(self, url: str, headers: Headers, method: str, kind: str) -> str:
        answer = self._answer(url, headers, method)
        text = decoded(answer.body)
        if not text.strip():
            raise HarvestError(
                _said(url, f"réponse vide ({answer.status}, aucun octet) ; attendu : des données")
            )
        if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
            raise HarvestError(
                _said(url, f"une page HTML à la place des données ; attendu : {_EXPECTED[kind]}")
            )
        return text

    def _answer(self, url: str, headers: Headers, method: str) -> Answer:
        reply: Reply = Failure("")
        for wait in _BACK_OFF:
            reply = self._followed(Ask(method, _ascii(url), wait, False, headers, MOST_BYTES))
            if not _may_pass(reply):
                break
        if isinstance(reply, Failure):
            raise HarvestError(_said(url, _WHY.get(reply.why, "le site ne répond pas")))
        if not reply.succeeded:
            raise HarvestError(_said(url, _refusal(reply.status)), reply.status)
        return reply

    def _followed(self, ask: Ask) -> Reply:
        """One request and its redirects; what is secret is told to the site meant, and no other."""
        origin, known = origin_of(ask.url), {ask.url}
        while True:
            reply = self._send(ask)
            target = _target(ask.url, reply)
            if not target:
                return reply
            if target in known or len(known) > MOST_REDIRECTS:
                return Failure(exchange.LOOP, is_final=True)
            known.add(target)
            kept = ask.headers if origin_of(target) == origin else ()
            ask = Ask(ask.method, target, 0, False, kept, ask.whole)


def _ascii(url: str) -> str:
    try:
        return ascii_address(url)
    except ValueError as error:
        raise HarvestError(str(error)) from None


def _target(url: str, reply: Reply) -> str:
    if not isinstance(reply, Answer) or reply.status not in _REDIRECT:
        return ""
    said = reply.headers.get("location", "").strip()
    target = urldefrag(urljoin(url, said)).url if said else ""
    try:
        return ascii_address(target) if target else ""
    except ValueError:
        return ""


def _may_pass(reply: Reply) -> bool:
    if isinstance(reply, Answer):
        return reply.status in _PASSING
    return not reply.is_final and reply.why not in (exchange.TLS, exchange.LOOP)


def _refusal(status: int) -> str:
    if status in _REFUSED:
        return f"accès refusé ({status}) ; attendu : un jeton ou une clé en cours de validité"
    if status in (404, 410):
        return f"page introuvable ({status}) ; l’adresse du service a sans doute changé"
    if status == 429:
        return "trop de demandes (429), malgré les pauses ; à reprendre plus tard"
    return f"réponse {status} ; attendu : 200"


def _said(url: str, what: str) -> str:
    """The site and what went wrong; its address without what may be secret in it."""
    return f"{host_of(url) or url} : {what}."


def decoded(body: bytes) -> str:
    """The text of an answer: UTF-8 with or without its mark, UTF-16, else Windows' alphabet."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(name, "replace").lstrip("\ufeff")
    try:
        return body.decode("utf-8-sig").lstrip("\ufeff")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def same_site(url: str, asked: str) -> str:
    """The next page of a list, on the site that was asked and as safely as it was.

    Raises
    ------
    HarvestError
        When it is another site's.
    """
    target = urljoin(asked, url)
    if host_of(target) != host_of(asked):
        raise HarvestError(_said(asked, "la page suivante est annoncée sur un autre site"))
    # Behind a proxy, services announce http:// though they were asked in https://.
    return urlsplit(target)._replace(scheme=urlsplit(asked).scheme).geturl()


def pages(desk: Desk, url: str, headers: Headers = (), most: int = 1_000) -> Iterable[Any]:
    """The pages of a list that names the next one by `next`, each asked once.

    Raises
    ------
    HarvestError
        When it goes round, or has more pages than any list of ours.
    """
    known: set[str] = set()
    while url:
        if url in known or len(known) == most:
            raise HarvestError(_said(url, "la liste tourne en rond, ou n’en finit pas"))
        known.add(url)
        page = desk.json(url, headers)
        if not isinstance(page, dict):
            raise HarvestError(_said(url, "attendu : une page de liste, avec « next »"))
        yield page
        following = page.get("next")
        url = same_site(str(following), url) if following else ""
