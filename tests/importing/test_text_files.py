"""Text files as they reach us: encodings mended, quotes and cells said with their line."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_geo.edition.checking.problems import Problem, errors
from amu_geo.edition.raw import read_strict_csv
from amu_geo.importing import Imported, import_path
from amu_geo.importing.cells.accents import decoded, undoubled
from amu_geo.importing.report import report_frame, row_counts, verdict
from tests.conftest import PROOF, SOURCE, TABLES, csv_text

HEADER = "id,nom,type,commune,code_commune,code_region,url_source,perimetre,confiance"


def line(number: int, nom: str = "Un lieu", url: str = SOURCE) -> str:
    return f"a-{number},{nom},tiers-lieu,Lodève,34142,76,{url},amu-declaree,A"


def table(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def read(territories, content: str | bytes, name: str = "acteurs.csv") -> Imported:
    sent = content.encode() if isinstance(content, str) else content
    return import_path(sent, name, territories)


def one(territories, name: str, **cells: str) -> Imported:
    """A table of one row, with some cells changed."""
    rows = {"attestations": PROOF, **{key: found[0] for key, found in TABLES.items()}}
    content = csv_text(name, [dict(rows[name]) | cells])
    return import_path(content.encode(), f"{name}.csv", territories)


def cell(imported: Imported, column: str, row: int = 0) -> str:
    [only] = imported.raw.tables.values()
    return only.cells.at[row, column]


def reasons(imported: Imported, column: str | None = None) -> list[str]:
    return [r.raison for r in imported.repairs if column is None or r.colonne == column]


def wrong(imported: Imported, column: str) -> list[Problem]:
    return [problem for problem in errors(imported.problems) if problem.colonne == column]


@pytest.mark.parametrize(
    ("byte", "letter"), [(b"\xe9", "é"), (b"\x92", "’"), (b"\x9c", "œ")], ids=["é", "quote", "œ"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_byte_of_another_encoding_spoils_nothing_else(territories, byte, letter, newline):
    text = table(*(line(n, f"Élan {n}") for n in range(30)), line(30, "Caf@ d’été"))
    content = text.replace("\n", newline).encode().replace(b"@", byte)
    imported = read(territories, content)
    assert errors(imported.problems) == []
    assert [cell(imported, "nom", row) for row in (0, 29, 30)] == [
        "Élan 0", "Élan 29", f"Caf{letter} d’été",
    ]  # fmt: skip
    [repair] = [r for r in imported.repairs if "octet isolé" in r.raison]
    assert (repair.ligne, repair.avant, repair.apres) == (32, "Caf\ufffd", f"Caf{letter}")


def test_a_whole_file_of_windows_stays_one(territories):
    imported = read(territories, table(line(1, "Café d’été")).encode("cp1252"))
    assert cell(imported, "nom") == "Café d’été"
    assert reasons(imported, None)[0].startswith("encodage : Windows-1252")


@pytest.mark.parametrize(("encoding", "label"), [("mac_roman", "Mac"), ("cp850", "DOS")])
def test_older_encodings_are_told_by_their_letters(territories, encoding, label):
    text = table(line(1, "Café de la forêt, été".replace(",", "")), line(2, "Crèche à côté"))
    imported = read(territories, text.encode(encoding))
    assert cell(imported, "nom", 1) == "Crèche à côté"
    assert f"encodage : {label}, lu comme tel" in reasons(imported)


def test_signs_alone_do_not_make_an_older_encoding():
    found = decoded("Paris – Lyon… « ici » “là”".encode("cp1252"))
    assert (found.label, found.text) == ("Windows-1252", "Paris – Lyon… « ici » “là”")


def test_a_letter_of_elsewhere_does_not_either():
    text = "Le café « Žižek », à l’été : forêt, hôtel"
    assert decoded(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("name", "sent"),
    [("Café", b"Caf\xe9 d\xc3\xa9cal\xc3\xa9"), ("Été", "Ã‰tÃ© dÃ©calÃ©".encode())],
    ids=["a byte", "twice"],
)
def test_a_geojson_is_mended_as_a_table_is(territories, name, sent):
    start, _, end = (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
        b'"properties":{"id":"a-1","nom":"@","code_region":"76"}}]}'
    ).partition(b"@")
    imported = read(territories, start + sent + end, "acteurs.geojson")
    assert cell(imported, "nom") == f"{name} décalé"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(territories, encoding):
    imported = read(territories, table(line(1, "Élan")).encode(encoding))
    assert cell(imported, "nom") == "Élan"


def doubled(text: str) -> str:
    """What Windows shows of UTF-8; the five bytes that it has no sign for stay as they are."""
    return "".join(
        bytes([b]).decode("cp1252") if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(b)
        for b in text.encode()
    )


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_encoded_twice_is_mended_whole(territories, times):
    text = table(line(1, "Épicerie de l’été"), line(2, "À l’œuvre"))
    for _ in range(times):
        text = doubled(text)
    imported = read(territories, text)
    assert [cell(imported, "nom", row) for row in (0, 1)] == ["Épicerie de l’été", "À l’œuvre"]
    assert cell(imported, "commune") == "Lodève"
    assert sum("encodés deux fois" in reason for reason in reasons(imported)) == 1


def test_a_cell_encoded_twice_among_sound_ones_is_mended_and_said(territories):
    imported = read(territories, table(line(1, "Café"), line(2, doubled("Été"))))
    assert cell(imported, "nom", 1) == "Été"
    [repair] = [r for r in imported.repairs if r.colonne == "nom"]
    assert (repair.ligne, repair.avant, repair.apres) == (3, doubled("Été"), "Été")


@given(st.text(alphabet="éèàçœÉÀŒ’–abc Lodève«»", max_size=40))
def test_encoding_twice_is_undone_and_sound_text_left_alone(text):
    assert undoubled(doubled(text)) == text
    assert undoubled(text) == text


@pytest.mark.parametrize("name", ["ORL?ANS", "Ch?teauroux", "OrlÃ©ans l’été", "lâ€™été Ã"])
def test_spoilt_accents_are_said(territories, name):
    imported = read(territories, table(line(1, name)))
    [problem] = [p for p in imported.problems if "accents" in p.message]
    assert (problem.ligne, problem.colonne, problem.valeur) == (2, "nom", name)


@pytest.mark.parametrize(
    "name", ["Pourquoi pas ?", "Où ? Ici", "voir exemple.fr/page?id=3", "PÂTÉ", "Âge d’or"]
)
def test_sound_texts_are_not_doubted(territories, name):
    imported = read(territories, table(line(1, name)))
    assert not [p for p in imported.problems if "accents" in p.message]


def test_a_lost_letter_is_an_error(territories):
    imported = read(territories, table(line(1, "Orl\ufffdans")))
    assert [p.valeur for p in wrong(imported, "nom")] == ["Orl\ufffdans"]


QUOTES = {
    "after a word": ('"La Grange" du haut', 5, "mal placé"),
    "never closed": ('"La Grange', 5, "jamais refermé"),
}


@pytest.mark.parametrize(("name", "at", "message"), QUOTES.values(), ids=QUOTES)
def test_a_stray_quote_has_its_line(territories, name, at, message):
    lines = [line(n, name if n == at - 2 else "Lieu") for n in range(9)]
    [problem] = read(territories, table(*lines)).problems
    assert (problem.ligne, problem.fichier) == (at, "acteurs.csv")
    assert message in problem.message
    assert "La Grange" in problem.valeur


def test_a_stray_quote_far_below_names_the_line_where_its_cell_opens(territories):
    lines = [line(n) for n in range(20)]
    lines[3], lines[15] = line(3, '"La Grange'), line(15, '"Le Lieu" dit')
    [problem] = read(territories, table(*lines)).problems
    assert problem.ligne == 17
    assert "ligne 5" in problem.detail


def test_excel_s_first_line_counts_as_a_line(territories):
    text = "sep=,\n" + table(line(1), line(2, '"a" b'))
    assert [p.ligne for p in read(territories, text).problems] == [4]


def test_a_published_table_says_the_line_as_well():
    problems: list[Problem] = []
    text = 'id,nom\r\na,b\r\nc,"d" e\r\n'
    assert read_strict_csv(text.encode(), "acteurs", "acteurs.csv", problems) is None
    assert [(p.ligne, p.valeur) for p in problems] == [(3, 'c,"d" e')]


def test_two_quotes_that_swallow_lines_are_said(territories):
    lines = [line(n) for n in range(9)]
    lines[2], lines[6] = line(2, '"La Grange'), line(6, 'Le Lieu"')
    imported = read(territories, table(*lines))
    [problem] = [p for p in imported.problems if "lignes entières" in p.message]
    assert problem.ligne == 4
    assert "5 lignes" in problem.detail


def test_a_cell_of_several_lines_is_no_fault(territories):
    imported = read(territories, table(line(1, '"La Grange,\ndu haut, au fond"')))
    assert not [p for p in imported.problems if "lignes entières" in p.message]


@pytest.mark.parametrize(
    ("start", "what"),
    [("<html><table>", "page web"), ("<?xml version='1.0'?><Workbook/>", "Excel 2003")],
)
def test_what_sites_send_as_a_workbook_is_refused_with_the_way_out(territories, start, what):
    [problem] = read(territories, start, "tableau.xls").problems
    assert what in problem.message
    assert "Enregistrer sous" in problem.attendu


def test_values_beyond_the_titles_are_said_with_their_line(territories):
    imported = read(territories, table(line(1), line(2) + ",de trop"))
    [problem] = [p for p in imported.problems if "pas de titre" in p.message]
    assert "ligne 3, « de trop »" in problem.detail


SPACED = [
    (f"{SOURCE}/ma page.pdf", f"{SOURCE}/ma%20page.pdf"),
    (f"{SOURCE}?q=tiers lieux&page=2", f"{SOURCE}?q=tiers%20lieux&page=2"),
    (f"{SOURCE}/a  b/c", f"{SOURCE}/a%20%20b/c"),
    (f"{SOURCE} (consultée le 3 mars)", SOURCE),
    (f"Page : {SOURCE}", SOURCE),
    (f"<{SOURCE}>", SOURCE),
    (f"{SOURCE}|site web", SOURCE),
]


@pytest.mark.parametrize(("written", "understood"), SPACED)
def test_an_address_is_never_cut_at_its_space(territories, written, understood):
    imported = one(territories, "acteurs", url_source=written)
    assert cell(imported, "url_source") == understood
    assert reasons(imported, "url_source")


@pytest.mark.parametrize(
    "written", [f"{SOURCE} et la suite", f"{SOURCE} ; {SOURCE}/b", f"voir {SOURCE}/ma page.pdf"]
)
def test_an_address_that_may_go_on_is_refused_whole(territories, written):
    imported = one(territories, "acteurs", url_source=written)
    assert [p.valeur for p in wrong(imported, "url_source")] == [written]


DATES = [
    ("2024-01-05T00:00:00", "2024-01-05", "AAAA-MM-JJ"),
    ("2024-01-05T12:30:00.000Z", "2024-01-05", "AAAA-MM-JJ"),
    ("2024-01-05 00:00:00", "2024-01-05", "AAAA-MM-JJ"),
    ("05/01/2024 00:00", "2024-01-05", "AAAA-MM-JJ"),
    ("5/1/2024 14h30", "2024-01-05", "AAAA-MM-JJ"),
    ("1/1/69", "1969-01-01", "siècle"),
    ("1/1/29", "2029-01-01", "siècle"),
    ("31.12.98", "1998-12-31", "siècle"),
    ("45292", "2024-01-01", "compté par Excel"),
    ("45292.0", "2024-01-01", "compté par Excel"),
]


@pytest.mark.parametrize(("written", "understood", "why"), DATES)
def test_dates_say_what_was_guessed(territories, written, understood, why):
    imported = one(territories, "dispositifs", date_source=written)
    assert cell(imported, "date_source") == understood
    [repair] = [r for r in imported.repairs if r.colonne == "date_source"]
    assert (repair.ligne, repair.avant) == (2, written)
    assert why in repair.raison


@pytest.mark.parametrize("written", ["21000", "01000", "99999", "83000"])
def test_a_number_that_is_no_date_is_refused_in_words(territories, written):
    imported = one(territories, "dispositifs", date_source=written)
    [problem] = wrong(imported, "date_source")
    assert "n’est pas une date" in problem.message
    assert problem.valeur == written


def figures(territories, *values: str) -> Imported:
    row = TABLES["observations"][0]
    rows = [dict(row) | {"valeur": v, "annee": str(2001 + n)} for n, v in enumerate(values)]
    content = csv_text("observations", rows)
    return import_path(content.encode(), "observations.csv", territories)


@pytest.mark.parametrize(
    ("values", "understood", "why"),
    [
        (("250.000", "12"), ["250", "12"], "si c’est 250000"),
        (("250.000", "1.234.567"), ["250000", "1234567"], "milliers"),
        (("250.000", "1.234,5"), ["250000", "1234.5"], "milliers"),
        (("1.234", "7"), ["1.234", "7"], "nombre ambigu"),
        (("250.000", "0.5"), ["250.000", "0.5"], None),
        (("250,000", "12"), ["250", "12"], "si c’est 250000"),
        (("250,000", "1,234,567"), ["250000", "1234567"], "milliers"),
        (("250,000", "1,234.5"), ["250000", "1234.5"], "milliers"),
        (("250,000", "0,5"), ["250.000", "0.5"], "écrit avec un point"),
        (("-1,500", "1.500"), ["-1.5", "1.5"], "si c’est -1500"),
        (("250.000", "0.5", "1.234.567"), ["250", "0.5", "1234567"], "nombre ambigu"),
    ],
)
def test_a_point_before_three_digits_is_told_by_the_others_or_said(
    territories, values, understood, why
):
    imported = figures(territories, *values)
    assert imported.raw.tables["observations"].cells["valeur"].tolist() == understood
    told = [r for r in imported.repairs if r.colonne == "valeur" and r.avant == values[0]]
    assert [r.ligne for r in told] == ([2] if why else [])
    assert all(why in r.raison for r in told)


@pytest.mark.parametrize("shown", ["#REF!", "#N/A", "#VALEUR!", "#NOM?", "Err:502", "########"])
@pytest.mark.parametrize("column", ["nom", "commune", "annee_creation", "code_commune"])
def test_the_error_of_a_formula_is_no_value(territories, shown, column):
    imported = one(territories, "acteurs", **{column: shown})
    [problem] = [p for p in wrong(imported, column) if "formule" in p.message]
    assert (problem.ligne, problem.valeur, problem.proche) == (2, shown, None)


def test_a_hash_in_a_name_is_no_error(territories):
    assert not wrong(one(territories, "acteurs", nom="#Lab"), "nom")


def archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, text in files.items():
            new.writestr(name, text)
    return buffer.getvalue()


LEFT = {
    "../acteurs.csv": "sort de l’archive",
    "/etc/acteurs.csv": "sort de l’archive",
    "C:\\acteurs.csv": "sort de l’archive",
    ".acteurs.csv": "caché",
    "notes/plan.docx": "n’est pas une table",
    "schemas/acteurs.md": "n’est pas une table",
}


@pytest.mark.parametrize(("name", "message"), LEFT.items(), ids=LEFT)
def test_members_left_aside_are_said(territories, name, message):
    imported = read(territories, archive({"acteurs.csv": table(line(1)), name: "x"}), "a.zip")
    [problem] = [p for p in imported.problems if message in p.message]
    assert problem.fichier == name.replace("\\", "/")
    assert imported.rows_read == 1


@pytest.mark.parametrize("name", ["__MACOSX/._acteurs.csv", ".DS_Store", "~$acteurs.xlsx"])
def test_what_systems_add_is_not(territories, name):
    imported = read(territories, archive({"acteurs.csv": table(line(1)), name: "x"}), "a.zip")
    assert imported.problems == []


def test_a_path_of_windows_leads_to_its_file(territories):
    imported = read(territories, archive({"envoi\\acteurs.csv": table(line(1))}), "a.zip")
    assert imported.raw.tables["acteurs"].file == "acteurs.csv"


def test_an_old_workbook_in_an_archive_is_an_error(territories):
    old = archive({"acteurs.csv": table(line(1)), "projets.xls": "\xd0"})
    assert not read(territories, old, "a.zip").is_valid


@pytest.mark.parametrize("text", [HEADER + "\n", HEADER + "\n,,,\n"])
def test_a_table_without_rows_is_an_error(territories, text):
    imported = read(territories, text)
    assert not imported.is_valid
    assert "aucune ligne" in imported.problems[-1].message


def test_totals_are_whole_and_the_report_to_take_away_has_every_row(territories):
    lines = [line(n).replace("tiers-lieu", f"lieu{n}") for n in range(450)]
    lines += [line(n).replace(",A", ",a") for n in range(450, 700)]
    imported = read(territories, table(*lines))
    assert "450 erreurs" in verdict(imported, "acteurs.csv").replace("\u00a0", " ")
    assert row_counts(imported)["refusées"] == 450
    frame = report_frame(imported)
    told = frame[(frame["nature"] == "erreur") & (frame["colonne"] == "type")]
    assert told["ligne"].astype(int).tolist() == list(range(2, 452))
    assert told["trouve"].tolist() == [f"lieu{n}" for n in range(450)]
    repair = frame[(frame["nature"] == "réparation") & (frame["colonne"] == "confiance")]
    assert (repair["ligne"].tolist(), repair["nombre"].tolist()) == (["452-701"], [250])
