"""How the ranking moves under other readings and other mappings programme → families."""

from __future__ import annotations

import pandas as pd

from amu_geo.coverage import (
    Coverage,
    Families,
    compute_coverage,
    main_families,
    mapping_choices,
)
from amu_geo.reading import Reading
from amu_geo.territories import Territories, normalise
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES, PROGRAMMES


def reading_sensitivity(coverage: Coverage, territories: Territories) -> pd.DataFrame:
    """The ranking under each reading of the same year.

    Returns
    -------
    DataFrame
        One row per region × reading: code_region, nom, lecture, familles_confirmees,
        documentee (bool), rang (best is 1, equal regions share the best rank, <NA> for an
        undocumented region), ecart (families against the reading shown).
    """
    shown = coverage.table.set_index("code_region")["familles_confirmees"]
    frames = []
    for lecture in LECTURES:
        reading = Reading(coverage.reading.annee, lecture)
        same = lecture == coverage.reading.lecture
        other = coverage if same else compute_coverage(coverage.edition, reading, territories)
        table = other.table
        documented = table["familles_documentees"] > 0
        frames.append(
            table[["code_region", "nom", "familles_confirmees"]].assign(
                lecture=lecture,
                documentee=documented,
                rang=_ranks(table["familles_confirmees"], documented),
                ecart=table["familles_confirmees"] - table["code_region"].map(shown),
            )
        )
    columns = ["code_region", "nom", "lecture", "familles_confirmees", "documentee", "rang"]
    return pd.concat(frames, ignore_index=True)[[*columns, "ecart"]]


def mapping_sensitivity(coverage: Coverage) -> pd.DataFrame:
    """The ranking under each alternative family of one programme, the others as published.

    Returns
    -------
    DataFrame
        One row per region × choice, the published mapping first: choix (« publiee » or
        « programme:famille »), libelle, programme, famille (codes, "" for the published
        one), code_region, nom, familles_confirmees, documentee, rang, ecart (families
        against the published mapping), ecart_rang (places lost, negative when won).
    """
    base = _under(coverage, main_families(coverage.edition.programmes))
    frames = [base.assign(choix="publiee", libelle="Correspondance publiée")]
    frames[0] = frames[0].assign(programme="", famille="")
    for programme, options in mapping_choices(coverage.edition.programmes).items():
        for option in options[1:]:
            (family,) = option
            mapping = main_families(coverage.edition.programmes) | {programme: option}
            label = f"{PROGRAMMES.get(programme, programme)} → {FAMILIES[family].label}"
            frame = _under(coverage, mapping).assign(choix=f"{programme}:{family}", libelle=label)
            frames.append(frame.assign(programme=programme, famille=family))
    moved = pd.concat(frames, ignore_index=True)
    published = base.set_index("code_region")
    reference = moved["code_region"].map
    moved["ecart"] = moved["familles_confirmees"] - reference(published["familles_confirmees"])
    moved["ecart_rang"] = moved["rang"] - reference(published["rang"])
    columns = ["choix", "libelle", "programme", "famille", "code_region", "nom"]
    return moved[[*columns, "familles_confirmees", "documentee", "rang", "ecart", "ecart_rang"]]


def _under(coverage: Coverage, mapping: dict[str, Families]) -> pd.DataFrame:
    """Families covered by region under one mapping, from the retained sure schemes."""
    sure = coverage.retained[coverage.retained["etat"] == CONFIRMED]
    covered: dict[str, set[str]] = {}
    for code, programme in zip(sure["code_region"], sure["programme"], strict=True):
        covered.setdefault(code, set()).update(mapping.get(programme, ()))
    table = coverage.table[["code_region", "nom"]].copy()
    counts = [len(covered.get(code, ())) for code in table["code_region"]]
    documented = coverage.table["familles_documentees"] > 0
    table["familles_confirmees"] = counts
    table["documentee"] = documented
    table["rang"] = _ranks(table["familles_confirmees"], documented)
    return table


def _ranks(families: pd.Series, documented: pd.Series) -> pd.Series:
    """Competition ranks among the documented regions, <NA> for the others."""
    return families.where(documented).rank(method="min", ascending=False).astype("Int64")


def extremes(coverage: Coverage) -> pd.DataFrame:
    """min and max of families by region over every choice of mapping at once.

    Returns
    -------
    DataFrame
        The documented regions, by familles_confirmees (most first) then name: code_region,
        nom, familles_confirmees, min, max, stable (bool: no choice changes it).
    """
    table = coverage.table[coverage.table["familles_documentees"] > 0]
    table = table[["code_region", "nom", "familles_confirmees", "min", "max"]]
    table = table.assign(stable=table["min"] == table["max"])
    alphabetical = table.sort_values("nom", key=lambda names: names.map(normalise))
    return alphabetical.sort_values(
        "familles_confirmees", ascending=False, kind="stable"
    ).reset_index(drop=True)
