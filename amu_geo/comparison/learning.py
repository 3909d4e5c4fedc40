"""Who to learn from: what a region misses, the regions most like it, its smallest step up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage, main_families, retained_schemes
from amu_geo.measure.reading import Reading
from amu_geo.schemes import described
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

INVOLVEMENT = ("exigee", "encouragee", "non-precisee")


@dataclass(frozen=True, eq=False)
class Missing:
    """A family or a programme that is not documented in a region and is elsewhere.

    Attributes
    ----------
    sorte
        « famille » or « programme ».
    code, libelle
        Which one.
    modeles
        The schemes elsewhere that fill it, best to copy first, as `schemes.described` with
        `etat`.
    regions
        Codes of the regions that have them, in the order of their first scheme.
    """

    sorte: str
    code: str
    libelle: str
    modeles: pd.DataFrame
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Twin:
    """A region that looks like another.

    `ressemblance` is the Jaccard index of the two sets of programmes (0 to 1): programmes in
    common over programmes that at least one of them has. `communs`, `en_plus` (it has them,
    you do not) and `en_moins` are programme codes.
    """

    code_region: str
    nom: str
    ressemblance: float
    communs: tuple[str, ...]
    en_plus: tuple[str, ...]
    en_moins: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One programme that would confirm more families in a region.

    Attributes
    ----------
    programme, libelle
        The programme to open, or to prove.
    familles
        The families it would confirm.
    regions
        Codes of the regions that have a confirmed scheme of this programme.
    exemple
        Id of the confirmed scheme that is best to copy, "" for none.
    deja
        Ids of the region's own schemes of that programme that the reading leaves out: they
        may only need to be opened again, or better documented.
    a_confirmer
        Ids of its own schemes of that programme that are documented and not proven in force:
        a recent proof is all they need.
    """

    programme: str
    libelle: str
    familles: tuple[str, ...]
    regions: tuple[str, ...]
    exemple: str
    deja: tuple[str, ...] = ()
    a_confirmer: tuple[str, ...] = ()


def missing_from(
    coverage: Coverage,
    code_region: str,
    others: Iterable[str] | None = None,
    near: Sequence[str] = (),
) -> tuple[Missing, ...]:
    """What others have and a region has not: families first, then programmes.

    Parameters
    ----------
    others
        Where to look for models; every other region by default.
    near
        Regions whose schemes come first among equals (neighbours, twins), nearest first.
    """
    pool = coverage.retained[coverage.retained["code_region"] != code_region]
    if others is not None:
        pool = pool[pool["code_region"].isin(list(others))]
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    pool = described(best_to_copy(pool, near), coverage.edition, names)
    has = set(coverage.schemes(code_region)["programme"])
    found = []
    for family in FAMILIES.values():
        if coverage.state(code_region, family.code) == UNDOCUMENTED:
            fills = np.array([family.code in own for own in pool["familles"]], dtype=bool)
            found.append(_missing("famille", family.code, family.label, pool[fills]))
    for programme, label in coverage.edition.programme_labels.items():
        if programme not in has:
            models = pool[pool["programme"] == programme]
            found.append(_missing("programme", programme, label, models))
    return tuple(missing for missing in found if len(missing.modeles))


def _missing(kind: str, code: str, label: str, models: pd.DataFrame) -> Missing:
    regions = tuple(dict.fromkeys(models["code_region"]))
    return Missing(kind, code, label, models.reset_index(drop=True), regions)


def best_to_copy(schemes: pd.DataFrame, near: Sequence[str] = ()) -> pd.DataFrame:
    """Schemes in the order in which they deserve to be copied.

    Confirmed ones first, then by users' involvement (asked for, then encouraged: that is what
    AMU is), dedicated ones (`strict`), by confidence (A, B, C), running ones, the latest
    started, those of the regions `near`, then by id. `schemes` has the columns of
    `dispositifs` and `etat`.
    """
    nearness = {code: rank for rank, code in enumerate(near)}
    ranks = [_copy_rank(row, nearness) for row in schemes.to_dict("records")]
    return schemes.iloc[sorted(range(len(ranks)), key=ranks.__getitem__)]


