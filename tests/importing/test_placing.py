"""Rows that say where they are in the many ways of people: placed, or said, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo import store
from amu_geo.edition.checking.problems import WARNING, Problem, errors
from amu_geo.importing import Imported, import_path

HEADER = "id,nom,url_source,perimetre,confiance"
START = "a-{},Lieu {},https://exemple.fr/a,pratique-voisine,B"


def placed(territories, columns: str, *rows: str, name: str = "acteurs.csv") -> Imported:
    """Import actors of which only what places them matters."""
    lines = [f"{START.format(i, i)},{row}" for i, row in enumerate(rows)]
    text = "\n".join([f"{HEADER},{columns}", *lines]) + "\n"
    return import_path(text.encode(), name, territories)


def column(imported: Imported, name: str = "code_commune") -> list[str]:
    return imported.raw.tables["acteurs"].cells[name].tolist()


def said(imported: Imported, words: str) -> list[Problem]:
    return [p for p in imported.problems if words in f"{p.message} {p.detail or ''}"]


NAMED = {
    # commune, departement, code_postal, code_region → code of the commune
    "Corse by its number": ("Ajaccio,20,,", "2A004"),
    "Corse by its name": ("Bastia,Corse,,", "2B033"),
    "a number and a name": ("Montpellier,34 - Hérault,,", "34172"),
    "a name and its number": ("Montpellier,Hérault (34),,", "34172"),
    "a metropolis": ("Villeurbanne,Métropole de Lyon,,", "69266"),
    "three digits": ("Bourg-en-Bresse,001,,", "01053"),
    "a former département": ("Saint-Brieuc,Côtes-du-Nord,,", "22278"),
    "a postal code with a space": ("Montpellier,,34 000,", "34172"),
    "a postal code that lost its zero": ("Bourg-en-Bresse,,1000.0,", "01053"),
    "a postal code of a whole city": ("Paris,,75000,", "75056"),
    "a CEDEX of no commune": ("Toulouse CEDEX 9,,31059,", "31555"),
    "a name that no other bears": ("Toulouse,,,", "31555"),
    "a name of its region": ("Lille,,,32", "59350"),
    "a number that is of the region": ("Lille (32),,,", "59350"),
    "a name and a département in brackets": ("Saint-Denis (La Réunion),,,", "97411"),
    "a postal code before": ("31000 Toulouse,,,", "31555"),
    "a postal code after": ("Lodève 34700,,,", "34142"),
    "an arrondissement": ("Marseille 08,,,", "13055"),
    "a former commune": ("Annecy-le-Vieux,,,", "74010"),
    "a former name": ("Châlons-sur-Marne,51,,", "51108"),
    "zero for a code": ("Lodève,,,76", "34142"),
    "several of that name": ("Saint-Denis,,,", ""),
    "another today, and a former one": ("Évry,,,", ""),
    "nothing near": ("Xqzwx,,,", ""),
    "a name elsewhere": ("Bruxelles,,,", ""),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_commune_by_what_is_written(territories, case):
    row, code = NAMED[case]
    zero = "0" if case.startswith("zero") else ""
    imported = placed(
        territories, "commune,departement,code_postal,code_region,code_commune", f"{row},{zero}"
    )
    assert column(imported) == [code]
    assert not errors(imported.problems)
    repairs = [repair for repair in imported.repairs if repair.apres == code and code]
    assert bool(repairs) == bool(code)
    assert code or said(imported, "ce nom")


def test_a_former_name_is_said_with_the_commune_of_today(territories):
    imported = placed(territories, "commune", "Annecy-le-Vieux", "Mohon (08)")
    reasons = [
        repair.raison
        for repair in imported.repairs
        if repair.apres and repair.colonne == "code_commune"
    ]
    assert "Annecy-le-Vieux est aujourd’hui dans Annecy" in reasons[0]
    assert "Mohon est aujourd’hui dans Charleville-Mézières" in reasons[1]
    assert column(imported, "commune") == ["Annecy-le-Vieux", "Mohon"]


def test_homonyms_and_misspellings_are_said_with_what_to_choose_from(territories):
    imported = placed(
        territories, "commune,code_region", "Saint-Denis,", "Lile,32", "Tolouse,", "Sainte-Marie,"
    )
    several, others = said(imported, "plusieurs communes portent ce nom")
    assert (several.ligne, several.colonne, several.valeur) == (2, "commune", "Saint-Denis")
    assert "93066 (Seine-Saint-Denis)" in several.detail
    assert others.detail.endswith("autres.")
    asked = said(imported, "Vouliez-vous dire")
    assert [(p.ligne, p.valeur, p.proche) for p in asked] == [
        (3, "Lile", "Lille"),
        (4, "Tolouse", "Toulouse"),
    ]
    assert {p.gravite for p in [several, *asked]} == {WARNING}


OVERSEAS = {
    "a département": ("Nouméa,988,,,,", "Nouvelle-Calédonie (988)"),
    "its name": ("Uturoa,Polynésie française,,,,", "Polynésie française (987)"),
    "a postal code": ("Saint-Martin,,97150,,,", "Saint-Martin (978)"),
    "a name alone": ("Papeete,,,,,", "Polynésie française (987)"),
    "a code": (",,,97502,,", "Saint-Pierre-et-Miquelon (975)"),
    "a code and a point elsewhere": (",,,98818,3.32,43.73", "Nouvelle-Calédonie (988)"),
}


@pytest.mark.parametrize("case", OVERSEAS)
def test_overseas_collectivities_are_said_and_block_nothing(territories, case):
    row, where = OVERSEAS[case]
    columns = "commune,departement,code_postal,code_commune,lon,lat"
    imported = placed(territories, columns, row, "Lodève,34,,,,")
    assert not errors(imported.problems)
    [problem] = said(imported, "hors des 18 régions")
    assert where in problem.detail
    assert column(imported)[1] == "34142"
    assert column(imported, "code_region")[0] == ("76" if "3.32" in row else "")


def test_points_in_an_overseas_collectivity_are_set_aside_and_named(territories):
    imported = placed(territories, "lon,lat", "166.45,-22.27", "3.32,43.73")
    assert column(imported, "code_region") == ["76"]
    assert "Nouvelle-Calédonie" in said(imported, "hors des 18 régions")[0].detail


@pytest.mark.parametrize(
    ("columns", "row", "message"),
    [
        ("commune,departement", "Lodève,Héro", "ce département n’est pas reconnu"),
        ("commune,code_postal", "Lodève,3470", ""),
        ("commune,code_postal", "Lodève,ABC", "ce code postal n’est pas reconnu"),
    ],
)
def test_what_is_not_understood_of_a_place_is_said(territories, columns, row, message):
    imported = placed(territories, columns, row)
    if message:
        [problem] = said(imported, message)
        assert (problem.ligne, problem.valeur) == (2, row.partition(",")[2])
        assert problem.gravite == WARNING


CONTRADICTED = {
    # commune, code_commune, code_postal, departement, lon, lat → the code meant, what says so
    "a postal code for a code": ("Sète,34200,,,,", "34301", "le nom dit « Sète »"),
    "of another département": ("Bastia,20004,,,,", "2B033", "le nom dit « Bastia »"),
    "another commune's": ("Nantes,34142,,,,", "44109", "le nom dit « Nantes »"),
    "a former name elsewhere": ("Châlons-sur-Marne,34142,,,,", "51108", "le nom"),
    "several of that name": ("Saint-Denis,34142,,93,,", "93066", "le département dit « 93 »"),
    "by postal code": (",34142,44000,,,", "44109", "le code postal dit « 44000 »"),
    "by département": ("Lodève,44109,,34,,", "34142", "le département dit « 34 »"),
    "by its point": (",34142,,,-1.5536,47.2184", "44109", "le point en est à"),
    "by one in the same département": (",34142,,,3.8767,43.6112", "34172", "le point en est à"),
}


@pytest.mark.parametrize("case", CONTRADICTED)
def test_a_code_that_its_row_contradicts_is_said_with_the_right_one(territories, case):
    row, near, told = CONTRADICTED[case]
    imported = placed(territories, "commune,code_commune,code_postal,departement,lon,lat", row)
    [problem] = said(imported, "contredit le reste de sa ligne")
    assert (problem.ligne, problem.colonne, problem.proche) == (2, "code_commune", near)
    assert problem.valeur == column(imported)[0]
    assert told in problem.detail
    assert problem.gravite == WARNING


AGREEING = [
    "Lodève,34142,34700,34,3.32,43.73",
    "LODEVE CEDEX,34142,,Hérault,,",
    "Paris 15e,75056,75015,75,,",
    "Lyon,69123,69003,69,,",
    "Annecy-le-Vieux,74010,74940,,,",
    "La Plaine Saint-Denis,93066,,93,,",
    "Quartier Saint-Jean,34142,,,,",
    "Havre,76351,,,,",
    "Bastia,2B033,20200,20,,",
    "Toulouse,31555,31059,,,",
    # Large communes: Salin-de-Giraud is of Arles; Saint-Laurent-du-Maroni stretches far.
    "Arles,13004,13129,,4.73,43.41",
    "Maripasoula,97353,,,-53.9,2.6",
]


@pytest.mark.parametrize("row", AGREEING)
def test_rows_that_agree_are_left_alone(territories, row):
    imported = placed(territories, "commune,code_commune,code_postal,departement,lon,lat", row)
    assert not said(imported, "contredit")
    assert column(imported) == [row.split(",")[1]]


def test_a_postal_code_for_a_code_that_no_commune_bears_is_mended(territories):
    imported = placed(
        territories, "commune,code_commune", "Lille,59000", "Nantes,44000", "Nice,59000"
    )
    assert column(imported) == ["59350", "44109", "59000"]
    [lille, _] = [r for r in imported.repairs if "code postal donné" in r.raison]
    assert (lille.avant, lille.apres, lille.ligne) == ("59000", "59350", 2)
    assert [p.ligne for p in errors(imported.problems)] == [4]


ISLANDS = {
    "Frioul": (",5.307,43.28", "93", ""),
    "Le Levant": ("Hyères,6.46,43.03", "93", "83069"),
    "Terre-de-Haut": ("Terre-de-Haut,-61.587,15.867", "01", "97131"),
    "Terre-de-Bas": ("Terre-de-Bas,-61.63,15.853", "01", "97130"),
}


def test_a_commune_on_its_own_islet_is_placed(territories):
    imported = placed(
        territories, "commune,lon,lat", ",-1.511,48.636", "Le Mont-St-Michel,-1.511,48.636"
    )
    assert column(imported, "code_region") == ["28", "28"]
    assert column(imported) == ["", "50353"]
    assert not said(imported, "contredit")


@pytest.mark.parametrize("island", ISLANDS)
def test_a_point_just_off_our_shapes_is_of_the_nearest_region(territories, island):
    row, region, code = ISLANDS[island]
    imported = placed(territories, "commune,lon,lat", row)
    assert column(imported, "code_region") == [region]
    assert column(imported) == [code]
    reasons = " ".join(repair.raison for repair in imported.repairs)
    assert island == "Terre-de-Bas" or "hors de nos contours, simplifiés" in reasons
    assert not said(imported, "aucune région")
    assert not said(imported, "hors de France")


def test_swapped_coordinates_are_asked_about(territories):
    imported = placed(
        territories, "commune,lon,lat", "Lodève,43.73,3.32", "Lodève,3.32,43.73", "Rome,12.5,41.9"
    )
    [swapped] = said(imported, "coordonnées inversées ?")
    assert (swapped.ligne, swapped.proche) == (2, "lon 3.32, lat 43.73")
    assert [p.ligne for p in said(imported, "hors de France")] == [4]
    assert imported.is_valid
    assert imported.rows_refused == 2


def test_swapped_coordinates_of_a_row_with_a_code_are_asked_about_too(territories):
    imported = placed(territories, "code_commune,lon,lat", "34142,43.73,3.32")
    assert said(imported, "Coordonnées inversées ?")
    assert column(imported) == ["34142"]


@pytest.mark.parametrize(
    "rows", [("Lodève,43.73,3.32", "Paris,48.85,2.35"), (",-30,20",), ("Rome,12.5,41.9",)]
)
def test_a_file_that_loses_all_its_rows_is_an_error(territories, rows):
    imported = placed(territories, "commune,lon,lat", *rows)
    [error] = errors(imported.problems)
    assert "toutes les lignes" in error.message
    assert column(imported) == []


def test_many_rows_of_a_kind_are_all_counted(territories):
    imported = placed(territories, "commune", *["Saint-Denis"] * 300, "Lille")
    found = said(imported, "plusieurs communes")
    assert len(found) < 300
    assert sum(problem.nombre for problem in found) == 300
    assert column(imported)[-1] == "59350"


NAMES = st.sampled_from(
    [
        *("", "Lodève", "Lodève (34)", "Saint-Denis", "Lile", "Bruxelles", "Nouméa", "?"),
        *("34700 Lodève", "Annecy-le-Vieux", "Paris 15", "x" * 40),
    ]
)
DEPARTEMENTS = st.sampled_from(["", "34", "Hérault", "Corse", "988", "Zorglub", "34 - Gard"])
POSTCODES = st.sampled_from(["", "34 700", "1000", "98800", "99999", "abc", "31059"])
CODES = st.sampled_from(["", "34142", "44109", "59000", "20200", "99999", "98818", "0"])
LONLAT = st.sampled_from(
    [",", "3.32,43.73", "43.73,3.32", "-30,20", "166.45,-22.27", "5.307,43.28"]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, DEPARTEMENTS, POSTCODES, CODES, LONLAT), min_size=5, max_size=25))
def test_each_row_that_claims_a_place_has_it_or_is_said(rows):
    territories = store.territories()
    columns = "commune,departement,code_postal,code_commune,lon,lat"
    imported = placed(territories, columns, *(",".join(row) for row in rows))
    table = imported.raw.tables["acteurs"]
    kept = dict(zip(table.lines, table.cells["code_commune"], strict=True))
    lines = {p.ligne for p in imported.problems}
    known = set(territories.communes["code_commune"])
    for line, (name, _, _, code, _) in enumerate(rows, start=2):
        assert line in kept or line in lines
        if name or code.strip("0"):
            assert kept.get(line) in known or line in lines, rows
        if code == "34142" and line in kept:
            assert kept[line] == code


def test_a_project_told_by_its_town_alone_stays_as_it_is_told(territories):
    head = "id,nom,commune,code_commune,code_region,url_source,perimetre,confiance"
    row = "a,Un lieu,{},,,https://exemple.fr,amu-declaree,A"
    text = "\n".join(
        [head, row.format("Strasbourg"), row.format("Lodève (34)").replace("a,", "b,", 1)]
    )
    told = import_path(text.encode(), "projets.csv", territories).raw.tables["projets"].cells
    assert told["code_commune"].tolist() == ["", "34142"]
