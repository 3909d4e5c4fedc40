"""How the numbers move: other readings, other mappings, other lives of a proof."""

from __future__ import annotations

import pandas as pd

from amu_geo.french import collation
from amu_geo.measure.coverage import (
    Coverage,
    Families,
    compute_coverage,
    main_families,
    mapping_choices,
    retained_among,
)
from amu_geo.measure.evidence import PROOF_MONTHS, scheme_states
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES

# How long a proof stays fresh: half of ours, ours, and half as long again.
MONTHS_TRIED = (PROOF_MONTHS // 2, PROOF_MONTHS, PROOF_MONTHS * 3 // 2)


def reading_sensitivity(coverage: Coverage) -> pd.DataFrame:
    """The ranking under each reading of the same year.

    Returns
    -------
    DataFrame
        One row per region × reading: code_region, nom, lecture, familles_documentees,
        familles_confirmees, documentee (bool), rang (best is 1, by confirmed then documented
        families; equal regions share the best rank, <NA> for an undocumented region).
    """
    states = scheme_states(coverage.edition, coverage.reading.annee)
    frames = [_ranked_under(coverage, lecture, states) for lecture in LECTURES]
    return pd.concat(frames, ignore_index=True)


def _ranked_under(coverage: Coverage, lecture: str, states: pd.Series) -> pd.DataFrame:
    """The regions under another level of proof; `states` of all the schemes, as `scheme_states`."""
    kept = coverage.retained
    if lecture != coverage.reading.lecture:
        kept = retained_among(coverage.edition, lecture, states)
    mapping, proven = main_families(coverage.edition.programmes), kept["etat"] == CONFIRMED
    table = coverage.table[["code_region", "nom"]].assign(lecture=lecture)
    table["familles_documentees"] = _families_of(table["code_region"], kept, mapping)
    table["familles_confirmees"] = _families_of(table["code_region"], kept[proven], mapping)
    table["documentee"] = table["familles_documentees"] > 0
    # One figure that orders as the pair does: there are at most four families.
    worth = table["familles_confirmees"] * (len(FAMILIES) + 1) + table["familles_documentees"]
    return table.assign(rang=_ranks(worth, table["documentee"]))


def mapping_sensitivity(coverage: Coverage) -> pd.DataFrame:
    """The documented families under each alternative of one programme, the others as published.

    Returns
    -------
    DataFrame
        One row per region × choice, the published mapping first: choix (« publiee » or
        « programme:famille »), libelle, programme, famille (codes, "" for the published
        one), code_region, nom, familles_documentees, documentee, rang (by documented
        families), ecart (families against the published mapping), ecart_rang (places lost,
        negative when won).
    """
    base = _under(coverage, main_families(coverage.edition.programmes))
    frames = [base.assign(choix="publiee", libelle="Correspondance publiée")]
    frames[0] = frames[0].assign(programme="", famille="")
    names = coverage.edition.programme_labels
    for programme, options in mapping_choices(coverage.edition.programmes).items():
        for option in options[1:]:
            (family,) = option
            mapping = main_families(coverage.edition.programmes) | {programme: option}
            label = f"{names.get(programme, programme)} → {FAMILIES[family].label}"
            frame = _under(coverage, mapping).assign(choix=f"{programme}:{family}", libelle=label)
            frames.append(frame.assign(programme=programme, famille=family))
    moved = pd.concat(frames, ignore_index=True)
    published = base.set_index("code_region")
    reference = moved["code_region"].map
    moved["ecart"] = moved["familles_documentees"] - reference(published["familles_documentees"])
    moved["ecart_rang"] = moved["rang"] - reference(published["rang"])
    columns = ["choix", "libelle", "programme", "famille", "code_region", "nom"]
    return moved[[*columns, "familles_documentees", "documentee", "rang", "ecart", "ecart_rang"]]


def _under(coverage: Coverage, mapping: dict[str, Families]) -> pd.DataFrame:
    """Families documented by region under one mapping, from every retained scheme."""
    table = coverage.table[["code_region", "nom"]].copy()
    documented = coverage.table["familles_documentees"] > 0
    table["familles_documentees"] = _families_of(table["code_region"], coverage.retained, mapping)
    table["documentee"] = documented
    table["rang"] = _ranks(table["familles_documentees"], documented)
    return table


def _families_of(
    codes: pd.Series, schemes: pd.DataFrame, mapping: dict[str, Families]
) -> list[int]:
    """How many families some schemes support in each of these regions."""
    found: dict[str, set[str]] = {}
    for code, programme in zip(schemes["code_region"], schemes["programme"], strict=True):
        found.setdefault(code, set()).update(mapping.get(programme, ()))
    return [len(found.get(code, ())) for code in codes]


def _ranks(families: pd.Series, documented: pd.Series) -> pd.Series:
    """Competition ranks among the documented regions, <NA> for the others."""
    return families.where(documented).rank(method="min", ascending=False).astype("Int64")


def extremes(coverage: Coverage) -> pd.DataFrame:
    """min and max of documented families by region over every choice of mapping at once.

    Returns
    -------
    DataFrame
        The documented regions, by confirmed, documented (most first) then name: code_region,
        nom, familles_documentees, familles_confirmees, min, max, stable (bool: no choice
        changes the number documented).
    """
    table = coverage.table[coverage.table["familles_documentees"] > 0]
    columns = ["code_region", "nom", "familles_documentees", "familles_confirmees", "min", "max"]
    table = table[columns].assign(stable=table["min"] == table["max"])
    alphabetical = table.sort_values(
        "nom", key=lambda names: names.map(collation.key), kind="stable"
    )
    order = ["familles_confirmees", "familles_documentees"]
    return alphabetical.sort_values(order, ascending=False, kind="stable").reset_index(drop=True)


def months_sensitivity(
    coverage: Coverage, territories: Territories, months: tuple[int, ...] = MONTHS_TRIED
) -> pd.DataFrame:
    """Confirmed families by region, were a proof to stay fresh for other numbers of months.

    What is documented does not move: only what is confirmed does.

    Returns
    -------
    DataFrame
        One row per region × number of months: code_region, nom, mois, familles_documentees,
        familles_confirmees.
    """
    columns = ["code_region", "nom", "familles_documentees", "familles_confirmees"]
    frames = []
    for lasting in months:
        same = lasting == PROOF_MONTHS
        other = coverage if same else _lasting(coverage, territories, lasting)
        frames.append(other.table[columns].assign(mois=lasting))
    return pd.concat(frames, ignore_index=True)[[*columns[:2], "mois", *columns[2:]]]


def _lasting(coverage: Coverage, territories: Territories, months: int) -> Coverage:
    return compute_coverage(coverage.edition, coverage.reading, territories, months)
