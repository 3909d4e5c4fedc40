"""What the template lets a person leave out or write her own way: ids, dates, départements."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.edition.checking.problems import errors
from amu_geo.export.workbook import edition_workbook
from amu_geo.importing import import_path

HEAD = "id;code_region;programme;nom;financeur;annee_debut_deduite;statut;implication_usagers"
REST = ";strict;confiance;url_source"
NAMES = st.lists(
    st.tuples(
        st.sampled_from(["76", "53", "01"]),
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda pair: (pair[0], re.sub(r"\W+", "", pair[1]).casefold()),
)


def schemes(rows, territories, head=HEAD + REST):
    lines = [
        f"{name};{region};friches;{title};region;non;en-cours;exigee;oui;A;https://e.fr/a"
        for name, region, title in rows
    ]
    if not head.startswith("id"):
        lines = [line.removeprefix(";") for line in lines]
    content = "\n".join([head, *lines]) + "\n"
    return import_path(content.encode(), "dispositifs.csv", territories)


def ids_of(imported) -> list[str]:
    return imported.raw.tables["dispositifs"].cells["id"].tolist()


def test_an_identifier_left_empty_is_made_and_each_is_said(territories):
    imported = schemes(
        [("", "76", "Label des lieux"), ("76-autre", "76", "Été"), ("", "01", "Aide à l’été")],
        territories,
    )
    assert errors(imported.problems) == []
    assert ids_of(imported) == ["76-label-des-lieux", "76-autre", "01-aide-a-l-ete"]
    made = [said for said in imported.repairs if said.colonne == "id"]
    assert [(said.ligne, said.apres) for said in made] == [
        (2, "76-label-des-lieux"),
        (4, "01-aide-a-l-ete"),
    ]


@pytest.mark.parametrize("head", [HEAD + REST, (HEAD + REST).removeprefix("id;")])
def test_two_of_one_name_and_a_name_already_taken_stay_apart(territories, head):
    rows = [("", "76", "Label"), ("", "76", "Label"), ("", "76", "LABEL")]
    assert ids_of(schemes(rows, territories, head)) == ["76-label", "76-label-2", "76-label-3"]
    if head.startswith("id"):
        rows = [("76-label", "76", "Autre"), ("", "76", "Label")]
        assert ids_of(schemes(rows, territories)) == ["76-label", "76-label-2"]


def test_a_row_without_a_name_says_what_it_lacks(territories):
    wrong = errors(schemes([("", "76", "")], territories).problems)
    assert {problem.colonne for problem in wrong} == {"id", "nom"}


@settings(max_examples=25, deadline=None)
@given(pairs=NAMES, data=st.data())
def test_made_identifiers_are_unique_valid_and_the_same_in_any_order(territories, pairs, data):
    rows = [("", region, title) for region, title in pairs]
    first = dict(zip(pairs, ids_of(schemes(rows, territories)), strict=True))
    assert len(set(first.values())) == len(pairs)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", made) for made in first.values())
    assert dict(zip(pairs, ids_of(schemes(rows, territories)), strict=True)) == first
    shuffled = data.draw(st.permutations(rows))
    again = schemes(shuffled, territories)
    for (_, region, title), made in zip(shuffled, ids_of(again), strict=True):
        stem = first[region, title]
        assert re.sub(r"-\d+$", "", made) == re.sub(r"-\d+$", "", stem)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1er juin 2024", "2024-06-01"),
        ("01/06/2024", "2024-06-01"),
        ("01-06-24", "2024-06-01"),
        ("2024-06-01 00:00:00", "2024-06-01"),
    ],
)
def test_the_date_of_the_edition_as_the_french_write_it(tiny_edition, territories, written, meant):
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    cell = next(row[1] for row in book["édition"] if row[0].value == "date")
    cell.value = written
    buffer = io.BytesIO()
    book.save(buffer)
    imported = import_path(buffer.getvalue(), "a.xlsx", territories)
    assert errors(imported.problems) == []
    assert imported.raw.metadata["date"] == meant
    [said] = [said for said in imported.repairs if said.colonne == "date"]
    assert (said.avant, said.apres, said.feuille) == (written, meant, "édition")


@pytest.mark.parametrize("written", ["31/02/2024", "juin 2024", "bientôt"])
def test_a_date_that_is_no_day_is_an_error(tiny_edition, territories, written):
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(tiny_edition, territories)))
    next(row[1] for row in book["édition"] if row[0].value == "date").value = written
    buffer = io.BytesIO()
    book.save(buffer)
    wrong = errors(import_path(buffer.getvalue(), "a.xlsx", territories).problems)
    assert [(problem.feuille, problem.colonne) for problem in wrong] == [("édition", "date")]


@pytest.mark.parametrize(
    ("departement", "postcode", "kept", "code"),
    [
        ("34", "34700", ("34", "34700"), "34142"),
        ("Hérault", "34 700", ("34", "34700"), "34142"),
        ("34.0", "34700.0", ("34", "34700"), "34142"),
        ("34 - Hérault", "34700", ("34", "34700"), "34142"),
        ("", "34700", ("", "34700"), "34142"),
    ],
)
def test_actors_keep_their_departement_and_postcode(territories, departement, postcode, kept, code):
    content = (
        "nom;commune;departement;code_postal;perimetre;url_source;confiance\n"
        f"La Gare;Lodève;{departement};{postcode};amu-declaree;https://e.fr/a;A\n"
    )
    imported = import_path(content.encode(), "acteurs.csv", territories)
    assert errors(imported.problems) == []
    row = imported.raw.tables["acteurs"].cells.iloc[0]
    assert (row["departement"], row["code_postal"]) == kept
    assert row["code_commune"] == code
    assert row["id"] == "76-la-gare"
