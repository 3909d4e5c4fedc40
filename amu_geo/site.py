"""The pages, in the order of the menu: address, file, name, what a search engine should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from amu_geo.settings import origin_of, public_address

SITE = "Observatoire AMU"
# Asks for all the figures of a page at once, for readers without scripts: `entier=oui`.
WHOLE = "entier"
# What every page reads; then all that follows a reader from page to page.
READING = ("edition", "annee", "lecture")
SHARED = (*READING, "regions", "region", "famille", "commune")
# Lists of codes, separated by commas; the only parameters that may be given several times.
SEVERAL = ("regions", "programme", "financeur", "statut", "implication", "confiance", "nature")
# Written by the reader, in words; and what has no letters, where letters are a reader's mistake.
_FREE_TEXT = ("recherche",)
_DIGITS = ("annee", "regions", "region", "rayon")
# Corsica's communes and the marks of confidence: the only codes in capitals.
_CAPITALS = ("commune", "confiance")
_IN_CAPITALS = re.compile(r"2[ab][0-9]{3}|[abc]")
# What mail programs, networks and audience meters add to any link.
_TRACKERS = frozenset(
    {
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid"),
        *("li_fat_id", "igshid", "igsh", "yclid", "srsltid", "mc_cid", "mc_eid", "xtor"),
        *("_hsenc", "_hsmi", "_openstat"),
    }
)
_TRACKER_STARTS = ("utm_", "_ga", "_gl", "mtm_", "matomo_", "pk_", "piwik_", "at_")
_SPACES = " \t\r\n\f\v\u00a0\u2007\u2009\u202f"
_EDGES = f"{_SPACES},;|"
_BETWEEN = re.compile(f"[{re.escape(_EDGES)}]+")
# Said once, when the process starts.
_base = [""]


@dataclass(frozen=True)
class Page:
    """One page: its path, its file in `pages/`, its name, one sentence about it.

    `has_maps` says that its live form draws maps, for which more has to come; `subjects` and
    `reading` are the parameters that its tab names when an address gives them.
    """

    path: str
    file: str
    title: str
    description: str
    in_menu: bool = True
    has_maps: bool = False
    subjects: tuple[str, ...] = ()
    reading: tuple[str, ...] = READING


PAGES: dict[str, Page] = {
    page.path: page
    for page in (
        Page(
            "/",
            "overview.py",
            "Vue d’ensemble",
            "Quelles familles de l’assistance à maîtrise d’usage sont documentées dans chaque "
            "région, et lesquelles sont confirmées : carte, classement et preuves.",
            has_maps=True,
            subjects=("region",),
        ),
        Page(
            "/comparer",
            "compare.py",
            "Comparer",
            "Deux à six régions côte à côte : familles, programmes, chiffres et acteurs.",
            subjects=("regions",),
        ),
        Page(
            "/familles",
            "families.py",
            "Familles",
            "Une famille à la fois : sa définition, sa carte, ses dispositifs, les régions sans.",
            has_maps=True,
            subjects=("famille",),
        ),
        Page(
            "/dispositifs",
            "schemes.py",
            "Dispositifs",
            "Les dispositifs régionaux, avec leur source : friches, bourgs-centres, bâtiments "
            "sobres, tiers-lieux.",
            subjects=("region",),
        ),
        Page(
            "/acteurs",
            "actors.py",
            "Acteurs",
            "Qui pratique l’assistance à maîtrise d’usage, et où.",
            has_maps=True,
            subjects=("famille", "region"),
            reading=("edition",),
        ),
        Page(
            "/region",
            "region.py",
            "Portrait",
            "Tout ce que l’observatoire sait d’une région, avec ses sources et ses lacunes.",
            in_menu=False,
            subjects=("region",),
        ),
        Page(
            "/evolution",
            "evolution.py",
            "Évolution",
            "Les familles documentées et confirmées année par année, et d’une édition à l’autre.",
            has_maps=True,
        ),
        Page(
            "/mon-territoire",
            "my_commune.py",
            "Mon territoire",
            "Une commune : les dispositifs de sa région, les acteurs proches, des projets "
            "comparables.",
            subjects=("commune",),
        ),
        Page(
            "/relecture",
            "review.py",
            "Relecture",
            "Pour qui tient une édition : ce qui reste à confirmer et ce que proposent des "
            "services publics, relu un par un ; rien n’est écrit par le web.",
            in_menu=False,
            reading=("edition", "lecture"),
        ),
        Page(
            "/mentions",
            "legal.py",
            "Mentions légales",
            "Éditeur, sources et licences, vie privée, accessibilité.",
            in_menu=False,
            reading=("edition",),
        ),
        Page(
            "/donnees",
            "data.py",
            "Données",
            "Éditions, sources, licences, méthode, lacunes connues, téléchargements et API.",
        ),
    )
}

# What paper shows of a region, or of two or three, by routes of ours.
PORTRAIT_PDF, COMPARISON_PDF = "/portrait.pdf", "/comparaison.pdf"

# Plain pages, without the application, by routes of ours.
STATEMENT, SEARCH, VERIFY = "/accessibilite", "/chercher", "/verifier"
# What the latest editions brought, for who follows it.
NEWS = "/nouveautes.atom"
# An edition in one file.
OFFLINE = "/edition-hors-ligne.html"
PLAIN: dict[str, Page] = {
    STATEMENT: Page(
        STATEMENT,
        "",
        "Accessibilité",
        "Une auto-évaluation au regard du RGAA 4.1 : ce qui est vérifié, ce qui manque, à qui "
        "le dire.",
        in_menu=False,
        reading=("edition",),
    ),
    SEARCH: Page(
        SEARCH,
        "",
        "Chercher",
        "Régions, communes, dispositifs, acteurs et mots du glossaire qui répondent à un texte.",
        in_menu=False,
    ),
    VERIFY: Page(
        VERIFY,
        "",
        "Vérifier un chiffre",
        "Cette phrase est-elle vraie ? Vrai, faux ou non documenté, avec la preuve et la phrase "
        "qui serait juste.",
        in_menu=False,
    ),
}

# A view as slides, for the links of the pages.
SLIDES = "/diapositives.pptx"

# The same page as text, for those who read by machine.
MARKDOWN = {"/": "/index.md", "/region": "/region.md"}
# A talk that builds itself of the view; the script that keeps it for a reload without a server.
PRESENT = "Présenter"
STAGE, STAGE_GUARD = "/presenter", "/presenter-gardien.js"
# The same talk as slides that can be edited, as its speaker has arranged it.
STAGE_DECK = "/presenter.pptx"
# Figures of the process, behind a setting.
METRICS = "/metriques"
# The editions, for open-data portals.
CATALOGUE = "/catalogue.jsonld"

LOST = Page(
    "/introuvable",
    "",
    "Cette page n’existe pas",
    "L’adresse ne mène à aucune page de l’observatoire.",
    in_menu=False,
)


def origin(scheme: str, headers: Mapping[str, str]) -> str:
    """« https://exemple.fr », without final slash; "" when the request names no valid host.

    What a proxy says of the request is in its scheme and its `Host` already, where that proxy is
    believed (`server/wire/proxies.py`).
    """
    return _declared() or origin_of(scheme, headers.get("host", ""))


def public_origin(url: str) -> str:
    """The same for whoever knows only the address that the browser shows."""
    shown = urlsplit(url)
    return _declared() or origin_of(shown.scheme, shown.netloc)


def _declared() -> str:
    return public_address().removesuffix(base())


def stand_under(path: str) -> None:
    """Say under which path a proxy shows the site: « amu » for « https://exemple.fr/amu/ »."""
    _base[:] = [f"/{path.strip('/')}" if path.strip("/") else ""]


