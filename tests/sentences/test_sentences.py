"""The sentences computed from the coverage: what they say, and that they always can."""

from __future__ import annotations

import re

import pytest

from amu_geo import sentences
from amu_geo.edition.shelf import read_shelf
from amu_geo.french.grammar import agree, capital, counted
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.measure.reading import Reading
from amu_geo.sentences import (
    family_headline,
    map_alt,
    overview_headline,
    overview_second,
    ranking_sentence,
    region_headline,
    region_missing,
    region_range,
    region_waiting,
    retained_phrase,
    why_nothing,
)
from amu_geo.sentences.views import comparison_headline, family_alt
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES
from tests.making import edition, scheme

FOUR = ("no-watt", "habitat-participatif", "tiers-lieux", "bourgs-centres")

# Dates that prove a scheme in force at the edition's date, and dates that do not.
FRESH = {"annee_debut": 2015, "date_source": "2026-03"}
STALE = {"annee_debut": 2015, "date_source": "2019-03"}


def plain(text: str) -> str:
    """The words, whatever the typographic spaces and apostrophes."""
    return re.sub(r"\s", " ", text).replace("'", "’")


def mixed(territories, confirmed: dict[str, int], waiting: dict[str, int]) -> Coverage:
    """A coverage where each region has so many confirmed families, then so many waiting."""
    rows = [
        scheme(f"{code}-{programme}", code, programme, **FRESH)
        for code, number in confirmed.items()
        for programme in FOUR[:number]
    ]
    rows += [
        scheme(f"{code}-{programme}", code, programme, **STALE)
        for code, number in waiting.items()
        for programme in FOUR[confirmed.get(code, 0) :][:number]
    ]
    return compute_coverage(edition(rows), Reading(), territories)


@pytest.mark.parametrize(
    ("confirmed", "waiting", "expected"),
    [
        (
            {"44": 3, "76": 2},
            {"76": 1, "52": 3},
            (
                "Trois familles d’AMU sur quatre sont documentées dans trois régions, confirmées "
                "toutes les trois dans une seule : le Grand Est"
            ),
        ),
        (
            {"32": 4, "06": 2},
            {},
            (
                "Les quatre familles d’AMU sont documentées et confirmées dans une seule région : "
                "les Hauts-de-France"
            ),
        ),
        (
            {"76": 4, "11": 4, "75": 4},
            {"94": 4},
            (
                "Les quatre familles d’AMU sont documentées dans quatre régions, confirmées toutes "
                "les quatre dans trois : l’Île-de-France, la Nouvelle-Aquitaine et l’Occitanie"
            ),
        ),
        (
            {"76": 2, "04": 2},
            {},
            (
                "Deux familles d’AMU sur quatre sont documentées et confirmées à La Réunion et en "
                "Occitanie"
            ),
        ),
        (
            dict.fromkeys(("76", "11", "75", "94", "53"), 2),
            {"52": 2},
            (
                "Deux familles d’AMU sur quatre sont documentées dans six régions, confirmées "
                "toutes les deux dans cinq"
            ),
        ),
        (
            {"52": 1},
            {"52": 2, "76": 2},
            (
                "Trois familles d’AMU sur quatre sont documentées dans une seule région, les Pays "
                "de la Loire : une y est confirmée"
            ),
        ),
        (
            {},
            {"52": 2, "76": 2},
            (
                "Deux familles d’AMU sur quatre sont documentées dans deux régions, confirmées "
                "toutes les deux dans aucune"
            ),
        ),
        (
            {"06": 1},
            {"76": 1},
            (
                "La famille Bâtiment est documentée dans deux régions, confirmée dans une seule : "
                "Mayotte"
            ),
        ),
        (
            {},
            {"06": 1},
            (
                "La famille Bâtiment est documentée dans une seule région, Mayotte : elle reste à "
                "confirmer"
            ),
        ),
        ({}, {}, "Aucun dispositif régional n’est documenté"),
    ],
)
def test_overview_headline(territories, confirmed, waiting, expected):
    assert plain(overview_headline(mixed(territories, confirmed, waiting))) == expected


def test_families_that_differ_are_not_counted_as_the_same(territories):
    rows = [scheme("a", "76", "no-watt", **FRESH), scheme("b", "94", "friches", **FRESH)]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(overview_headline(coverage)) == (
        "Une famille d’AMU sur quatre, pas toujours la même, est documentée et confirmée en Corse "
        "et en Occitanie"
    )


def test_every_region_ties(territories):
    everywhere = mixed(territories, dict.fromkeys(territories.codes, 2), {})
    assert plain(overview_headline(everywhere)) == (
        "Deux familles d’AMU sur quatre sont documentées et confirmées dans les dix-huit régions"
    )
    assert plain(overview_second(everywhere)).startswith(
        "Au moins une famille est documentée et confirmée dans les dix-huit régions."
    )


