"""What an edition doubts: sources that contradict one another, cautious choices."""

from __future__ import annotations

import pandas as pd

from amu_geo.edition.model import Edition

CONTRADICTION, CHOICE = "contradiction", "choix"


def of_nature(edition: Edition, nature: str) -> pd.DataFrame:
    """The contradictions, or the cautious choices, of an edition."""
    table = edition.tables["contradictions"]
    return table[table["nature"] == nature]