def base() -> str:
    """The path under which the site stands, "" or « /amu »."""
    return _base[0]


def address(path: str, query: Mapping[str, str] | None = None) -> str:
    """Link to a path of the site, with its query; empty values stay out, commas stay readable."""
    path = base() + path if path.startswith("/") else path
    text = urlencode({k: v for k, v in (query or {}).items() if v}, safe=",", quote_via=quote)
    return f"{path}?{text}" if text else path


def is_tracker(name: str) -> bool:
    """Whether a parameter is one that others add to links, and that asks for nothing."""
    name = name.lower()
    return name in _TRACKERS or name.startswith(_TRACKER_STARTS)


def meant_items(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parameters of an address as they are meant, however they are written.

    What trackers add goes away. Lists of codes are gathered into one value, whatever separates
    them. Codes lose the spaces and commas around them and take their usual case. A name is left
    twice when it is given two different values.

    >>> meant_items([("regions", "76;84,"), ("regions", " 53"), ("lecture", "Large"), ("_ga", "x")])
    [('regions', '76,84,53'), ('lecture', 'large')]
    """
    values: dict[str, list[str]] = {}
    for name, value in items:
        if not is_tracker(name):
            values.setdefault(name, []).extend(_codes(name, value))
    meant = []
    for name, found in values.items():
        told = [value for value in dict.fromkeys(found) if value] or [""]
        meant += [(name, ",".join(told))] if name in SEVERAL else [(name, one) for one in told]
    return meant


def _codes(name: str, value: str) -> list[str]:
    if name in _FREE_TEXT:
        return [value]
    codes = _BETWEEN.split(value) if name in SEVERAL else [value.strip(_EDGES)]
    return [_in_its_case(name, code) for code in codes]


def _in_its_case(name: str, code: str) -> str:
    """A code as it is published; what can be none stays as the reader wrote it."""
    if name in _DIGITS:
        return code
    if name in _CAPITALS:
        return code.upper() if _IN_CAPITALS.fullmatch(code) else code
    return code.lower()
