"""The finding of each page: right on examples, sayable for every edition and reading."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo import sentences
from amu_geo.comparison import smallest_steps, twins
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.actors import actor_list
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import coverage_by_year
from amu_geo.measure.years import with_kinds
from amu_geo.profiles.commune import find_place
from amu_geo.schemes import Filters
from amu_geo.sentences.evolution import difference_sentence, year_changes
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.making import actor, edition, scheme


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


# A date that proves a scheme in force at the edition's date.
FRESH = {"date_source": "2026-03"}


def test_comparison_second(territories):
    rows = [scheme("a", "76"), scheme("b", "75", "no-watt")]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.comparison_second(coverage, ["76", "75"])) == (
        "Ces régions diffèrent par les familles Bâtiment et Communauté."
    )
    assert "même état" in sentences.comparison_second(coverage, ["94", "06"])
    assert sentences.comparison_second(coverage, ["76"]) == ""


def test_twins_and_step(territories):
    rows = [scheme("a", "76"), scheme("b", "75"), scheme("c", "75", "no-watt", **FRESH)]
    rows += [scheme("d", "94", **FRESH), scheme("e", "76", "no-watt", financeur="etat", **FRESH)]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.twins_sentence("Occitanie", twins(coverage, "76"))) == (
        "Corse et Nouvelle-Aquitaine lui ressemblent le plus : un programme en commun avec la "
        "Corse."
    )
    assert "aucune région" in sentences.twins_sentence("Bretagne", twins(coverage, "53"))
    to_prove, to_open = smallest_steps(coverage, "76")[:2]
    assert plain(sentences.step_sentence(to_prove)) == (
        "Prouver en vigueur son dispositif « Friches » confirmerait la famille Communauté. Une "
        "autre région en a un, confirmé."
    )
    assert plain(sentences.step_sentence(to_open)) == (
        "Un dispositif « Bâtiments sobres (No Watt) » prouvé en vigueur confirmerait la famille "
        "Bâtiment. La région en a déjà un, que cette lecture ne retient pas. Une autre "
        "région en a un, confirmé."
    )


def test_schemes_headline():
    made = edition([scheme("a"), scheme("b", statut="inconnu")])
    assert plain(sentences.schemes_headline(made, 2, Filters())) == (
        "2 dispositifs dans l’édition 2026, dont 1 en cours d’après leur source"
    )
    filters = Filters(recherche="friche")
    assert plain(sentences.schemes_headline(made, 1, filters)) == (
        "1 dispositif sur 2 répond à ces choix"
    )
    assert sentences.schemes_headline(made, 0, filters) == "Aucun dispositif ne répond à ces choix"


def test_actors_headline(territories):
    made = edition(acteurs=[actor("a"), actor("b", perimetre="pratique-voisine")])
    listed = actor_list(made, territories)
    assert plain(sentences.actors_headline(made, listed)) == (
        "1 acteur de l’AMU et 1 acteur d’une pratique voisine"
    )
    allied = plain(sentences.actors_headline(made, listed[~listed["amu"]]))
    assert allied.startswith("Aucun acteur de l’AMU et 1")
    assert sentences.actors_headline(made, listed.iloc[:0]) == "Aucun acteur ne répond à ces choix"
    first = read_shelf(territories).editions["2018"]
    assert plain(sentences.actors_headline(first, actor_list(first, territories))) == (
        "Près de 50 structures analysées, dont 7 nommées"
    )
    assert sentences.actors_unplaced(0, 9) == ""
    assert "n’a pas" in sentences.actors_unplaced(1, 9)


def _told_by_years(territories, *rows):
    years = coverage_by_year(edition(list(rows)), "regionale", territories)
    return plain(sentences.evolution_headline(years)), plain(sentences.evolution_second(years))


def test_evolution_tells_a_rise(territories):
    rows = [scheme("a", "76", annee_debut=2012, **FRESH), scheme("b", "75", **FRESH)]
    title, second = _told_by_years(territories, *rows)
    assert title == (
        "Les cases confirmées passent de 1 en 2012 à 2 en 2015, nombre inchangé jusqu’en 2026, "
        "sur 2 documentées"
    )
    assert second == "Une case est une famille dans une région."


def test_evolution_tells_the_peak_and_the_fall(territories):
    ended = scheme("a", "76", annee_debut=2005, annee_fin=2015, statut="termine")
    waiting = scheme("b", "75", annee_debut=2010, date_source="2012")
    title, second = _told_by_years(territories, ended, waiting, scheme("c", "94", **FRESH))
    assert title == (
        "Les cases confirmées passent de 1 en 2007 à 2 en 2010, puis retombent à 1 en 2026, "
        "sur 2 documentées"
    )
    assert "En 2026, une case est documentée sans être confirmée." in second
    assert second.endswith(
        "De 2010 à 2026, deux cases ne sont plus confirmées : une faute d’une preuve assez "
        "récente, une parce que les dispositifs ont pris fin ; une le devient."
    )


def _series(*counts: tuple[int, int]) -> pd.DataFrame:
    """Years from 2015 on, as `coverage_by_year`; of each, cells confirmed and to be confirmed."""
    states = {
        year: ["confirme"] * sure + ["a-confirmer"] * waiting + ["non-documente"] * 8
        for year, (sure, waiting) in enumerate(counts, 2015)
    }
    rows = [
        (year, code, family, states[year][4 * place + rank])
        for year in states
        for place, code in enumerate(("53", "76"))
        for rank, family in enumerate(FAMILIES)
    ]
    table = pd.DataFrame(rows, columns=["annee", "code_region", "famille", "etat"])
    return table.assign(familles_documentees=1, familles_confirmees=1)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([(2, 1)], "2 cases confirmées en 2015, sur 3 documentées"),
        ([(2, 1), (2, 0)], "2 cases confirmées en 2015 comme en 2016, sur 2 documentées"),
        (
            [(5, 0), (2, 0)],
            "Les cases confirmées tombent de 5 en 2015 à 2 en 2016, sur 2 documentées",
        ),
        (
            [(0, 0), (3, 0), (1, 0), (6, 0), (2, 0), (4, 0)],
            (
                "Les cases confirmées tombent de 3 en 2016 à 1 en 2017, remontent à 6 en 2018, "
                "retombent à 2 en 2019, puis remontent à 4 en 2020, sur 4 documentées"
            ),
        ),
        (
            [(1, 0), (2, 0), (2, 0)],
            (
                "Les cases confirmées passent de 1 en 2015 à 2 en 2016, nombre inchangé jusqu’en "
                "2017, sur 2 documentées"
            ),
        ),
        ([(1, 0), (0, 0)], "1 case confirmée en 2015, et plus rien n’est documenté en 2016"),
    ],
)
def test_evolution_tells_every_turn(counts, said):
    assert plain(sentences.evolution_headline(_series(*counts))) == said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9))
def test_evolution_says_nothing_that_the_series_does_not(counts):
    """Each number is its year's, each verb goes its way, neither summit nor fall is left out."""
    series = {year: sure for year, (sure, more) in enumerate(counts, 2015) if sure + more}
    title = plain(sentences.evolution_headline(_series(*counts)))
    told = [
        (int(sure), int(year))
        for sure, year in re.findall(r"(\d+)(?: cases? confirmées?)? en (\d{4})", title)
    ]
    assert all(series[year] == sure for sure, year in told)
    if not any(series.values()):
        assert re.match("Rien n’est documenté|Aucune case n’est confirmée", title)
        return
    numbers = [sure for sure, _ in told]
    assert (max(numbers), min(numbers)) == (max(series.values()), min(series.values()))
    assert told[0][1] == min(series)
    assert f"en {max(series)}" in title.replace("jusqu’en", "jusqu’ en")
    ways = re.findall(r"passent|tombent|remontent|retombent", title)
    for way, (before, after) in zip(ways, pairwise(numbers), strict=bool(ways)):
        assert (after > before) == (way in ("passent", "remontent"))
    falls = series[max(series)] < max(series.values())
    assert falls <= bool(re.search("tombent", title))


