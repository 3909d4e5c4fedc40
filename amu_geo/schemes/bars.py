"""The schemes as bars of time, with what is uncertain of their ends."""

from __future__ import annotations

import numpy as np
import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french import collation
from amu_geo.measure.timeline import FIRST_DRAWN
from amu_geo.schemes.words import period


def scheme_bars(schemes: pd.DataFrame, edition: Edition, first: int = FIRST_DRAWN) -> pd.DataFrame:
    """Schemes as bars of time, with what is uncertain of their ends.

    Parameters
    ----------
    schemes
        Rows with the columns of `dispositifs`.
    first
        Where a bar begins when its start is unknown or earlier.

    Returns
    -------
    DataFrame
        One row per scheme, by start then end then name: id, nom, programme,
        programme_libelle, rang (of the programme in the edition's table), code_region, debut,
        fin (int: years to draw between, first and last included), debut_connu, fin_connue (bool:
        False is drawn uncertain; a running scheme without an end goes to the edition's year, its
        end is known to be later),
        debut_deduit, en_cours (bool), tronquee (bool: began before `first`), datee (bool:
        False when neither end is known, nothing should be drawn but a line of text),
        periode (in words).
    """
    start, end = schemes["annee_debut"], schemes["annee_fin"]
    running = (schemes["statut"] == "en-cours") & end.isna()
    drawn_start = start.fillna(end).fillna(first).clip(lower=first)
    drawn_end = end.fillna(edition.year).clip(upper=edition.year)
    # Without an end and not known to run: only the first year is sure.
    drawn_end = drawn_end.where(end.notna() | running, start.fillna(edition.year))
    labels = edition.programme_labels
    ranks = {code: rank for rank, code in enumerate(labels)}
    bars = pd.DataFrame(
        {
            "id": schemes["id"],
            "nom": schemes["nom"],
            "programme": schemes["programme"],
            "programme_libelle": [labels.get(code, code) for code in schemes["programme"]],
            "rang": [ranks.get(code, len(ranks)) for code in schemes["programme"]],
            "code_region": schemes["code_region"],
            "debut": drawn_start.astype("int64"),
            "fin": np.maximum(drawn_end.astype("int64"), drawn_start.astype("int64")),
            "debut_connu": start.notna() & (schemes["annee_debut_deduite"] != "oui"),
            "fin_connue": end.notna() | running,
            "debut_deduit": start.notna() & (schemes["annee_debut_deduite"] == "oui"),
            "en_cours": schemes["statut"] == "en-cours",
            "tronquee": (start < first).fillna(False).astype(bool),
            "datee": start.notna() | end.notna(),
            "periode": [period(row) for row in schemes.to_dict("records")],
        }
    )
    named = bars.sort_values("nom", key=lambda names: names.map(collation.key), kind="stable")
    return named.sort_values(["debut", "fin"], kind="stable").reset_index(drop=True)
