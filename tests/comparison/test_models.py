"""What a region could copy: confirmed, involving users, with what it takes to do the same."""

from __future__ import annotations

import pytest

from amu_geo.comparison import models_to_copy
from amu_geo.comparison.operators import operator_parts
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from tests.making import SOURCE, edition, observation, scheme

PROVEN = {"date_source": "2026-05"}
WEAK = (
    scheme("unproven", "75", "no-watt"),
    scheme("silent", "84", "no-watt", **PROVEN, implication_usagers="non-precisee"),
    scheme("doubtful", "44", "no-watt", **PROVEN, confiance="C"),
    scheme("own", "53", "friches", **PROVEN),
)


@pytest.fixture
def measured(territories):
    """Measures a small edition."""

    def measure(rows: list[dict], **tables: list[dict]) -> Coverage:
        return compute_coverage(edition(rows, **tables), Reading(), territories)

    return measure


def ids(coverage: Coverage, code_region: str, near: tuple[str, ...] = ()) -> list[str]:
    return [model.dispositif["id"] for model in models_to_copy(coverage, code_region, near)]


def test_nothing_weaker_fills_the_list(measured):
    assert ids(measured([*WEAK]), "53") == []
    assert ids(measured([*WEAK, scheme("good", "94", "no-watt", **PROVEN)]), "53") == ["good"]
    # What is one's own is copied by the others.
    assert ids(measured([*WEAK]), "94") == ["own"]


def test_what_adds_a_family_comes_first_and_the_first_ones_add_different_things(measured):
    rows = [
        scheme("own", "53", "friches", **PROVEN),
        scheme("same", "75", "tiers-lieux", **PROVEN),
        scheme("homes", "84", "habitat-participatif", **PROVEN, implication_usagers="encouragee"),
        scheme("walls", "44", "no-watt", **PROVEN),
        scheme("walls-too", "76", "no-watt", **PROVEN),
    ]
    coverage = measured(rows)
    assert ids(coverage, "53") == ["walls", "homes", "same", "walls-too"]
    assert ids(coverage, "53", near=("76",))[0] == "walls-too"
    brought = [model.apporte for model in models_to_copy(coverage, "53")]
    assert brought == [("batiment",), ("collectif-habitant",), (), ("batiment",)]


def test_the_sum_for_the_whole_and_the_most_for_a_project_are_told_first(measured):
    rows = [scheme("paid", "75", "no-watt", **PROVEN), scheme("mute", "84", "friches", **PROVEN)]
    figures = [
        observation("paid", "aide_eur", 400_000, annee=2024),
        observation("paid", "enveloppe_eur", 60_000_000, annee=2022, note="de 2022 à 2026"),
        observation("paid", "projets", 90_000_000),
        observation("paid", "plafond_projet_eur", 8_000),
    ]
    models = models_to_copy(measured(rows, observations=figures), "53")
    told = {model.dispositif["id"]: model.montants for model in models}
    sums = [(one.mesure, one.annee, one.note) for one in told["paid"]]
    assert sums == [("Enveloppe", 2022, "de 2022 à 2026"), ("Plafond par projet", None, "")]
    assert told["mute"] == ()


def test_an_operator_has_the_site_of_its_own_pages_and_no_other():
    rows = [
        scheme("a", titre_source="Région Bretagne – Aide", url_source="https://www.bretagne.bzh/a"),
        scheme("b", titre_source="Région Sud – Aide", url_source="https://europe.maregionsud.fr/b"),
        scheme("c", titre_source="Région Corse – Aide", url_source="https://docplayer.fr/c"),
    ]
    actors = [{"id": "k", "nom": "Villes au Carré (VAC)", "site_web": "https://vac.example.org"}]
    kept = {"type": "association", "perimetre": "amu-declaree", "confiance": "A"}
    made = edition(rows, acteurs=[{**actors[0], **kept, "url_source": SOURCE}])
    bretagne = ("Région Bretagne", "https://www.bretagne.bzh/")
    assert operator_parts(made, "Région Bretagne") == (bretagne,)
    assert operator_parts(made, "État, Région Bretagne et Villes au Carré") == (
        ("État, ", ""),
        bretagne,
        (" et ", ""),
        ("Villes au Carré", "https://vac.example.org"),
    )
    # A part of a site, a copy of a page, a longer name: no address to write to.
    for mute in ("Région Sud", "Région Corse", "Région Bretagnelle"):
        assert operator_parts(made, mute) == ((mute, ""),)
