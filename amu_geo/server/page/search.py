"""One search of the whole site: `/chercher.json` while typing, `/chercher` as a plain page.

A few answers of each kind, in the order of the kinds; each is a link to a page of the site. What
bears exactly the name that is asked for comes first, and the form of the header leads there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from amu_geo import store
from amu_geo.charts.base.markup import html, joined, link, shown
from amu_geo.edition import Edition, referentials
from amu_geo.french.typography import plural, typeset
from amu_geo.memory import kept, remembered
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.schemes.search import ForgivingIndex
from amu_geo.server.http.answers import Answer, respond
from amu_geo.server.http.problems import OPEN_HEADERS
from amu_geo.server.http.query import Asked, read_view
from amu_geo.server.page.fault import damaged_response
from amu_geo.server.page.plain import plain_headers, plain_html
from amu_geo.site import PLAIN, READING, SEARCH, address, origin
from amu_geo.territories.names import ALIASES, normalise

ASKED = "recherche"
# The form of the header asks to be led to what bears exactly that name.
GO = "aller"
PLACES = ("Régions", "Communes")
LETTERS_READ, SHORTEST = 80, 2
SHOWN, ON_A_PAGE = 4, 20


@dataclass(frozen=True)
class Found:
    """An answer: its name, what tells it from another, and where it leads."""

    nom: str
    detail: str
    adresse: str


@dataclass(frozen=True)
class Kind:
    """A kind of answers: all that there are, and the index of their words."""

    nom: str
    answers: tuple[Found, ...]
    index: ForgivingIndex

    def search(self, text: str, most: int) -> list[Found]:
        """The answers that hold the words of a text, best first."""
        return [self.answers[rank] for rank in self.index.search(text)[:most]]


def answers(request: Request) -> Response:
    """`/chercher.json`: groups of answers, each with its name and its address."""
    view, text = _asked(request)
    groups = [
        {"nom": name, "trouves": [vars(one) for one in found]}
        for name, found in groups_of(view.edition, text, SHOWN, _reading(view))
    ]
    same = namesake(text, _reading(view))
    found = {"groupes": groups} | ({"exact": same.adresse} if same else {})
    body = json.dumps(found, ensure_ascii=False)
    headers = {**OPEN_HEADERS, "Content-Language": "fr"}
    return respond(request, Answer.make(body, "application/json", headers))


def page(request: Request) -> Response:
    """`/chercher`: the same as a page, for who has no script, or presses Enter."""
    site = origin(request.url.scheme, request.headers)
    try:
        view, text = _asked(request)
        same = namesake(text, _reading(view)) if GO in request.query_params else None
        if same:
            return RedirectResponse(same.adresse, 303, {"Cache-Control": "no-store"})
        content = _results(view, text)
        document = plain_html(PLAIN[SEARCH], view, content, site, text)
        answer = Answer.make(document, "text/html; charset=utf-8", plain_headers(site))
        return respond(request, answer)
    except DamagedFileError as error:
        tell_once(error)
        return damaged_response(request, error)


def _asked(request: Request) -> tuple[Asked, str]:
    text = request.query_params.get(ASKED, "")[:LETTERS_READ].strip()
    return read_view(request.query_params), text


def _reading(view: Asked) -> dict[str, str]:
    return {name: value for name, value in view.to_query().items() if name in READING}


def groups_of(
    edition: Edition, text: str, most: int, query: dict[str, str]
) -> Iterator[tuple[str, list[Found]]]:
    """The kinds that have answers, each with at most so many; none for a text of one letter."""
    if len(normalise(text)) < SHORTEST:
        return
    kinds = [(kind.nom, kind.search(text, most)) for kind in (_regions(), *_of_edition(edition))]
    kinds.append((_words().nom, _words().search(text, most)))
    communes, sure = _communes(text, most)
    if sure:
        kinds.insert(1, ("Communes", communes))
    elif not any(found for _, found in kinds):
        kinds.append(("Communes", communes))
    elif " " not in text and not kinds[0][1]:
        # Of a word that nothing is called by, the town that it may mean.
        kinds.append(("Communes", communes[:1]))
    for name, found in sorted(kinds, key=lambda kind: not _holds(kind, normalise(text))):
        if found:
            yield name, [Found(one.nom, one.detail, _with(one.adresse, query)) for one in found]


def _holds(kind: tuple[str, list[Found]], asked: str) -> bool:
    """Whether a place of a kind bears the name; what is no place stays where it is."""
    name, found = kind
    return name in PLACES and any(normalise(one.nom) == asked for one in found)


def namesake(text: str, query: dict[str, str]) -> Found | None:
    """The one region, else the one commune, that a text names exactly; accents and case apart."""
    asked = normalise(text)
    if len(asked) < SHORTEST:
        return None
    territories = store.territories()
    codes = [
        code
        for code in territories.alphabetical
        if asked in map(normalise, (territories.name(code), *ALIASES.get(code, ())))
    ]
    found = [one for one in _regions().answers if one.nom in map(territories.name, codes)]
    if not found:
        communes, _ = _communes(text, ON_A_PAGE)
        found = [one for one in communes if normalise(one.nom) == asked]
    if len(found) != 1:
        return None
    return Found(found[0].nom, found[0].detail, _with(found[0].adresse, query))


def _with(path: str, query: dict[str, str]) -> str:
    """An address of the index, as the reader reads the site."""
    place, hash_sign, part = path.partition("#")
    path, _, own = place.partition("?")
    name, _, value = own.partition("=")
    return address(path, {**query, name: value} if own else query) + hash_sign + part


def _communes(text: str, most: int) -> tuple[list[Found], bool]:
    """Communes that hold the text, and True; else those whose names look like it."""
    rows = list(store.commune_finder().search(text, most).itertuples())
    sure = [row for row in rows if _answers(row, text)]
    found = [
        Found(row.nom, row.nom_departement, f"/mon-territoire?commune={row.code_commune}")
        for row in sure or rows
    ]
    return found, bool(sure)


def _answers(row, text: str) -> bool:
    """Whether a commune holds the text, or the text its name: no typing error is forgiven."""
    asked = normalise(text)
    names = [normalise(name) for name in (row.nom, row.ancien_nom) if name]
    return any(asked in name or f" {name} " in f" {asked} " for name in names) or asked[0].isdigit()


@kept
def _regions() -> Kind:
    territories = store.territories()
    found = tuple(
        Found(territories.name(code), "portrait", f"/region?region={code}")
        for code in territories.alphabetical
    )
    other = [" ".join(ALIASES.get(code, ())) for code in territories.alphabetical]
    index = ForgivingIndex((one.nom, more) for one, more in zip(found, other, strict=True))
    return Kind("Régions", found, index)


@kept
def _words() -> Kind:
    rows = referentials.rows("glossaire")
    found = tuple(Found(row["terme"], row["definition"], "/donnees#glossaire") for row in rows)
    return Kind("Glossaire", found, ForgivingIndex((one.nom,) for one in found))


def _of_edition(edition: Edition) -> tuple[Kind, Kind]:
    return remembered(edition, "recherche du site", lambda: (_schemes(edition), _actors(edition)))


def _schemes(edition: Edition) -> Kind:
    territories, labels = store.territories(), edition.programme_labels
    rows = list(edition.dispositifs[["id", "nom", "programme", "code_region"]].itertuples())
    found = tuple(
        Found(row.nom, territories.name(row.code_region), f"/dispositifs?dispositif={row.id}")
        for row in rows
    )
    programmes = [labels.get(row.programme, row.programme) for row in rows]
    texts = ((one.nom, what, one.detail) for one, what in zip(found, programmes, strict=True))
    return Kind("Dispositifs", found, ForgivingIndex(texts))


def _actors(edition: Edition) -> Kind:
    names = store.territories().name
    rows = edition.acteurs[["nom", "commune", "code_region"]].itertuples()
    found = tuple(
        Found(
            row.nom,
            row.commune or (names(row.code_region) if row.code_region else "lieu inconnu"),
            f"/acteurs?region={row.code_region}" if row.code_region else "/acteurs",
        )
        for row in rows
    )
    return Kind("Acteurs", found, ForgivingIndex((one.nom, one.detail) for one in found))


def _results(view: Asked, text: str) -> str:
    groups = list(groups_of(view.edition, text, ON_A_PAGE, _reading(view)))
    count = sum(len(found) for _, found in groups)
    title = f"« {text} » : {plural(count, 'réponse')}" if text else "Que cherchez-vous ?"
    lead = (
        "Une région, une commune, un dispositif, un acteur ou un mot du glossaire."
        if not count
        else f"Au plus {ON_A_PAGE} de chaque sorte, les plus proches d’abord."
    )
    parts = joined(
        html("<h2>{}</h2><ul>{}</ul>", name, joined(map(_item, found))) for name, found in groups
    )
    return html('<h1>{}</h1><p class="chapeau">{}</p>{}', typeset(title), typeset(lead), parts)


def _item(one: Found) -> str:
    return html("<li>{} : {}</li>", link(one.adresse, shown(one.nom)), shown(one.detail))