def test_evolution_never_takes_documented_for_confirmed(territories):
    guessed = scheme("a", annee_debut=2010, annee_debut_deduite="oui", date_source="")
    assert _told_by_years(territories, guessed)[0] == (
        "Aucune case n’est confirmée, de 2010 à 2026"
    )
    assert _told_by_years(territories)[0] == "Rien n’est documenté, de 2007 à 2026"


CHANGES = pd.DataFrame(
    [
        ("53", "Bretagne", "territoriale", "a-confirmer", "confirme"),
        ("76", "Occitanie", "communaute", "confirme", "a-confirmer"),
        ("75", "Nouvelle-Aquitaine", "communaute", "confirme", "non-documente"),
        ("94", "Corse", "batiment", "non-documente", "a-confirmer"),
        ("11", "Île-de-France", "batiment", "a-confirmer", "non-documente"),
    ],
    columns=["code_region", "nom", "famille", "avant", "apres"],
)


def test_changes_between_years_never_mix_documented_and_confirmed():
    changes = with_kinds(CHANGES)
    assert plain(difference_sentence(changes)) == (
        "Une case devient confirmée, une n’est plus confirmée, une n’est plus ni confirmée ni "
        "documentée, une est documentée (à confirmer) et une n’est plus documentée."
    )
    assert plain(year_changes(changes, 2020)) == (
        "Devient confirmée : Bretagne (Territoriale). N’est plus confirmée : Occitanie "
        "(Communauté). N’est plus ni confirmée ni documentée : Nouvelle-Aquitaine (Communauté). "
        "Est documentée, à confirmer : Corse (Bâtiment). N’est plus documentée : Île-de-France "
        "(Bâtiment)."
    )