def test_a_past_year_is_told_in_the_past(territories):
    rows = [
        scheme("a", "76", annee_debut=2010, annee_fin=2014, date_source=""),
        scheme("b", "94", annee_debut=2010, annee_debut_deduite="oui", date_source=""),
    ]
    coverage = compute_coverage(edition(rows), Reading(2012), territories)
    assert plain(overview_headline(coverage)) == (
        "En 2012, la famille Communauté était documentée dans deux régions, confirmée cette "
        "année-là dans une seule : l’Occitanie"
    )
    assert plain(region_headline(coverage, "94")) == (
        "En 2012, en Corse, une famille d’AMU sur quatre était documentée, à confirmer"
    )
    assert plain(comparison_headline(coverage, ["94", "76"])) == (
        "Occitanie : une famille d’AMU confirmée en 2012 sur une documentée ; Corse : aucune "
        "confirmée sur une"
    )
    assert "rien n’était documenté (n.d.)" in plain(overview_second(coverage))


@pytest.mark.parametrize(
    ("lecture", "named"),
    [
        ("large", "documentée et confirmée, tous financeurs confondus, dans une seule région"),
        ("regionale", "documentée et confirmée dans une seule région"),
        ("stricte", "documentée et confirmée par des aides dédiées dans une seule région"),
        ("usage", "documentée et confirmée par des aides qui associent les usagers dans une"),
    ],
)
def test_a_reading_that_is_not_the_usual_one_is_named(territories, lecture, named):
    coverage = compute_coverage(
        edition([scheme("a", **FRESH)]), Reading(lecture=lecture), territories
    )
    assert named in plain(overview_headline(coverage))


def test_overview_second(territories):
    coverage = mixed(territories, {"76": 4, "75": 3, "11": 1}, {"94": 2})
    assert plain(overview_second(coverage)) == (
        "Au moins une famille est documentée dans quatre régions sur dix-huit et confirmée dans "
        "trois. Dans quatorze régions, rien n’est documenté (n.d.) : cela ne veut pas dire qu’il "
        "n’existe rien."
    )
    none = mixed(territories, {}, {"76": 3, "94": 2})
    assert "dans deux régions sur dix-huit et confirmée dans aucune. Nulle part la famille " in (
        plain(overview_second(none))
    )


def test_a_family_documented_and_confirmed_nowhere_is_told(territories):
    second = plain(overview_second(mixed(territories, {"76": 1}, {"94": 2})))
    assert "Nulle part les familles Communauté et Territoriale ne sont documentées." in second
    assert "Nulle part la famille Collectif habitant n’est confirmée." in second


def test_the_undocumented_are_named_when_they_are_few(territories):
    families = {code: 2 for code in territories.codes if code not in {"06", "94"}}
    second = plain(overview_second(mixed(territories, families, {})))
    assert second.endswith(
        "En Corse et à Mayotte, rien n’est documenté (n.d.) : cela ne veut pas dire qu’il "
        "n’existe rien."
    )


def test_ranking_sentence(territories):
    coverage = mixed(territories, {"76": 3, "75": 3, "11": 1}, {"94": 1})
    assert plain(ranking_sentence(coverage)) == (
        "Trois familles confirmées dans deux régions et une dans une ; une région n’a que des "
        "familles à confirmer ; quatorze régions non documentées."
    )


def test_map_alt_names_every_region_once_with_both_numbers(territories):
    text = plain(map_alt(mixed(territories, {"76": 3, "75": 3, "11": 1}, {"11": 1, "94": 2})))
    for code in territories.codes:
        assert text.count(plain(territories.name(code))) == 1
    assert "Trois sur trois : Nouvelle-Aquitaine et Occitanie." in text
    assert "Une sur deux : Île-de-France. Aucune sur deux : Corse. Non documenté (n.d.) :" in text


@pytest.mark.parametrize(
    ("confirmed", "waiting", "told"),
    [
        (4, 0, "les quatre familles d’AMU sont documentées, toutes confirmées"),
        (2, 0, "deux familles d’AMU sur quatre sont documentées, toutes deux confirmées"),
        (2, 1, "trois familles d’AMU sur quatre sont documentées, dont deux confirmées"),
        (1, 2, "trois familles d’AMU sur quatre sont documentées, dont une confirmée"),
        (0, 3, "trois familles d’AMU sur quatre sont documentées et aucune n’est confirmée"),
        (1, 0, "une famille d’AMU sur quatre est documentée et confirmée"),
        (0, 1, "une famille d’AMU sur quatre est documentée, à confirmer"),
        (0, 0, "aucun dispositif régional n’est documenté"),
    ],
)
def test_region_headline(territories, confirmed, waiting, told):
    coverage = mixed(territories, {"52": confirmed}, {"52": waiting})
    assert plain(region_headline(coverage, "52")) == f"Dans les Pays de la Loire, {told}"


