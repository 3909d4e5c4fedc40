"""What we serve comes back in: no error, and the same edition again."""

from __future__ import annotations

import csv
import io

import pytest

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.edition.checking.problems import errors
from amu_geo.export.rows import excel_csv
from amu_geo.importing import import_path
from amu_geo.measure.reading import Reading
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.selection import select, spreadsheet_rows
from amu_geo.server.http.loading import loaded
from tests.server.spoiling import ask


@pytest.fixture(autouse=True)
def _loaded():
    loaded.set()


@pytest.mark.parametrize(
    ("edition", "address"),
    [
        ("2018", "dispositifs.csv?lecture=large"),
        ("2018", "acteurs.csv"),
        ("2018", "acteurs.geojson"),
        ("2026", "dispositifs.csv?lecture=large"),
        ("2026", "dispositifs.csv?format=excel&region=76"),
        ("2026", "dispositifs.csv?annee=2015&programme=friches"),
        ("2026", "acteurs.csv"),
        ("2026", "acteurs.csv?format=excel&regions=76,84"),
        ("2026", "acteurs.geojson"),
        ("2026", "acteurs.geojson?region=11"),
        ("2026", "attestations.csv"),
        ("2026", "attestations.csv?format=excel"),
    ],
)
def test_what_the_api_gives_comes_back_as_it_was(territories, edition, address):
    published = store.shelf().get(edition)
    query = "&" if "?" in address else "?"
    reply = ask(f"/api/v1/{address}{query}edition={edition}")
    assert reply.status == 200
    name = address.split("?")[0].replace(".", f"-{edition}.")
    imported = import_path(reply.body, name, territories, onto=published)
    assert [str(problem) for problem in errors(imported.problems)] == []
    assert imported.edition(territories, published).fingerprint == published.fingerprint


def test_an_answer_without_a_row_changes_nothing_or_is_no_table(territories):
    published = store.shelf().get("2018")
    reply = ask("/api/v1/acteurs.csv?edition=2018&region=11")
    imported = import_path(reply.body, "acteurs.csv", territories, onto=published)
    assert errors(imported.problems) == []
    assert imported.edition(territories, published).fingerprint == published.fingerprint
    # A collection without features does not say its columns.
    reply = ask("/api/v1/acteurs.geojson?edition=2018&region=11")
    imported = import_path(reply.body, "acteurs.geojson", territories, onto=published)
    assert "la table est vide" in str(errors(imported.problems)[0])


@pytest.mark.parametrize("lecture", ["large", "usage"])
def test_what_the_page_of_schemes_gives_comes_back_as_it_was(territories, lecture):
    published = store.shelf().default
    coverage = store.coverage(published, Reading(None, lecture))
    chosen = select(SchemeList.of(published, territories), coverage, Filters())
    content = excel_csv(spreadsheet_rows(chosen)).encode()
    imported = import_path(content, "dispositifs.csv", territories, onto=published)
    assert [str(problem) for problem in errors(imported.problems)] == []
    assert imported.edition(territories, published).fingerprint == published.fingerprint


def rows_of(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask(f"/api/v1/{address}").body.decode())))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_an_extract_changes_its_rows_and_leaves_the_others(territories):
    published = store.shelf().default
    rows = rows_of("dispositifs.csv?region=76")
    rows[0]["nom"] = "Nom corrigé"
    rows.append(rows[1] | {"id": "76-nouveau", "nom": "Dispositif nouveau"})
    imported = import_path(as_csv(rows), "dispositifs.csv", territories, onto=published)
    assert errors(imported.problems) == []
    assert any("les autres lignes de l’édition restent" in str(said) for said in imported.repairs)
    schemes = imported.edition(territories, published).dispositifs.set_index("id")
    assert len(schemes) == len(published.dispositifs) + 1
    assert schemes.at[rows[0]["id"], "nom"] == "Nom corrigé"
    assert schemes.index[-1] == "76-nouveau"
    assert list(schemes.index[:-1]) == published.dispositifs["id"].tolist()


def test_a_row_twice_in_an_extract_is_an_error_as_anywhere(territories):
    rows = rows_of("acteurs.csv?region=76")
    rows.append(rows[0] | {"nom": "Autre"})
    published = store.shelf().default
    imported = import_path(as_csv(rows), "acteurs.csv", territories, onto=published)
    assert any("est déjà prise" in str(problem) for problem in errors(imported.problems))


def test_a_point_written_in_the_place_of_the_commune_s_is_kept(territories):
    rows = rows_of("acteurs.csv?region=76")
    places = [i for i, row in enumerate(rows) if row["placement"] == "commune"]
    moved = rows[places[0]]
    moved["lon"], moved["lat"] = "2.5", "43.5"
    published = store.shelf().default
    imported = import_path(as_csv(rows), "acteurs.csv", territories, onto=published)
    actors = imported.edition(territories, published).acteurs.set_index("id")
    assert (actors.at[moved["id"], "lon"], actors.at[moved["id"], "lat"]) == (2.5, 43.5)
    assert actors.loc[rows[places[1]]["id"], ["lon", "lat"]].isna().all()


def test_the_same_column_in_a_table_of_somebody_s_own_is_unknown(territories):
    rows = [{"id": "a", "nom": "A", "etat": "neuf"}]
    imported = import_path(as_csv(rows), "dispositifs.csv", territories)
    assert any("« etat »" in str(problem) for problem in errors(imported.problems))


@pytest.fixture
def two_tables(tmp_path):
    """Two tables of the published edition, one of them with a scheme of another name."""
    schemes = store.shelf().default.dispositifs
    files = {
        "dispositifs.csv": schemes.to_csv(index=False),
        "attestations.csv": store.shelf().default.attestations.to_csv(index=False),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text.replace("76-reconquete-friches", "76-autre"), "utf-8")
    return [str(tmp_path / name) for name in files]


def test_two_tables_together_complete_a_published_edition(two_tables, capsys):
    assert main(["check", *two_tables, "--onto", "2026"]) == 1
    said = capsys.readouterr().out
    # Every table of the edition that names what the new one does not have any more.
    assert "observations.csv, colonne id_dispositif" in said
    assert "edition.toml" not in said
    assert "programmes" not in said


def test_tables_that_fit_make_the_edition(two_tables, territories):
    import zipfile

    for path in two_tables:
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("76-autre", "76-reconquete-friches")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    assert main(["check", *two_tables, "--onto", "2026"]) == 0
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in two_tables:
            archive.write(path, path.rsplit("/", 1)[1])
    published = store.shelf().default
    imported = import_path(buffer.getvalue(), "dossier.zip", territories, onto=published)
    assert not imported.is_whole_edition
    assert imported.edition(territories, published).fingerprint == published.fingerprint


def test_without_an_edition_to_complete_two_tables_lack_one(two_tables, capsys):
    assert main(["check", *two_tables]) == 1
    said = capsys.readouterr().out
    assert "la description de l’édition manque" in said
    assert "--onto" in said
    assert main(["check", two_tables[0], two_tables[0]]) == 1
    assert "chacun de son nom" in capsys.readouterr().err
