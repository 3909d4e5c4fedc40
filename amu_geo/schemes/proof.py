"""The proof of a cell: its verdict, the schemes behind it, what would confirm or widen it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from amu_geo.edition import referentials
from amu_geo.french.grammar import counted
from amu_geo.french.typography import number_word, typeset
from amu_geo.measure.coverage import Coverage, accepted_by, main_families, mapping_choices
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.schemes.evidence_list import EvidenceLine, evidence_lines
from amu_geo.schemes.freshness import what_is_missing
from amu_geo.schemes.listing import described
from amu_geo.schemes.standing import (
    confirmation,
    ended,
    on_date,
    out_of_time,
    past_year,
    scheme_rule,
    state_of,
)
from amu_geo.schemes.words import Scheme
from amu_geo.vocabulary import (
    FAMILIES,
    INVOLVING,
    LECTURES,
    REGIONAL_FUNDERS,
    RELIABLE,
    TO_CONFIRM,
    UNDOCUMENTED,
)


@dataclass(frozen=True, eq=False)
class Proof:
    """Why a cell (region × family) has its state.

    Attributes
    ----------
    etat, regle
        The state, and what gives it, in a sentence or two.
    manque
        What is missing to confirm a cell that is only documented (« dernière preuve : mars
        2022 »); what documented one that no longer is (« un dispositif, fini en 2025 »); ""
        for the others.
    dispositifs
        The retained schemes of the region for the family, as `described`, with `etat`,
        `fonde` (True for those the state rests on: the confirmed ones of a confirmed cell, all
        of them otherwise) and `regle` (what confirms each, or what is missing). Those that
        found first.
    preuves
        By id of these schemes, their dated evidence, latest first.
    ecartes
        The other schemes of the region for the family, as `described`, with
        `raison` (why they do not count) and `lecture` (code of the narrowest reading that
        would count them that year, "" for none).
    autrement
        The retained schemes of the region that would count for the family under an
        alternative mapping of their programme, as `described`.
    elargir
        What wider readings would add, in a sentence; "" when they add nothing.
    correspondance
        (programme, label, justification) of every programme that belongs to the family.
    lacunes
        (programme, finding) of the searches that found nothing, for those programmes.
    """

    code_region: str
    nom: str
    famille: str
    etat: str
    regle: str
    manque: str
    dispositifs: pd.DataFrame
    preuves: Mapping[str, tuple[EvidenceLine, ...]]
    ecartes: pd.DataFrame
    autrement: pd.DataFrame
    elargir: str
    correspondance: tuple[tuple[str, str, str], ...]
    lacunes: tuple[tuple[str, str], ...]


def proof(coverage: Coverage, code_region: str, famille: str) -> Proof:
    """Gather the proof of a cell."""
    edition = coverage.edition
    programmes = edition.programmes
    supporting = {
        code for code, families in main_families(programmes).items() if famille in families
    }
    alternative = _by_alternative(coverage, famille) - supporting
    etat = coverage.state(code_region, famille)
    there = edition.dispositifs[edition.dispositifs["code_region"] == code_region]
    mine = there[there["programme"].isin(supporting)]
    retained = coverage.schemes(code_region)
    left = mine[~mine["id"].isin(retained["id"])]
    kept = retained[retained["programme"].isin(supporting)]
    otherwise = retained[retained["programme"].isin(alternative)]
    ecartes = with_reasons(left, coverage)
    return Proof(
        code_region=code_region,
        nom=coverage.by_region[code_region]["nom"],
        famille=famille,
        etat=etat,
        regle=cell_rule(coverage, code_region, famille),
        manque=_missing_words(coverage, code_region, famille),
        dispositifs=_with_rules(kept, coverage, etat),
        preuves={scheme_id: evidence_lines(coverage, scheme_id) for scheme_id in kept["id"]},
        ecartes=ecartes,
        autrement=_described(otherwise, coverage),
        elargir=widening(ecartes, etat),
        correspondance=tuple(
            (row.id, edition.programme_labels.get(row.id, row.id), row.justification)
            for row in programmes.itertuples()
            if row.id in supporting
        ),
        lacunes=_gaps(coverage, code_region, supporting),
    )


def _missing_words(coverage: Coverage, code_region: str, famille: str) -> str:
    if coverage.state(code_region, famille) == TO_CONFIRM:
        return what_is_missing(coverage, coverage.behind(code_region, famille))
    over = ended(coverage, code_region, famille)
    return over.short if over else ""


def cell_rule(coverage: Coverage, code_region: str, famille: str) -> str:
    """The verdict on a cell and what gives it, in a sentence or two."""
    year, etat = past_year(coverage), coverage.state(code_region, famille)
    lecture = f"la lecture {LECTURES[coverage.reading.lecture].label}"
    family = f"de la famille {FAMILIES[famille].label}"
    when = f"en {year}" if year else on_date(coverage.edition)
    if etat == UNDOCUMENTED:
        over = ended(coverage, code_region, famille)
        return typeset(
            f"Non documentée {when} : {lecture} ne retient aucun dispositif {family}. "
            f"{over.sentence + ' ' if over else ''}Cela ne veut pas dire qu’il n’en existe pas."
        )
    behind = coverage.behind(code_region, famille)
    kept = f"{lecture} retient {counted(len(behind), 'dispositif')} {family}"
    if etat == TO_CONFIRM:
        return typeset(
            f"Documentée {when}, à confirmer : {kept}, {_none_proven(len(behind), year)} "
            f"{_missing(coverage, behind, year)}"
        )
    return typeset(f"Confirmée {when} : {kept}, {_proven(coverage, code_region, famille)}.")


def _proven(coverage: Coverage, code_region: str, famille: str) -> str:
    """« confirmé : preuve du… », « dont deux confirmés ; pour l’un, preuve du… »."""
    proven = coverage.confirming(code_region, famille)
    schemes = coverage.schemes(code_region, famille)
    rows = schemes[schemes["id"].isin(proven)].to_dict("records")
    reasons = [reason for row in rows if (reason := confirmation(row, coverage))]
    best = max(reasons, key=lambda found: found.day)
    if len(schemes) == 1:
        return f"confirmé : {best.words}"
    if len(proven) == 1:
        return f"dont un confirmé : {best.words}"
    return f"dont {number_word(len(proven))} confirmés ; pour l’un, {best.words}"


def _none_proven(count: int, year: int | None) -> str:
    then = f"en vigueur en {year}" if year else "encore en vigueur"
    return f"que rien ne prouve {then}." if count == 1 else f"aucun n’est prouvé {then}."


def _missing(coverage: Coverage, behind: tuple[str, ...], year: int | None) -> str:
    missing = what_is_missing(coverage, behind)
    known = f"{missing[:1].upper()}{missing[1:]}."
    if year:
        return f"{known} Il y faudrait une preuve de {year}, ou des preuves d’avant et d’après."
    return (
        f"{known} Il y faudrait une preuve de moins de {PROOF_MONTHS} mois, ou une période "
        "annoncée encore en cours."
    )


def left_out_because(scheme: Scheme, coverage: Coverage) -> str:
    """Why a scheme does not count: its dates first, then what the reading asks."""
    reasons = [out_of_time(scheme, coverage), *_not_accepted(scheme, coverage.reading.lecture)]
    return " ; ".join(reason for reason in reasons if reason)


def _not_accepted(scheme: Scheme, lecture: str) -> list[str]:
    asked = list(LECTURES).index(lecture)
    reasons = []
    if asked >= 1 and scheme["financeur"] not in REGIONAL_FUNDERS:
        funder = referentials.label("financeur", scheme["financeur"])
        reasons.append(funder.lower() if "inconnu" in funder else f"financeur : {funder}")
    if asked >= 1 and scheme["confiance"] not in RELIABLE:
        reasons.append(f"confiance {scheme['confiance']}")
    if asked >= 2 and scheme["strict"] != "oui" and not reasons:
        reasons.append("argent régional non établi, ou dispositif qui n’y est pas dédié")
    if asked >= 3 and scheme["implication_usagers"] not in INVOLVING:
        reasons.append("le règlement ne dit rien des usagers")
    return reasons


def _with_rules(kept: pd.DataFrame, coverage: Coverage, etat: str) -> pd.DataFrame:
    shown = _described(kept, coverage)
    rules = [scheme_rule(row, coverage) for row in kept.to_dict("records")]
    shown = shown.assign(fonde=kept["etat"] == etat, regle=rules)
    return shown.sort_values("fonde", ascending=False, kind="stable").reset_index(drop=True)


def with_reasons(left: pd.DataFrame, coverage: Coverage) -> pd.DataFrame:
    """Schemes that do not count, as `Proof.ecartes`; those that no reading counts come last."""
    in_time = left["id"].map(lambda scheme_id: bool(state_of(scheme_id, coverage)))
    in_time = in_time.astype(bool)
    narrowest = pd.Series("", index=left.index)
    for lecture in LECTURES:
        narrowest[in_time & accepted_by(left, lecture)] = lecture
    reasons = [left_out_because(row, coverage) for row in left.to_dict("records")]
    shown = _described(left, coverage).assign(raison=reasons, lecture=narrowest)
    first = shown["lecture"] == ""
    return (
        shown.assign(_first=first)
        .sort_values("_first", kind="stable")
        .drop(columns="_first")
        .reset_index(drop=True)
    )


def _described(schemes: pd.DataFrame, coverage: Coverage) -> pd.DataFrame:
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    return described(schemes, coverage.edition, names)


def _by_alternative(coverage: Coverage, famille: str) -> set[str]:
    choices = mapping_choices(coverage.edition.programmes)
    return {
        code
        for code, options in choices.items()
        if any(famille in option for option in options[1:])
    }


def widening(ecartes: pd.DataFrame, etat: str) -> str:
    """« La lecture large en compterait deux de plus. »"""
    sentences = []
    total = 0
    for lecture in reversed(LECTURES):
        added = int((ecartes["lecture"] == lecture).sum())
        if not added:
            continue
        total += added
        more = "" if etat == UNDOCUMENTED else " de plus"
        number = counted(total, "dispositif")
        sentences.append(f"La lecture {LECTURES[lecture].label} compterait {number}{more}.")
    return typeset(" ".join(sentences))


def _gaps(coverage: Coverage, code: str, supporting: set[str]) -> tuple[tuple[str, str], ...]:
    gaps = coverage.edition.tables["lacunes"]
    found = gaps[(gaps["code_region"] == code) & gaps["programme"].isin(supporting)]
    return tuple((row.programme, row.constat) for row in found.itertuples())
