"""The archived copy of a page: the nearest one that the Wayback Machine says it has.

Its availability interface is asked, and nothing else: nothing is saved nor submitted anywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from amu_geo.links.asking.exchange import Answer, Ask, Errand

HOST = "archive.org"
# Seconds between two questions.
PAUSE = 3.0
_ASKED = f"https://{HOST}/wayback/available"
_COPY = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)", re.S)


@dataclass(frozen=True)
class Copy:
    """The archived copy of an address: where, and its day; both "" when there is none.

    `is_known` is False when the service did not answer: it may be asked another time.
    """

    url: str
    archive: str = ""
    archive_le: str = ""
    is_known: bool = True


def nearest_copy(url: str, near: str) -> Errand[Copy]:
    """Errand that asks for the copy of an address nearest to a day (AAAA-MM-JJ)."""
    query = urlencode({"url": url, "timestamp": near.replace("-", "")})
    reply = yield Ask("GET", f"{_ASKED}?{query}", minds_robots=False)
    if isinstance(reply, Answer) and reply.succeeded:
        return _read(url, reply.body)
    return Copy(url, is_known=False)


def _read(url: str, body: bytes) -> Copy:
    try:
        closest = json.loads(body)["archived_snapshots"].get("closest") or {}
        is_page = closest.get("available") is True and str(closest.get("status")) == "200"
        found = _COPY.fullmatch(str(closest.get("url", ""))) if is_page else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return Copy(url, is_known=False)
    if found is None:
        return Copy(url)
    stamp = found[1]
    # The address with its scheme: the service gives it without TLS.
    archive = f"https://web.archive.org/web/{stamp}/{found[2]}"
    return Copy(url, archive, f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}")
