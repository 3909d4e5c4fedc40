"""Who runs a scheme, with a site to write to: what the edition's own sources say of it.

An edition gives the operator as a text. The address is found, never guessed: the site of an actor
that the text names, or that of a page whose title names its publisher, « Région Bretagne – … ».
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from amu_geo.edition import Edition, referentials
from amu_geo.edition.sources import site_of, source_links

# Between the publisher and the title of a page.
_DASH = " – "
# A shorter name is an abbreviation that other words contain too often.
_SHORTEST = 4


def operator_sites(edition: Edition) -> Mapping[str, str]:
    """Address of the site of each publisher or actor, made once for an edition.

    Only the root of a site counts: a page of a part of it, or a copy, is no address to write to.
    """
    kept = vars(edition)
    if "_sites" not in kept:
        kept["_sites"] = {**_publishers(edition), **_actors(edition)}
    sites: Mapping[str, str] = kept["_sites"]
    return sites


def operator_parts(edition: Edition, operateur: str) -> tuple[tuple[str, str], ...]:
    """The operator's text cut where a name has a site: (words, address or "")."""
    sites = operator_sites(edition)
    named = sorted((name for name in sites if name in operateur), key=len, reverse=True)
    if not named:
        return ((operateur, ""),)
    any_of = "|".join(re.escape(name) for name in named)
    pieces = re.split(rf"(?<!\w)({any_of})(?!\w)", operateur)
    return tuple((piece, sites.get(piece, "")) for piece in pieces if piece)


def _publishers(edition: Edition) -> dict[str, str]:
    links = source_links(edition)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for title, url in zip(links["titre_source"], links["url_source"], strict=True):
        name, dash, _ = title.partition(_DASH)
        root = site_of(url).count(".") == 1
        if dash and root and len(name) >= _SHORTEST and not referentials.link_nature(url):
            seen[name][_root(url)] += 1
    return {name: max(roots, key=lambda root: (roots[root], root)) for name, roots in seen.items()}


def _root(url: str) -> str:
    """Every page of a site has the same root, with « www. » and safely where it may be."""
    parts = urlsplit(url)
    return f"https://{parts.hostname}/"


def _actors(edition: Edition) -> dict[str, str]:
    actors = edition.tables["acteurs"]
    pairs = zip(actors["nom"], actors["site_web"], strict=True)
    # « Nom (abréviation) »: the text of an operator gives the name alone.
    return {
        name.partition(" (")[0]: site
        for name, site in pairs
        if site and len(name.partition(" (")[0]) >= _SHORTEST
    }