def test_region_sentences(territories):
    coverage = mixed(territories, {"76": 1, "75": 4}, {"76": 2})
    assert plain(region_missing(coverage, "76")) == (
        "Aucun dispositif régional n’est documenté pour la famille Territoriale."
    )
    assert plain(region_waiting(coverage, "76")) == (
        "À confirmer : les familles Collectif habitant et Communauté."
    )
    assert region_missing(coverage, "75") == region_waiting(coverage, "75") == ""
    assert plain(region_range(coverage, "75")) == (
        "de 3 à 4 familles documentées, selon la façon de rattacher les programmes d’aide aux "
        "familles"
    )
    assert region_range(coverage, "94") == ""


def test_family_headline(territories):
    few = mixed(territories, {"76": 1}, {"94": 1, "52": 2})
    assert plain(family_headline(few, "batiment")) == (
        "La famille Bâtiment est documentée en Corse, en Occitanie et dans les Pays de la Loire, "
        "confirmée en Occitanie"
    )
    assert plain(family_headline(few, "collectif-habitant")) == (
        "La famille Collectif habitant est documentée dans les Pays de la Loire, à confirmer"
    )
    assert plain(family_headline(few, "territoriale")) == (
        "Nulle part la famille Territoriale n’est documentée"
    )
    many = dict.fromkeys(("76", "11", "75", "94", "53"), 1)
    assert plain(family_headline(mixed(territories, {}, many), "batiment")) == (
        "La famille Bâtiment est documentée dans cinq régions sur dix-huit, confirmée nulle part"
    )
    assert "Confirmée : Occitanie. Documentée, à confirmer : Corse" in plain(
        family_alt(few, "batiment")
    )


def test_comparison_headline(territories):
    coverage = mixed(territories, {"44": 3, "76": 2}, {"76": 1, "52": 3})
    assert plain(comparison_headline(coverage, ["76", "44", "52", "06"])) == (
        "Grand Est : trois familles d’AMU confirmées sur trois documentées ; Occitanie : deux "
        "confirmées sur trois ; Pays de la Loire : aucune confirmée sur trois ; Mayotte : aucun "
        "dispositif régional documenté"
    )


def test_the_states_are_explained_with_the_months_of_the_rule(territories):
    rows = [scheme("a")]
    now = sentences.states_in_words(compute_coverage(edition(rows), Reading(), territories))
    assert f"moins de {PROOF_MONTHS} mois, ou une période annoncée" in now[CONFIRMED]
    then = sentences.states_in_words(compute_coverage(edition(rows), Reading(2018), territories))
    assert "2018 ou d’années qui l’encadrent" in then[CONFIRMED]
    assert str(PROOF_MONTHS) not in then[CONFIRMED]


def test_another_mapping_is_said_to_change_so_many_regions(territories):
    rows = [scheme("a", "76"), scheme("b", "76", "bourgs-centres"), scheme("c", "94")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.mapping_caveat(coverage)).endswith("documentées d’une région.")
    assert sentences.mapping_caveat(mixed(territories, {"76": 2}, {})) == ""


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
                headlines.append(comparison_headline(coverage, territories.codes))
                second = (overview_second(coverage), ranking_sentence(coverage))
                for text in headlines:
                    assert text[0].isupper() or text[0] == "Î"
                    assert not text.endswith(".")
                    assert "  " not in text
                for text in second:
                    assert text.endswith(".")
                    assert ".." not in text
                assert map_alt(coverage).endswith(".")
                said = " ".join([*headlines, *second, map_alt(coverage)])
                # « soutient » would be read of what is only documented.
                assert not re.search(r"souti|couvert|probable|de une", said, re.IGNORECASE)


def test_edition_2026_by_its_usual_reading(territories):
    published = read_shelf(territories).editions["2026"]
    coverage = compute_coverage(published, Reading(), territories)
    assert plain(overview_headline(coverage)) == (
        "Trois familles d’AMU sur quatre sont documentées dans dix régions, confirmées toutes les "
        "trois dans une seule : le Grand Est"
    )
    assert plain(overview_second(coverage)) == (
        "Au moins une famille est documentée dans seize régions sur dix-huit et confirmée dans "
        "douze. Nulle part la famille Collectif habitant n’est documentée. En Martinique et à "
        "Mayotte, rien n’est documenté (n.d.) : cela ne veut pas dire qu’il n’existe rien."
    )
    assert "onze régions" in plain(sentences.mapping_caveat(coverage))
    assert plain(retained_phrase(coverage)) == "88 dispositifs retenus sur 255"


def test_edition_2018_says_what_the_article_wrote(territories):
    published = read_shelf(territories).editions["2018"]
    coverage = compute_coverage(published, Reading(), territories)
    assert plain(overview_headline(coverage)) == (
        "Trois familles d’AMU sur quatre sont documentées et confirmées dans une seule région : "
        "l’Occitanie"
    )


def test_grammar():
    assert counted(0, "région", feminine=True) == "aucune région"
    assert counted(1, "région", feminine=True) == "une région"
    assert counted(2, "bail", "baux") == "deux baux"
    assert capital("île") == "Île"
    assert agree(["52"], "a", "ont") == "ont"
    assert [agree(codes, "a", "ont") for codes in (["76"], ["76", "94"])] == ["a", "ont"]
