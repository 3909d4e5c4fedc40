"""The network, in one module: a request of ours, its bounds, four of them at once.

A host's name is resolved here, the addresses found are judged (`guard`), and the connection goes
to one of those: nobody can answer one thing to the judge and another to the connection.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from amu_geo.links.asking import exchange
from amu_geo.links.asking.exchange import MOST_BYTES, Answer, Ask, Failure, Reply
from amu_geo.links.asking.guard import all_public
from amu_geo.links.asking.schedule import LANES

CONNECTION_SECONDS = 10.0
# From the first byte sent to the last one read, whatever the server's pace.
REQUEST_SECONDS = 30.0
_PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], Iterable[str]]
Dial = Callable[[str, int, float], socket.socket]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address."""
    return socket.create_connection((address, port), timeout=seconds)


class Transport:
    """Sends one request and reads its answer.

    Parameters
    ----------
    agent
        What we say we are.
    resolve, dial
        How a name becomes addresses, and an address a connection; whatever they are, an address
        that is not public is refused.
    trust
        Which certificates are believed; those of the system when None.
    seconds
        The longest that a request may take, all in all.
    """

    def __init__(
        self,
        agent: str,
        resolve: Resolve = resolve,
        dial: Dial = dial,
        trust: ssl.SSLContext | None = None,
        seconds: float = REQUEST_SECONDS,
    ) -> None:
        self._agent, self._resolve, self._dial = agent, resolve, dial
        self._trust = trust or ssl.create_default_context()
        self._seconds = seconds

    def fetch(self, ask: Ask) -> Reply:
        """The answer to a request, or why there is none; never raises for what a host does."""
        try:
            return self._fetched(ask)
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            return Failure(exchange.BROKEN, str(error))
        except ssl.SSLError as error:
            return Failure(exchange.TLS, str(error), is_final=True)
        except socket.gaierror as error:
            return Failure(exchange.UNKNOWN_HOST, str(error))
        except TimeoutError as error:
            return Failure(exchange.SLOW, str(error))
        except http.client.RemoteDisconnected as error:
            return Failure(exchange.EMPTY, str(error))
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            return Failure(exchange.BROKEN, f"{type(error).__name__}: {error}")

    def _fetched(self, ask: Ask) -> Reply:
        parts = urlsplit(ask.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        try:
            addresses = list(self._resolve(host, port))
        except UnicodeError as error:
            return Failure(exchange.UNKNOWN_HOST, str(error), is_final=True)
        if not all_public(addresses):
            told = ", ".join(addresses)
            return Failure(exchange.PRIVATE, f"{host}: {told}", is_final=True)
        end = time.monotonic() + self._seconds
        raw = self._connected(addresses, port, end)
        with _closed_at(raw, end) as line:
            if parts.scheme == "https":
                line.wrap(self._trust, host)
            return line.ask(ask, self._agent)

    def _connected(self, addresses: list[str], port: int, end: float) -> socket.socket:
        """To the first address that answers."""
        refused: OSError = OSError("no address")
        for address in addresses[:4]:
            left = min(CONNECTION_SECONDS, end - time.monotonic())
            if left <= 0:
                raise TimeoutError("no address answered in time")
            try:
                return self._dial(address, port, left)
            except OSError as error:
                refused = error
        raise refused


class _Line:
    """A connection that a watch shuts when its time is over, however slowly bytes drip."""

    def __init__(self, raw: socket.socket, end: float) -> None:
        self.socket, self._end = raw, end
        self.is_late = False
        self.socket.settimeout(max(0.1, end - time.monotonic()))

    def wrap(self, trust: ssl.SSLContext, host: str) -> None:
        """Speak TLS from now on."""
        self.socket = trust.wrap_socket(
            self.socket, server_hostname=host, do_handshake_on_connect=False
        )
        self.socket.do_handshake()

    def shut(self) -> None:
        """Too late: whoever waits for a byte is told that there is none."""
        self.is_late = True
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def ask(self, ask: Ask, agent: str) -> Reply:
        """Send the request, read what the bounds let in."""
        parts = urlsplit(ask.url)
        connection = http.client.HTTPConnection(parts.hostname or "")
        connection.sock = self.socket
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.putrequest(ask.method, path, skip_host=True, skip_accept_encoding=True)
        headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "fr",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **dict(ask.headers),
        }
        if ask.method == "POST":
            headers["Content-Length"] = "0"
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        told = {name.lower(): _readable(value) for name, value in response.getheaders()}
        body = b"" if ask.method == "HEAD" else self._body(response, told, ask.whole)
        if ask.whole and len(body) > ask.whole:
            return Failure(exchange.TOO_BIG, f"more than {ask.whole} bytes", is_final=True)
        return Answer(response.status, told, body)

    def _body(
        self, response: http.client.HTTPResponse, headers: dict[str, str], whole: int
    ) -> bytes:
        body, most, due = b"", whole + 1 if whole else MOST_BYTES, response.length
        while len(body) < most:
            try:
                piece = response.read1(min(65536, most - len(body)))
            except (OSError, http.client.HTTPException):
                # What came is kept: the page answered, even if its end is missing.
                if not body or self.is_late or whole:
                    raise
                break
            if not piece:
                break
            body += piece
        if whole and due is not None and len(body) < min(due, most):
            raise http.client.IncompleteRead(body, due - len(body))
        kind = headers.get("content-encoding", "").lower()
        return _unpacked(body, most) if kind in ("gzip", "x-gzip", "deflate") else body


def _readable(value: str) -> str:
    """A header, which some servers write in UTF-8 though it is read as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _unpacked(body: bytes, most: int) -> bytes:
    """The beginning of a body that came compressed though we did not ask for it."""
    return zlib.decompressobj(wbits=47).decompress(body, most)


@contextlib.contextmanager
def _closed_at(raw: socket.socket, end: float) -> Iterator[_Line]:
    line = _Line(raw, end)
    watch = threading.Timer(max(0.0, end - time.monotonic()), line.shut)
    watch.daemon = True
    watch.start()
    try:
        yield line
    except (OSError, http.client.HTTPException) as error:
        if line.is_late and not isinstance(error, TimeoutError):
            raise TimeoutError("the answer took too long") from None
        raise
    finally:
        watch.cancel()
        line.socket.close()
    if line.is_late:
        raise TimeoutError("the answer took too long")


class ThreadLanes:
    """Lanes to the network: a thread for each request under way."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._pool = ThreadPoolExecutor(LANES, thread_name_prefix="liens")
        self._replies: queue.SimpleQueue[tuple[int, Reply]] = queue.SimpleQueue()

    def now(self) -> float:
        """Seconds of a clock that nobody turns back."""
        return time.monotonic()

    def today(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def send(self, ticket: int, ask: Ask) -> None:
        """Begin a request in a thread of its own."""
        self._pool.submit(lambda: self._replies.put((ticket, self._transport.fetch(ask))))

    def finished(self, until: float) -> Iterable[tuple[int, Reply]]:
        """Wait for a reply, until a moment at most."""
        left = until - time.monotonic()
        timeout = None if until == float("inf") else max(0.0, left)
        try:
            yield self._replies.get(timeout=timeout) if timeout != 0 else self._replies.get_nowait()
        except queue.Empty:
            return

    def close(self) -> None:
        """Wait for nobody."""
        self._pool.shutdown(wait=False, cancel_futures=True)
