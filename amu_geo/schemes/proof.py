"""The proof of a cell: the rule that applied, the schemes behind it, what would widen it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from amu_geo import referentials
from amu_geo.coverage import (
    Coverage,
    accepted_by,
    main_families,
    mapping_choices,
)
from amu_geo.evidence import scheme_states
from amu_geo.grammar import counted
from amu_geo.schemes.listing import described
from amu_geo.schemes.words import RUNNING, Scheme, source_note, year_or_none
from amu_geo.typography import typeset
from amu_geo.vocabulary import (
    CLOSED_STATUSES,
    FAMILIES,
    INVOLVING,
    LECTURES,
    PROGRAMMES,
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
        The state, and the rule that gave it, in a sentence.
    dispositifs
        The retained schemes that support the family there, as `described`, with `etat`,
        `fonde` (True for those the state rests on; when the cell is couvert, the probable
        ones add nothing) and `regle` (what its dates or status say). Those that found first.
    ecartes
        The other schemes of the region that support the family, as `described`, with
        `raison` (why they do not count) and `lecture` (code of the narrowest reading that
        would count them that year, "" for none).
    autrement
        The retained schemes of the region that would support the family under an
        alternative mapping of their programme, as `described`.
    elargir
        What wider readings would add, in a sentence; "" when they add nothing.
    correspondance
        (programme, label, justification) of every programme that supports the family.
    lacunes
        (programme, finding) of the searches that found nothing, for those programmes.
    """

    code_region: str
    nom: str
    famille: str
    etat: str
    regle: str
    dispositifs: pd.DataFrame
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
        regle=cell_rule(coverage, etat, famille),
        dispositifs=_with_rules(kept, coverage, etat),
        ecartes=ecartes,
        autrement=_described(otherwise, coverage),
        elargir=widening(ecartes, etat),
        correspondance=tuple(
            (row.id, PROGRAMMES.get(row.id, row.id), row.justification)
            for row in programmes.itertuples()
            if row.id in supporting
        ),
        lacunes=_gaps(coverage, code_region, supporting),
    )


def cell_rule(coverage: Coverage, etat: str, famille: str) -> str:
    """The rule that gave a state, in a sentence."""
    lecture = f"la lecture {LECTURES[coverage.reading.lecture].label}"
    family = FAMILIES[famille].label
    year = _past_year(coverage)
    if etat == UNDOCUMENTED:
        when = f" en {year}" if year else ""
        return typeset(
            f"Non documenté : {lecture} ne retient{when} aucun dispositif qui soutienne la famille "
            f"{family}. Cela ne veut pas dire qu’il n’en existe pas."
        )
    if etat == TO_CONFIRM:
        return typeset(
            f"Probable en {year} : {lecture} retient un dispositif qui soutient la famille "
            f"{family}, mais ses dates ne disent pas sûrement qu’il courait cette année-là."
        )
    if year:
        return typeset(
            f"Couvert en {year} : {lecture} retient un dispositif qui soutient la famille "
            f"{family} et dont les dates comprennent cette année."
        )
    return typeset(
        f"Couvert : {lecture} retient un dispositif qui soutient la famille {family} et que rien "
        f"ne dit terminé en {coverage.edition.year}."
    )


def scheme_rule(scheme: Scheme, coverage: Coverage) -> str:
    """What the dates or the status of a retained scheme say, for the year that is read."""
    year = _past_year(coverage)
    start, end = year_or_none(scheme["annee_debut"]), year_or_none(scheme["annee_fin"])
    if year is None:
        if scheme["statut"] == RUNNING:
            return "en cours d’après sa source"
        note = source_note(scheme, coverage.edition.date)
        return f"rien ne le dit terminé ; statut à confirmer ({note})"
    if start is None:
        return f"début inconnu : peut-être déjà en {year}"
    if scheme["annee_debut_deduite"] == "oui":
        return f"début déduit ({start}) : peut-être en {year}"
    if end is not None:
        return f"{year} est entre son début ({start}) et sa fin ({end})"
    if start == year:
        return f"commence en {year}"
    if scheme["statut"] == RUNNING:
        return f"commencé en {start}, toujours en cours"
    return f"commencé en {start}, fin inconnue : peut-être encore en {year}"


def left_out_because(scheme: Scheme, coverage: Coverage) -> str:
    """Why a scheme does not count: its dates first, then what the reading asks."""
    reasons = [_out_of_time(scheme, coverage), *_not_accepted(scheme, coverage.reading.lecture)]
    return " ; ".join(reason for reason in reasons if reason)


def _out_of_time(scheme: Scheme, coverage: Coverage) -> str:
    year = _past_year(coverage)
    start, end = year_or_none(scheme["annee_debut"]), year_or_none(scheme["annee_fin"])
    if year is not None and start is not None and start > year:
        return f"commence en {start}"
    if end is not None and end < (year or coverage.edition.year):
        return f"fini en {end}"
    if year is None and scheme["statut"] in CLOSED_STATUSES:
        return referentials.label("statut", scheme["statut"]).lower()
    return ""


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
    edition, year = coverage.edition, coverage.reading.annee
    in_time = scheme_states(edition, year)[left.index].notna()
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


def _past_year(coverage: Coverage) -> int | None:
    year = coverage.reading.annee
    return None if year == coverage.edition.year else year
