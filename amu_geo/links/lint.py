"""What is wrong with an address before anybody is asked, and how it would be written better.

A mend is a proposal to try: nothing here changes an edition.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from amu_geo.edition.referentials import link_nature
from amu_geo.site import is_tracker

TRUNCATED = "tronquee"
SESSION = "session"
TRACKED = "pistage"
VARIANT = "variante"
MIRROR = "copie"
PREPRODUCTION = "preproduction"
STRAY_DOT = "point"
CLEAR = "http"
LABELS = {
    TRUNCATED: "adresse coupée ou mal recopiée",
    SESSION: "adresse d’une session, qui ne vaut que pour un lecteur",
    TRACKED: "adresse qui porte de quoi suivre le lecteur",
    VARIANT: "variante de la page (mobile, impression, réponse à un commentaire)",
    MIRROR: "copie chez un tiers, et non la page de l’éditeur",
    PREPRODUCTION: "préproduction d’un site, et non le site",
    STRAY_DOT: "point de trop dans le nom du site",
    CLEAR: "http seul, sans chiffrement",
}
_SESSIONS = re.compile(
    r"(?:php)?sess(?:ion)?_?id|j?sessionid|sid|s_id|aspsessionid\w*|cfid|cftoken|session", re.I
)
_TRACKING = frozenset({"trk", "xtor", "spm", "ref_src", "cmpid"})
_VARIANTS = frozenset({"amp", "print", "replytocom", "shared", "msg", "versiontexte"})
_VARIANT_PATH = re.compile(r"\.amp(?=\.html?$)|/amp(?=\.html?$|/?$)|^/amp(?=/)")
_JSESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
# Names of a site's rehearsal: « preprod. », « www.testing. », « recette2. ».
_REHEARSAL = re.compile(
    r"(?:^|(?<=\.))(?:(?:pre-?prod|recette|staging|testing|integration|qualif)\d?)\."
)
_PREPRODUCTION = "préproduction"
_MIRRORS = re.compile(
    r"(?:^|\.)(?:webcache\.googleusercontent\.com|translate\.goog|jpshuntong\.com|archive\.(?:is|ph"
    r"|today)|cdn\.ampproject\.org)$"
)
_HEXED = re.compile(r"^/url-([0-9a-f]{16,})(/.*)?$")


@dataclass(frozen=True)
class Fault:
    """An address that could be written better.

    Parameters
    ----------
    url
        As the edition writes it.
    kinds
        What is wrong, keys of `LABELS`.
    mend
        What to try in its place; "" when nobody but a reader can find it.
    """

    url: str
    kinds: tuple[str, ...]
    mend: str

    @property
    def told(self) -> str:
        """What is wrong, in French."""
        return " ; ".join(LABELS[kind] for kind in self.kinds)


def lint(urls: Iterable[str]) -> list[Fault]:
    """The addresses that have a fault, in their order."""
    return [fault for fault in map(judge, urls) if fault is not None]


def judge(url: str) -> Fault | None:
    """What is wrong with an address; None when nothing is.

    >>> judge("http://exemple.fr/aide?utm_source=lettre&id=3").mend
    'https://exemple.fr/aide?id=3'
    """
    kinds, mended = [], url
    for kind, mend in _RULES:
        better = mend(mended)
        if better is not None:
            kinds.append(kind)
            mended = better or mended
    # A page cut short, or a copy whose original nobody can tell, is mended by a reader alone.
    is_lost = TRUNCATED in kinds or any(
        find(mended) is not None for find in (_mirror, _preproduction)
    )
    if not kinds:
        return None
    return Fault(url, tuple(kinds), "" if is_lost or mended == url else mended)


# Each gives the better address, "" when there is a fault without a mend, None without fault.
def _truncated(url: str) -> str | None:
    parts = urlsplit(url)
    path, whole = parts.path, url.rstrip("/")
    is_cut = (
        "…" in url
        or whole.endswith(("...", "%", "-", "?", "&", "=", "("))
        or re.search(r"%[0-9a-fA-F]?$", url)
        or re.search(r"\s", url)
        or path.count("(") > path.count(")")
    )
    return "" if is_cut or "." not in (parts.hostname or "") else None


def _mirror(url: str) -> str | None:
    parts = urlsplit(url)
    hexed = _HEXED.match(parts.path)
    if hexed:
        try:
            start = binascii.unhexlify(hexed[1]).decode()
        except ValueError:
            return ""
        rest = urlunsplit(("", "", hexed[2] or "", parts.query, ""))
        return start.rstrip("/") + rest if start.startswith("http") else ""
    nature = link_nature(url)
    is_copy = bool(nature) and _PREPRODUCTION not in nature
    return "" if is_copy or _MIRRORS.search(parts.hostname or "") else None


def _preproduction(url: str) -> str | None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    real = _REHEARSAL.sub("", host)
    if real != host and "." in real:
        return _with_host(url, real)
    return "" if _PREPRODUCTION in link_nature(url) else None


def _stray_dot(url: str) -> str | None:
    host = urlsplit(url).hostname or ""
    real = re.sub(r"\.{2,}", ".", host).strip(".")
    return _with_host(url, real) if real != host else None


def _with_host(url: str, host: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{host}{port}"))


def _session(url: str) -> str | None:
    found = _without(_JSESSION.sub("", url), lambda name: bool(_SESSIONS.fullmatch(name)))
    return found if found != url else None


def _tracked(url: str) -> str | None:
    found = _without(url, lambda name: is_tracker(name) or name.lower() in _TRACKING)
    return found if found != url else None


def _variant(url: str) -> str | None:
    parts = urlsplit(_without(url, lambda name: name.lower() in _VARIANTS))
    path = _VARIANT_PATH.sub("", parts.path)
    if path != parts.path:
        parts = parts._replace(path=path or "/")
    found = urlunsplit(parts)
    return found if found != url else None


def _without(url: str, is_unwanted: Callable[[str], bool]) -> str:
    """The address without some parameters; as it stands when it has none of them."""
    parts = urlsplit(url)
    items = parse_qsl(parts.query, keep_blank_values=True)
    wanted = [(name, value) for name, value in items if not is_unwanted(name)]
    if len(wanted) == len(items):
        return url
    return urlunsplit(parts._replace(query=urlencode(wanted)))


def _clear(url: str) -> str | None:
    return f"https{url[4:]}" if url.lower().startswith("http://") else None


_RULES: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    (TRUNCATED, _truncated),
    (STRAY_DOT, _stray_dot),
    (MIRROR, _mirror),
    (PREPRODUCTION, _preproduction),
    (SESSION, _session),
    (TRACKED, _tracked),
    (VARIANT, _variant),
    (CLEAR, _clear),
)
