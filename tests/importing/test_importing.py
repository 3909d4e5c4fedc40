"""Reading what people really send; small files made here in the shape of real ones."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from amu_geo.edition.checking.problems import WARNING, errors
from amu_geo.edition.schema import table_schema
from amu_geo.importing import (
    ColumnMapping,
    CountMapping,
    Imported,
    Limits,
    Source,
    import_path,
    missing_columns,
    propose_mapping,
)
from amu_geo.importing.cells.french_dates import iso_date, plain_number
from amu_geo.importing.cells.tidy import Tidier
from tests.conftest import METADATA, PROOF, SOURCE, TABLES, csv_text

HEADER = "id,nom,type,commune,code_commune,code_region,url_source,perimetre,confiance"
ROW = f"a-un,Un lieu,tiers-lieu,Lodève,34142,76,{SOURCE},amu-declaree,A"


def actors(territories, *rows: str, header: str = HEADER, **options) -> Imported:
    """Import a lone table of actors."""
    text = "\n".join([header, *rows]) + "\n"
    return import_path(text.encode(), "acteurs.csv", territories, **options)


def cell(imported: Imported, column: str, row: int = 0, table: str = "acteurs") -> str:
    return imported.raw.tables[table].cells.at[row, column]


def reasons(imported: Imported, column: str | None = None) -> list[str]:
    return [r.raison for r in imported.repairs if column is None or r.colonne == column]


def test_a_canonical_table_needs_no_repair(territories):
    imported = actors(territories, ROW)
    assert imported.is_valid
    assert not imported.is_whole_edition
    assert (imported.rows_read, imported.rows_repaired, imported.rows_refused) == (1, 0, 0)
    assert cell(imported, "code_commune") == "34142"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(territories, encoding, separator):
    text = f"{HEADER}\n{ROW}\n".replace(",", separator)
    imported = import_path(text.encode(encoding), "acteurs.csv", territories)
    assert imported.is_valid, imported.problems
    assert cell(imported, "commune") == "Lodève"
    told = " ".join(reasons(imported))
    assert ("séparateur" in told) == (separator != ",")
    assert ("encodage" in told) == (encoding in {"cp1252", "utf-16"})


def test_excel_announces_its_separator(territories):
    text = f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";")
    imported = import_path(text.encode("cp1252"), "acteurs.csv", territories)
    assert imported.is_valid
    assert imported.raw.tables["acteurs"].lines == [3]


ROWS = {"attestations": PROOF, **{name: rows[0] for name, rows in TABLES.items()}}
REPAIRS = [
    ("acteurs", "code_region", "Midi-Pyrénées", "76"),
    ("acteurs", "code_region", "occitanie ", "76"),
    ("acteurs", "code_region", "PACA", "93"),
    ("acteurs", "code_region", "1", "01"),
    ("acteurs", "code_region", "76.0", "76"),
    ("acteurs", "code_commune", "1004", "01004"),
    ("acteurs", "code_commune", "75110", "75056"),
    ("acteurs", "code_commune", "13201", "13055"),
    ("acteurs", "code_commune", "69383", "69123"),
    ("acteurs", "code_commune", "2a004", "2A004"),
    ("acteurs", "type", "Tiers Lieu", "tiers-lieu"),
    ("acteurs", "type", " ASSOCIATION", "association"),
    ("acteurs", "familles", "Bâtiment, Collectif habitant", "batiment;collectif-habitant"),
    ("acteurs", "cite_article_2018", "VRAI", "oui"),
    ("acteurs", "cite_article_2018", "Non", "non"),
    ("acteurs", "annee_creation", "2019.0", "2019"),
    ("acteurs", "annee_creation", "01/09/2019", "2019"),
    ("acteurs", "annee_creation", "NC", ""),
    ("acteurs", "lon", "3,3199", "3.3199"),
    ("acteurs", "site_web", "www.exemple.fr", "http://www.exemple.fr"),
    ("acteurs", "nom", "\u00a0La Fabrique \u200b", "La Fabrique"),
    ("acteurs", "nom", "'=SOMME(A1)", "=SOMME(A1)"),
    ("acteurs", "nom", "'\uff1dSOMME(A1)", "\uff1dSOMME(A1)"),
    ("attestations", "preuve", "' @vote", "@vote"),
    ("acteurs", "id", "La Fabrique d’été", "la-fabrique-d-ete"),
    ("dispositifs", "programme", "Tiers-lieux", "tiers-lieux"),
    ("dispositifs", "programme", "Bâtiments sobres (No Watt)", "no-watt"),
    ("dispositifs", "statut", "En cours", "en-cours"),
    ("dispositifs", "implication_usagers", "exigée", "exigee"),
    ("dispositifs", "date_source", "1er mars 2024", "2024-03-01"),
    ("dispositifs", "date_source", "mars 2024", "2024-03"),
    ("dispositifs", "date_fin", "31/12/2025", "2025-12-31"),
    ("dispositifs", "date_fin", "juin 2025", "2025-06"),
    ("attestations", "date", "le 14 mars 2024", "2024-03-14"),
    ("attestations", "date", "03/2024", "2024-03"),
    ("attestations", "date", "2024.0", "2024"),
    ("attestations", "nature", "Page datée", "page-datee"),
    ("attestations", "nature", "Clôture", "cloture"),
    ("attestations", "confiance", "b", "B"),
    ("observations", "valeur", "1 234,5", "1234.5"),
    ("observations", "valeur", "2\u202f000\u00a0000", "2000000"),
    ("journal", "date", "21/11/26", "2026-11-21"),
]


@pytest.mark.parametrize(("table", "column", "before", "after"), REPAIRS)
def test_each_repair_is_made_and_listed(territories, table, column, before, after):
    rows = [dict(ROWS[table]) | {column: before}]
    content = csv_text(table, rows).encode()
    imported = import_path(content, f"{table}.csv", territories)
    assert cell(imported, column, table=table) == after
    [repair] = [r for r in imported.repairs if r.colonne == column and r.avant == before]
    assert (repair.apres, repair.ligne, repair.nombre) == (after, 2, 1)
    assert repair.raison
    assert imported.rows_repaired == 1


UNKNOWN = [
    ("acteurs", "code_region", "Ocitanie", "76"),
    ("acteurs", "code_region", "73", None),
    ("acteurs", "type", "tiers-lieus", "tiers-lieu"),
    ("acteurs", "familles", "batiment;voisins", None),
    ("acteurs", "code_commune", "99999", None),
    ("acteurs", "annee_creation", "il y a longtemps", None),
    ("dispositifs", "programme", "tiers lieu", "tiers-lieux"),
    ("observations", "valeur", "une centaine", None),
    ("observations", "valeur", "12 %", None),
    ("journal", "date", "30/02/2024", None),
    ("dispositifs", "date_fin", "31/06/2025", None),
    ("attestations", "date", "l’an dernier", None),
    ("attestations", "nature", "votes", "vote"),
]


@pytest.mark.parametrize(("table", "column", "value", "nearest"), UNKNOWN)
def test_what_is_not_understood_is_an_error(territories, table, column, value, nearest):
    rows = [dict(ROWS[table]) | {column: value}]
    imported = import_path(csv_text(table, rows).encode(), f"{table}.csv", territories)
    [problem] = [p for p in errors(imported.problems) if p.colonne == column]
    assert (problem.valeur, problem.proche, problem.ligne) == (value, nearest, 2)
    assert cell(imported, column, table=table) == value
    assert imported.rows_refused == 1


def test_french_dates_and_numbers():
    dates = {
        "21/11/2026": "2026-11-21",
        "1-9-85": "1985-09-01",
        "lundi 3 août 2020": "2020-08-03",
        "03/2024": "2024-03",
        "fév. 2019": "2019-02",
        "2024/3/1": "2024-03-01",
        "2024-03-01 00:00:00": "2024-03-01",
        "45352": "2024-03-01",
        "2024": "2024",
    }
    assert {text: iso_date(text) for text in dates} == dates
    assert [iso_date(text) for text in ("30/02/2024", "hier", "13/2024", "1/1/1", "")] == [None] * 5
    values = {"1.234,50": "1234.50", "12 345 678": "12345678", "-0,7": "-0.7", "1E+05": "100000"}
    assert {text: plain_number(text) for text in values} == values
    assert [plain_number(text) for text in ("1,2,3", "abc", "12 €", "")] == [None] * 4


def test_headers_of_any_case_accents_and_titles(territories):
    header = "ID ;Nom;TYPE;Commune;Code commune;Région;Url Source;Périmètre;Confiance"
    imported = actors(territories, ROW.replace(",", ";"), header=header)
    assert imported.is_valid, imported.problems
    assert cell(imported, "code_region") == "76"
    assert "colonne reconnue" in reasons(imported, "code_region")


def test_title_rows_merged_cells_and_empty_lines(territories):
    lines = ["Base des acteurs;;;;;;;;", ";;;;;;;;", "Identité;;;Lieu;;;;;"]
    lines += [HEADER.replace(",", ";"), ";;;;;;;;", ROW.replace(",", ";"), "", ""]
    imported = import_path("\n".join(lines).encode(), "acteurs.csv", territories)
    assert imported.is_valid, imported.problems
    assert imported.rows_read == 1
    assert imported.raw.tables["acteurs"].lines == [6]
    assert any("en-têtes trouvés à la ligne 4" in reason for reason in reasons(imported))


def test_a_header_merged_with_the_row_above(territories):
    first = "id,nom,type,commune,code_commune,code_region,url_source,,"
    second = ",,,,,,,perimetre,confiance"
    imported = import_path(f"{first}\n{second}\n{ROW}\n".encode(), "acteurs.csv", territories)
    # Two halves of a header on two rows: the lower one names two columns, the rest is above.
    assert [p.message for p in errors(imported.problems)] == []


def test_an_unknown_column_names_its_nearest(territories):
    imported = actors(territories, f"{ROW},x", header=f"{HEADER},site_wbe")
    [problem] = errors(imported.problems)
    assert (problem.message, problem.proche) == ("cette colonne est inconnue.", "site_web")


def test_a_missing_required_column_is_an_error(territories):
    imported = actors(territories, ROW.removesuffix(",A"), header=HEADER.removesuffix(",confiance"))
    assert "cette colonne manque." in {problem.message for problem in errors(imported.problems)}


def test_a_column_with_values_and_no_title(territories):
    imported = actors(territories, f"{ROW},perdu", header=f"{HEADER},")
    assert [p.message for p in errors(imported.problems)] == [
        "la colonne n° 10 a des valeurs mais pas de titre."
    ]


@pytest.mark.parametrize(
    ("helper", "value"),
    [("departement", "34"), ("Département", "Hérault"), ("Code postal", "34700")],
)
def test_a_commune_by_its_name_and_departement(territories, helper, value):
    row = ROW.replace("34142,76", ",") + f",{value}"
    imported = actors(territories, row, header=f"{HEADER},{helper}")
    assert imported.is_valid, imported.problems
    assert (cell(imported, "code_commune"), cell(imported, "code_region")) == ("34142", "76")
    assert imported.rows_repaired == 1


def test_a_departement_in_brackets(territories):
    imported = actors(territories, ROW.replace("Lodève,34142,76", "Lodève (34),,"))
    assert cell(imported, "code_commune") == "34142"
    assert cell(imported, "commune") == "Lodève"


def test_a_commune_its_departement_does_not_have(territories):
    row = ROW.replace("Lodève,34142,76", "Lodeve-sur-Mer,,") + ",34"
    imported = actors(territories, row, header=f"{HEADER},departement")
    [problem] = errors(imported.problems)
    assert "aucune commune de ce nom dans le département 34" in problem.message
    assert cell(imported, "code_region") == "76"


def test_points_without_a_code_are_joined_by_position(territories):
    header = f"{HEADER},lon,lat"
    rows = [
        ROW.replace("34142,76", ",") + ',"3,3199","43,7318"',
        ROW.replace("a-un", "a-deux").replace("Lodève,34142,76", ",,") + ",2.3522,48.8566",
        ROW.replace("a-un", "a-trois").replace("Lodève,34142,76", ",0,") + ",-1.68,48.11",
        ROW.replace("a-un", "a-quatre").replace("Lodève,34142,76", "Bruxelles,,") + ",4.35,50.85",
    ]
    imported = actors(territories, *rows, header=header)
    cells = imported.raw.tables["acteurs"].cells
    assert cells["id"].tolist() == ["a-un", "a-deux", "a-trois"]
    assert cells["code_commune"].tolist() == ["34142", "75056", ""]
    assert cells["code_region"].tolist() == ["76", "11", "53"]
    [refused] = [p for p in imported.problems if "hors de France" in p.message]
    assert (refused.ligne, refused.valeur, refused.gravite) == (5, "Bruxelles", WARNING)
    assert (imported.rows_read, imported.rows_refused) == (4, 1)


def whole_edition() -> dict[str, bytes]:
    files = {f"{name}.csv": csv_text(name, rows).encode() for name, rows in TABLES.items()}
    return {"edition.toml": METADATA.encode(), **files}


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


def test_a_folder_or_an_archive_is_a_whole_edition(territories, tiny_edition, draft):
    files = {f"essai/{name}": content for name, content in whole_edition().items()}
    extras = {"__MACOSX/x": b"", "essai/.DS_Store": b"", "essai/photo.png": b"x"}
    for source in (archive(files | extras), draft.folder):
        imported = import_path(source, "essai", territories)
        assert imported.is_whole_edition
        assert imported.is_valid, imported.problems
        assert imported.edition(territories).fingerprint == tiny_edition.fingerprint
        assert imported.rows_read == sum(map(len, TABLES.values()))


PROOF_NAMES = [
    "attestations.csv",
    "Attestations (1).csv",
    "2026_attestations.csv",
    "Preuves datées.csv",
    "preuves-2026.csv",
    "n’importe quoi.csv",  # its columns are enough
]


@pytest.mark.parametrize("name", PROOF_NAMES)
def test_dated_proofs_are_recognised(territories, tiny_edition, name):
    imported = import_path(csv_text("attestations", [PROOF]).encode(), name, territories)
    assert (errors(imported.problems), imported.repairs) == ([], [])
    edition = imported.edition(territories, onto=tiny_edition)
    assert edition.attestations.to_dict("records") == [PROOF]


def test_a_sheet_of_proofs_with_titles_for_people(territories):
    header = ["Dispositif", "Date du fait", "Nature", "Adresse de la source", "Confiance"]
    row = ["76-lieux", pd.Timestamp("2024-05-14"), "Vote", SOURCE, "A"]
    content = workbook({"Preuves": [header, row]})
    imported = import_path(content, "preuves.xlsx", territories)
    assert errors(imported.problems) == []
    cells = imported.raw.tables["attestations"].cells.iloc[0]
    assert (cells["date"], cells["nature"]) == ("2024-05-14", "vote")


@pytest.mark.parametrize("sheet", ["Attestations", "preuves datées", "Preuves", "À confirmer"])
def test_a_sheet_of_proofs_named_so_says_which_column_it_lacks(territories, sheet):
    content = workbook({sheet: [["id_dispositif", "date"], ["76-lieux", "2024"]]})
    imported = import_path(content, "x.xlsx", territories)
    lacking = {p.colonne for p in errors(imported.problems) if p.message == "cette colonne manque."}
    assert lacking == {"nature", "url_source", "confiance"}


def test_columns_that_most_files_never_had_are_not_missed(territories):
    row = {column: "" for column in table_schema("dispositifs").columns if column != "date_fin"}
    row |= TABLES["dispositifs"][0]
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    assert import_path(text.encode(), "dispositifs.csv", territories).repairs == []


def test_an_edition_says_what_it_lacks(territories):
    files = whole_edition()
    del files["programmes.csv"], files["edition.toml"]
    imported = import_path(archive(files), "essai.zip", territories)
    missing = {problem.fichier for problem in errors(imported.problems)}
    assert missing == {"programmes.csv", "edition.toml"}


def test_a_lone_table_replaces_its_own_in_an_edition(territories, tiny_edition):
    row = {**TABLES["acteurs"][0], "nom": "Autre nom"}
    imported = import_path(csv_text("acteurs", [row]).encode(), "acteurs (1).csv", territories)
    edition = imported.edition(territories, onto=tiny_edition)
    assert edition.acteurs["nom"].tolist() == ["Autre nom"]
    assert edition.dispositifs.equals(tiny_edition.dispositifs)
    with pytest.raises(ValueError, match="Une table seule"):
        imported.edition(territories)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_excel_table_as_excel_keeps_it(territories):
    row = [1, "Un lieu", "Tiers-lieu", "Bourg-en-Bresse", 1053, 84, SOURCE, "amu declaree", "A"]
    header = [*HEADER.split(","), "annee_creation", "lon"]
    rows = [header, [*row, pd.Timestamp("2019-09-01"), 5.2267]]
    imported = import_path(workbook({"Feuil1": rows}), "acteurs.xlsx", territories)
    assert not imported.is_whole_edition
    cells = imported.raw.tables["acteurs"].cells.iloc[0]
    assert (cells["code_commune"], cells["code_region"]) == ("01053", "84")
    assert (cells["annee_creation"], cells["lon"], cells["id"]) == ("2019", "5.2267", "1")
    assert cells["perimetre"] == "amu-declaree"
    assert errors(imported.problems) == []


def ods(rows: str) -> bytes:
    """A minimal OpenDocument spreadsheet around the XML of its rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    xml = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="acteurs">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "content.xml": xml.encode()}, zipfile.ZIP_STORED)


