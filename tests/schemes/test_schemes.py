"""Schemes in words, searched and filtered; and the proof of a cell."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import (
    Filters,
    SchemeList,
    figure_in_words,
    period,
    proof,
    scheme_figures,
    source_note,
    status_note,
)
from amu_geo.schemes.search import ForgivingIndex
from amu_geo.vocabulary import FAMILIES, LECTURES
from tests.making import edition, observation, scheme


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"annee_debut": 2018, "annee_fin": 2021}, "de 2018 à 2021"),
        ({"annee_debut": 2018, "annee_fin": 2018}, "en 2018"),
        ({"annee_debut": 2018, "annee_fin": 2021, "date_fin": "2021-03"}, "de 2018 à mars 2021"),
        (
            {"annee_debut": 2018, "annee_fin": 2021, "date_fin": "2021-03-31"},
            "de 2018 au 31 mars 2021",
        ),
        ({"annee_debut": 2018}, "à partir de 2018"),
        ({"annee_debut": 2018, "annee_debut_deduite": "oui"}, "à partir de 2018 (début déduit)"),
        ({"annee_debut": 2018, "statut": "termine"}, "à partir de 2018, fini à une date inconnue"),
        ({"annee_debut": 2018, "statut": "inconnu"}, "à partir de 2018, fin inconnue"),
        ({"annee_debut": None, "annee_fin": 2021}, "jusqu’en 2021, début inconnu"),
        ({"annee_debut": None}, "dates inconnues"),
    ],
)
def test_period(cells, expected):
    row = edition([scheme("un", **cells)]).dispositifs.to_dict("records")[0]
    assert period(row) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", "source de 2016"),
        ("2016-05", "source de mai 2016"),
        ("2016-10", "source d’octobre 2016"),
        ("2016-08-02", "source du 2 août 2016"),
        ("2016-05-01", "source du 1er mai 2016"),
        ("", "page non datée, lue le 21 novembre 2026"),
    ],
)
def test_source_note(text, expected):
    assert source_note({"date_source": text}, date(2026, 11, 21)) == expected
    assert source_note({"date_source": ""}) == "page non datée"


def test_status_note():
    unknown = {"statut": "inconnu", "date_source": "2016"}
    assert status_note(unknown) == "statut inconnu (source de 2016)"
    assert status_note({"statut": "en-cours", "date_source": ""}) == "en cours d’après sa source"
    assert status_note({"statut": "termine", "date_source": ""}) == "terminé"


def test_figures_are_dated_points_with_their_notes():
    small = edition(
        [scheme("un")],
        observations=[
            observation("un", "communes", 498, annee=2021, note="engagées"),
            observation("un", "enveloppe_eur", 1_750_000),
            observation("un", "laureats", 8, annee=2013),
            observation("un", "part_note_pct", 12.5, annee=2013),
        ],
    )
    figures = scheme_figures(small, "un")
    assert [plain(text) for text in figures["texte"]] == [
        "8 lauréats",
        "12,50 %",
        "498 communes",
        "1 750 000 €",
    ]
    assert list(figures["annee"].fillna(0)) == [2013, 2013, 2021, 0]
    assert figures["note"].iloc[2] == "engagées"
    assert scheme_figures(small, "autre").empty
    assert figure_in_words(58, "autre") == "58"


@pytest.fixture(scope="module")
def listed(territories) -> SchemeList:
    return SchemeList.of(read_shelf(territories).editions["2026"], territories)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("label tiers lieux occitanie", "76-label-tiers-lieux-occitanie"),
        ("LABEL TIERS-LIEUX OCCITANIE", "76-label-tiers-lieux-occitanie"),
        ("labl tiers liuex ocitanie", "76-label-tiers-lieux-occitanie"),
        ("nowatt", "76-nowatt"),
        ("bourgs centres midi pyrenees", "76-bourgs-centres-occitanie"),
    ],
)
def test_search_forgives_accents_and_typing_errors(listed, query, first):
    assert first in list(listed.filtered(Filters(recherche=query))["id"])[:3]


def test_search_without_answer_is_empty(listed):
    assert listed.filtered(Filters(recherche="zzzzzz xxxxxx")).empty


def test_an_empty_search_keeps_everything(listed):
    for text in ("", "   ", "…"):
        assert len(listed.filtered(Filters(recherche=text))) == len(listed.rows)


def test_filters_narrow_together(listed):
    filters = Filters(programmes=("friches", "no-watt"), regions=("76",), statuts=("inconnu",))
    kept = listed.filtered(filters)
    assert len(kept) > 1
    assert filters.active == 3
    assert set(kept["programme"]) <= {"friches", "no-watt"}
    assert set(kept["code_region"]) == {"76"}
    assert set(kept["statut"]) == {"inconnu"}
    searched = listed.filtered(Filters(recherche="friches", regions=("76",)))
    assert set(searched["code_region"]) == {"76"}


def test_every_scheme_is_told_in_words(listed):
    rows = listed.rows
    assert len(rows) == len(listed.edition.dispositifs)
    for column in ("region", "programme_libelle", "financeur_libelle", "statut_phrase", "periode"):
        assert (rows[column] != "").all()
    unknown = rows[rows["statut"] == "inconnu"]
    assert unknown["statut_phrase"].str.startswith("statut inconnu").all()
    assert (rows["nb_chiffres"] > 0).any()
    assert listed.one("76-nowatt")["region"] == "Occitanie"
    with pytest.raises(KeyError, match="Dispositif inconnu"):
        listed.one("rien")


def test_search_prefers_the_most_telling_field_and_keeps_order():
    index = ForgivingIndex([("maison", "école"), ("école", "maison"), ("école", "maison")])
    assert index.search("ecole") == [1, 2, 0]
    assert index.search("maison école") == [0, 1, 2]
    assert index.search("maisson") == [0, 1, 2]
    assert index.search("de la") == []


def cell(territories, rows, famille="communaute", reading=None, **tables):
    coverage = compute_coverage(edition(rows, **tables), reading or Reading(), territories)
    return proof(coverage, "76", famille)


def test_proof_of_a_documented_cell_says_what_is_missing(territories):
    rows = [scheme("un", statut="inconnu", date_source="2022-03"), scheme("deux", "94")]
    found = cell(territories, rows)
    assert (found.etat, found.nom, list(found.dispositifs["id"])) == (
        "a-confirmer",
        "Occitanie",
        ["un"],
    )
    assert found.regle.startswith("Documentée au 21 novembre 2026, à confirmer")
    assert "Confirmée" not in found.regle
    assert found.manque == "dernière preuve : mars 2022"
    assert found.dispositifs["regle"][0] == "à confirmer, dernière preuve : mars 2022"
    assert [(line.quand, line.compte) for line in found.preuves["un"]] == [
        ("mars 2022", False),
        ("2015", False),
    ]
    assert found.elargir == ""
    assert {"friches", "tiers-lieux"} <= {code for code, _, _ in found.correspondance}


def test_proof_puts_first_what_the_state_rests_on(territories):
    rows = [
        scheme("douteux", annee_debut=2013, date_source=""),
        scheme("sur", annee_debut=2012, annee_fin=2020),
    ]
    found = cell(territories, rows, reading=Reading(2015))
    assert list(found.dispositifs["id"]) == ["sur", "douteux"]
    assert list(found.dispositifs["fonde"]) == [True, False]
    assert found.dispositifs["regle"][0] == (
        "confirmé en 2015 : 2015 est dans sa période connue, 2012–2020"
    )
    assert found.dispositifs["regle"][1] == "à confirmer en 2015, dernière preuve : 2013"
    assert plain(found.regle).startswith("Confirmée en 2015 : la lecture régionale retient deux")
    assert found.manque == ""


def test_proof_of_an_undocumented_cell_says_what_would_widen_it(territories):
    rows = [
        scheme("etat", financeur="etat"),
        scheme("large", strict="non", implication_usagers="non-precisee"),
        scheme("clos", statut="termine"),
        scheme("bourg", programme="bourgs-centres"),
        scheme("hors-sujet", programme="no-watt"),
    ]
    gaps = [{"code_region": "76", "programme": "tiers-lieux", "constat": "Rien trouvé."}]
    found = cell(territories, rows, reading=Reading(lecture="stricte"), lacunes=gaps)
    left = found.ecartes.set_index("id")
    assert found.etat == "non-documente"
    assert found.dispositifs.empty
    assert left["lecture"].to_dict() == {"etat": "large", "large": "regionale", "clos": ""}
    assert left.loc["etat", "raison"] == "financeur : État"
    assert left.loc["clos", "raison"] == "terminé"
    assert plain(found.elargir) == (
        "La lecture régionale compterait un dispositif. La lecture large compterait deux "
        "dispositifs."
    )
    assert list(found.autrement["id"]) == ["bourg"]
    assert found.lacunes == (("tiers-lieux", "Rien trouvé."),)


@pytest.mark.parametrize("year", [None, 2014, 2021])
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_scheme_of_a_cell_is_either_behind_it_or_left_out_for_a_reason(
    territories, listed, year, lecture
):
    published = listed.edition
    coverage = compute_coverage(published, Reading(year, lecture), territories)
    wider = {
        name: compute_coverage(published, Reading(year, name), territories) for name in LECTURES
    }
    for code in ("76", "93", "06"):
        for family in FAMILIES:
            found = proof(coverage, code, family)
            everything = pd.concat([found.dispositifs["id"], found.ecartes["id"]])
            supporting = listed.rows[listed.rows["code_region"] == code]
            supporting = supporting[[family in families for families in supporting["familles"]]]
            assert sorted(everything) == sorted(supporting["id"])
            assert (found.ecartes["raison"] != "").all()
            assert tuple(sorted(found.dispositifs["id"])) == coverage.behind(code, family)
            resting = found.dispositifs.loc[found.dispositifs["fonde"], "id"]
            if found.etat == "confirme":
                assert tuple(sorted(resting)) == coverage.confirming(code, family)
            else:
                assert len(resting) == len(found.dispositifs)
            if found.etat != "non-documente":
                assert (found.manque != "") == (found.etat == "a-confirmer")
            for row in found.ecartes.itertuples():
                counted_by = [
                    name for name in LECTURES if row.id in set(wider[name].retained["id"])
                ]
                assert row.lecture == (counted_by[-1] if counted_by else "")
