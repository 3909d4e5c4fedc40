"""The sentences computed from the coverage: what they say, and that they always can."""

from __future__ import annotations

import re

import pytest

from amu_geo.coverage import Coverage, compute_coverage
from amu_geo.editions import read_shelf
from amu_geo.grammar import agree, capital, counted
from amu_geo.reading import Reading
from amu_geo.sentences import (
    family_headline,
    map_alt,
    overview_headline,
    overview_second,
    ranking_sentence,
    region_headline,
    region_missing,
    region_range,
    retained_phrase,
    why_nothing,
)
from amu_geo.typography import number_word
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.making import edition, scheme

FOUR = ("no-watt", "habitat-participatif", "tiers-lieux", "bourgs-centres")


def plain(text: str) -> str:
    """The words, whatever the typographic spaces and apostrophes."""
    return re.sub(r"\s", " ", text).replace("'", "’")


def cover(territories, families: dict[str, int], year: int | None = None, **cells) -> Coverage:
    """A coverage where each region supports that many families."""
    rows = [
        scheme(f"{code}-{programme}", code, programme, **cells)
        for code, number in families.items()
        for programme in FOUR[:number]
    ]
    return compute_coverage(edition(rows), Reading(year), territories)


OF_USE = "de la maîtrise d’usage"


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        (
            {"76": 3},
            f"L’Occitanie est la seule région à soutenir trois familles {OF_USE} sur quatre",
        ),
        (
            {"32": 4, "06": 2},
            f"Les Hauts-de-France sont la seule région à soutenir les quatre familles {OF_USE}",
        ),
        (
            {"76": 4, "11": 4, "75": 4},
            "Île-de-France, Nouvelle-Aquitaine et Occitanie soutiennent les quatre familles "
            + OF_USE,
        ),
        (
            dict.fromkeys(("76", "11", "75", "94", "53"), 2),
            f"Cinq régions soutiennent deux familles {OF_USE} sur quatre",
        ),
        ({"06": 1}, f"Mayotte est la seule région à soutenir une famille {OF_USE} sur quatre"),
        ({}, "Aucun dispositif régional n’est documenté"),
    ],
)
def test_overview_headline(territories, families, expected):
    assert plain(overview_headline(cover(territories, families))) == expected


def test_every_region_ties(territories):
    everywhere = cover(territories, dict.fromkeys(territories.codes, 1))
    assert plain(overview_headline(everywhere)).startswith("Les dix-huit régions soutiennent une")


def test_only_probable_is_said_as_such(territories):
    coverage = cover(territories, {"76": 2, "94": 1}, 2010, annee_debut=None)
    assert plain(overview_headline(coverage)) == (
        "En 2010, aucune région ne soutenait une famille de la maîtrise d’usage de façon sûre"
    )
    assert "Dans deux régions, des familles ne sont que" in plain(overview_second(coverage))
    assert plain(region_headline(coverage, "76")) == (
        "En 2010, l’Occitanie soutenait peut-être deux familles de la maîtrise d’usage"
    )


def test_a_lone_leader_is_not_called_alone_when_others_may_equal_it(territories):
    rows = [scheme("sur", "76", annee_debut=2010), scheme("douteux", "94", annee_debut=None)]
    coverage = compute_coverage(edition(rows), Reading(2015), territories)
    assert "de façon sûre" in overview_headline(coverage)
    assert "de façon sûre" in family_headline(coverage, "communaute")


@pytest.mark.parametrize(
    ("families", "how_many", "unknown"),
    [
        (
            {"76": 4, "75": 3, "11": 3},
            "Trois régions sur dix-huit en soutiennent au moins trois.",
            15,
        ),
        ({"76": 4, "75": 1}, "Deux régions sur dix-huit en soutiennent au moins une.", 16),
    ],
)
def test_overview_second(territories, families, how_many, unknown):
    assert plain(overview_second(cover(territories, families))) == (
        f"{how_many} Dans {number_word(unknown)} régions, aucun dispositif régional n’est "
        "documenté : cela ne veut pas dire qu’il n’en existe pas."
    )


