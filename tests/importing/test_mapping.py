"""Tables that are not ours: which one of a file, without a header, and what a count joins."""

from __future__ import annotations

import io

import openpyxl
import pytest

from amu_geo import store
from amu_geo.importing import ColumnMapping, CountMapping, Source, import_path
from tests.conftest import SOURCE

INFOS = [["Fichier du 3 mai 2026"], ["Contact", "lieux@exemple.fr"], [], ["Licence", "ouverte"]]
PLACES = [["Lieu", "Insee"], ["Le Quai", "35238"], ["La Halle", "34142"], ["Le Four", "76540"]]
PLACES += [["La Cave", "59350"], ["Le Toit", "69123"]]
NO_HEADER = [["Le Quai", "35238", "oui"], ["La Halle", "34142", "non"]]
CITIES = CountMapping("", "villes", "Villes du test", "communes", "2024", "Licence Ouverte 2.0")


def workbook(**sheets: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("order", [("infos", "Lieux"), ("Lieux", "infos")])
def test_of_several_sheets_the_one_of_data_is_proposed_and_the_others_said(territories, order):
    sheets = {"infos": INFOS, "Lieux": PLACES}
    content = workbook(**{title: sheets[title] for title in order})
    imported = import_path(content, "lieux.xlsx", territories)
    assert not imported.is_whole_edition
    assert imported.unknown.feuille == "Lieux" and imported.unknown.lignes == 5
    assert imported.unknown.autres == ("infos",)
    assert any("« infos » est laissé de côté" in str(problem) for problem in imported.problems)
    other = import_path(content, "lieux.xlsx", territories, sheet="infos")
    assert other.unknown.feuille == "infos" and other.unknown.autres == ("Lieux",)
    counted = import_path(content, "lieux.xlsx", territories, CITIES, Source(SOURCE))
    assert counted.is_valid and counted.counts.total == counted.counts.read == 5
    columns = ColumnMapping("acteurs", {"Lieu": "nom", "Insee": "code_commune"})
    mapped = import_path(content, "lieux.xlsx", territories, columns, Source(SOURCE))
    assert mapped.raw.tables["acteurs"].cells["code_region"].tolist()[:2] == ["53", "76"]


def test_a_table_of_ours_among_others_is_still_an_edition_to_complete(territories):
    ours = [["id", "nom", "type", "commune", "code_commune", "code_region", "url_source"]]
    content = workbook(notes=INFOS, acteurs=[*ours, ["a", "b", "c", "d", "e", "f", "g"]])
    imported = import_path(content, "x.xlsx", territories)
    assert imported.unknown is None and "acteurs" in imported.raw.tables


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_without_a_header_shows_all_its_rows_under_ranks(territories, kind):
    content = workbook(a=NO_HEADER)
    if kind == "csv":
        content = "\n".join(";".join(row) for row in NO_HEADER).encode()
    name = f"lieux.{kind}"
    unknown = import_path(content, name, territories).unknown
    assert unknown.colonnes == ["colonne 1", "colonne 2", "colonne 3"]
    assert unknown.lignes == 2
    assert unknown.exemples[0] == dict(zip(unknown.colonnes, NO_HEADER[0], strict=True))
    columns = ColumnMapping("acteurs", {"colonne 1": "nom", "colonne 2": "code_commune"})
    imported = import_path(content, name, territories, columns, Source(SOURCE))
    table = imported.raw.tables["acteurs"]
    assert table.cells["nom"].tolist() == ["Le Quai", "La Halle"] and table.lines == [1, 2]
    assert any("pas d’en-têtes" in str(repair) for repair in imported.repairs)
    counted = import_path(content, name, territories, CITIES, Source(SOURCE))
    assert counted.counts.by_region["53"] == counted.counts.by_region["76"] == 1


def indicators(edition) -> dict[str, float]:
    return edition.tables["indicateurs"].groupby("indicateur")["valeur"].sum().to_dict()


def test_a_count_joins_the_indicators_of_an_edition_or_takes_the_place_of_its_like(territories):
    latest = store.shelf().default
    before = indicators(latest)
    assert len(before) > 1
    content = workbook(Lieux=PLACES)
    imported = import_path(content, "lieux.xlsx", territories, CITIES, Source(SOURCE))
    once = imported.edition(territories, onto=latest)
    assert indicators(once) == {**before, "villes": 5}
    # Counted again from a shorter file: the others stay, its own are replaced.
    shorter = workbook(Lieux=PLACES[:3])
    imported = import_path(shorter, "lieux.xlsx", territories, CITIES, Source(SOURCE))
    twice = imported.edition(territories, onto=once)
    assert indicators(twice) == {**before, "villes": 2}
    assert twice.tables["indicateurs_libelles"]["indicateur"].is_unique
    assert (
        len(twice.tables["indicateurs_libelles"]) == len(latest.tables["indicateurs_libelles"]) + 1
    )
