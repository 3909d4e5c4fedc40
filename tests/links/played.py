"""A play of the web on this machine: hosts that behave well, badly or slowly, and that count."""

from __future__ import annotations

import gzip
import heapq
import itertools
import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from amu_geo.links.asking.exchange import Ask, Reply
from amu_geo.links.asking.transport import ThreadLanes, Transport

NAME = "Reconquête des friches industrielles"
AGENT = "ObservatoireAMU-liens/1 (contact@exemple.fr)"
PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.5"
# Seconds of the rules that pass in one second of the play.
HASTE = 60.0


def page(title: str = NAME, text: str = "") -> bytes:
    """A page whose text is long enough to be judged."""
    said = text or f"{NAME} : la Région aide les communes. " + "Règlement et contacts. " * 20
    head = f"<!doctype html><meta charset=utf-8><title>{title}</title>"
    return f"{head}<nav>Menu</nav><p>{said}</p>".encode()


@dataclass
class Call:
    """One request as its host saw it."""

    host: str
    method: str
    path: str
    agent: str
    start: float
    end: float = 0.0


@dataclass
class Web:
    """What the hosts saw: calls in their order, how many at once, machines that were dialled."""

    calls: list[Call] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    sent: Counter = field(default_factory=Counter)
    most_at_once: int = 0
    ports: dict[int, int] = field(default_factory=dict)
    trust: ssl.SSLContext | None = None
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def seen(self, call: Call) -> Iterator[int]:
        """Count a call while it lasts; how many times its host was asked for its path."""
        with self._lock:
            self.calls.append(call)
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
            times = len(self.of(call.host, call.path))
        try:
            yield times
        finally:
            with self._lock:
                self._open -= 1
            call.end = time.monotonic()

    def of(self, host: str, path: str = "") -> list[Call]:
        """The calls to a host, for a path when there is one."""
        return [c for c in self.calls if c.host == host and path in ("", c.path)]

    def by_host(self) -> dict[str, list[Call]]:
        """The calls to each host."""
        found = defaultdict(list)
        for call in self.calls:
            found[call.host].append(call)
        return found

    def resolve(self, host: str, port: int) -> list[str]:
        """Names of the play; a name that is an address already leads to itself."""
        if host.startswith("inconnu"):
            raise socket.gaierror("no such name")
        if host.replace(".", "").isdigit():
            return [host]
        return {"interne.example": [PRIVATE], "double.example": [PUBLIC, PRIVATE]}.get(
            host, [PUBLIC]
        )

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        """Every machine is this one."""
        self.dialled.append(address)
        return socket.create_connection(("127.0.0.1", self.ports[port]), timeout=seconds)

    def transport(self, seconds: float = 0.6) -> Transport:
        """Ours, with the resolver and the connections of the play."""
        return Transport(AGENT, self.resolve, self.dial, self.trust, seconds)


class HastyLanes(ThreadLanes):
    """The real lanes, with a clock that runs faster than the world."""

    def __init__(self, transport: Transport, haste: float = HASTE) -> None:
        super().__init__(transport)
        self._haste = haste

    def now(self) -> float:
        return time.monotonic() * self._haste

    def finished(self, until: float) -> Iterable[tuple[int, Reply]]:
        return list(super().finished(until / self._haste))


class PlayedLanes:
    """No network and no clock: what each request is answered, after so many seconds."""

    def __init__(self, answer: Callable[[Ask], Reply], seconds: Callable[[Ask], float]) -> None:
        self._answer, self._seconds = answer, seconds
        self._clock, self._flying, self._order = 0.0, [], itertools.count()
        self.log: list[tuple[float, float, Ask]] = []
        self.most_at_once = 0

    def now(self) -> float:
        return self._clock

    def today(self) -> float:
        return 1_795_000_000 + self._clock

    def send(self, ticket: int, ask: Ask) -> None:
        end = self._clock + self._seconds(ask)
        self.log.append((self._clock, end, ask))
        heapq.heappush(self._flying, (end, next(self._order), ticket, self._answer(ask)))
        self.most_at_once = max(self.most_at_once, len(self._flying))

    def finished(self, until: float) -> Iterable[tuple[int, Reply]]:
        if self._flying and self._flying[0][0] <= until:
            self._clock, _, ticket, reply = heapq.heappop(self._flying)
            return [(ticket, reply)]
        self._clock = max(self._clock, until)
        return []


Script = Callable[["Handler", int], None]


class Handler(BaseHTTPRequestHandler):
    """One request, answered as its host is scripted to."""

    web: Web
    scripts: dict[str, Script]

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        agent = self.headers.get("User-Agent", "")
        call = Call(host, self.command, self.path, agent, time.monotonic())
        with self.web.seen(call) as times:
            try:
                self._answered(host, times)
            except OSError:
                # Whoever asked has gone away.
                self.close_connection = True

    do_HEAD = do_POST = do_GET  # noqa: N815, the library's names

    def _answered(self, host: str, times: int) -> None:
        script = self.scripts.get(host)
        if self.path == "/robots.txt" and host != "interdit.example":
            self.answer(404)
        elif script is None:
            self.answer(200, page())
        else:
            script(self, times)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _only(status: int, body: bytes = b"", **headers: str) -> Script:
    return lambda handler, times: handler.answer(status, body, **headers)


