"""The pages, in the order of the menu: address, file, name, what a search engine should know."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

SITE = "Observatoire AMU"
# The public address, for links that leave the site; else that of the request.
PUBLIC_ADDRESS = "OBSERVATOIRE_ADRESSE"
# What every page reads; then all that follows a reader from page to page.
READING = ("edition", "annee", "lecture")
SHARED = (*READING, "regions", "region", "famille", "commune")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9a-fA-F:]{2,45}\](:[0-9]{1,5})?")


@dataclass(frozen=True)
class Page:
    """One page: its path, its file in `pages/`, its name, one sentence about it.

    `has_maps` says that its live form draws maps, for which more has to come.
    """

    path: str
    file: str
    title: str
    description: str
    in_menu: bool = True
    has_maps: bool = False


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
        ),
        Page(
            "/comparer",
            "compare.py",
            "Comparer",
            "Deux à six régions côte à côte : familles, programmes, chiffres et acteurs.",
        ),
        Page(
            "/familles",
            "families.py",
            "Familles",
            "Une famille à la fois : sa définition, sa carte, ses dispositifs, les régions sans.",
            has_maps=True,
        ),
        Page(
            "/dispositifs",
            "schemes.py",
            "Dispositifs",
            "Les dispositifs régionaux, avec leur source : friches, bourgs-centres, bâtiments "
            "sobres, tiers-lieux.",
        ),
        Page(
            "/acteurs",
            "actors.py",
            "Acteurs",
            "Qui pratique l’assistance à maîtrise d’usage, et où.",
            has_maps=True,
        ),
        Page(
            "/region",
            "region.py",
            "Portrait",
            "Tout ce que l’observatoire sait d’une région, avec ses sources et ses lacunes.",
            in_menu=False,
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
        ),
        Page(
            "/mentions",
            "legal.py",
            "Mentions légales",
            "Éditeur, sources et licences, vie privée, accessibilité.",
            in_menu=False,
        ),
        Page(
            "/donnees",
            "data.py",
            "Données",
            "Éditions, sources, licences, méthode, lacunes connues, téléchargements et API.",
        ),
    )
}

LOST = Page(
    "/introuvable",
    "",
    "Cette page n’existe pas",
    "L’adresse ne mène à aucune page de l’observatoire ; en voici la vue d’ensemble.",
    in_menu=False,
)


def origin(scheme: str, headers: Mapping[str, str]) -> str:
    """« https://exemple.fr », without final slash; "" when the request names no valid host."""
    public = os.environ.get(PUBLIC_ADDRESS, "").rstrip("/")
    if public:
        return public
    host = headers.get("host", "")
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else ""


def address(path: str, query: Mapping[str, str]) -> str:
    """Path and query; empty values stay out, commas stay readable."""
    text = urlencode({k: v for k, v in query.items() if v}, safe=",", quote_via=quote)
    return f"{path}?{text}" if text else path
