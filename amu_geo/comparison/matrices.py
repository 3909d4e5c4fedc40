"""Families × regions and programmes × regions, with the schemes inside the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from amu_geo.measure.coverage import Coverage
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

MAINLAND, OVERSEAS = "metropole", "drom"


def family_matrix(coverage: Coverage, codes: Sequence[str]) -> pd.DataFrame:
    """The four families in some regions.

    Returns
    -------
    DataFrame
        One row per family × region, families in their order, regions in that of `codes`:
        famille, famille_libelle, code_region, nom, etat, dispositifs (tuple of ids that
        document the cell, those that confirm it first), noms (tuple of their names), confirmes
        (how many confirm it), differe (True when the chosen regions do not all have the same
        state for that family).
    """
    names = _scheme_names(coverage)
    rows = []
    for family in FAMILIES.values():
        states = {code: coverage.state(code, family.code) for code in codes}
        differ = len(set(states.values())) > 1
        for code in codes:
            proven = coverage.confirming(code, family.code)
            others = (name for name in coverage.behind(code, family.code) if name not in proven)
            ids = (*proven, *others)
            labels = tuple(names[scheme_id] for scheme_id in ids)
            region = coverage.by_region[code]["nom"]
            cell = (code, region, states[code], ids, labels, len(proven), differ)
            rows.append((family.code, family.label, *cell))
    return pd.DataFrame(rows, columns=["famille", "famille_libelle", *_CELL])


def programme_matrix(coverage: Coverage, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """The edition's programmes in some regions (all 18 by default).

    Returns
    -------
    DataFrame
        One row per programme × region: programme, programme_libelle, code_region, nom, etat
        (the surest of its schemes), dispositifs (every retained id, confirmed ones first),
        noms, confirmes (how many are), differe (True when the chosen regions do not all have
        the programme in the same state).
    """
    codes = list(coverage.table["code_region"]) if codes is None else codes
    names = _scheme_names(coverage)
    found: dict[tuple[str, str], list[Any]] = {}
    for scheme in coverage.retained.itertuples():
        found.setdefault((scheme.programme, scheme.code_region), []).append(scheme)
    rows = []
    for programme, label in coverage.edition.programme_labels.items():
        states = {code: _surest(found.get((programme, code), [])) for code in codes}
        differ = len(set(states.values())) > 1
        for code in codes:
            schemes = sorted(found.get((programme, code), []), key=_proven_first)
            ids = tuple(scheme.id for scheme in schemes)
            labels = tuple(names[scheme_id] for scheme_id in ids)
            proven = sum(scheme.etat == CONFIRMED for scheme in schemes)
            region = coverage.by_region[code]["nom"]
            cell = (code, region, states[code], ids, labels, proven, differ)
            rows.append((programme, label, *cell))
    return pd.DataFrame(rows, columns=["programme", "programme_libelle", *_CELL])


_CELL = ["code_region", "nom", "etat", "dispositifs", "noms", "confirmes", "differe"]


def _scheme_names(coverage: Coverage) -> dict[str, str]:
    return dict(zip(coverage.retained["id"], coverage.retained["nom"], strict=True))


def _proven_first(scheme: Any) -> tuple[bool, str]:
    return (scheme.etat != CONFIRMED, scheme.id)


def _surest(schemes: list[Any]) -> str:
    states = {scheme.etat for scheme in schemes}
    return next((state for state in (CONFIRMED, TO_CONFIRM) if state in states), UNDOCUMENTED)


_AVERAGED = ["familles_documentees", "familles_confirmees", "nb_dispositifs", "nb_confirmes"]


def reference_lines(coverage: Coverage, territories: Territories) -> pd.DataFrame:
    """What a region is compared with: all the regions, the mainland, the overseas.

    An undocumented region is not a region with 0 families: it stays out of the means.

    Returns
    -------
    DataFrame
        Three rows: groupe (ensemble, metropole, drom), libelle, regions (how many),
        documentees (how many are), then the means over the documented ones, <NA> when there
        is none: familles_documentees, familles_confirmees, nb_dispositifs, nb_confirmes.
    """
    zones = territories.regions.set_index("code_region")["zone"]
    table = coverage.table.assign(zone=coverage.table["code_region"].map(zones))
    groups = (
        ("ensemble", "Toutes les régions", (MAINLAND, OVERSEAS)),
        (MAINLAND, "Métropole", (MAINLAND,)),
        (OVERSEAS, "Outre-mer", (OVERSEAS,)),
    )
    rows = []
    for group, label, members in groups:
        inside = table[table["zone"].isin(members)]
        known = inside[inside["familles_documentees"] > 0]
        means = (_mean(known[column]) for column in _AVERAGED)
        rows.append((group, label, len(inside), len(known), *means))
    columns = ["groupe", "libelle", "regions", "documentees", *_AVERAGED]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(_AVERAGED, "Float64"))


def _mean(values: pd.Series) -> object:
    return pd.NA if values.empty else float(values.mean())