def test_the_undocumented_are_named_when_they_are_few(territories):
    families = {code: 1 for code in territories.codes if code not in {"06", "94"}}
    second = plain(overview_second(cover(territories, families)))
    assert "En Corse et à Mayotte, aucun dispositif régional n’est documenté" in second


def test_ranking_sentence(territories):
    coverage = cover(territories, {"76": 3, "75": 3, "11": 1})
    assert plain(ranking_sentence(coverage)) == (
        "Deux régions pour trois familles et une pour une ; quinze régions non documentées."
    )


def test_map_alt_names_every_region_once(territories):
    text = plain(map_alt(cover(territories, {"76": 3, "75": 3, "11": 1})))
    for code in territories.codes:
        assert text.count(plain(territories.name(code))) == 1
    assert "Trois familles : Nouvelle-Aquitaine et Occitanie." in text


def test_region_sentences(territories):
    coverage = cover(territories, {"76": 3, "75": 4})
    assert plain(region_missing(coverage, "76")) == (
        "Aucun dispositif régional n’est documenté pour la famille Territoriale."
    )
    assert region_missing(coverage, "75") == ""
    assert plain(region_headline(coverage, "94")) == (
        "En Corse, aucun dispositif régional n’est documenté"
    )
    assert plain(region_range(coverage, "75")) == "entre 3 et 4 selon la lecture des programmes"
    assert region_range(coverage, "94") == ""


def test_why_nothing_names_the_nearest_reading_that_keeps_some(territories):
    rows = [scheme("un", strict="non"), scheme("deux", financeur="etat")]
    narrow = compute_coverage(edition(rows), Reading(lecture="usage"), territories)
    assert plain(why_nothing(narrow)).endswith("La lecture régionale en retient un.")
    assert why_nothing(compute_coverage(edition(rows), Reading(), territories)) == ""


def test_every_sentence_can_be_said_of_every_published_reading(territories):
    for published in read_shelf(territories).editions.values():
        for year in (None, *range(1990, published.year, 6)):
            for lecture in LECTURES:
                coverage = compute_coverage(published, Reading(year, lecture), territories)
                headlines = [overview_headline(coverage)]
                headlines += [family_headline(coverage, family) for family in FAMILIES]
                headlines += [region_headline(coverage, code) for code in territories.codes]
                for text in headlines:
                    assert text[0].isupper() or text[0] == "Î"
                    assert not text.endswith(".")
                    assert "  " not in text
                for text in (overview_second(coverage), ranking_sentence(coverage)):
                    assert text.endswith(".")
                    assert ".." not in text
                assert map_alt(coverage).endswith(".")


def test_edition_2026_by_its_usual_reading(territories):
    published = read_shelf(territories).editions["2026"]
    coverage = compute_coverage(published, Reading(), territories)
    assert plain(overview_headline(coverage)) == (
        "Île-de-France, Nouvelle-Aquitaine et Occitanie soutiennent les quatre familles de la "
        "maîtrise d’usage"
    )
    assert plain(overview_second(coverage)) == (
        "Dix régions sur dix-huit en soutiennent au moins trois. À Mayotte, aucun dispositif "
        "régional n’est documenté : cela ne veut pas dire qu’il n’en existe pas."
    )
    assert plain(retained_phrase(coverage)) == "91 dispositifs retenus sur 227"


def test_grammar():
    assert counted(0, "région", feminine=True) == "aucune région"
    assert counted(1, "région", feminine=True) == "une région"
    assert counted(2, "bail", "baux") == "deux baux"
    assert capital("île") == "Île"
    assert agree(["52"], "a", "ont") == "ont"
    assert [agree(codes, "a", "ont") for codes in (["76"], ["76", "94"])] == ["a", "ont"]
