"""Region against region, on small editions drawn by hand and on the published ones."""

from __future__ import annotations

import pytest

from amu_geo.comparison import (
    best_to_copy,
    comparable_figures,
    family_matrix,
    indicator_figures,
    missing_from,
    programme_matrix,
    reference_lines,
    smallest_steps,
    twins,
)
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED
from tests.making import edition, observation, scheme

# What makes a scheme of `scheme`, whose page dates from 2020, confirmed in 2026.
PROVEN = {"date_source": "2026-05"}


def measured(territories, rows, reading=None, **tables):
    return compute_coverage(edition(rows, **tables), reading or Reading(), territories)


@pytest.fixture(scope="module")
def published(territories):
    return compute_coverage(read_shelf(territories).editions["2026"], Reading(), territories)


def test_family_matrix_carries_schemes_and_differences(territories):
    rows = [scheme("a"), scheme("b", **PROVEN), scheme("n", programme="no-watt", **PROVEN)]
    table = family_matrix(
        measured(territories, [*rows, scheme("c", "75", "no-watt", **PROVEN)]), ["76", "75"]
    )
    assert len(table) == 8
    cell = table[(table["famille"] == "communaute") & (table["code_region"] == "76")].iloc[0]
    assert cell["etat"] == CONFIRMED
    assert cell["dispositifs"] == ("b", "a"), "what confirms the cell comes first"
    assert cell["noms"] == ("Dispositif b", "Dispositif a")
    assert dict(zip(table["famille"], table["differe"], strict=True)) == {
        "batiment": False,
        "collectif-habitant": False,
        "communaute": True,
        "territoriale": False,
    }


def test_confirmed_and_to_confirm_are_a_difference(territories):
    rows = [scheme("a", **PROVEN), scheme("b", "75")]
    table = family_matrix(measured(territories, rows), ["76", "75"]).set_index("famille")
    assert list(table.loc["communaute", "etat"]) == [CONFIRMED, TO_CONFIRM]
    assert table.loc["communaute", "differe"].all()
    programmes = programme_matrix(measured(territories, rows), ["76", "75"])
    assert programmes.set_index("programme").loc["friches", "differe"].all()


def test_programme_matrix_has_every_programme_and_region(territories, published):
    table = programme_matrix(published)
    assert len(table) == len(published.edition.programmes) * 18
    assert table["dispositifs"].map(len).sum() == len(published.retained)
    small = measured(territories, [scheme("a"), scheme("b", **PROVEN)])
    cell = programme_matrix(small, ["76"]).set_index("programme").loc["friches"]
    assert (cell["etat"], cell["dispositifs"]) == (CONFIRMED, ("b", "a"))


def test_reference_lines_leave_the_undocumented_out_of_means(territories):
    rows = [scheme("a", **PROVEN), scheme("b", programme="no-watt"), scheme("c", "01", **PROVEN)]
    lines = reference_lines(measured(territories, rows), territories).set_index("groupe")
    assert list(lines["regions"]) == [18, 13, 5]
    assert list(lines["documentees"]) == [2, 1, 1]
    assert list(lines["familles_documentees"]) == [1.5, 2.0, 1.0]
    assert list(lines["familles_confirmees"]) == [1.0, 1.0, 1.0]
    nothing = reference_lines(measured(territories, []), territories)
    assert nothing["familles_confirmees"].isna().all()
    assert nothing["familles_documentees"].isna().all()


def test_best_to_copy_order():
    worse = [
        {"annee_debut": 2014},
        {"statut": "inconnu"},
        {"confiance": "B"},
        {"strict": "non"},
        {"implication_usagers": "encouragee"},
        {"implication_usagers": "non-precisee"},
    ]
    rows = [scheme(f"s{n}", **cells) for n, cells in enumerate(worse)]
    rows += [scheme("near", "75"), scheme("best"), scheme("doubt")]
    schemes = edition(rows).dispositifs
    schemes = schemes.assign(etat=CONFIRMED)
    schemes.loc[schemes["id"] == "doubt", "etat"] = TO_CONFIRM
    assert list(best_to_copy(schemes)["id"])[:2] == ["best", "near"]
    assert list(best_to_copy(schemes, ["75"])["id"]) == [
        *("near", "best", "s0", "s1", "s2", "s3", "s4", "s5", "doubt"),
    ]


