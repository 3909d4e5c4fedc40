"""All that an edition says of one scheme: its figures, its lineage, why it counts or not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.evidence_list import EvidenceLine, evidence_lines
from amu_geo.schemes.listing import SchemeList, scheme_figures
from amu_geo.schemes.proof import left_out_because
from amu_geo.schemes.standing import scheme_rule, state_of


@dataclass(frozen=True, eq=False)
class Dossier:
    """One scheme, whole.

    Attributes
    ----------
    dispositif
        The scheme, as `described`.
    retenu
        Whether the reading and the year retain it.
    etat
        confirme, a-confirmer, or "" when it does not count that year; whatever the reading.
    regle
        What confirms it or what is missing when it is retained, else why it is set aside.
    preuves
        Everything dated that is said of it, latest first.
    chiffres
        Its figures, as `scheme_figures`: separate dated points.
    avant, apres
        The schemes that it follows and those that follow it, as `described`.
    justification
        Why its programme supports its families, by the edition's mapping.
    """

    dispositif: pd.Series
    retenu: bool
    etat: str
    regle: str
    preuves: tuple[EvidenceLine, ...]
    chiffres: pd.DataFrame
    avant: pd.DataFrame
    apres: pd.DataFrame
    justification: str


def dossier(schemes: SchemeList, coverage: Coverage, scheme_id: str) -> Dossier:
    """Gather what is known of a scheme.

    Raises
    ------
    KeyError
        In French, when the edition has no such scheme.
    """
    scheme = schemes.one(scheme_id)
    retained = bool((coverage.retained["id"] == scheme_id).any())
    rows, programmes = schemes.rows, coverage.edition.programmes
    why = programmes.loc[programmes["id"] == scheme["programme"], "justification"]
    return Dossier(
        dispositif=scheme,
        retenu=retained,
        etat=state_of(scheme_id, coverage),
        regle=scheme_rule(scheme, coverage) if retained else left_out_because(scheme, coverage),
        preuves=evidence_lines(coverage, scheme_id),
        chiffres=scheme_figures(coverage.edition, scheme_id),
        avant=rows[rows["id"] == scheme["succede_a"]],
        apres=rows[rows["succede_a"] == scheme_id],
        justification=why.iloc[0] if len(why) else "",
    )
