"""Finding a commune from what a person types."""

import pandas as pd
import pytest

from amu_geo.territories.finder import CommuneFinder


@pytest.fixture(scope="module")
def finder(territories) -> CommuneFinder:
    return CommuneFinder(territories)


def first(found: pd.DataFrame) -> str:
    return found["code_commune"].iloc[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Saint-Étienne", "42218"),
        ("st etienne", "42218"),
        ("SAINT ETIENNE", "42218"),
        ("étienne", "42218"),
        ("42000", "42218"),
        ("42218", "42218"),
        ("montpelier", "34172"),
        ("strasbuorg", "67482"),
        ("tolouse", "31555"),
        ("havre", "76351"),
        ("Le Havre", "76351"),
        ("L'Hay les roses", "94038"),
        ("2a004", "2A004"),
        ("20000", "2A004"),
        ("Y", "80829"),
        ("saint denis (974)", "97411"),
        ("Saint-Denis 93", "93066"),
        ("13201", "13055"),
        ("93059", "93066"),
    ],
)
def test_first_answer(finder, text, code):
    assert first(finder.search(text)) == code


def test_the_most_populated_answers_first_among_equals(finder):
    found = finder.search("Sainte-Marie", limit=20)
    homonyms = found[found["nom"] == "Sainte-Marie"]
    assert len(homonyms) > 5
    assert homonyms["population"].is_monotonic_decreasing
    assert homonyms["nom_departement"].is_unique


def test_better_answers_come_before_larger_communes(finder):
    names = finder.search("roche", limit=2000)["nom"].tolist()
    exact, prefix, word, inside = "Roche", "Rochechouart", "Saint-Alban-de-Roche", "Hauteroche"
    ranks = [names.index(name) for name in (exact, prefix, word, inside)]
    assert ranks == sorted(ranks)


def test_the_beginning_of_a_code_is_enough(finder):
    codes = finder.search("4221", limit=50)
    postal = codes["codes_postaux"].str.contains(r"(?:^|;)4221")
    assert (codes["code_commune"].str.startswith("4221") | postal).all()
    assert len(codes) > 5


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzzzzz", "00000"])
def test_nothing_near_gives_no_row_but_all_columns(finder, text):
    found = finder.search(text)
    assert found.empty
    assert list(found.columns)[-2:] == ["codes_postaux", "nom_departement"]


def test_limit_is_kept(finder):
    assert len(finder.search("saint")) == 8
    assert len(finder.search("saint", limit=3)) == 3
