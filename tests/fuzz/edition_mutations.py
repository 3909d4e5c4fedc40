"""Spoils valid editions in every way we could think of, and holds what must remain true.

One case is one number: the same number always makes the same case.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import IllegalCharacterError

from amu_geo.edition import Edition, EditionError, read_edition
from amu_geo.edition.checking.checks import check_edition
from amu_geo.edition.checking.report import report_json, report_text
from amu_geo.edition.publishing import publish_edition
from amu_geo.edition.raw import read_folder
from amu_geo.edition.writing import edition_files
from amu_geo.export.workbook import edition_workbook
from amu_geo.importing import (
    ColumnMapping,
    CountMapping,
    Imported,
    Source,
    import_path,
    propose_mapping,
)
from amu_geo.territories import Territories
from tests.conftest import PROOF, EditionDraft
from tests.fuzz.forms import (
    as_csv,
    as_geojson,
    as_layers,
    as_lines,
    as_list,
    as_parquet,
    as_zip,
)
from tests.fuzz.said import dropped_unsaid

NASTY = (
    *("", " ", "\u00a0", "0", "1", "-1", "01", "1.0", "NaN", "inf", "1e309", "9" * 400, "1,5"),
    *("null", "None", "#N/A", "=1+1", "'=1", "@x", "-", "?", "oui", "VRAI", "Région"),
    *("Occitanie", "midi pyrenees", "PACA", "75110", "2a004", "99999", "Lodève (34)"),
    *(
        "30/02/2024",
        "1er mars 2024",
        "2024-13",
        "45352",
        "0000",
        "10000-01-01",
        "2024.0",
        "2025-06",
    ),
    *("http://", "https://[x", "www.exemple.fr", "http://a b.fr", "javascript:x", "https://é.fr"),
    *("a;b;c", ";;;", '"', "''", "a\tb", "a\nb", "a\r\nb", "\x00", "\x07", "\u202e", "\ufffd"),
    *("é" * 5001, "x" * 131_073, "\U0001f600", "e\u0301", "<script>", "{}", "[]", "../../x"),
    *("_x000D_", "_x0041_", "1.234,56", "−5", "٣", "²"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1", "cp850", "utf-7")
SEPARATORS = (",", ";", "\t", "|", ":")
# A workbook takes ten times as long as a table: each form as often as it is cheap.
FORMS = {
    **{"folder": 3, "zip": 3, "xlsx": 1, "csv": 9, "mapped": 4},
    **{"geojson": 3, "lines": 2, "list": 1, "parquet": 2, "gpkg": 1, "shp": 1, "counted": 2},
}


@dataclass(frozen=True)
class Seed:
    """A valid edition with its forms, from which every case starts."""

    edition: Edition
    files: dict[str, str]
    workbook: bytes

    @classmethod
    def in_folder(cls, folder: Path, territories: Territories) -> Seed:
        """The tiny edition of the tests with every optional thing filled, written in a folder."""
        draft = EditionDraft(folder)
        draft.metadata = 'effort_recherche = ["76", "01"]\n' + draft.metadata
        draft.change("dispositifs", 0, date_fin="2025-06")
        ending = {"nature": "fin", "date": "2016", "id_dispositif": "53-anciens"}
        draft.tables["attestations"] = [dict(PROOF), PROOF | ending]
        return cls.of(read_edition(draft.write(), territories), territories)

    @classmethod
    def of(cls, edition: Edition, territories: Territories) -> Seed:
        """Prepare an edition."""
        return cls(edition, edition_files(edition), edition_workbook(edition, territories))


def run_cases(seed: Seed, territories: Territories, numbers: range, scratch: Path) -> Counter[str]:
    """Run the cases; return how many ended how. An assertion names the case that broke."""
    outcomes: Counter[str] = Counter()
    for number in numbers:
        try:
            outcomes[run_case(seed, territories, number, scratch)] += 1
        except Exception as error:
            raise AssertionError(f"case {number}: {error!r}") from error
    return outcomes


def run_case(seed: Seed, territories: Territories, number: int, scratch: Path) -> str:
    """Spoil, import, and check that the report is clean; return « valide » or « refusée »."""
    rng = random.Random(number)
    form = rng.choices(list(FORMS), list(FORMS.values()))[0]
    content, name, mapping = _make(seed, form, rng)
    if rng.random() < 0.4:
        content = spoil_bytes(content, rng)
    source: Path | bytes = content
    if form == "folder":
        source = _unpack(content, scratch / f"case-{number}")
        # The same folder, read strictly as a published one would be.
        assert report_text("essai", check_edition(read_folder(source), territories))
    origin = Source("https://www.exemple.fr/base") if mapping else None
    imported = import_path(source, name, territories, mapping=mapping, origin=origin)
    _report_is_clean(imported)
    if isinstance(mapping, CountMapping):
        _counted_is_no_more_than_read(imported)
    else:
        unsaid = dropped_unsaid(imported, source, name, mapping)
        assert not unsaid, unsaid[:3]
    if not imported.is_valid:
        return "refusée"
    _valid_means_valid(imported, seed, territories, scratch / f"root-{number}", rng)
    return "valide"


def _report_is_clean(imported: Imported) -> None:
    json.loads(report_json("essai", imported.problems))
    assert report_text("essai", imported.problems)
    for problem in imported.problems:
        assert problem.message and problem.fichier
        assert "Traceback" not in str(problem)
    for repair in imported.repairs:
        assert str(repair)
    assert imported.rows_refused <= max(imported.rows_read, 1) + len(imported.problems)


def _counted_is_no_more_than_read(imported: Imported) -> None:
    if imported.counts is not None:
        assert imported.counts.total + imported.rows_refused == imported.counts.read


def _valid_means_valid(
    imported: Imported, seed: Seed, territories: Territories, root: Path, rng: random.Random
) -> None:
    """What the report calls valid can be read, written and read back the same."""
    try:
        edition = imported.edition(territories, onto=seed.edition)
    except EditionError:
        # Alone a table was right; beside the others of the edition it may not be.
        assert not imported.is_whole_edition
        return
    if imported.is_whole_edition and rng.random() < 0.2:
        folder = publish_edition(edition, territories, root)
        assert read_edition(folder, territories).fingerprint == edition.fingerprint


def _make(
    seed: Seed, form: str, rng: random.Random
) -> tuple[bytes, str, ColumnMapping | CountMapping | None]:
    if form == "xlsx":
        return spoil_workbook(seed.workbook, rng), "édition.xlsx", None
    if form in {"folder", "zip"}:
        files = {}
        for name, text in seed.files.items():
            files[name] = text.encode()
            if rng.random() < 0.3:
                files[name] = spoil_text_file(name, text, rng)
        if rng.random() < 0.2:
            files.pop(rng.choice(list(files)))
        return as_zip(files), "édition.zip", None
    table = rng.choice([name for name in seed.files if name.endswith(".csv")])
    if form == "csv":
        return spoil_text_file(table, seed.files[table], rng), table, None
    rows = spoil_rows(list(csv.reader(io.StringIO(seed.files["acteurs.csv"]))), rng)
    if form == "mapped":
        mapping = ColumnMapping("acteurs", propose_mapping(rows[0], "acteurs") if rows else {})
        return as_csv(rows, ";").encode("utf-8", "replace"), "base.csv", mapping
    if form == "counted":
        mapping = CountMapping("", "lieux", "Lieux", "lieux", "2024", "Licence Ouverte 2.0")
        return as_csv(rows, ";").encode("utf-8", "replace"), "base.csv", mapping
    made = {
        "geojson": ("acteurs.geojson", lambda: as_geojson(rows, rng)),
        "lines": ("acteurs.ndjson", lambda: as_lines(rows, rng)),
        "list": ("acteurs.json", lambda: as_list(rows, rng)),
        "parquet": ("acteurs.parquet", lambda: as_parquet(rows)),
        "gpkg": ("acteurs.gpkg", lambda: as_layers(rows, ".gpkg", rng)),
        "shp": ("acteurs.zip", lambda: as_layers(rows, ".shp", rng)),
    }
    name, make = made[form]
    return make(), name, None


def spoil_text_file(name: str, text: str, rng: random.Random) -> bytes:
    """Spoil a CSV or TOML file: cells, columns, separator, encoding."""
    if name.endswith(".csv"):
        rows = spoil_rows(list(csv.reader(io.StringIO(text))), rng)
        text = as_csv(rows, rng.choice(SEPARATORS) if rng.random() < 0.4 else ",")
    else:
        lines = text.split("\n")
        for _ in range(rng.randint(0, 2)):
            line = rng.randrange(len(lines))
            key = lines[line].partition("=")[0]
            lines[line] = rng.choice(["", f"{key}= {rng.choice(NASTY)}", f'{key}= "x"', "[[x]]"])
        text = "\n".join(lines)
    encoding = rng.choice(ENCODINGS) if rng.random() < 0.3 else "utf-8"
    return text.encode(encoding, "replace")


def spoil_rows(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Spoil a table: a few cells, perhaps a column, perhaps its size."""
    rows = [list(row) for row in rows]
    for _ in range(rng.choice((0, 0, 1, 1, 2, 5))):
        row = rng.choice(rows)
        if row:
            row[rng.randrange(len(row))] = rng.choice(NASTY)
    change = rng.choice(("none", "none", "drop", "rename", "twice", "shuffle", "blank", "rows"))
    width = len(rows[0])
    column = rng.randrange(width)
    if change == "drop":
        rows = [row[:column] + row[column + 1 :] for row in rows]
    elif change == "rename":
        rows[0][column] = rng.choice((*NASTY[:20], rows[0][column].upper(), "Région"))
    elif change == "twice":
        rows = [[*row, row[column]] if column < len(row) else row for row in rows]
    elif change == "shuffle":
        order = rng.sample(range(width), width)
        rows = [[row[i] if i < len(row) else "" for i in order] for row in rows]
    elif change == "blank":
        rows.insert(rng.randrange(len(rows)), [""] * rng.randint(0, 3))
    elif change == "rows":
        rows = rng.choice((rows[:1], [], rows * 3, [["Un titre"], *rows], [[], [], *rows]))
    return rows


