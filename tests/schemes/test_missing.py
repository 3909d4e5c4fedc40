"""A scheme that a reader proposes: checked on the spot, told what it would change."""

from __future__ import annotations

import pytest

from amu_geo import store
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.proposal import SCHEMES, Proposal, propose_scheme

GOOD = {
    "code_region": "02",
    "programme": "tiers-lieux",
    "nom": "Aide aux tiers-lieux de Martinique",
    "financeur": "collectivite-unique",
    "statut": "en-cours",
    "implication_usagers": "non-precisee",
    "confiance": "A",
    "url_source": "https://www.collectivitedemartinique.mq/tiers-lieux",
    "date_source": "2026-09",
    "preuve": "La collectivité finance l’ouverture de tiers-lieux.",
}


@pytest.fixture
def coverage() -> Coverage:
    return store.coverage(store.shelf().get("2026"), Reading(None, "regionale"))


def proposed(coverage: Coverage, **cells: str) -> Proposal:
    return propose_scheme({**GOOD, **cells}, coverage, store.territories())


def test_a_good_row_has_an_identifier_of_its_own_and_says_what_it_would_change(coverage):
    found = proposed(coverage)
    assert not found.errors and found.table == SCHEMES
    assert found.row["id"] == "02-aide-aux-tiers-lieux-de-martinique"
    assert found.row["strict"] == found.row["annee_debut_deduite"] == "non"
    # Nothing was documented in Martinique: a page of this year confirms the family.
    assert "serait confirmée (Martinique)" in found.effect
    header, line = found.text.split("\n")
    assert header.startswith("id,code_region,programme,nom,") and line.startswith("02-aide-aux")
    old = proposed(coverage, date_source="2015")
    assert "serait documentée, à confirmer (Martinique)" in old.effect


def test_what_the_reading_leaves_out_is_told_with_the_reason(coverage):
    told = proposed(coverage, financeur="etat").effect
    assert "ne le retiendrait pas" in told and "État" in told


def test_a_cell_that_is_there_already_does_not_change(coverage):
    # Grand Est confirms what it documents.
    assert "aucune case ne changerait d’état (Grand Est)" in proposed(
        coverage, code_region="44"
    ).effect.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"nom": ""}, "Nom"),
        ({"code_region": "1"}, "Région"),
        ({"programme": "rien"}, "Programme"),
        ({"url_source": "region"}, "adresse du web"),
        ({"date_source": "hier"}, "2026-03"),
        ({"annee_debut": "vers 2020"}, "Année de début"),
        ({"financeur": ""}, "Financeur"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(coverage, cells, why):
    found = proposed(coverage, **cells)
    assert any(why in error for error in found.errors), found.errors
    assert not found.effect


@pytest.mark.parametrize("change", [{"nom": "AUTRE NOM"}, {"url_source": "https://autre.fr"}])
def test_a_scheme_that_is_there_is_not_proposed_twice(coverage, change):
    known = coverage.edition.dispositifs.iloc[0]
    names = ("code_region", "nom", "url_source")
    cells = {name: known[name] for name in names} | change
    [error] = proposed(coverage, **cells).errors
    assert known["nom"][:20] in error.replace("\u00a0", " ").replace("\u202f", " ")
    # The same name in another region is another scheme, with another identifier.
    other = "11" if known["code_region"] != "11" else "76"
    assert not proposed(coverage, **{**cells, "code_region": other}).errors


def test_two_of_the_same_name_have_two_identifiers(coverage):
    taken = coverage.edition.dispositifs["id"].iloc[0]
    code, _, rest = taken.partition("-")
    found = proposed(coverage, code_region=code, nom=rest.replace("-", " "))
    assert found.row["id"] == f"{taken}-2"
