"""The report of an import, and what a foreign file may hold."""

from __future__ import annotations

import pandas as pd
import pytest

from amu_geo.charts.data.import_report import problems_list, repairs_list, report_head
from amu_geo.edition.checking.problems import WARNING, Problem
from amu_geo.importing import Imported, Repair, UnknownTable, import_path
from amu_geo.importing.guessing import guess_table
from amu_geo.importing.report import COLUMNS, report_frame, row_counts, verdict
from tests.conftest import csv_text

SPOILT = [
    {"id": "a", "nom": "La <b>Halle</b>", "type": "asociation", "code_region": "Bretagne"}
    | {"perimetre": "amu-declaree", "confiance": "A", "url_source": "https://exemple.fr/a"},
    {"id": "b", "nom": "Le Quai", "type": "association", "code_region": "53", "commune": "Rennes"}
    | {"perimetre": "amu-declaree", "confiance": "A", "url_source": "pas une adresse"},
]


@pytest.fixture(scope="module")
def imported(territories) -> Imported:
    return import_path(csv_text("acteurs", SPOILT).encode(), "acteurs.csv", territories)


def test_the_verdict_counts_errors(imported):
    assert verdict(imported, "acteurs.csv").startswith("acteurs.csv")
    assert "2 erreurs à corriger" in verdict(imported, "acteurs.csv").replace("\u202f", " ")
    assert not imported.is_valid


def test_rows_are_counted_by_what_became_of_them(imported):
    counts = row_counts(imported)
    assert counts["lignes lues"] == 2
    assert counts.get("réparée", counts.get("réparées", 0)) >= 1
    assert counts["refusées"] == 2
    assert [word for word, count in counts.items() if count < 2 and word.endswith("s")] == []


def test_the_table_to_take_away_says_place_value_and_nearest(imported):
    frame = report_frame(imported)
    assert list(frame.columns) == COLUMNS
    errors = frame[frame["nature"] == "erreur"].set_index("colonne")
    assert errors.loc["type", "trouve"] == "asociation"
    assert errors.loc["type", "proche"] == "association"
    assert errors.loc["type", "ligne"] == "2"
    repairs = frame[frame["nature"] == "réparation"]
    assert ("Bretagne", "53") in set(zip(repairs["trouve"], repairs["compris"], strict=True))
    assert len(frame) == len(imported.problems) + len(imported.repairs)


def test_the_screen_says_the_same_and_lets_nothing_of_the_file_be_markup(imported):
    html = report_head(imported, "<script>.csv") + problems_list(imported.problems)
    html += repairs_list(imported.repairs)
    assert "« asociation »" in html.replace("\u202f", " ").replace("\xa0", " ")
    assert "association" in html
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;strong" not in html


def test_many_problems_of_one_kind_are_one_group():
    many = [Problem("trop vieux.", "a.csv", ligne=n, valeur=str(n)) for n in range(2, 102)]
    html = problems_list(many)
    assert html.count("<details") == 1
    assert html.count('<th scope="row">') == 20
    assert "80 autres lignes" in html.replace("\u202f", " ").replace("\xa0", " ")


def test_a_lone_problem_needs_no_click_and_errors_come_first():
    warned = Problem("à voir.", "a.csv", gravite=WARNING)
    wrong = Problem("faux.", "a.csv", ligne=4, colonne="type", valeur="x", attendu="y")
    html = problems_list([warned, wrong])
    assert "<details" not in html
    assert html.index("faux.") < html.index("à voir.")
    assert "ligne 4" in html


def test_nothing_wrong_shows_nothing():
    assert problems_list([]) == ""
    assert repairs_list([]) == ""


def test_long_lists_of_repairs_are_cut():
    repairs = [Repair("raison", "a.csv", ligne=n, avant=str(n), apres="x") for n in range(150)]
    html = repairs_list(repairs)
    assert html.count('<th scope="row">') == 100
    assert "50" in html


def unknown(rows: pd.DataFrame) -> UnknownTable:
    return UnknownTable("f.csv", None, list(rows.columns), rows.to_dict("records"), len(rows))


def test_a_directory_of_places_looks_like_actors():
    rows = {"NOM_TL": ["Quai 10"], "INSEECOM": ["44109"], "CP": ["44300"], "WEB": ["exemple.fr"]}
    table = unknown(pd.DataFrame(rows))
    # Type and perimeter are asked for all rows; a file's name may tell the type.
    named = UnknownTable("tiers_lieux.csv", None, table.colonnes, table.exemples, table.lignes)
    assert guess_table(named) == "acteurs"


def test_a_list_without_names_is_there_to_be_counted():
    rows = {"id_t": ["x-1", "x-2"], "liste": ["Bouillante (97106)", "Bastia (2B033)"]}
    table = unknown(pd.DataFrame(rows))
    assert guess_table(table) is None