def spoil_workbook(content: bytes, rng: random.Random) -> bytes:
    """Spoil a workbook: cells of any type, sheets gone, renamed or merged."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for _ in range(rng.randint(0, 4)):
        sheet = book[rng.choice(book.sheetnames)]
        cell = sheet.cell(rng.randint(1, max(1, sheet.max_row)), rng.randint(1, sheet.max_column))
        values = (*NASTY, True, 3.7, 76, -1e300, pd.Timestamp("2024-02-29"))
        value = rng.choice(values)
        if isinstance(cell, MergedCell):
            continue  # only the first cell of a merged area can be written
        try:
            cell.value = value[:32_000] if isinstance(value, str) else value
        except IllegalCharacterError:
            # Refused after the cell took the type of text: what it held may no longer fit.
            cell.value = None
    change = rng.choice(("none", "none", "remove", "rename", "merge", "insert"))
    sheet = book[rng.choice(book.sheetnames)]
    if change == "remove" and len(book.sheetnames) > 2 and sheet.sheet_state == "visible":
        book.remove(sheet)
    elif change == "rename":
        sheet.title = rng.choice(("Feuil1", "Dispositifs", "ACTEURS", "édition 2"))
    elif change == "merge":
        sheet.merge_cells("A1:C1")
    elif change == "insert":
        sheet.insert_rows(1, rng.randint(1, 3))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def spoil_bytes(content: bytes, rng: random.Random) -> bytes:
    """Flip, cut, repeat or insert bytes."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data)) if data else 0
        change = rng.choice(("flip", "flip", "cut", "truncate", "insert", "repeat"))
        if change == "flip" and data:
            data[place] = rng.randrange(256)
        elif change == "cut":
            del data[place : place + rng.randint(1, 50)]
        elif change == "truncate" and rng.random() < 0.3:
            del data[place:]
        elif change == "insert":
            data[place:place] = rng.randbytes(rng.randint(1, 20))
        elif change == "repeat":
            data[place:place] = data[place : place + rng.randint(1, 200)]
    return bytes(data)


def _unpack(content: bytes, folder: Path) -> Path:
    """A folder with what can still be read of an archive."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                name = Path(member.filename).name.replace("\0", "")[:100]
                if name:
                    (folder / name).write_bytes(archive.read(member))
    except Exception:
        (folder / "dispositifs.csv").write_bytes(content)
    return folder
