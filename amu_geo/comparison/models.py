"""What a region could copy: schemes of others that are confirmed and really involve users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from amu_geo.comparison.learning import best_to_copy
from amu_geo.comparison.operators import operator_parts
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.listing import described, scheme_figures
from amu_geo.schemes.standing import scheme_rule
from amu_geo.vocabulary import CONFIRMED, FAMILIES, INVOLVING

CEILING = "plafond_projet_eur"
MONEY = frozenset({"enveloppe_eur", "budget_annuel_eur", "aide_eur", CEILING})
AMOUNTS_TOLD = 2


@dataclass(frozen=True)
class Amount:
    """A sum of money that a source states: `mesure` in words, `annee` None when undated."""

    mesure: str
    texte: str
    annee: int | None
    note: str
    url_source: str
    titre_source: str


@dataclass(frozen=True, eq=False)
class Model:
    """A scheme of another region that may be copied.

    Attributes
    ----------
    dispositif
        The scheme, as a record of `schemes.described` with `etat`.
    regle
        What confirms it: « confirmé : preuve du 25 août 2025 ».
    operateur
        Who runs it, cut where a name has a site: (words, address or "").
    montants
        What it costs and what a project may get, the most telling first; empty when no source
        read states any.
    apporte
        The families that it would confirm in the region, which has not confirmed them.
    """

    dispositif: dict[str, Any]
    regle: str
    operateur: tuple[tuple[str, str], ...]
    montants: tuple[Amount, ...]
    apporte: tuple[str, ...]


def models_to_copy(
    coverage: Coverage, code_region: str, near: Sequence[str] = ()
) -> tuple[Model, ...]:
    """Every scheme of other regions that is confirmed and whose rules involve the users.

    Those that would confirm a family more come first, then as `best_to_copy`; the first for each
    such family, or of each programme, comes before the second for any, so that few show several
    things to do. Nothing weaker fills the list.
    """
    kept = coverage.retained
    fit = (kept["etat"] == CONFIRMED) & kept["implication_usagers"].isin(INVOLVING)
    pool = best_to_copy(kept[fit & (kept["code_region"] != code_region)], near)
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    rows = described(pool, coverage.edition, names).to_dict("records")
    lacking = {code for code in FAMILIES if coverage.state(code_region, code) != CONFIRMED}
    found = [_model(row, coverage, lacking) for row in rows]
    found.sort(key=lambda model: not model.apporte)
    return tuple(_varied(found))


def _varied(models: Sequence[Model]) -> list[Model]:
    """The same, by turns: how many that bring the same come before it, then their order."""
    seen: Counter[object] = Counter()
    turns = []
    for rank, model in enumerate(models):
        brings = model.apporte or model.dispositif["programme"]
        turns.append((seen[brings], rank))
        seen[brings] += 1
    return [models[rank] for _, rank in sorted(turns)]


def _model(row: dict[str, Any], coverage: Coverage, lacking: set[str]) -> Model:
    return Model(
        row,
        scheme_rule(row, coverage),
        operator_parts(coverage.edition, row["operateur"]),
        _amounts(scheme_figures(coverage.edition, row["id"])),
        tuple(code for code in FAMILIES if code in lacking and code in row["familles"]),
    )


def _amounts(figures: pd.DataFrame) -> tuple[Amount, ...]:
    """The largest sum for the whole, the largest for a project, then the others."""
    money = figures[figures["mesure"].isin(MONEY)]
    ordered = money.sort_values("valeur", ascending=False, kind="stable")
    ceiling = ordered["mesure"] == CEILING
    first = [*ordered[~ceiling].index[:1], *ordered[ceiling].index[:1]]
    rest = [index for index in ordered.index if index not in first]
    told = money.loc[[*first, *rest][:AMOUNTS_TOLD]]
    return tuple(
        Amount(
            row.mesure_libelle,
            row.texte,
            None if pd.isna(row.annee) else int(row.annee),
            row.note,
            row.url_source,
            row.titre_source,
        )
        for row in told.itertuples()
    )