def test_missing_from_tells_families_then_programmes(territories):
    rows = [scheme("own"), scheme("model", "75", "no-watt"), scheme("same", "75")]
    missing = missing_from(measured(territories, rows), "76")
    assert [(m.sorte, m.code, m.regions) for m in missing] == [
        ("famille", "batiment", ("75",)),
        ("programme", "no-watt", ("75",)),
    ]
    assert list(missing[0].modeles["id"]) == ["model"]
    assert missing_from(measured(territories, rows), "76", others=["94"]) == ()


def test_what_is_missing_is_never_there(territories, published):
    for code in territories.codes:
        for missing in missing_from(published, code):
            assert code not in missing.regions
            if missing.sorte == "famille":
                assert published.state(code, missing.code) == UNDOCUMENTED
            else:
                assert missing.code not in set(published.schemes(code)["programme"])


def test_twins_by_jaccard_then_numbers(territories):
    rows = [
        *(scheme("a1", "76"), scheme("a2", "76", "no-watt")),
        *(scheme("b1", "75"), scheme("b2", "75", "no-watt"), scheme("b3", "75", "no-watt")),
        *(scheme("c1", "84"), scheme("c2", "84", "no-watt")),
        *(scheme("d1", "11"), scheme("d2", "11", "tiers-lieux")),
        scheme("e1", "94", "bourgs-centres"),
    ]
    found = twins(measured(territories, rows), "76")
    assert [(t.code_region, round(t.ressemblance, 2)) for t in found] == [
        ("84", 1.0),
        ("75", 1.0),
        ("11", 0.33),
    ]
    assert (found[2].communs, found[2].en_plus, found[2].en_moins) == (
        ("friches",),
        ("tiers-lieux",),
        ("no-watt",),
    )


def test_twins_are_mutual_and_never_oneself(territories, published):
    score = {}
    for code in territories.codes:
        for twin in twins(published, code, n=18):
            assert twin.code_region != code
            assert 0 < twin.ressemblance <= 1
            score[code, twin.code_region] = twin.ressemblance
    for (one, other), value in score.items():
        if published.documented(one):
            assert score[other, one] == value


def test_an_undocumented_region_has_twins_by_what_is_known_of_it(territories):
    rows = [scheme("far", "06", "no-watt", financeur="etat"), scheme("like", "76", "no-watt")]
    assert [t.code_region for t in twins(measured(territories, rows), "06")] == ["76"]
    assert twins(measured(territories, rows), "94") == ()


def test_smallest_steps_really_confirm_what_they_say(territories, published):
    known = published.edition.tables["attestations"].to_dict("records")
    for code in ("93", "06", "94", "53"):
        before = published.by_region[code]["familles_confirmees"]
        for step in smallest_steps(published, code):
            rows = published.edition.dispositifs.to_dict("records")
            new = scheme("nouveau", code, step.programme, **PROVEN)
            made = edition([*rows, new], attestations=known)
            after = compute_coverage(made, published.reading, territories).by_region[code]
            assert after["familles_confirmees"] == before + len(step.familles)
            example = published.retained.set_index("id")["etat"].get(step.exemple)
            assert example == CONFIRMED if step.regions else step.exemple == ""


def test_smallest_steps_put_first_what_only_needs_a_proof(territories):
    rows = [
        scheme("own", **PROVEN),
        scheme("closed", programme="habitat-participatif", statut="termine"),
        scheme("waiting", programme="no-watt"),
        *(scheme(f"b{n}", code, "bourgs-centres", **PROVEN) for n, code in enumerate(("75", "84"))),
        scheme("h", "94", "habitat-participatif", **PROVEN),
    ]
    steps = smallest_steps(measured(territories, rows), "76")
    assert (steps[0].programme, steps[0].a_confirmer) == ("no-watt", ("waiting",))
    assert (steps[0].regions, steps[0].exemple) == ((), "")
    assert (steps[1].programme, steps[1].deja, steps[1].regions) == (
        "habitat-participatif",
        ("closed",),
        ("94",),
    )
    assert (steps[2].programme, steps[2].exemple) == ("bourgs-centres", "b0")


def test_no_step_is_left_once_four_families_are_confirmed(territories):
    four = ("no-watt", "habitat-participatif", "tiers-lieux", "bourgs-centres")
    proven = [scheme(name, "76", name, **PROVEN) for name in four]
    assert smallest_steps(measured(territories, proven), "76") == ()
    documented = [scheme(name, "76", name) for name in four]
    steps = smallest_steps(measured(territories, documented), "76")
    assert {name for step in steps for name in step.familles} == set(FAMILIES)


def figures(territories, *observations, codes=("76", "75"), **cells):
    rows = [scheme("a", "76", **cells), scheme("b", "75", **cells)]
    small = edition(rows, observations=list(observations))
    return comparable_figures(small, codes, territories)


