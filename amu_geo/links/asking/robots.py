"""A robots.txt (RFC 9309): who is meant, the longest rule wins, `*` and `$` understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from amu_geo.links.asking.exchange import Answer, Ask, Errand, Failure

# Longer pauses are somebody's mistake: the page is then not asked for at all.
LONGEST_PAUSE = 60.0
_REDIRECTS = 5
_RETRIES = (0.0, 10.0, 30.0)


@dataclass(frozen=True)
class Rules:
    """What a site lets a program read.

    Parameters
    ----------
    rules
        Path pattern and whether it allows, in the order of the file.
    pause
        Seconds that the site wants between two requests.
    failure
        Set when the site gave no rules because it gave nothing: then nothing is asked of it.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    pause: float = 0
    failure: Failure | None = None

    def allow(self, url: str) -> bool:
        """Whether a page may be read."""
        if self.pause > LONGEST_PAUSE:
            return False
        parts = urlsplit(url)
        path = _spelled(parts.path or "/") + (f"?{_spelled(parts.query)}" if parts.query else "")
        found = [(len(rule), allows) for rule, allows in self.rules if _matches(rule, path)]
        return max(found, default=(0, True))[1]


NOTHING_FORBIDDEN = Rules()
ALL_FORBIDDEN = Rules((("/", False),))


def _spelled(path: str) -> str:
    return quote(unquote(path), safe="/?&=*$-_.~!'(),;:@+")


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; each piece is looked for once, in their order."""
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = rest.pop() if rest and pattern.endswith("$") else ""
    for piece in rest:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if not pattern.endswith("$"):
        return True
    return (
        path.endswith(last) and len(path) - len(last) >= place if "*" in pattern else path == first
    )


def parse_rules(text: str, agent: str) -> Rules:
    """The rules of a robots.txt for a program; those of « * » when none name it."""
    groups = list(_groups(text))
    mine = [group for group in groups if any(name == agent.lower() for name in group[0])]
    chosen = mine or [group for group in groups if "*" in group[0]]
    rules = tuple(rule for _, lines, _ in chosen for rule in lines)
    return Rules(rules, max((pause for *_, pause in chosen), default=0))


Group = tuple[list[str], list[tuple[str, bool]], float]


def _groups(text: str) -> Iterator[Group]:
    names: list[str] = []
    rules: list[tuple[str, bool]] = []
    pause, is_open = 0.0, False
    for line in text.removeprefix("\ufeff").splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if key == "user-agent":
            if is_open:
                yield names, rules, pause
                names, rules, pause, is_open = [], [], 0.0, False
            names.append(value.lower().split("/")[0])
        elif key in ("allow", "disallow"):
            is_open = True
            if value:
                rules.append((_spelled(value), key == "allow"))
        elif key == "crawl-delay":
            is_open = True
            pause = _seconds(value)
    yield names, rules, pause


def _seconds(value: str) -> float:
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0


def read_robots(origin: str, agent: str) -> Errand[Rules]:
    """Errand that asks an origin for its rules.

    A file that is not there (4xx) forbids nothing; one that the server cannot give (5xx) forbids
    all; when the host does not answer at all, `failure` says so.
    """
    reply = yield from _asked(f"{origin}/robots.txt")
    if isinstance(reply, Failure):
        return Rules(failure=Failure(reply.why, reply.detail, is_final=True))
    if reply.status >= 500 or reply.status == 429:
        return ALL_FORBIDDEN
    if not reply.succeeded or _is_page(reply):
        return NOTHING_FORBIDDEN
    return parse_rules(reply.body.decode("utf-8", "replace"), agent)


def _is_page(answer: Answer) -> bool:
    """A page in the place of the file: the site has none."""
    return answer.body[:200].lstrip().lower().startswith((b"<!doctype", b"<html"))


def _asked(url: str) -> Errand[Answer | Failure]:
    reply: Answer | Failure = Failure("")
    for wait in _RETRIES:
        reply = yield from _followed(url, wait)
        is_passing = reply.status >= 500 if isinstance(reply, Answer) else not reply.is_final
        if not is_passing:
            break
    return reply


def _followed(url: str, wait: float) -> Errand[Answer | Failure]:
    for _ in range(_REDIRECTS + 1):
        reply = yield Ask("GET", url, wait, minds_robots=False)
        target = reply.headers.get("location", "") if isinstance(reply, Answer) else ""
        if isinstance(reply, Failure) or not (300 <= reply.status < 400 and target):
            return reply
        url, wait = urljoin(url, target), 0
        if urlsplit(url).scheme not in ("http", "https"):
            break
    # A file that nobody can reach is one that is not there.
    return Answer(404)