def test_between_editions_nothing_becomes_confirmed():
    told = plain(difference_sentence(with_kinds(CHANGES), ("édition 2018", "édition 2026")))
    assert told == (
        "Une case est confirmée dans l’édition 2026 seulement, une est confirmée dans l’édition "
        "2018 seulement, une n’est documentée, et confirmée, que dans l’édition 2018, une est "
        "documentée (à confirmer) dans l’édition 2026 seulement et une est documentée (à "
        "confirmer) dans l’édition 2018 seulement."
    )


def test_the_warning_on_actors_names_the_regions_most_searched():
    made = edition()
    assert plain(sentences.actors_warning(made)) == (
        "Ces nombres mesurent l’effort de recherche autant que la présence. Ils ne classent pas "
        "les régions."
    )
    several = dataclasses.replace(made, effort_recherche=("76", "32"))
    assert "la plus poussée en Occitanie et dans les Hauts-de-France. Ils" in (
        sentences.actors_warning(several)
    )


def test_commune_headline(territories):
    place = find_place(territories, "34142")
    assert plain(sentences.commune_headline(place, 9, 1, 30)) == (
        "Lodève : neuf dispositifs régionaux et un acteur recensé à moins de 30 km"
    )


def test_data_headline(territories):
    rows = [
        scheme("a", "76", **FRESH),
        scheme("b", "76", "bourgs-centres", **FRESH),
        scheme("c", "75", "no-watt"),
    ]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.data_headline(coverage)) == (
        "Une région sur deux change d’une famille documentée selon le rattachement des programmes"
    )
    told = plain(sentences.reading_sentence(coverage))
    assert told.startswith(
        "En tête (familles confirmées, puis documentées) : Occitanie sous les lectures large, "
    )
    assert told.endswith("change le nombre de familles documentées d’une région.")
    assert sentences.leading_sentence(coverage) == ""


def test_who_leads_is_said_with_the_readings_under_which_it_does(territories):
    rows = [
        scheme("a", "76", financeur="etat", **FRESH),
        scheme("b", "76", "bourgs-centres", strict="non", **FRESH),
        scheme("c", "75", "no-watt", **FRESH),
        scheme("d", "75", implication_usagers="non-precisee", financeur="etat", **FRESH),
    ]
    coverage = compute_coverage(edition(rows), Reading(), territories)
    assert plain(sentences.leading_sentence(coverage)) == (
        "Qui est en tête dépend de la lecture : Nouvelle-Aquitaine et Occitanie sous les lectures "
        "large et régionale ; Nouvelle-Aquitaine sous les lectures stricte et usage."
    )


@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_page_has_something_to_say(territories, lecture):
    for published in read_shelf(territories).editions.values():
        years = coverage_by_year(published, lecture, territories)
        for year in (None, 2012):
            coverage = compute_coverage(published, Reading(year, lecture), territories)
            headlines = [sentences.data_headline(coverage), sentences.evolution_headline(years)]
            assert all(text and not text.endswith(".") for text in headlines)
            told = [
                sentences.reading_sentence(coverage),
                sentences.evolution_second(years),
                sentences.comparison_second(coverage, ["76", "93"]),
            ]
            for code in ("76", "06", "84"):
                told.append(sentences.twins_sentence(code, twins(coverage, code)))
                told += map(sentences.step_sentence, smallest_steps(coverage, code)[:1])
            assert all(text.endswith(".") and ".." not in text for text in told)
            assert not any(re.search(r"\bde (aucune|une|un)\b", text) for text in headlines + told)
