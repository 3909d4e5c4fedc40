"""The regions in order: most confirmed families first, the undocumented last."""

from __future__ import annotations

import pandas as pd

from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage


def ranked(coverage: Coverage) -> pd.DataFrame:
    """The coverage table from most to fewest confirmed families, undocumented regions last.

    Ties follow the families that are documented, then the alphabet as French readers know it.
    """
    table = coverage.table.assign(_alphabetic=collation.keys(coverage.table["nom"]))
    ordered = table.sort_values(
        ["familles_confirmees", "familles_documentees", "_alphabetic"],
        ascending=[False, False, True],
    )
    return ordered.drop(columns="_alphabetic")
