"""The coverage as a table for people: names instead of codes, words instead of states."""

from __future__ import annotations

import pandas as pd

from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import FAMILIES, STATES


def readable(coverage: Coverage) -> pd.DataFrame:
    """18 rows: Région, Confirmées, Documentées (families, « n.d. » when undocumented), Au moins,
    Au plus (documented under other mappings), one column of states per family, Dispositifs,
    dont confirmés, Acteurs, dont AMU."""
    table = coverage.table
    documented = [coverage.documented(code) for code in table["code_region"]]

    def shown(column: str) -> list[int | str]:
        return [
            int(value) if known else "n.d."
            for value, known in zip(table[column], documented, strict=True)
        ]

    return pd.DataFrame(
        {
            "Région": table["nom"],
            "Confirmées": shown("familles_confirmees"),
            "Documentées": shown("familles_documentees"),
            "Au moins": shown("min"),
            "Au plus": shown("max"),
            **{family.label: table[family.column].map(STATES) for family in FAMILIES.values()},
            "Dispositifs": table["nb_dispositifs"],
            "dont confirmés": table["nb_confirmes"],
            "Acteurs": table["nb_acteurs"],
            "dont AMU": table["nb_acteurs_amu"],
        }
    )
