"""Comparing two editions, and what the changes do to the coverage."""

from __future__ import annotations

import pandas as pd
import pytest

from amu_geo.edition import read_edition
from amu_geo.edition.difference import COLUMNS, difference
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.difference import coverage_difference, region_difference
from amu_geo.measure.reading import Reading


@pytest.fixture
def newer(draft, tiny_edition, territories):
    """The tiny edition, one row added, one removed, one changed in each kind of table."""
    draft.add("dispositifs", id="76-bourgs", programme="bourgs-centres", nom="Bourgs", statut="")
    draft.change("dispositifs", 3, statut="en-cours").change("dispositifs", 0, annee_fin="")
    draft.tables["acteurs"].pop()
    draft.add("observations", valeur="120")
    draft.change("journal", 0, raison="relevé corrigé")
    return read_edition(draft.write(), territories)


def test_nothing_changed_is_an_empty_table(tiny_edition):
    found = difference(tiny_edition, tiny_edition)
    assert found.empty
    assert found.columns.tolist() == COLUMNS


def test_every_change_is_named(tiny_edition, newer):
    found = difference(tiny_edition, newer)
    assert list(found.itertuples(index=False, name=None)) == [
        ("dispositifs", "76-lieux", "modification", "annee_fin", "2025", ""),
        ("dispositifs", "76-bourgs", "ajout", "", "", "Bourgs"),
        ("observations", "76-lieux + 2023 + lieux + 120", "ajout", "", "", ""),
        ("acteurs", "a-chantier", "retrait", "", "Le Chantier", ""),
        ("journal", "", "retrait", "", "ajout", ""),
        ("journal", "", "ajout", "", "", "ajout"),
    ]


def test_what_it_does_to_the_coverage(tiny_edition, newer, territories):
    old, new = (compute_coverage(e, Reading(), territories) for e in (tiny_edition, newer))
    cells = coverage_difference(old, new)
    assert list(cells.itertuples(index=False, name=None)) == [
        # Its end is no longer known, and nothing recent proves that it runs.
        ("76", "Occitanie", "communaute", "confirme", "a-confirmer", (), ()),
        ("76", "Occitanie", "territoriale", "non-documente", "confirme", ("76-bourgs",), ()),
    ]
    regions = region_difference(old, new).set_index("code_region")
    assert regions.loc["76", "familles_documentees_avant"] == 1
    assert regions.loc["76", "familles_documentees_apres"] == 2
    assert regions.loc["76", "familles_confirmees_avant"] == 1
    assert regions.loc["76", "familles_confirmees_apres"] == 1
    assert regions.loc["53", "nb_acteurs_apres"] == 0
    assert set(regions.index) == {"53", "76"}


def test_the_reverse_loses_what_was_won(tiny_edition, newer, territories):
    old, new = (compute_coverage(e, Reading(), territories) for e in (newer, tiny_edition))
    cells = coverage_difference(old, new).set_index("famille")
    assert cells["perdus"].to_dict() == {"communaute": (), "territoriale": ("76-bourgs",)}
    assert cells.loc["communaute", ["avant", "apres"]].tolist() == ["a-confirmer", "confirme"]


def test_no_change_no_row(tiny_edition, territories):
    coverage = compute_coverage(tiny_edition, Reading(), territories)
    assert coverage_difference(coverage, coverage).empty
    assert isinstance(region_difference(coverage, coverage), pd.DataFrame)
    assert region_difference(coverage, coverage).empty