def _copy_rank(scheme: Mapping[str, Any], nearness: Mapping[str, int]) -> tuple[Any, ...]:
    start = scheme["annee_debut"]
    return (
        scheme["etat"] != CONFIRMED,
        INVOLVEMENT.index(scheme["implication_usagers"]),
        scheme["strict"] != "oui",
        scheme["confiance"],
        scheme["statut"] != "en-cours",
        0 if pd.isna(start) else -int(start),
        nearness.get(scheme["code_region"], len(nearness)),
        scheme["id"],
    )


def twins(coverage: Coverage, code_region: str, n: int = 3) -> tuple[Twin, ...]:
    """The regions most like one by the programmes that they have.

    Likeness is the Jaccard index of the sets of programmes with a retained scheme; between
    equals, the nearest numbers of schemes per programme, then the name. A region that the
    reading leaves undocumented is compared by what the reading « large » knows of it; it has
    no twin when that is nothing. Undocumented regions are nobody's twins, nor are those
    with nothing in common.
    """
    profiles = _profiles(coverage.retained)
    mine = profiles.get(code_region)
    if mine is None:
        everything = Reading(coverage.reading.annee, "large")
        mine = _profiles(retained_schemes(coverage.edition, everything)).get(code_region, {})
    ranked = []
    order = tuple(coverage.edition.programme_labels)

    def in_order(chosen: set[str]) -> tuple[str, ...]:
        return tuple(programme for programme in order if programme in chosen)

    for code, other in profiles.items():
        common = mine.keys() & other.keys()
        if code == code_region or not common:
            continue
        union = mine.keys() | other.keys()
        gap = sum(abs(mine.get(name, 0) - other.get(name, 0)) for name in union)
        twin = Twin(
            code,
            coverage.by_region[code]["nom"],
            len(common) / len(union),
            in_order(common),
            in_order(other.keys() - mine.keys()),
            in_order(mine.keys() - other.keys()),
        )
        ranked.append((-twin.ressemblance, gap, collation.key(twin.nom), twin))
    return tuple(twin for *_, twin in sorted(ranked, key=lambda item: item[:3])[:n])


def _profiles(schemes: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Number of schemes by programme, for each region that has any."""
    counts: dict[str, dict[str, int]] = {}
    for code, programme in zip(schemes["code_region"], schemes["programme"], strict=True):
        profile = counts.setdefault(code, {})
        profile[programme] = profile.get(programme, 0) + 1
    return counts


def smallest_steps(
    coverage: Coverage, code_region: str, near: Sequence[str] = ()
) -> tuple[Step, ...]:
    """The single programmes that would each confirm at least one family more in a region.

    The easiest first: the region has a scheme that only needs a proof, or one that is left
    out; more families at once; more regions that have it confirmed. Empty for a region whose
    four families are confirmed. Programmes that are confirmed nowhere else come last, without
    regions or example.
    """
    lacking = {f for f in FAMILIES if coverage.state(code_region, f) != CONFIRMED}
    own = coverage.schemes(code_region)
    waiting = own[own["etat"] == TO_CONFIRM]
    proven = coverage.retained[coverage.retained["etat"] == CONFIRMED]
    proven = proven[proven["code_region"] != code_region]
    everything = coverage.edition.dispositifs
    left = everything[
        (everything["code_region"] == code_region) & ~everything["id"].isin(coverage.retained["id"])
    ]
    steps = []
    for programme, families in main_families(coverage.edition.programmes).items():
        added = tuple(family for family in FAMILIES if family in families & lacking)
        if not added:
            continue
        done = best_to_copy(proven[proven["programme"] == programme], near)
        steps.append(
            Step(
                programme,
                coverage.edition.programme_labels.get(programme, programme),
                added,
                tuple(dict.fromkeys(done["code_region"])),
                done["id"].iloc[0] if len(done) else "",
                tuple(left.loc[left["programme"] == programme, "id"]),
                tuple(waiting.loc[waiting["programme"] == programme, "id"]),
            )
        )
    return tuple(sorted(steps, key=_ease))


def _ease(step: Step) -> tuple[Any, ...]:
    own = (not step.a_confirmer, not step.deja)
    return (*own, -len(step.familles), -len(step.regions), step.programme)
