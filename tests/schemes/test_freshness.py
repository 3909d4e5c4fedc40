"""How old the last proof of a cell is: the age that the rule of 24 months goes by."""

from __future__ import annotations

import pandas as pd
import pytest

from amu_geo.edition import read_edition
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.evidence import DEADLINE
from amu_geo.measure.reading import Reading
from amu_geo.paths import SCHEMES
from amu_geo.schemes.freshness import cell_freshness, last_proof
from amu_geo.vocabulary import LECTURES, TO_CONFIRM, UNDOCUMENTED
from tests.conftest import PROOF


@pytest.fixture(scope="module")
def edition(territories):
    """The edition 2026."""
    return read_edition(SCHEMES / "2026", territories)


def row(found: pd.DataFrame, code: str, family: str) -> pd.Series:
    """That of a cell."""
    return found[(found["code_region"] == code) & (found["famille"] == family)].iloc[0]


def test_an_age_is_counted_in_whole_months_from_the_end_of_what_a_date_names(draft, territories):
    def age(date: str) -> int:
        draft.tables["attestations"] = [{**PROOF, "date": date}]
        draft.tables["dispositifs"][0] |= {"annee_debut": ""}
        draft.tables["observations"] = []
        made = read_edition(draft.write(), territories)
        found = cell_freshness(compute_coverage(made, Reading(), territories))
        return row(found, "76", "communaute")["age_mois"]

    # The edition is of 1 June 2024.
    ages = {"2024-06-01": 0, "2024-05-01": 1, "2024-05-02": 0, "2024-05": 0, "2023": 5, "2022": 17}
    assert {date: age(date) for date in ages} == ages


@pytest.mark.parametrize("lecture", LECTURES)
def test_what_is_to_be_confirmed_has_no_recent_proof_and_what_is_unknown_has_none(
    edition, territories, lecture
):
    found = cell_freshness(compute_coverage(edition, Reading(None, lecture), territories))
    assert len(found) == 18 * 4
    waiting = found[(found["etat"] == TO_CONFIRM) & (found["nature"] != DEADLINE)]
    assert (waiting["age_mois"].dropna() >= 24).all()
    nothing = found[found["etat"] == UNDOCUMENTED]
    assert nothing["age_mois"].isna().all() and (nothing["derniere_preuve"] == "").all()


def test_an_age_is_that_of_the_proof_that_pages_name(edition, territories):
    coverage = compute_coverage(edition, Reading(), territories)
    found = cell_freshness(coverage)
    told = 0
    for cell in coverage.cells.itertuples():
        latest = last_proof(edition, cell.dispositifs)
        mine = row(found, cell.code_region, cell.famille)
        assert mine["derniere_preuve"] == (latest.date if latest else "")
        assert pd.isna(mine["age_mois"]) == (latest is None)
        told += latest is not None
    assert told > 20


def test_an_earlier_year_is_aged_at_its_own_end(edition, territories):
    found = cell_freshness(compute_coverage(edition, Reading(2020), territories))
    dated = found[found["derniere_preuve"] != ""]
    assert len(dated) and (dated["derniere_preuve"].str[:4] <= "2020").all()
    assert (dated["age_mois"] >= 0).all()
