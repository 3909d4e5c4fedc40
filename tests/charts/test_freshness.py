"""The age of the proofs: in a sentence, in a table, in a drawing."""

from __future__ import annotations

import pandas as pd
import pytest

from amu_geo import store
from amu_geo.charts.data.freshness import (
    age_words,
    freshness_sentence,
    freshness_table,
    readable_freshness,
    region_freshness,
)
from amu_geo.measure.reading import Reading
from amu_geo.schemes.freshness import cell_freshness
from tests.pages.opening import html, open_page


def ages(*rows: tuple[str, object]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["etat", "age_mois"])
    return table.astype({"age_mois": "Int64"})


def test_fresh_older_and_undated_proofs_are_told_apart_and_add_up():
    documented = (("confirme", 24), ("a-confirmer", 25), ("a-confirmer", pd.NA))
    said = freshness_sentence(ages(*documented, ("non-documente", pd.NA)))
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == (
        "La dernière preuve a 24 mois au plus dans 1 case sur 3 ; elle est plus ancienne dans "
        "1 case et 1 case n’a aucune preuve datée."
    )


def test_nothing_documented_says_nothing_and_unknown_is_no_age():
    assert freshness_sentence(ages(("non-documente", pd.NA))) == ""
    assert age_words(pd.NA) == "sans date" != age_words(0)


@pytest.mark.parametrize("edition", ["2018", "2026"])
def test_the_table_shows_every_cell_of_every_region(edition):
    coverage = store.coverage(store.shelf().get(edition), Reading(None, "regionale"))
    found = cell_freshness(coverage)
    drawn = freshness_table(coverage, found)
    assert drawn.count("<tr>") == 19 and drawn.count("n.d.") == 72 - coverage.nb_documented
    assert drawn.count("niveau-2") == coverage.nb_confirmed
    assert len(readable_freshness(found)) == 72
    one = region_freshness(found[found["code_region"] == "76"])
    assert one.count("<tr>") == 5


def test_the_data_page_and_the_portrait_say_how_old_the_proofs_are():
    page = html(open_page("data.py"))
    coverage = store.coverage(store.shelf().default, Reading(None, "regionale"))
    found = cell_freshness(coverage)
    assert freshness_sentence(found) in page and "L’âge des preuves" in page
    own = found[found["code_region"] == "76"]
    assert freshness_sentence(own, "famille").rstrip(".") in html(
        open_page("region.py", region="76")
    )
    # Where nothing is documented there is no such part.
    assert "La dernière preuve a" not in html(open_page("region.py", region="02"))
