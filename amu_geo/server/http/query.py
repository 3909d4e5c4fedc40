"""The view that a URL asks for: edition, reading, regions, family. Same names as the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from starlette.datastructures import QueryParams

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.links.known import signature
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.server.http.problems import RefusedError
from amu_geo.site import SHARED
from amu_geo.territories import Territories
from amu_geo.territories.asked import meant_address
from amu_geo.territories.model import UnknownTerritoryError
from amu_geo.vocabulary import FAMILIES, FIRST_YEAR, LECTURES

LONGEST_VALUE = 120
EDITION_ID = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True)
class Refusal:
    """A value that was not understood, and why."""

    parameter: str
    detail: str
    status: int = 400
    value: str = ""


@dataclass(frozen=True)
class Asked:
    """What a URL asks to see.

    Attributes
    ----------
    regions
        Codes of `regions`, in the order of the URL, without repetition.
    region, famille, commune
        Codes, "" when not asked for.
    is_default
        Whether the edition is the default one, which addresses leave out.
    refusals
        Values that were not understood; the view then keeps the default in their place.
    """

    edition: Edition
    reading: Reading
    regions: tuple[str, ...] = ()
    region: str = ""
    famille: str = ""
    commune: str = ""
    is_default: bool = True
    refusals: tuple[Refusal, ...] = field(default=(), compare=False)

    @property
    def coverage(self) -> Coverage:
        """The coverage of the view's edition under its reading."""
        return store.coverage(self.edition, self.reading)

    @property
    def chosen_regions(self) -> frozenset[str]:
        """Codes that restrict rows: `regions`, `region` and the region of `commune`."""
        codes = {*self.regions, *filter(None, [self.region])}
        if self.commune:
            communes = store.territories().communes
            codes |= set(communes.loc[communes["code_commune"] == self.commune, "code_region"])
        return frozenset(codes)

    def to_query(self) -> dict[str, str]:
        """Parameters that give this view again; what is at its default stays out."""
        edition = "" if self.is_default else self.edition.id
        query = {
            "edition": edition,
            **self.reading.to_query(),
            "regions": ",".join(self.regions),
            "region": self.region,
            "famille": self.famille,
            "commune": self.commune,
        }
        return {name: value for name, value in query.items() if value}

    @property
    def warning(self) -> str:
        """That a later edition than the default one cannot be read, when that one is shown; that
        the edition shown is withdrawn.
        """
        shelf = store.shelf()
        return shelf.warning if self.is_default else shelf.notice(self.edition)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells two views apart, to keep answers in memory."""
        return (
            store.shelf().fingerprint,
            self.edition.fingerprint,
            self.edition.licence,
            self.is_default,
            self.warning,
            signature(),
            self.reading,
            self.regions,
            self.region,
            self.famille,
            self.commune,
        )


def meant_query(query: QueryParams) -> QueryParams:
    """The parameters as they are meant: what every answer is made of, and kept under."""
    return QueryParams(meant_address(query.multi_items(), store.territories()))


def read_view(query: QueryParams) -> Asked:
    """The view of a query; what is not understood is listed in `refusals`, never raised.

    Raises
    ------
    DamagedFileError
        When no edition can be read at all.
    """
    return _view(meant_query(query))


def _view(query: QueryParams) -> Asked:
    territories, refusals = store.territories(), []
    edition = _edition(query.get("edition", ""), refusals)
    reading, ignored = Reading.from_query(query, edition.year)
    refusals += [_reading_refusal(name, query[name], edition) for name in ignored]
    asked = [code for code in query.get("regions", "").split(",") if code]
    return Asked(
        edition,
        reading,
        regions=tuple(
            dict.fromkeys(
                filter(None, (_region("regions", c, territories, refusals) for c in asked))
            )
        ),
        region=_region("region", query.get("region", ""), territories, refusals),
        famille=one_of("famille", query.get("famille", ""), FAMILIES, refusals),
        commune=_commune(query.get("commune", ""), territories, refusals),
        is_default=edition is store.shelf().default,
        refusals=tuple(refusals),
    )


def strict_view(query: QueryParams, others: Iterable[str] = ()) -> Asked:
    """The view of a query in which everything must be understood.

    Parameters
    ----------
    others
        Parameters that the resource understands besides `SHARED`.

    Raises
    ------
    RefusedError
        400 for an unknown, repeated or too long parameter or a bad value, 404 for an edition
        that does not exist.
    """
    meant = meant_query(query)
    check_names(meant, (*SHARED, *others))
    view = _view(meant)
    if view.refusals:
        first = view.refusals[0]
        raise RefusedError(first.status, first.detail + _code_of(first), first.parameter)
    return view


def check_names(query: QueryParams, known: tuple[str, ...]) -> None:
    """Refuse parameters that are unknown, repeated or too long."""
    for name in query:
        shown = _shown(name)
        if name not in known:
            hint = _nearest(name, known)
            raise RefusedError(400, f"Paramètre inconnu : « {shown} ».{hint}", shown)
        told = query.getlist(name)
        if len(told) > 1:
            raise RefusedError(400, f"« {name} » est répété : {_both(told)}{_list(name)}", name)
        if len(query[name]) > LONGEST_VALUE:
            detail = f"Le paramètre « {name} » dépasse {LONGEST_VALUE} caractères."
            raise RefusedError(400, detail, name)


def one_of(name: str, value: str, allowed: Iterable[str], refusals: list[Refusal]) -> str:
    """The value when it is allowed; otherwise "", and a refusal is noted."""
    allowed = tuple(allowed)
    if not value or value in allowed:
        return value
    expected = ", ".join(allowed)
    refusals.append(
        Refusal(name, f"« {_shown(value)} » est inconnu pour « {name} ». Attendu : {expected}.")
    )
    return ""


def _edition(edition_id: str, refusals: list[Refusal]) -> Edition:
    shelf = store.shelf()
    if not edition_id:
        return shelf.default
    if edition_id in shelf.reachable:
        return shelf.reachable[edition_id]
    if edition_id in shelf.damaged:
        detail = f"L’édition « {edition_id} » ne se lit pas pour le moment."
        refusals.append(Refusal("edition", detail, 503))
        return shelf.default
    known = ", ".join(shelf.editions)
    status = 404 if EDITION_ID.fullmatch(edition_id) else 400
    detail = f"Édition inconnue : « {_shown(edition_id)} ». Éditions publiées : {known}."
    refusals.append(Refusal("edition", detail, status))
    return shelf.default


def _reading_refusal(name: str, value: str, edition: Edition) -> Refusal:
    if name == "annee":
        expected = f"une année de {FIRST_YEAR} à {edition.year}"
    else:
        expected = ", ".join(LECTURES)
    return Refusal(name, f"« {_shown(value)} » est inconnu pour « {name} ». Attendu : {expected}.")


def _region(name: str, code: str, territories: Territories, refusals: list[Refusal]) -> str:
    if not code or code in territories.codes:
        return code
    known = ", ".join(territories.codes)
    detail = f"Code de région inconnu : « {_shown(code)} ». Codes connus : {known}."
    refusals.append(Refusal(name, detail, value=code))
    return ""


def _commune(code: str, territories: Territories, refusals: list[Refusal]) -> str:
    if not code or (territories.communes["code_commune"] == code).any():
        return code
    refusals.append(
        Refusal(
            "commune",
            f"Code de commune inconnu : « {_shown(code)} ». Attendu : le code Insee à cinq "
            "caractères d’une commune, actuelle ou ancienne.",
        )
    )
    return ""


def _both(values: list[str]) -> str:
    return " puis ".join(f"« {_shown(value)} »" for value in values[:2])


def _list(name: str) -> str:
    """What to write instead: one value, or the parameter that takes several."""
    several = " ; plusieurs se demandent par « regions=76,84 »" if name == "region" else ""
    return f". Une seule valeur convient{several}."


def _code_of(refused: Refusal) -> str:
    """A region's name leads to its code, which an address takes."""
    if refused.parameter not in ("region", "regions"):
        return ""
    territories = store.territories()
    try:
        code = territories.find(refused.value[:LONGEST_VALUE])
    except UnknownTerritoryError as unknown:
        if not unknown.proposals:
            return ""
        code = territories.find(unknown.proposals[0])
    return f" Vouliez-vous dire « {code} » ({territories.name(code)}) ?"


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    listed = ", ".join(sorted(known))
    return (f" Vouliez-vous dire « {near[0]} » ?" if near else "") + f" Reconnus : {listed}."


def _shown(value: str) -> str:
    """A reader's own text inside a message: short, on one line."""
    flat = "".join(character if character.isprintable() else " " for character in value)
    return flat if len(flat) <= 40 else flat[:39] + "…"
