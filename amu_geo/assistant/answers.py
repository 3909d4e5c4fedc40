"""Answers for assistants: what the pages say, as plain data, each with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from amu_geo import sentences
from amu_geo.charts.picture.card import completeness
from amu_geo.claims import ANSWERS, Claim, ClaimError, read_sentence, verify
from amu_geo.comparison.matrices import family_matrix
from amu_geo.edition.shelf import Shelf
from amu_geo.figures.words import reference
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.proof import Proof, proof
from amu_geo.sentences.compare import comparison_headline
from amu_geo.site import address, origin
from amu_geo.store import coverage as measured
from amu_geo.territories import Territories
from amu_geo.vocabulary import DEFAULT_LECTURE, FAMILIES, FIRST_YEAR, LECTURES, STATES

COMPARED = (2, 3)
# Assistants write « 2019 » as a number or as a text.
Year = int | str | None


class RefusedQuestionError(ValueError):
    """A question that has no answer: in French, what was found and what is expected."""


class Answers:
    """What is known, asked in the words of the observatory.

    Every answer is JSON as it stands, and ends with `provenance`: edition, date, reading,
    completeness, licence, citation, address when the site has one.
    """

    def __init__(self, shelf: Shelf, territories: Territories) -> None:
        self._shelf, self._territories = shelf, territories

    def editions(self) -> dict[str, Any]:
        """The published editions, latest first."""
        found = sorted(self._shelf.editions.values(), key=lambda one: one.date, reverse=True)
        return {
            "editions": [
                {
                    "id": edition.id,
                    "titre": edition.titre,
                    "date": edition.date.isoformat(),
                    "auteur": edition.auteur,
                    "licence": edition.licence,
                    "dispositifs": len(edition.dispositifs),
                    "annees_lisibles": [FIRST_YEAR, edition.year],
                    "par_defaut": edition.id == self._shelf.default.id,
                }
                for edition in found
            ],
            "familles": {code: family.label for code, family in FAMILIES.items()},
            "etats": dict(STATES),
            "lectures": {code: lecture.explanation for code, lecture in LECTURES.items()},
        }

    def coverage(
        self, edition: str = "", annee: Year = None, lecture: str = DEFAULT_LECTURE
    ) -> dict[str, Any]:
        """Each region's four states and its two numbers; what may be quoted of them."""
        coverage = self._coverage(edition, annee, lecture)
        title = sentences.overview_headline(coverage)
        return {
            "constat": title,
            "reserves": [
                said
                for said in (
                    sentences.leading_sentence(coverage),
                    sentences.mapping_caveat(coverage),
                )
                if said
            ],
            "regions": [self._region(coverage, code) for code in coverage.by_region],
            "provenance": self._provenance(coverage, title, "/", {}),
        }

    def proof(
        self,
        region: str,
        famille: str,
        edition: str = "",
        annee: Year = None,
        lecture: str = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        """Why a family has its state in a region: the schemes, their pages, their dated proofs."""
        coverage = self._coverage(edition, annee, lecture)
        code = self._code(region)
        if famille not in FAMILIES:
            raise _expected("famille", famille, FAMILIES)
        found = proof(coverage, code, famille)
        title = f"{found.nom}, famille {FAMILIES[famille].label} : {STATES[found.etat]}"
        return {
            "region": code,
            "nom": typeset(found.nom),
            "famille": famille,
            "etat": found.etat,
            "verdict": found.regle,
            "elargir": found.elargir,
            "dispositifs": [_scheme(row, found) for row in found.dispositifs.to_dict("records")],
            "ecartes": [
                {"id": row["id"], "nom": typeset(row["nom"]), "raison": typeset(row["raison"])}
                for row in found.ecartes.to_dict("records")
            ],
            "recherches_vaines": [typeset(finding) for _, finding in found.lacunes],
            "provenance": self._provenance(
                coverage, title, "/region", {"region": code, "famille": famille}
            ),
        }

    def comparison(
        self,
        regions: Sequence[str],
        edition: str = "",
        annee: Year = None,
        lecture: str = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        """Two or three regions side by side, family by family, and where they differ."""
        coverage = self._coverage(edition, annee, lecture)
        codes = list(dict.fromkeys(self._code(region) for region in regions))
        if not COMPARED[0] <= len(codes) <= COMPARED[1]:
            raise RefusedQuestionError(
                f"{plural(len(codes), 'région')} à comparer. Attendu : deux ou trois, comme 76, "
                "44 et 52."
            )
        differing = family_matrix(coverage, codes).groupby("famille", sort=False)["differe"].first()
        title = comparison_headline(coverage, codes)
        return {
            "constat": title,
            "familles_qui_different": [name for name, so in differing.items() if so],
            "regions": [self._region(coverage, code) for code in codes],
            "provenance": self._provenance(
                coverage, title, "/comparer", {"regions": ",".join(codes)}
            ),
        }

    def verdict(
        self,
        region: str,
        etat: str,
        famille: str = "",
        nombre: str = "",
        edition: str = "",
        annee: Year = None,
        lecture: str = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        """Whether a claim is true, false or not documented, why, and what would be true."""
        coverage = self._coverage(edition, annee, lecture)
        parts = {"region": self._code(region), "etat": etat, "famille": famille, "nombre": nombre}
        try:
            claim = Claim.of(parts)
        except ClaimError as error:
            raise RefusedQuestionError(str(error)) from None
        found = verify(coverage, claim)
        return {
            "reponse": found.reponse,
            "en_mots": ANSWERS[found.reponse],
            "phrase": found.phrase,
            "phrase_juste": found.phrase_juste,
            "raisons": list(found.raisons),
            "provenance": self._provenance(
                coverage, found.phrase_juste, "/verifier", claim.to_query()
            ),
        }

    def understood(self, phrase: str) -> dict[str, Any]:
        """The parts that a pasted sentence gives; nothing is decided, its author confirms them."""
        names = {code: self._territories.name(code) for code in self._territories.codes}
        found = read_sentence(phrase, names, list(self._shelf.reachable))
        return {
            "parties": dict(found.parts),
            "non_compris": list(found.unread),
            "suite": "Montrez ces parties à qui a écrit la phrase, puis appelez « verifier ».",
        }

    def _coverage(self, edition: str, annee: Year, lecture: str) -> Coverage:
        known = self._shelf.reachable
        if edition and edition not in known:
            raise _expected("édition", edition, known)
        if lecture not in LECTURES:
            raise _expected("lecture", lecture, LECTURES)
        chosen = self._shelf.get(edition or None)
        year = _year(annee, chosen.year)
        return measured(chosen, Reading(None if year == chosen.year else year, lecture))

    def _code(self, region: str) -> str:
        """The code of a region, given by its code or by its name."""
        try:
            return self._territories.find(region)
        except ValueError as error:
            raise RefusedQuestionError(str(error)) from None

    def _region(self, coverage: Coverage, code: str) -> dict[str, Any]:
        row = coverage.by_region[code]
        return {
            "code_region": code,
            "nom": typeset(row["nom"]),
            "familles_documentees": int(row["familles_documentees"]),
            "familles_confirmees": int(row["familles_confirmees"]),
            "etats": {famille: coverage.state(code, famille) for famille in FAMILIES},
            "phrase": sentences.region_headline(coverage, code),
        }

    def _provenance(
        self, coverage: Coverage, title: str, path: str, query: dict[str, str]
    ) -> dict[str, Any]:
        edition, reading = coverage.edition, coverage.reading
        site = origin("https", {})
        whole = {"edition": edition.id, **reading.to_query(), **query}
        where = site + address(path, whole) if site else ""
        return {
            "source": edition.auteur,
            "edition": edition.id,
            "titre": edition.titre,
            "date": edition.date.isoformat(),
            "annee": reading.annee or edition.year,
            "lecture": reading.lecture,
            "lecture_en_mots": reading.describe(),
            "completude": typeset(completeness(coverage)),
            "dispositifs_retenus": sentences.retained_phrase(coverage),
            "licence": sentences.licence_said(edition),
            "citation": f"{reference(coverage, title)} {where}".strip(),
            **({"adresse": where} if where else {}),
            **({"a_savoir": said} if (said := self._shelf.notice(edition)) else {}),
        }


def _scheme(row: dict[str, Any], found: Proof) -> dict[str, Any]:
    return {
        "id": row["id"],
        "nom": typeset(row["nom"]),
        "etat": row["etat"],
        "regle": typeset(row["regle"]),
        "fonde_l_etat": bool(row["fonde"]),
        "programme": typeset(row["programme_libelle"]),
        "financeur": typeset(row["financeur_libelle"]),
        "operateur": typeset(row["operateur"]),
        "periode": typeset(row["periode"]),
        "implication_des_usagers": typeset(row["implication_libelle"]),
        "source": _page(row),
        "preuves": [
            {
                "date": line.date,
                "nature": typeset(line.libelle),
                "texte": typeset(line.preuve),
                "compte": line.compte,
                "pourquoi_pas": typeset(line.raison),
                "titre": typeset(line.titre_source),
                "adresse": line.url_source,
                "confiance": line.confiance,
            }
            for line in found.preuves.get(row["id"], ())
        ],
    }


def _page(row: dict[str, Any]) -> dict[str, str]:
    day = "" if pd.isna(row["date_source"]) else str(row["date_source"])
    return {
        "titre": typeset(row["titre_source"]),
        "adresse": row["url_source"],
        "date": day,
        "confiance": row["confiance"],
    }


def _year(asked: Year, last: int) -> int | None:
    if asked is None or asked == "":
        return None
    text = str(asked).strip()
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= last:
        return int(text)
    raise RefusedQuestionError(f"Année inconnue : {text[:40]}. Attendu : de {FIRST_YEAR} à {last}.")


def _expected(part: str, value: str, known: Any) -> RefusedQuestionError:
    return RefusedQuestionError(
        f"« {value[:40]} » n’est le code d’aucune {part}. Attendu : {', '.join(known)}."
    )
