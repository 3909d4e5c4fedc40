"""What a compared region is set against: all the regions, the mainland, the overseas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from amu_geo.comparison.matrices import MAINLAND, OVERSEAS
from amu_geo.edition import Edition
from amu_geo.measure.actors import ActorCounts
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, UNDOCUMENTED

GROUPS = (
    ("ensemble", "Toutes les régions", (MAINLAND, OVERSEAS)),
    (MAINLAND, "Métropole", (MAINLAND,)),
    (OVERSEAS, "Outre-mer", (OVERSEAS,)),
)


def group_members(territories: Territories) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(group, label, codes of its regions), in the order of `GROUPS`."""
    regions = territories.regions
    for group, label, zones in GROUPS:
        inside = regions["zone"].isin(zones)
        yield group, label, frozenset(regions.loc[inside, "code_region"])


def support_references(matrix: pd.DataFrame, territories: Territories) -> pd.DataFrame:
    """How many regions of each group have a family or a programme: confirmed, documented.

    Parameters
    ----------
    matrix
        `family_matrix` or `programme_matrix` of the 18 regions.

    Returns
    -------
    DataFrame
        One row per line × group: famille or programme (the matrix's first column), groupe,
        libelle, regions (of the group), confirmees, documentees (how many of them: confirmed
        ones are documented too).
    """
    line = matrix.columns[0]
    rows = []
    for code, cells in matrix.groupby(line, sort=False):
        for group, label, members in group_members(territories):
            states = list(cells.loc[cells["code_region"].isin(members), "etat"])
            documented = len(states) - states.count(UNDOCUMENTED)
            row = (code, group, label, len(members), states.count(CONFIRMED), documented)
            rows.append(row)
    columns = [line, "groupe", "libelle", "regions", "confirmees", "documentees"]
    return pd.DataFrame(rows, columns=columns)


def indicator_references(edition: Edition, territories: Territories) -> pd.DataFrame:
    """The national programmes' rates in each group of regions, each at its latest year.

    A rate is the group's total over the inhabitants (or the area) of the regions that have a
    value, so that it is not the mean of unequal regions.

    Returns
    -------
    DataFrame
        One row per indicator × group: indicateur, groupe, libelle, regions (that have a
        value), pour_100000_habitants, pour_1000_km2 (Float64, <NA> without any, and for
        indicators in percent).
    """
    table = edition.tables["indicateurs"]
    latest = table["annee"] == table.groupby("indicateur")["annee"].transform("max")
    units = edition.tables["indicateurs_libelles"].set_index("indicateur")["unite"]
    places = territories.regions.set_index("code_region")[["population", "superficie_km2"]]
    known = table[latest & table["valeur"].notna()].join(places, on="code_region")
    counted = ["regions", "valeur", "population", "superficie_km2"]
    known = known.assign(regions=1).sort_values("indicateur", kind="stable")
    rows = []
    for group, label, members in group_members(territories):
        inside = known["code_region"].isin(members)
        sums = known[counted].where(inside, 0).groupby(known["indicateur"]).sum()
        for name, regions, total, people, area in sums.itertuples(name=None):
            total = pd.NA if units.get(name) == "%" else total
            rates = (_rate(total, people, 100_000), _rate(total, area, 1_000))
            rows.append((name, group, label, regions, *rates))
    rows.sort(key=lambda row: row[0])
    columns = ["indicateur", "groupe", "libelle", "regions"]
    columns += ["pour_100000_habitants", "pour_1000_km2"]
    floats = dict.fromkeys(columns[-2:], "Float64")
    return pd.DataFrame(rows, columns=columns).astype(floats)


def actor_references(counts: ActorCounts, territories: Territories) -> pd.DataFrame:
    """Actors per 100 000 inhabitants in each group, declared apart from allied.

    Parameters
    ----------
    counts
        `actors.count_actors` by région.

    Returns
    -------
    DataFrame
        Three rows: groupe, libelle, nb_amu, nb_voisins, amu_pour_100000, voisins_pour_100000.
    """
    rows = []
    for group, label, members in group_members(territories):
        inside = counts.table[counts.table["code_region"].isin(members)]
        declared, allied = int(inside["nb_amu"].sum()), int(inside["nb_voisins"].sum())
        people = inside["population"].sum()
        rates = (_rate(declared, people, 100_000), _rate(allied, people, 100_000))
        rows.append((group, label, declared, allied, *rates))
    columns = ["groupe", "libelle", "nb_amu", "nb_voisins"]
    columns += ["amu_pour_100000", "voisins_pour_100000"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[-2:], "Float64"))


def _rate(total: Any, basis: float, per: int) -> object:
    return pd.NA if pd.isna(total) or not basis > 0 else float(total) * per / float(basis)
