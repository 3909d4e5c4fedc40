"""What an address of `/verifier` asks: the parts of a claim, or a sentence that gives some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from amu_geo import store
from amu_geo.claims import Claim, ClaimError, Understood, Verdict, read_sentence, verify
from amu_geo.claims.sentence import LONGEST
from amu_geo.server.http.query import Asked, Refusal, meant_query, read_view
from amu_geo.site import READING
from amu_geo.vocabulary import FIRST_YEAR

PHRASE = "phrase"
# Only the form of the parts gives these: an address with one of them asks for an answer.
CONFIRMING = ("etat", "nombre")
PARTS = ("region", "famille", *CONFIRMING)


@dataclass(frozen=True)
class Question:
    """What is asked, and the answer when it can be given.

    Attributes
    ----------
    parts
        Codes of the form's fields, "" for what is not chosen.
    phrase, understood
        The sentence that was pasted, and what was read in it; "" and None without one.
    faults
        (part, in French) of what is missing or wrong.
    verdict
        The answer; None as long as the reader has not confirmed the parts, or one is wrong.
    """

    view: Asked
    parts: Mapping[str, str]
    phrase: str = ""
    understood: Understood | None = None
    faults: tuple[tuple[str, str], ...] = ()
    verdict: Verdict | None = None

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the lasting address: the edition is named, for it never changes."""
        if self.verdict is None:
            return {}
        reading = self.view.reading.to_query()
        return {**self.verdict.claim.to_query(), "edition": self.view.edition.id, **reading}


def question(query: QueryParams) -> Question:
    """Read an address; what it has wrong is told in `faults`, never raised."""
    phrase = query.get(PHRASE, "").strip()
    return _of_sentence(query, phrase) if phrase else _of_parts(query)


def _of_sentence(query: QueryParams, phrase: str) -> Question:
    """A sentence fills the parts in, and nothing else: the reader confirms them."""
    understood = within_years(read_sentence(phrase, region_names(), list(store.shelf().reachable)))
    reading = {name: query[name] for name in READING if query.get(name)}
    meant = QueryParams({**reading, **understood.parts})
    return Question(read_view(meant), _parts(meant), phrase[:LONGEST], understood)


def _of_parts(query: QueryParams) -> Question:
    view, meant = read_view(query), meant_query(query)
    parts = _parts(meant)
    faults = {refused.parameter: _told(refused, meant, view) for refused in view.refusals}
    verdict = None
    if any(name in meant for name in CONFIRMING):
        try:
            # What is refused stands for a part all the same: it is told once.
            claim = Claim.of({**parts, **{name: meant[name] for name in faults if name in PARTS}})
            verdict = None if faults else verify(view.coverage, claim)
        except ClaimError as error:
            faults.setdefault(error.part, str(error))
    return Question(view, parts, faults=tuple(faults.items()), verdict=verdict)


def _told(refused: Refusal, query: Mapping[str, str], view: Asked) -> str:
    """What a value of the address has wrong, for who chooses in lists."""
    name, value = refused.parameter, query.get(refused.parameter, "")[:40]
    if name == "annee":
        return (
            f"L’année « {value} » ne se lit pas dans l’édition {view.edition.id} : choisissez-en "
            f"une de {FIRST_YEAR} à {view.edition.year}."
        )
    named = {"region": "région", "famille": "famille", "lecture": "lecture"}
    if name in named:
        return f"« {value} » n’est le code d’aucune {named[name]} : choisissez-la dans la liste."
    return refused.detail


def _parts(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query.get(name, "") for name in PARTS}


def region_names() -> dict[str, str]:
    """The regions by code."""
    territories = store.territories()
    return {code: territories.name(code) for code in territories.codes}


def within_years(found: Understood) -> Understood:
    """The same without a year that the edition named cannot be read at: it is told instead."""
    year = found.parts.get("annee", "")
    edition = store.shelf().get(found.parts.get("edition"))
    if not year or FIRST_YEAR <= int(year) <= edition.year:
        return found
    parts = {name: code for name, code in found.parts.items() if name != "annee"}
    return Understood(parts, (*found.unread, year))
