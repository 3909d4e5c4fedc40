"""The comparison's figures and choices: what they show, on small editions drawn by hand."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from amu_geo import comparison as compare
from amu_geo.charts.base.tracks import Bars, Reference, Track, tracks
from amu_geo.charts.compare.figures import comparable_cards, indicators_table, not_comparable
from amu_geo.charts.compare.learning import missing_list, steps_list, twins_list
from amu_geo.charts.compare.side_by_side import (
    Links,
    families_side_by_side,
    programmes_side_by_side,
)
from amu_geo.charts.compare.tables import matrix_data, missing_data, tracks_data
from amu_geo.charts.compare.tracks import actors_tracks, families_and_schemes
from amu_geo.measure.actors import actor_list, count_actors
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from tests.making import actor, edition, observation, scheme

LINKS = Links(proof=lambda code, family: f"/region?{code}{family}", first=lambda code: f"?{code}")
CODES = ["76", "84", "06"]
PROVEN = {"date_source": "2026-05"}
# Two families confirmed in 76; in 84 the bâtiment is only documented, since May 2020.
SCHEMES = [
    scheme("76-a", "76", "friches", **PROVEN),
    scheme("76-b", "76", "tiers-lieux", **PROVEN),
    scheme("76-c", "76", "tiers-lieux", nom="Troisième <lieu>"),
    scheme("76-n", "76", "no-watt", **PROVEN),
    scheme("84-n", "84", "no-watt"),
    scheme("84-h", "84", "habitat-participatif", **PROVEN),
    scheme("53-f", "53", "friches", **PROVEN),
]


@pytest.fixture(scope="module")
def coverage(territories):
    return compute_coverage(edition(SCHEMES), Reading(), territories)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def _families(coverage, territories, codes=CODES):
    matrix = compare.family_matrix(coverage, codes)
    everywhere = compare.family_matrix(coverage, territories.codes)
    references = compare.support_references(everywhere, territories)
    return families_side_by_side(coverage, matrix, references, LINKS, "Légende")


def test_each_cell_opens_its_proof_and_says_its_state(coverage, territories):
    html = _families(coverage, territories)
    for code in CODES:
        for family in ("batiment", "collectif-habitant", "communaute", "territoriale"):
            assert f'data-preuve="{code}|{family}"' in html
    assert html.count('class="etat-confirme ') == 3
    assert html.count('class="etat-a-confirmer ') == 1
    assert html.count('class="etat-non-documente ') == 8
    assert "Mayotte\xa0: non documentée, voir la preuve." in html


def test_what_is_to_be_confirmed_says_so_with_its_last_proof(coverage, territories):
    html = plain(_families(coverage, territories))
    cells = re.findall(r'<td class="etat-([\w-]+) teinte-batiment">(.*?)</td>', html)
    states = dict(zip(CODES, (state for state, _ in cells), strict=True))
    assert states == {"76": "confirme", "84": "a-confirmer", "06": "non-documente"}
    unsure = cells[1][1]
    assert "à confirmer" in unsure
    assert "dernière preuve : mai 2020" in unsure
    assert "dernière preuve" not in cells[0][1]
    assert "Confirmée" not in unsure and "confirmée" not in unsure


def test_the_head_of_a_region_has_both_numbers_and_its_four_signs(coverage, territories):
    html = _families(coverage, territories)
    heads = dict(zip(CODES, re.findall(r'<th scope="col".*?</th>', html)[1:], strict=False))
    assert "2/2</span>" in heads["76"] and "1/2</span>" in heads["84"]
    assert "n.d.</span>" in heads["06"]
    for state, number in (("confirmee", 1), ("a-confirmer", 1), ("non-documentee", 2)):
        assert len(re.findall(rf'class="pastille pastille-[\w-]+ {state}"', heads["84"])) == number


def test_rows_that_differ_are_marked(coverage, territories):
    html = _families(coverage, territories)
    assert html.count('class="differe"') == 3
    assert html.count('class="pareil"') == 1
    alone = _families(coverage, territories, ["76"])
    assert "dans le même état" not in alone


def test_a_cell_names_two_schemes_and_counts_the_others(coverage, territories):
    html = plain(_families(coverage, territories))
    assert "Dispositif 76-a<" in html and "Dispositif 76-b<" in html
    assert "et 1 autre dispositif, à confirmer<" in html
    assert "Troisième <lieu>" not in html


def test_the_first_region_is_marked_and_the_others_may_take_its_place(coverage, territories):
    html = _families(coverage, territories)
    assert html.count("première choisie") == 1
    assert 'data-premiere="84"' in html
    assert 'data-premiere="76"' not in html


def test_programmes_that_differ_come_first(coverage, territories):
    matrix = compare.programme_matrix(coverage, CODES)
    references = compare.support_references(compare.programme_matrix(coverage), territories)
    html = programmes_side_by_side(coverage, matrix, references, LINKS, "Légende")
    marks = re.findall(r'<tr class="(\w+)"', html)
    assert marks == sorted(marks)
    assert len(marks) == 8
    assert 'data-preuve="84|collectif-habitant"' in html


def test_references_count_the_regions_of_each_group(coverage, territories):
    everywhere = compare.programme_matrix(coverage)
    found = compare.support_references(everywhere, territories).set_index(["programme", "groupe"])
    numbers = ["confirmees", "documentees"]
    assert found.loc[("friches", "ensemble"), numbers].tolist() == [2, 2]
    assert found.loc[("no-watt", "metropole"), numbers].tolist() == [1, 2]
    assert found.loc[("no-watt", "drom"), numbers].tolist() == [0, 0]
    assert set(found["regions"]) == {18, 13, 5}
    html = plain(_families(coverage, territories))
    assert "Métropole <small>(13)</small> <span><strong>1</strong>/2" in html
    assert "0</strong>/0" not in html, "documented nowhere is n.d., not a count of zero"


def test_an_unknown_value_is_hatched_and_never_a_bar_of_zero():
    rows = [Track("A", ((2, "neutre"),), "2"), Track("B", ((0, "neutre"),), "n.d.", known=False)]
    references = [Reference("Toutes", 4.0, "4"), Reference("Rien", None, "n.d.")]
    html = tracks(Bars("Titre", rows, references))
    assert 'class="jauge nd"' in html
    assert 'style="width:50.00%"' in html
    assert html.count('style="left:100.00%"') == 2


def test_tracks_write_the_number_of_every_region(coverage, territories):
    html = families_and_schemes(coverage, CODES, compare.reference_lines(coverage, territories))
    html = plain(html)
    for text in ("2 sur 2<", "1 sur 2<", "3 sur 4<", "n.d.<"):
        assert text in html
    assert "Métropole : 1,3 sur 1,7" in html
    # The bar of 84: one confirmed family filled, the other only outlined.
    assert '<i class="niveau-1" style="width:25.00%"></i><i class="a-confirmer"' in html


def test_actors_declared_stand_apart_from_allied_practice(territories):
    rows = [actor("a"), actor("b", perimetre="pratique-voisine", code_region="84")]
    made = edition(SCHEMES, acteurs=[*rows, actor("c", code_region="")])
    counts = count_actors(actor_list(made, territories), territories)
    references = compare.actor_references(counts, territories).set_index("groupe")
    assert references.loc["ensemble", "nb_amu"] == 1
    assert references.loc["metropole", "nb_voisins"] == 1
    assert references.loc["drom", "amu_pour_100000"] == 0
    shown = compute_coverage(made, Reading(), territories)
    html = actors_tracks(shown, CODES, counts, references.reset_index())
    assert html.count("1 acteur)") == 2
    assert "aucun recensé" in html


def test_a_figure_is_compared_or_says_why_not(territories):
    figures = [
        observation("76-a", "projets", 30, annee=2020),
        observation("53-f", "projets", 10, annee=2020),
        observation("76-n", "aide_eur", 5000, annee=2020, note="pour une halle"),
    ]
    made = edition(SCHEMES, observations=figures)
    found = compare.comparable_figures(made, ["76", "53"], territories)
    cards = comparable_cards(found, ["76", "53"])
    assert cards.count("30 projets") == 1
    assert "pour 1\u202f000 km²" in cards
    rest = not_comparable(found)
    assert "Une aide à un ou plusieurs projets" in rest
    assert "Pour une halle" in rest
    assert comparable_cards(found[~found["comparable"]], ["76"]) == ""


def test_indicators_have_rates_references_and_caution(territories):
    def row(code, value, name="friches_avec_projet"):
        cells = {"code_region": code, "indicateur": name, "valeur": value, "annee": 2024}
        return cells | {"url_source": "https://www.example.org"}

    made = edition(
        SCHEMES,
        indicateurs=[row("76", 10), row("84", 20), row("06", 3)],
        indicateurs_libelles=[
            {"indicateur": "friches_avec_projet", "libelle": "Friches", "unite": "sites"}
        ],
    )
    references = compare.indicator_references(made, territories).set_index("groupe")
    people = territories.regions.set_index("code_region")["population"]
    expected = 30 * 100_000 / people[["76", "84"]].sum()
    assert references.loc["metropole", "pour_100000_habitants"] == pytest.approx(expected)
    assert references.loc["drom", "regions"] == 1
    figures = compare.indicator_figures(made, ["76", "84", "53"], territories)
    html = indicators_table(figures, references.reset_index(), ["76", "84"], "Légende")
    assert "10 sites" in html
    assert "ne classe pas les régions" in html


def test_what_is_missing_shows_the_scheme_to_copy_and_its_source(coverage):
    html = missing_list(compare.missing_from(coverage, "53"), coverage)
    assert "À copier" in html
    assert "Dispositif 84-h" in html
    assert "https://www.example.org/page/84-h" in html
    assert missing_list((), coverage) == ""


def test_a_model_to_be_confirmed_comes_last_and_says_so(territories):
    users = {"implication_usagers": "non-precisee"}
    rows = [
        scheme("own", "53", **PROVEN),
        scheme("unsure", "75", "no-watt"),
        scheme("mute", "84", "no-watt", **PROVEN, **users),
        scheme("best", "94", "no-watt", **PROVEN, strict="non"),
    ]
    made = compute_coverage(edition(rows), Reading(), territories)
    family = compare.missing_from(made, "53")[0]
    assert list(family.modeles["id"]) == ["best", "mute", "unsure"]
    html = re.sub(r"<[^>]+>", "", plain(missing_list((family,), made)))
    assert "confirmé : preuve de mai 2026" in html
    assert "à confirmer, dernière preuve : mai 2020" in html
    assert "Confirmée : Auvergne-Rhône-Alpes et Corse" in html.replace(
        "Corse et Auvergne-Rhône-Alpes", "Auvergne-Rhône-Alpes et Corse"
    )
    assert "À confirmer" not in html and "Documentée, à confirmer : Nouvelle-Aquitaine" in html
    assert html.count("implication des usagers exigée") == 2


def test_twins_and_steps_are_told(coverage):
    twins = compare.twins(coverage, "53")
    html = twins_list(twins, coverage.edition.programme_labels, lambda code: f"?regions={code}")
    assert "Occitanie" in html
    assert 'data-ajouter="76"' in html
    steps = compare.smallest_steps(coverage, "53")
    assert "confirmerait la famille" in steps_list(steps, coverage)
    assert steps_list((), coverage) == ""
    proof = plain(steps_list(compare.smallest_steps(coverage, "84"), coverage))
    assert "confirmerait la famille Bâtiment" in proof and "À prouver" in proof
    assert "Dispositif 84-n" in proof and "dernière preuve : mai 2020" in proof


def test_choices_keep_the_first_region_and_six_at_most(coverage, territories):
    full = ["76", "84", "53", "11", "24", "27"]
    assert compare.with_region(full, "32") == ["76", "84", "53", "11", "24", "32"]
    assert compare.with_region(full, "53") == full
    assert compare.put_first(full, "11")[:2] == ["11", "76"]
    assert compare.usual_choice(coverage) == ("76", "84")
    assert compare.usual_choice(coverage, "53")[:2] == ("53", "76")
    assert compare.usual_choice(coverage, "06") == ("06", "76", "84")
    for name, codes in compare.ready_made(coverage, territories, "76"):
        assert name
        assert 2 <= len(codes) <= 6
        assert len(set(codes)) == len(codes)


def test_the_data_behind_a_figure_say_the_same(coverage, territories):
    data = matrix_data(compare.family_matrix(coverage, CODES))
    assert list(data.columns)[:3] == ["Famille", "Région", "État"]
    assert len(data) == 12
    means = tracks_data(coverage, CODES, compare.reference_lines(coverage, territories))
    assert len(means) == 6
    assert means.loc[1, ["Familles confirmées", "Familles documentées"]].tolist() == [1, 2]
    assert pd.isna(means.loc[2, "Familles confirmées"])
    assert pd.isna(means.loc[2, "Familles documentées"])
    programmes = matrix_data(compare.programme_matrix(coverage, CODES))
    assert set(programmes["État"]) == {"confirmé", "documenté, à confirmer", "non documenté"}
    assert not missing_data(compare.missing_from(coverage, "06")).empty