def ods_row(cells: list[str], repeated: int = 1) -> str:
    inside = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def test_an_opendocument_table(territories):
    number = '<table:table-cell office:value-type="float" office:value="3.25"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2019-09-01"/>'
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    row = ods_row(ROW.split(",")).replace(
        "</table:table-row>", f"{number}{day}{empty}</table:table-row>"
    )
    blank = ods_row([""], repeated=1_000_000)
    content = ods(ods_row([*HEADER.split(","), "lon", "annee_creation"]) + row + blank)
    imported = import_path(content, "acteurs.ods", territories)
    assert errors(imported.problems) == []
    assert (cell(imported, "lon"), cell(imported, "annee_creation")) == ("3.25", "2019")
    assert cell(imported, "commune") == "Lodève"


def geojson(features: list[tuple[dict, object]], **more) -> bytes:
    content = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": content, **more}).encode()


def actor_properties() -> dict[str, object]:
    return dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {"annee_creation": 2019}


def test_geojson_points_become_lon_and_lat(territories):
    point = {"type": "Point", "coordinates": [3.3199, 43.7318]}
    imported = import_path(geojson([(actor_properties(), point)]), "acteurs.geojson", territories)
    assert imported.is_valid, imported.problems
    assert (cell(imported, "lon"), cell(imported, "lat")) == ("3.3199", "43.7318")
    assert cell(imported, "annee_creation") == "2019"