def _to_head(status: int) -> Script:
    def script(handler: Handler, times: int) -> None:
        if handler.command == "HEAD":
            handler.answer(status)
        else:
            handler.answer(200, page())

    return script


def _empty_head(handler: Handler, times: int) -> None:
    if handler.command == "HEAD":
        handler.connection.shutdown(socket.SHUT_RDWR)
    else:
        handler.answer(200, page())


def _moved(handler: Handler, times: int) -> None:
    if handler.path == "/aide":
        handler.answer(301, Location="/nouvelle-adresse")
    else:
        handler.answer(200, page())


def _long(handler: Handler, times: int) -> None:
    """« /aide » leads to the page by ten redirects, « /trop » by eleven."""
    step = {"/aide": 0, "/trop": -1}.get(handler.path)
    step = int(handler.path[1:]) if step is None else step
    if step == 10:
        handler.answer(200, page())
    else:
        handler.answer(302, Location=f"/{step + 1}")


def _times(failing: int, status: int, **headers: str) -> Script:
    def script(handler: Handler, times: int) -> None:
        if times <= failing:
            handler.answer(status, **headers)
        else:
            handler.answer(200, page())

    return script


def _robots(handler: Handler, times: int) -> None:
    if handler.path == "/robots.txt":
        handler.answer(200, b"User-agent: *\nDisallow: /aide\nAllow: /aide-ouverte\n")
    else:
        handler.answer(200, page())


def _slow(handler: Handler, times: int) -> None:
    for letter in b"HTTP/1.0 200 OK\r\n" + b"X-Lent: " + b"x" * 1000:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


def _huge(handler: Handler, times: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(2**30))
    handler.end_headers()
    if handler.command == "HEAD":
        return
    handler.wfile.write(page())
    for _ in range(2**14):
        handler.wfile.write(b"<p>encore</p>" + b" " * 65523)
        handler.web.sent["gros.example"] += 65536


def _cut(handler: Handler, times: int) -> None:
    if handler.command == "HEAD":
        handler.answer(200)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(page())


ANYTHING = page("Bienvenue", f"Bienvenue ! Actualités : {NAME}. " + "Nos services en ligne. " * 20)
ELSEWHERE = page("Horaires de la piscine", "Bassin, vestiaires et tarifs. " * 20)
ENDED = page(NAME, f"{NAME} : ce fonds est clos depuis 2024. " + "Le règlement reste lisible. " * 9)
SCRIPTS: dict[str, Script] = {
    "demenage.example": _moved,
    "refuse.example": _only(403),
    "tete.example": _to_head(403),
    "sans-tete.example": _to_head(405),
    "vide.example": _empty_head,
    "titre.example": _only(200, page("Erreur 404 : page introuvable")),
    "tout.example": _only(200, ANYTHING),
    "mots.example": _only(200, ELSEWHERE),
    "clos.example": _only(200, ENDED),
    "mort.example": _only(404),
    "parti.example": _only(410),
    "revient.example": _times(2, 404),
    "boucle.example": _only(301, Location="/aide"),
    "long.example": _long,
    "prive.example": _only(302, Location="http://interne.example/secret"),
    "metadonnees.example": _only(302, Location="http://169.254.169.254/latest"),
    "fichier.example": _only(302, Location="file:///etc/passwd"),
    "interdit.example": _robots,
    "patience.example": _times(1, 429, Retry_After="8"),
    "lasse.example": _only(429, Retry_After="4"),
    "demain.example": _only(503, Retry_After="86400"),
    "panne.example": _times(3, 502),
    "lent.example": _slow,
    "gros.example": _huge,
    "coupe.example": _cut,
    "pdf.example": _only(200, b"%PDF-1.7 " * 99, Content_Type="application/pdf"),
    "presse.example": _only(200, gzip.compress(page()), Content_Encoding="gzip"),
    "script.example": _only(200, b"<title>App</title><div id=a></div><script src=a.js></script>"),
}


@contextmanager
def played_web(
    certificate: tuple[str, str], scripts: Mapping[str, Script] = SCRIPTS
) -> Iterator[Web]:
    """The hosts, by http and by https; `certificate` names those of https, its key beside it."""
    web = Web()
    handler = type("Handler", (Handler,), {"web": web, "scripts": scripts})
    plain = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    ciphered = _Ciphered(("127.0.0.1", 0), handler)
    ciphered.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ciphered.context.load_cert_chain(*certificate)
    web.trust = ssl.create_default_context(cafile=certificate[0])
    web.ports = {80: plain.server_address[1], 443: ciphered.server_address[1]}
    for server in (plain, ciphered):
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield web
    finally:
        for server in (plain, ciphered):
            server.shutdown()
            server.server_close()


class _Ciphered(ThreadingHTTPServer):
    context: ssl.SSLContext

    def finish_request(self, request: socket.socket, client: object) -> None:
        try:
            request = self.context.wrap_socket(request, server_side=True)
        except OSError:
            # The certificate was refused.
            return
        super().finish_request(request, client)
