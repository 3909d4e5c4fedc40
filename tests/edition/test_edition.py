"""Reading and checking an edition: each rule by an example, with what the person is told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from amu_geo import paths
from amu_geo.edition import Edition, EditionError, Problem, edition_folders, read_edition
from amu_geo.edition.checking.checks import ROWS_NAMED, check_edition, check_table
from amu_geo.edition.checking.problems import ERROR, WARNING, errors, group_problems, total
from amu_geo.edition.checking.values import is_date, is_web_address
from amu_geo.edition.model import table_to_csv
from amu_geo.edition.raw import RawTable, read_folder
from amu_geo.edition.schema import TABLES, all_schemas, table_schema
from amu_geo.edition.shelf import read_shelf
from amu_geo.edition.writing import edition_files
from tests.conftest import PROOF, SOURCE, EditionDraft


def check(draft, territories) -> list[Problem]:
    return check_edition(read_folder(draft.write()), territories)


def only_error(draft, territories) -> Problem:
    found = errors(check(draft, territories))
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def warnings_in(draft, territories, column: str) -> list[Problem]:
    found = check(draft, territories)
    assert errors(found) == []
    return [p for p in found if p.gravite == WARNING and p.colonne == column]


def test_the_tiny_edition_has_nothing_to_report(draft, territories):
    assert check(draft, territories) == []


def test_an_edition_is_typed(tiny_edition):
    schemes = tiny_edition.dispositifs
    assert tiny_edition.id == "essai"
    assert tiny_edition.year == 2024
    assert schemes["annee_debut"].tolist()[:2] == [2019, 2017]
    assert schemes["annee_fin"].dtype == "Int64"
    assert schemes["annee_fin"].isna().tolist() == [False, True, False]
    assert tiny_edition.tables["observations"]["valeur"].tolist() == [114.0, 0.5]
    assert schemes["code_region"].tolist() == ["76", "53", "53"]
    assert set(tiny_edition.tables) == set(TABLES)
    assert tiny_edition.tables["lacunes"].columns.tolist() == table_schema("lacunes").columns


def test_stated_figures_keep_the_words_of_the_source(tiny_edition):
    assert tiny_edition.stated_figure("acteurs") == "près de 50"
    assert tiny_edition.stated_figure("acteurs", "76") is None
    assert tiny_edition.chiffres[0].valeur_citee == "près d’une cinquantaine"


BAD_CELLS = [
    ("dispositifs", "code_region", "77", "pas dans la liste", None),
    ("dispositifs", "code_region", "Ocitanie", "pas dans la liste", "76"),
    ("dispositifs", "code_region", "Midi-Pyrénées", "pas dans la liste", "76"),
    ("dispositifs", "code_region", "", "vide", None),
    ("dispositifs", "financeur", "Région", "pas dans la liste", "region"),
    ("dispositifs", "statut", "en cours", "pas dans la liste", "en-cours"),
    ("dispositifs", "confiance", "a", "pas dans la liste", "A"),
    ("dispositifs", "annee_debut", "deux mille", "pas une année", None),
    ("dispositifs", "annee_debut", "1899", "hors des bornes", None),
    ("dispositifs", "annee_fin", "2101", "hors des bornes", None),
    ("dispositifs", "annee_debut", "٢٠١٩", "pas une année", None),
    ("dispositifs", "url_source", "", "vide", None),
    ("dispositifs", "url_source", "   ", "vide", None),
    ("dispositifs", "url_source", "www.laregion.fr", "adresse du web", None),
    ("dispositifs", "url_source", "ftp://laregion.fr/x", "adresse du web", None),
    ("dispositifs", "url_source", "https:///chemin", "adresse du web", None),
    ("dispositifs", "date_source", "2024-02-30", "la date n’existe pas", None),
    ("dispositifs", "date_source", "mars 2024", "mal formée", None),
    ("dispositifs", "preuve", "x" * 5001, "5001 caractères", None),
    ("dispositifs", "preuve", "cloche \x07", "caractère de commande", None),
    ("dispositifs", "preuve", "erid \u202edire", "caractère de commande", None),
    ("acteurs", "nom", "\u2066isol\u2069", "caractère de commande", None),
    ("observations", "valeur", "1,5", "pas un nombre", None),
    ("observations", "valeur", "nan", "pas un nombre", None),
    ("observations", "valeur", "1e3", "pas un nombre", None),
    ("observations", "id_dispositif", "76-lieu", "ne porte cet identifiant", "76-lieux"),
    ("dispositifs", "succede_a", "53-ancien", "ne porte cet identifiant", "53-anciens"),
    ("acteurs", "code_commune", "99999", "aucune commune actuelle", None),
    (
        "acteurs",
        "familles",
        "communautés;territoire",
        "pas dans la liste",
        "communaute;territoriale",
    ),
    ("acteurs", "perimetre", "amu declaree", "pas dans la liste", "amu-declaree"),
    ("acteurs", "lat", "91", "hors des bornes", None),
    ("journal", "date", "2024", "la date n’existe pas", None),
    ("journal", "date", "2024-6-1", "la date n’existe pas", None),
    ("attestations", "id_dispositif", "76-lieu", "ne porte cet identifiant", "76-lieux"),
    ("attestations", "date", "2024-02-30", "la date n’existe pas", None),
    ("attestations", "date", "", "vide", None),
    ("attestations", "nature", "votes", "pas dans la liste", "vote"),
    ("attestations", "url_source", "", "vide", None),
    ("attestations", "confiance", "D", "pas dans la liste", None),
]


@pytest.mark.parametrize(("table", "column", "value", "message", "nearest"), BAD_CELLS)
def test_a_bad_cell_is_named_with_its_place(
    draft, territories, table, column, value, message, nearest
):
    draft.tables["attestations"] = [dict(PROOF)]
    problem = only_error(draft.change(table, 0, **{column: value}), territories)
    assert message in problem.message
    assert (problem.fichier, problem.ligne, problem.colonne) == (f"{table}.csv", 2, column)
    assert problem.gravite == ERROR
    assert problem.attendu
    assert problem.proche == nearest
    if value.strip():
        assert problem.valeur == value


def test_a_problem_reads_as_a_sentence(draft, territories):
    problem = only_error(draft.change("dispositifs", 1, statut="fini"), territories)
    assert str(problem).startswith(
        "dispositifs.csv, ligne 3, colonne statut : cette valeur n’est pas dans la liste. "
        "Trouvé : « fini ». Attendu : l’une des valeurs en-cours, termine"
    )


def test_an_unknown_programme_is_an_error_of_list_and_of_reference(draft, territories):
    draft.change("dispositifs", 0, programme="tiers-lieu")
    found = errors(check(draft, territories))
    assert {problem.proche for problem in found} == {"tiers-lieux"}
    draft.change("dispositifs", 0, programme="friches")
    assert "aucune ligne de programmes" in only_error(draft, territories).message


def test_a_scheme_cannot_end_before_it_starts(draft, territories):
    problem = only_error(draft.change("dispositifs", 0, annee_debut="2026"), territories)
    assert problem.message == "la fin précède le début."
    assert problem.valeur == "2026–2025"


ENDS = [
    ("2025", "2025", None, None),
    ("2025-06", "2025", None, None),
    ("2025-06-30", "2025", None, None),
    ("2025-06-30", "2024", "2024", None),
    ("2026", "2025", "2025", None),
    ("2025-06", "", None, "annee_fin est vide."),
]


@pytest.mark.parametrize(("day", "year", "near", "detail"), ENDS)
def test_an_exact_end_is_of_the_year_of_the_end(draft, territories, day, year, near, detail):
    draft.change("dispositifs", 0, date_fin=day, annee_fin=year)
    if day[:4] == year:
        assert check(draft, territories) == []
        return
    problem = only_error(draft, territories)
    assert problem.message == "ce n’est pas l’année de annee_fin."
    assert (problem.colonne, problem.ligne, problem.valeur) == ("date_fin", 2, day)
    assert (problem.proche, problem.detail) == (near, detail)


def test_an_end_that_is_no_date_is_one_problem(draft, territories):
    problem = only_error(draft.change("dispositifs", 0, date_fin="2024-13"), territories)
    assert "n’existe pas" in problem.message


def test_the_key_of_a_proof_is_scheme_date_nature_and_page(draft, territories):
    others = [{"date": "2024"}, {"nature": "appel"}, {"url_source": f"{SOURCE}/2"}]
    draft.tables["attestations"] = [dict(PROOF), *(PROOF | other for other in others)]
    assert check(draft, territories) == []
    draft.add("attestations", preuve="Dit autrement.")
    problem = only_error(draft, territories)
    assert problem.message == "la clé (id_dispositif + date + nature + url_source) est déjà prise."
    assert (problem.ligne, problem.detail) == (6, "Même clé qu’à la ligne 2.")


# The tiny edition is of 2024-06-01: a date warns when the whole period it names comes after.
AFTER_THE_EDITION = [
    *[("2024", False), ("2024-06", False), ("2024-06-01", False), ("2023-12-31", False)],
    *[("2025", True), ("2024-07", True), ("2024-06-02", True)],
]


@pytest.mark.parametrize(("day", "late"), AFTER_THE_EDITION)
def test_a_proof_dated_after_the_edition_is_a_warning(draft, territories, day, late):
    draft.tables["attestations"] = [PROOF | {"date": day, "id_dispositif": "53-bourgs"}]
    found = warnings_in(draft, territories, "date")
    assert [p.valeur for p in found] == ([day] if late else [])
    assert all("d’après l’édition" in p.message for p in found)


AFTER_THE_END = [
    ("2022", "2022", False),
    ("2022", "2022-12-31", False),
    ("2022", "2023", True),
    ("2022", "2023-01", True),
    ("2022-06", "2022", False),
    ("2022-06", "2022-06-30", False),
    ("2022-06", "2022-07", True),
    ("2022-06", "2022-07-01", True),
    ("2022-06-15", "2022", False),
    ("2022-06-15", "2022-06", False),
    ("2022-06-15", "2022-06-15", False),
    ("2022-06-15", "2022-06-16", True),
    ("2022-06-15", "2022-07", True),
]


@pytest.mark.parametrize(("end", "day", "late"), AFTER_THE_END)
def test_a_proof_dated_after_the_end_of_its_scheme_is_a_warning(draft, territories, end, day, late):
    exact = "" if len(end) == 4 else end
    draft.change("dispositifs", 0, annee_fin=end[:4], date_fin=exact)
    # That it ended may be told later.
    told = PROOF | {"date": "2024-01", "nature": "fin"}
    draft.tables["attestations"] = [PROOF | {"date": day}, told]
    draft.change("observations", 0, annee="2021").change("observations", 1, annee="2021")
    found = warnings_in(draft, territories, "date")
    assert [(p.ligne, p.valeur) for p in found] == ([(2, day)] if late else [])
    assert [p.detail for p in found] == ([f"Fin de 76-lieux : {end}."] if late else [])


def test_an_edition_without_a_date_is_told_so_and_its_proofs_are_not_late(draft, territories):
    draft.tables["attestations"] = [dict(PROOF)]
    draft.metadata = draft.metadata.replace('date = "2024-06-01"\n', "")
    assert [p.colonne for p in check(draft, territories)] == ["date"]
    assert only_error(draft, territories).fichier == "edition.toml"


def test_an_identical_row_is_not_also_a_duplicate_key(draft, territories):
    problem = only_error(draft.add("acteurs"), territories)
    assert "répète une autre à l’identique" in problem.message
    assert problem.ligne == 4


def test_a_duplicate_key_says_which_line_has_it(draft, territories):
    problem = only_error(draft.add("acteurs", nom="Une autre"), territories)
    assert problem.message == "la clé (id) est déjà prise."
    assert problem.detail == "Même clé qu’à la ligne 2."
    assert problem.valeur == "a-fabrique"


def test_equal_numbers_are_the_same_key(draft, territories):
    problem = only_error(draft.add("observations", valeur="114.0", note="bis"), territories)
    assert "id_dispositif + annee + mesure + valeur" in problem.message


def test_every_problem_is_reported_at_once(draft, territories):
    draft.change("dispositifs", 0, code_region="1", statut="?")
    draft.change("acteurs", 1, url_source="")
    draft.metadata = draft.metadata.replace('licence = "Licence Ouverte 2.0"\n', "")
    with pytest.raises(EditionError) as caught:
        read_edition(draft.write(), territories)
    assert len(caught.value.problems) == 4
    assert str(caught.value).startswith("4 erreurs dans l’édition")


def test_a_column_wrong_everywhere_is_counted(draft, territories):
    for number in range(500):
        draft.add("acteurs", id=f"a-{number}", nom=f"Acteur {number}", confiance="Z")
    found = errors(check(draft, territories))
    assert len(found) == ROWS_NAMED + 1
    assert found[-1].detail == "Même problème sur 300 autres lignes."
    groups = group_problems(found)
    assert len(groups) == 1
    assert groups[0].where == "acteurs.csv, colonne confiance"


FILES = [
    (b"", "vide"),
    (b"\xff\xfe\x00i", "UTF-8"),
    (b'id,"nom\n', "guillemet ouvert"),
    (b'id,nom\n"a"b,c\n', "guillemet est mal plac"),
]


@pytest.mark.parametrize(("content", "message"), FILES)
def test_a_file_that_cannot_be_read_says_so(draft, territories, content, message):
    folder = draft.write()
    (folder / "journal.csv").write_bytes(content)
    found = errors(check_edition(read_folder(folder), territories))
    assert [problem.fichier for problem in found] == ["journal.csv"]
    assert message in str(found[0])


def test_missing_files_and_columns_are_errors(draft, territories):
    folder = draft.write()
    (folder / "programmes.csv").unlink()
    text = (folder / "acteurs.csv").read_text(encoding="utf-8")
    (folder / "acteurs.csv").write_text(text.replace("perimetre", "périmètre"), encoding="utf-8")
    found = errors(check_edition(read_folder(folder), territories))
    places = {(problem.fichier, problem.colonne) for problem in found}
    assert ("programmes.csv", None) in places
    assert {("acteurs.csv", "périmètre"), ("acteurs.csv", "perimetre")} <= places
    assert not any(problem.fichier == "dispositifs.csv" for problem in found)


def test_a_row_of_another_width_is_an_error(draft, territories):
    folder = draft.write()
    with (folder / "journal.csv").open("a", encoding="utf-8") as file:
        file.write("2024-06-02,acteurs,,ajout,encore,trop\n")
    found = errors(check_edition(read_folder(folder), territories))
    assert [(p.ligne, p.message) for p in found] == [(3, "la ligne a 6 cellules.")]


METADATA_FAULTS = [
    ('id = "essai"', 'id = "Essai 1"', "id", "mal formé"),
    ('id = "essai"', "id = 2024", "id", "pas un texte"),
    ('date = "2024-06-01"', 'date = "2024-06"', "date", "la date n’existe pas"),
    ('date = "2024-06-01"', 'date = "2024-06-31"', "date", "la date n’existe pas"),
    ('titre = "Édition d’essai"', 'titre = " "', "titre", "manque"),
    ('contact = "contact@exemple.fr"\n', "", "contact", "manque"),
    ('code_region = ""', 'code_region = "99"', "chiffres", "aucune région"),
    ('texte = "près de 50"', "texte = 50", "chiffres", "incomplète"),
    ('id = "essai"', 'id = "essai"\neffort_recherche = "76"', "effort_recherche", "pas une liste"),
    ('id = "essai"', 'id = "essai"\neffort_recherche = ["7"]', "effort_recherche", "aucune région"),
    ('id = "essai"', 'id = "essai"\neffort_recherche = [76]', "effort_recherche", "aucune région"),
]


@pytest.mark.parametrize(("old", "new", "key", "message"), METADATA_FAULTS)
def test_metadata_are_checked(draft, territories, old, new, key, message):
    assert old in draft.metadata
    draft.metadata = draft.metadata.replace(old, new)
    problem = only_error(draft, territories)
    assert problem.colonne == key
    assert message in problem.message


@pytest.mark.parametrize("text", ["", "id = ", "a = [" * 2000])
def test_metadata_that_do_not_parse_are_one_problem(draft, territories, text):
    draft.metadata = text
    assert only_error(draft, territories).fichier == "edition.toml"


def test_a_toml_date_is_a_date(draft, territories):
    draft.metadata = draft.metadata.replace('date = "2024-06-01"', "date = 2024-06-01")
    assert read_edition(draft.write(), territories).date.isoformat() == "2024-06-01"


def test_an_unknown_metadata_key_is_a_warning(draft, territories):
    draft.metadata = 'licences = "x"\n' + draft.metadata
    assert [p.proche for p in warnings_in(draft, territories, "licences")] == ["licence"]


def test_the_same_name_twice_in_a_region_is_a_warning(draft, territories):
    draft.add("acteurs", id="a-bis", nom="la fabrique")
    [found] = warnings_in(draft, territories, "nom")
    assert (found.ligne, found.detail) == (4, "Déjà à la ligne 2.")
    draft.change("acteurs", 2, code_region="", code_commune="")
    assert warnings_in(draft, territories, "nom") == []


def test_a_figure_outside_its_period_is_a_warning(draft, territories):
    draft.change("observations", 0, annee="2018")
    [found] = warnings_in(draft, territories, "annee")
    assert found.detail == "Période de 76-lieux : 2019–2025."


def test_an_unknown_actor_of_a_project_is_a_warning(draft, territories):
    draft.change("projets", 0, acteur="la fabrique ; Le Chantié ; Inconnue absolue")
    found = warnings_in(draft, territories, "acteur")
    assert [(p.valeur, p.proche) for p in found] == [
        ("Le Chantié", "Le Chantier"),
        ("Inconnue absolue", None),
    ]


def test_a_point_outside_its_region_is_a_warning(draft, territories):
    draft.change("acteurs", 0, lon="3.3199", lat="43.7318")
    assert warnings_in(draft, territories, "code_region") == []
    draft.change("acteurs", 0, lon="-1.68", lat="48.11")
    [found] = warnings_in(draft, territories, "code_region")
    assert found.detail == "Il tombe dans la région Bretagne (53)."
    draft.change("acteurs", 0, lon="-30", lat="48.11")
    [found] = warnings_in(draft, territories, "code_region")
    assert found.detail == "Il ne tombe dans aucune région."
    draft.change("acteurs", 0, lon="", lat="48.11")
    assert len(warnings_in(draft, territories, "lon")) == 1


def test_a_commune_of_another_region_is_a_warning(draft, territories):
    draft.change("acteurs", 0, code_region="53")
    [found] = warnings_in(draft, territories, "code_region")
    assert found.detail == "Elle est dans la région Occitanie (76)."


def test_an_actor_without_commune_is_a_warning(draft, territories):
    draft.change("acteurs", 0, commune="", code_commune="")
    [found] = warnings_in(draft, territories, "commune")
    assert found.valeur == "La Fabrique"


def test_web_addresses():
    for text in (
        "https://www.exemple.fr",
        "http://exemple.fr:8080/a?b=c#d",
        "https://fr.wikipedia.org/wiki/Maîtrise_d’usage",
        "https://été.exemple.fr/à-propos",
    ):
        assert is_web_address(text), text
    for text in (
        "exemple.fr",
        "https://",
        "https://localhost",
        "https://a..fr",
        "https://exemple.fr:port/",
        "https://exemple.fr/a b",
        "https://exemple.fr/\n",
        'https://exemple.fr/"x',
        "javascript://exemple.fr/%0aalert(1)",
        "https://[exemple.fr",
    ):
        assert not is_web_address(text), text


def test_dates():
    assert all(is_date(text) for text in ("2024", "2024-02", "2024-02-29", "1900"))
    wrong = (
        "2023-02-29",
        "2024-13",
        "2024-1-1",
        "24-01-01",
        "2024-01-01-01",
        "1899",
        "",
        "２０２４",
    )
    assert not any(is_date(text) for text in wrong)


def test_csv_round_trip_is_exact(draft, territories):
    draft.change("observations", 0, valeur="0.0000001")
    draft.change("dispositifs", 0, preuve='Un « mot », une ligne\net "deux" guillemets')
    edition = read_edition(draft.write(), territories)
    for name, table in edition.tables.items():
        if len(table):
            (draft.folder / f"{name}.csv").write_text(table_to_csv(table), encoding="utf-8")
    again = read_edition(draft.folder, territories)
    assert again.fingerprint == edition.fingerprint
    for name, table in edition.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])


def test_an_exact_end_is_written_only_when_a_row_has_one(draft, territories):
    edition = read_edition(draft.write(), territories)
    assert "date_fin" not in table_to_csv(edition.dispositifs).splitlines()[0]
    draft.change("dispositifs", 0, date_fin="2025-06")
    edition = read_edition(draft.write(), territories)
    header, first, *_ = table_to_csv(edition.dispositifs).splitlines()
    assert header.endswith(",preuve,date_fin")
    assert first.endswith(",2025-06")


def test_the_effort_of_search_is_kept_and_changes_the_fingerprint(draft, territories):
    before = read_edition(draft.write(), territories)
    assert before.effort_recherche == ()
    draft.metadata = 'effort_recherche = ["76", "01"]\n' + draft.metadata
    edition = read_edition(draft.write(), territories)
    assert edition.effort_recherche == ("76", "01")
    assert edition.fingerprint != before.fingerprint
    again = EditionDraft(draft.folder.parent / "encore")
    again.metadata = edition_files(edition)["edition.toml"]
    assert read_edition(again.write(), territories).fingerprint == edition.fingerprint


def test_the_fingerprint_follows_metadata_too(draft, territories):
    before = read_edition(draft.write(), territories).fingerprint
    draft.metadata = draft.metadata.replace("Une personne", "Une autre")
    assert read_edition(draft.write(), territories).fingerprint != before


def test_published_editions_pass_their_own_check(territories):
    folders = edition_folders()
    assert {"2018", "2026"} <= {folder.name for folder in folders}
    for folder in folders:
        assert errors(check_edition(read_folder(folder), territories)) == []


def test_published_files_are_canonical(territories):
    for folder in edition_folders():
        edition: Edition = read_edition(folder, territories)
        assert edition.id == folder.name
        for path in sorted(folder.glob("*.csv")):
            assert path.read_text(encoding="utf-8") == table_to_csv(edition.tables[path.stem]), path


def test_schemas_describe_every_column():
    for name, schema in all_schemas().items():
        assert (paths.TABLE_SCHEMAS / f"{name}.json").is_file()
        for field in schema.fields:
            assert field.title and field.description and field.example, (name, field.name)
        assert set(schema.primary_key) <= set(schema.columns)


def test_a_damaged_edition_is_set_aside_and_the_others_serve(draft, territories):
    root = draft.folder.parent
    draft.write()
    broken = root / "cassee"
    broken.mkdir()
    (broken / "edition.toml").write_text("id = ", encoding="utf-8")
    (root / "vide").mkdir()
    (root / ".preparation-essai-2").mkdir()
    (root / ".preparation-essai-2" / "edition.toml").write_text("id = ", encoding="utf-8")
    shelf = read_shelf(territories, root)
    assert list(shelf.editions) == ["essai"]
    assert set(shelf.damaged) == {"cassee", "vide"}
    assert "edition.toml" in str(shelf.damaged["vide"][0])
    assert shelf.default.id == "essai"
    with pytest.raises(KeyError, match="Éditions publiées : essai"):
        shelf.get("inconnue")


def test_two_folders_cannot_bear_the_same_edition(draft, territories):
    draft.write()
    draft.folder = draft.folder.parent / "copie"
    draft.write()
    shelf = read_shelf(territories, draft.folder.parent)
    assert len(shelf.editions) == 1
    assert len(shelf.damaged) == 1


def test_a_shelf_without_editions_says_so(tmp_path: Path, territories):
    with pytest.raises(LookupError, match="Aucune édition"):
        read_shelf(territories, tmp_path / "rien").default  # noqa: B018


@pytest.mark.slow
def test_a_column_wrong_on_200_000_rows_is_a_short_report(draft, territories):
    rows = 200_000
    template = draft.tables["acteurs"][0]
    cells = pd.DataFrame(
        {
            column: pd.Series([template.get(column, "")] * rows, dtype="str")
            for column in table_schema("acteurs").columns
        }
    )
    numbers = pd.Series(range(rows)).astype("str")
    cells["id"], cells["nom"] = "a-" + numbers, "Acteur " + numbers
    cells["url_source"] = "https://www.exemple.fr/page/" + numbers
    cells["type"] = "assoc" + numbers
    found = check_table(RawTable("acteurs", cells, list(range(2, rows + 2)), "a.csv"), territories)
    assert len(errors(found)) == ROWS_NAMED + 1
    # Short to show, whole to take away: every row is counted, with its line and its value.
    assert total(errors(found)) == rows
    told = [one for problem in errors(found) for one in problem.each()]
    assert [one.ligne for one in told] == list(range(2, rows + 2))
    assert told[-1].valeur == f"assoc{rows - 1}"