def test_geojson_in_lambert_93_is_brought_back(territories):
    point = {"type": "Point", "coordinates": [725_722.0, 6_292_000.0]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    content = geojson([(actor_properties(), point)], crs=crs)
    imported = import_path(content, "acteurs.geojson", territories)
    assert 3.2 < float(cell(imported, "lon")) < 3.4
    assert "coordonnées ramenées en longitude et latitude" in reasons(imported)


@pytest.mark.parametrize("crs", [4326, 2154])
def test_geoparquet_points(territories, crs):
    frame = gpd.GeoDataFrame(
        [actor_properties()], geometry=gpd.points_from_xy([3.3199], [43.7318]), crs=4326
    )
    buffer = io.BytesIO()
    frame.to_crs(crs).to_parquet(buffer)
    imported = import_path(buffer.getvalue(), "acteurs.parquet", territories)
    assert imported.is_valid, imported.problems
    assert (cell(imported, "lon"), cell(imported, "lat")) == ("3.3199", "43.7318")


# --- files that are not ours -----------------------------------------------------------------

FOREIGN = """\
ID,NOM_TL,CP,COMINIT,INSEECOM,NOMCOM,WEB,TYPO,LAT,LONG,INSEEREG,NOMREG,INSEEDEP
1,Le Quai,44300,Nantes,44109,Nantes,www.le-quai.example.org,coworking,47.245935,-1.505602,52,x,44
2,La Rue,75010,Paris,75110,Paris,en cours,coworking,48.869483,2.361539,11,x,75
3,Le Mail,0,MOULINS,0,Moulins,,coworking,46.562286,3.331255,84,x,03
4,La Gare,34700,Lodève,34142,Lodève,http://gare.example.org|gare,fablab,43.7318,3.3199,,,34
5,De Brug,1000,Bruxelles,0,,,coworking,50.8503,4.3517,,,0
6,Le Bourg,01400,Arbignieu,01015,Arbignieu,,coworking,45.73,5.66,84,x,01
"""


def test_a_foreign_table_asks_for_a_mapping(territories):
    imported = import_path(FOREIGN.encode(), "tiers_lieux_2019.csv", territories)
    assert not imported.is_valid
    unknown = imported.unknown
    assert unknown is not None
    assert unknown.lignes == 6
    assert unknown.exemples[0]["NOM_TL"] == "Le Quai"
    proposal = unknown.proposal("acteurs")
    assert {title: ours for title, ours in proposal.columns.items() if ours} == {
        "ID": "id",
        "NOM_TL": "nom",
        "CP": "code_postal",
        "COMINIT": "commune",
        "INSEECOM": "code_commune",
        "NOMCOM": "commune",
        "WEB": "site_web",
        "LAT": "lat",
        "LONG": "lon",
        "INSEEREG": "code_region",
        "NOMREG": "code_region",
        "INSEEDEP": "departement",
    }
    assert proposal.constants == {
        "type": "tiers-lieu",
        "perimetre": "pratique-voisine",
        "confiance": "B",
    }
    assert [field.name for field in missing_columns(proposal, None)] == ["url_source"]
    assert missing_columns(proposal, Source(SOURCE)) == []


def test_a_foreign_table_becomes_actors(territories, tiny_edition):
    name = "tiers_lieux_2019.csv"
    unknown = import_path(FOREIGN.encode(), name, territories).unknown
    assert unknown is not None
    imported = import_path(
        FOREIGN.encode(),
        name,
        territories,
        mapping=unknown.proposal("acteurs"),
        origin=Source(SOURCE, "Base des tiers-lieux, 2019"),
    )
    assert imported.is_valid, imported.problems
    cells = imported.raw.tables["acteurs"].cells
    assert cells["nom"].tolist() == ["Le Quai", "La Rue", "Le Mail", "La Gare", "Le Bourg"]
    assert cells["code_commune"].tolist() == ["44109", "75056", "03190", "34142", "01015"]
    assert cells["code_region"].tolist() == ["52", "11", "84", "76", "84"]
    assert cells["site_web"].tolist()[:4] == [
        "http://www.le-quai.example.org",
        "",
        "",
        "http://gare.example.org",
    ]
    assert set(cells["perimetre"]) == {"pratique-voisine"}
    assert set(cells["url_source"]) == {SOURCE}
    assert set(cells["titre_source"]) == {"Base des tiers-lieux, 2019"}
    assert (imported.rows_read, imported.rows_refused) == (6, 1)
    assert any("hors de France" in problem.message for problem in imported.problems)
    arrondissement = next(r for r in imported.repairs if r.avant == "75110")
    assert (arrondissement.apres, arrondissement.raison) == (
        "75056",
        "commune d’aujourd’hui : Paris",
    )
    assert len(imported.edition(territories, onto=tiny_edition).acteurs) == 5


def test_identifiers_are_made_when_there_are_none(territories):
    text = "NOM;INSEE\nLa Gare;34142\nLa Gare;34142\n;34142\n"
    columns = propose_mapping(["NOM", "INSEE"], "acteurs")
    mapping = ColumnMapping("acteurs", columns, {"perimetre": "pratique-voisine", "confiance": "B"})
    imported = import_path(text.encode(), "x.csv", territories, mapping, Source(SOURCE))
    ids = imported.raw.tables["acteurs"].cells["id"].tolist()
    assert ids == ["la-gare-34142", "la-gare-34142-2", "34142"]
    assert [(p.colonne, p.ligne) for p in errors(imported.problems)] == [("nom", 4)]


def test_a_mapping_can_leave_columns_out(territories):
    mapping = ColumnMapping("acteurs", {title: title for title in HEADER.split(",")} | {"x": ""})
    imported = actors(territories, f"{ROW},zut", header=f"{HEADER},x", mapping=mapping)
    assert imported.is_valid, imported.problems


TOWNS = [
    ("Bouillante (97106)", -61.754, 16.144),
    ("Lodève (34142)", 3.3199, 43.7318),
    ("Château-Chinon (Ville) (58062)", 3.93, 47.06),
    ("Un ancien nom (01015), Lodève (34142)", 5.66, 45.73),
    ("Sans code", 3.3199, 43.7318),
    ("Nulle part", -30.0, 20.0),
]


def test_points_become_a_count_by_region(territories, tiny_edition):
    features = [
        ({"id_territoire": "x", "liste_geo": text}, {"type": "Point", "coordinates": [lon, lat]})
        for text, lon, lat in TOWNS
    ]
    mapping = CountMapping(
        "liste_geo", "petites_villes", "Petites villes", "communes", "2024", "Licence Ouverte 2.0"
    )
    source = Source(SOURCE, "Liste")
    name = "villes.geojson"
    assert import_path(geojson(features), name, territories).unknown is not None
    imported = import_path(geojson(features), name, territories, mapping, source)
    assert imported.is_valid, imported.problems
    counts = imported.raw.tables["indicateurs"].cells.set_index("code_region")["valeur"]
    assert len(counts) == 18
    # A row counts once: one of two regions has the region of its point, and it is said.
    assert counts[counts != "0"].to_dict() == {"01": "1", "76": "2", "27": "1", "84": "1"}
    assert (imported.rows_read, imported.rows_refused) == (6, 1)
    assert any("de territoires différents" in str(one) for one in imported.repairs)
    assert len(imported.raw.tables["indicateurs_libelles"].cells) == 1
    edition = imported.edition(territories, onto=tiny_edition)
    assert len(edition.tables["indicateurs"]) == 18


# --- limits ----------------------------------------------------------------------------------


def refusal(imported: Imported) -> str:
    [problem] = errors(imported.problems)
    return str(problem)


def test_a_file_too_big_is_refused(territories):
    limits = Limits(bytes=1000)
    assert "trop gros" in refusal(import_path(b"x" * 1001, "a.csv", territories, limits=limits))


def test_too_many_rows_are_refused(territories):
    rows = [ROW.replace("a-un", f"a-{number}") for number in range(12)]
    limits = Limits(rows=10)
    assert "plus de 10 lignes" in refusal(actors(territories, *rows, limits=limits))
    assert actors(territories, *rows[:10], limits=limits).is_valid


def test_too_many_columns_are_refused(territories):
    assert "501 colonnes" in refusal(import_path(b"x," * 500 + b"x\n", "a.csv", territories))


@pytest.mark.parametrize("name", ["acteurs.csv", "xl/worksheets/sheet1.xml", "content.xml"])
def test_bombs_are_refused_before_they_are_unpacked(territories, name):
    markers = {"xl/worksheets/sheet1.xml": {"[Content_Types].xml": b""}}.get(name, {})
    bomb = archive({**markers, name: b"\0" * 40_000_000})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    message = refusal(import_path(bomb, "bombe.zip", territories))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "une fois déplié" in message
    assert peak < 20_000_000


def test_an_archive_of_too_many_files_is_refused(territories):
    files = {f"{number}.csv": b"x" for number in range(1001)}
    assert "1001 fichiers" in refusal(import_path(archive(files), "a.zip", territories))


def test_xml_entities_are_refused(territories):
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    content = archive({"mimetype": kind, "content.xml": entity}, zipfile.ZIP_STORED)
    assert "entités XML" in refusal(import_path(content, "a.ods", territories))
    content = archive({"[Content_Types].xml": b"", "xl/sharedStrings.xml": b" " * 2**20 + entity})
    assert "entités XML" in refusal(import_path(content, "a.xlsx", territories))


def test_repeated_cells_and_rows_do_not_fill_the_memory(territories):
    wide = ods_row(["x"]).replace(
        "<table:table-cell>", '<table:table-cell table:number-columns-repeated="16384">'
    )
    assert "colonnes" in refusal(import_path(ods(wide), "a.ods", territories))
    tall = ods_row(["x", "y"], repeated=1_000_000)
    assert "lignes" in refusal(import_path(ods(tall), "a.ods", territories))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "vide"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "a.xls", "ancien format"),
        (b"PK\x03\x04 tronqu", "a.xlsx", "ne se lit pas"),
        (b"PAR1 rien", "a.parquet", "Parquet"),
        (b"{", "a.geojson", "JSON"),
        (b"[" * 100_000, "a.json", "JSON"),
        (b'{"type": "Point"}', "a.geojson", "GeoJSON"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "est une image"),
        (b'"id,nom\n', "acteurs.csv", "guillemet"),
        (b"id,nom\n", "acteurs.csv", "cette colonne manque"),
        (b"a,b\n1,2\n", "b.csv", "ces colonnes"),
    ],
)
def test_what_is_no_table_is_refused_in_words(territories, content, name, message):
    found = errors(import_path(content, name, territories).problems)
    assert any(message in str(problem) for problem in found), [str(p) for p in found]


def test_a_missing_file_is_a_problem(territories, tmp_path: Path):
    assert "ne se lit pas" in refusal(import_path(tmp_path / "a.csv", "a.csv", territories))


def test_progress_goes_from_start_to_end(territories):
    steps: list[float] = []
    actors(territories, ROW, progress=lambda share, what: steps.append(share))
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[-1] == 1


def test_every_value_of_every_list_is_left_as_it_is(territories):
    from amu_geo.edition.checking.places import places_of

    tidier = Tidier(territories, places_of(territories))
    for name in TABLES:
        for field in table_schema(name).fields:
            for value in field.allowed:
                assert tidier.value(field, value)[0] == value
            if name != "programmes" or field.name != "id":
                assert tidier.value(field, field.example)[0] == field.example
