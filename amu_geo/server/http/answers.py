"""Answers kept in memory: strong ETag, 304, Brotli or gzip made once and never per request."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import brotli
from starlette.requests import Request
from starlette.responses import Response

MAX_BYTES = 48 * 2**20
SMALLEST_COMPRESSED = 500
TEXT_TYPES = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/atom",
    "image/svg+xml",
)
VENDOR_JSON = "application/vnd.oai.openapi+json"


@dataclass(frozen=True)
class Answer:
    """A body with its media type and headers; `encoded` holds its compressed forms."""

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    encoded: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def make(
        cls,
        body: str | bytes,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        quality: int = 6,
    ) -> Answer:
        """Compress a body once, when it is text and worth it (`quality`: Brotli's, to 11)."""
        data = body.encode() if isinstance(body, str) else body
        encoded: dict[str, bytes] = {}
        textual = media_type.startswith((*TEXT_TYPES, VENDOR_JSON))
        if textual and len(data) >= SMALLEST_COMPRESSED:
            encoded["br"] = brotli.compress(data, quality=quality)
            encoded["gzip"] = gzip.compress(data, compresslevel=6, mtime=0)
        return cls(data, media_type, dict(headers or {}), encoded)

    @cached_property
    def digest(self) -> str:
        """Twenty-four hexadecimal digits of the body."""
        return hashlib.sha256(self.body).hexdigest()[:24]

    @property
    def weight(self) -> int:
        """Bytes that the answer holds in memory."""
        return len(self.body) + sum(len(data) for data in self.encoded.values())


class AnswerCache:
    """Least recently used answers, bounded by their weight in bytes; safe between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def known(self, key: Hashable) -> Answer | None:
        """The answer of that key when it is in memory."""
        with self._lock:
            if key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer of that key, made now when it is not known."""
        known = self.known(key)
        if known is not None:
            return known
        answer = make()
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._weight += answer.weight
            while self._weight > self._max_bytes and len(self._answers) > 1:
                self._weight -= self._answers.popitem(last=False)[1].weight
        return answer


def respond(request: Request, answer: Answer) -> Response:
    """Send an answer in the form that the client accepts, or 304 when it has it already."""
    encoding = best_encoding(request.headers.get("accept-encoding", ""), answer.encoded)
    body = answer.encoded[encoding] if encoding else answer.body
    headers = {
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        **answer.headers,
        # A strong ETag names the very bytes sent, so each encoding has its own.
        "ETag": f'"{answer.digest}-{encoding}"' if encoding else f'"{answer.digest}"',
    }
    if matches(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    headers["Content-Length"] = str(len(body))
    content = b"" if request.method == "HEAD" else body
    return Response(content, media_type=answer.media_type, headers=headers)


def best_encoding(accepted: str, offered: Mapping[str, bytes]) -> str:
    """Brotli, else gzip, else "" (as is), by the client's `Accept-Encoding`."""
    weights: dict[str, float] = {}
    for entry in accepted.lower().split(","):
        name, _, parameters = entry.strip().partition(";")
        weights[name.strip()] = _quality(parameters)
    for name in ("br", "gzip"):
        if name in offered and weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return ""


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def matches(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names this ETag (weak comparison, as RFC 9110 asks)."""
    known = [entry.strip().removeprefix("W/") for entry in if_none_match.split(",")]
    return "*" in known or etag in known