def test_figures_of_the_same_measure_and_year_are_rated(territories):
    found = figures(
        territories,
        observation("a", "projets", 61, annee=2021),
        observation("b", "projets", 30, annee=2021),
    )
    people = territories.regions.set_index("code_region")["population"]["76"]
    area = territories.regions.set_index("code_region")["superficie_km2"]["76"]
    row = found[found["code_region"] == "76"].iloc[0]
    assert found["comparable"].all()
    assert row["pour_100000_habitants"] == pytest.approx(61 * 100_000 / people)
    assert row["pour_1000_km2"] == pytest.approx(61 * 1_000 / area)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"mesure": "autre"}, "note"),
        ({"mesure": "aide_eur"}, "pas un total"),
        ({"mesure": "plafond_projet_eur"}, "telle quelle"),
        ({"annee": None}, "année inconnue"),
        ({"annee": 2015}, "limites actuelles"),
        ({"annee": 2022}, "même année"),
        ({"note": "projets attendus avant fin 2021"}, "objectif"),
        ({"note": "projets de cette seule commission"}, "session"),
        ({"note": "tous thèmes"}, "périmètre"),
        ({"note": "cumul depuis 2016"}, "cumul"),
        ({"note": "inclus dans le total"}, "partie"),
        ({"mesure": "enveloppe_eur", "note": "environ 120 M€ sur 2016-2021"}, "plusieurs années"),
    ],
)
def test_a_figure_that_cannot_be_compared_says_why(territories, cells, reason):
    mine = {"mesure": "projets", "valeur": 61, "annee": 2021, **cells}
    found = figures(
        territories, observation("a", **mine), observation("b", "projets", 30, annee=2021)
    )
    row = found[found["code_region"] == "76"].iloc[0]
    assert not row["comparable"]
    assert reason in row["raison"]
    assert found["pour_100000_habitants"].isna().all()


def test_figures_are_never_added_up(territories):
    found = figures(
        territories,
        observation("a", "projets", 61, annee=2021),
        observation("a", "projets", 7, annee=2021, note="autre source"),
        observation("b", "projets", 30, annee=2021),
    )
    mine = found[found["code_region"] == "76"]
    assert sorted(mine["valeur"]) == [7, 61]
    assert not found["comparable"].any()
    assert mine["raison"].str.contains("ne s’additionnent pas").all()


def test_money_of_others_is_not_compared(territories):
    pair = (
        observation("a", "projets", 61, annee=2021),
        observation("b", "projets", 30, annee=2021),
    )
    found = figures(territories, *pair, financeur="etat")
    assert found["raison"].str.contains("ne finance pas").all()


def test_every_published_figure_is_kept_as_written(territories, published):
    found = comparable_figures(published.edition, territories.codes, territories)
    written = published.edition.tables["observations"]
    assert len(found) == len(written)
    assert sorted(found["valeur"]) == sorted(written["valeur"])
    assert (found["comparable"] == (found["raison"] == "")).all()
    assert found["comparable"].any()
    twice = found[found["comparable"]].duplicated(["programme", "mesure", "annee", "code_region"])
    assert not twice.any()


def test_indicators_say_when_they_must_not_rank(territories, published):
    found = indicator_figures(published.edition, ["76", "06"], territories)
    assert set(found["code_region"]) == {"76", "06"}
    assert found.groupby(["indicateur", "code_region"]).size().max() == 1
    assert (found.loc[found["indicateur"].str.startswith("friches_"), "prudence"] != "").all()
    plain = found[found["indicateur"] == "petites_villes_de_demain_communes"]
    assert (plain["prudence"] == "").all()
    assert (plain["pour_100000_habitants"] > 0).all()
    assert indicator_figures(edition(), ["76"], territories).empty


def test_no_rate_where_nobody_lives(territories):
    class Emptied:
        name = territories.name
        regions = territories.regions.assign(population=0)

    small = edition(
        [scheme("a", "76"), scheme("b", "75")],
        observations=[
            observation("a", "projets", 61, annee=2021),
            observation("b", "projets", 30, annee=2021),
        ],
    )
    found = comparable_figures(small, ["76", "75"], Emptied)
    assert found["pour_100000_habitants"].isna().all()
    assert found["pour_1000_km2"].notna().all()


def test_families_are_those_of_the_vocabulary(published):
    assert list(dict.fromkeys(family_matrix(published, ["76"])["famille"])) == list(FAMILIES)
