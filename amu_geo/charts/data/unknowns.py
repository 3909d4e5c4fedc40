"""What is not known: gaps of the search, contradictions between sources, cautious choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from amu_geo.charts.base.markup import html_table, link, shown
from amu_geo.edition import Edition
from amu_geo.edition.doubts import CONTRADICTION, of_nature
from amu_geo.french import collation

NO_REGION = "Toutes"


def gaps_table(edition: Edition, names: Mapping[str, str], portrait: Callable[[str], str]) -> str:
    """HTML of what was searched and not found, by region.

    Parameters
    ----------
    names
        Names of the regions by code.
    portrait
        Address of a region's portrait.
    """
    labels = edition.programme_labels
    rows = [
        [
            link(portrait(row.code_region), shown(names[row.code_region]), "page",
                 f"/region?region={row.code_region}"),
            shown(labels.get(row.programme, row.programme)),
            shown(row.constat),
        ]
        for row in _by_region(edition.tables["lacunes"], names)
    ]  # fmt: skip
    return html_table("Cherché, et rien trouvé", ["Région", "Programme", "Constat"], rows)


def contradictions_table(edition: Edition, nature: str, names: Mapping[str, str]) -> str:
    """HTML of what the sources say and what was kept."""
    rows = [
        [
            shown(names.get(row.code_region, NO_REGION)),
            shown(row.sujet),
            shown(row.sources),
            shown(row.retenu),
        ]
        for row in _by_region(of_nature(edition, nature), names)
    ]
    heads = ["Région", "Sujet", "Ce que disent les sources", "Ce qui est retenu"]
    title = "Sources qui se contredisent" if nature == CONTRADICTION else "Choix prudents"
    return html_table(title, heads, rows)


def _by_region(table: pd.DataFrame, names: Mapping[str, str]) -> list:
    """The rows of a table in the alphabetical order of the regions' names."""
    rows = list(table.itertuples())
    return sorted(rows, key=lambda row: collation.key(names.get(row.code_region, "")))
