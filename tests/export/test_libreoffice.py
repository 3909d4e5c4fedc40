"""Workbooks and tables opened and saved by a real spreadsheet come back as they went."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.edition.checking.problems import errors
from amu_geo.export.rows import excel_csv
from amu_geo.export.workbook import edition_workbook
from amu_geo.importing import import_path

pytestmark = pytest.mark.slow


# Semicolons, double quotes, UTF-8, French: as a double click opens it in France.
FRENCH_CSV = "--infilter=CSV:59,34,76,1,,1036"


def saved_again(file: Path, form: str, *options: str) -> Path:
    """The file as LibreOffice writes it after reading it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "no LibreOffice: run `make slow`, which installs it or says what to install"
    out = file.parent / "apres"
    home = (file.parent / "profil").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={home}", "--headless", *options, "--convert-to", form,
         "--outdir", str(out), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return out / f"{file.stem}.{form}"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("edition_id", ["2018", "2026"])
def test_an_edition_survives_a_spreadsheet(territories, tmp_path, edition_id, form):
    published = store.shelf().get(edition_id)
    file = tmp_path / f"{edition_id}.xlsx"
    file.write_bytes(edition_workbook(published, territories))
    again = saved_again(file, form)
    imported = import_path(again, again.name, territories)
    assert errors(imported.problems) == []
    assert Edition.from_raw(imported.raw, territories).fingerprint == published.fingerprint


def test_a_table_for_french_spreadsheets_keeps_its_codes(territories, tmp_path):
    published = store.shelf().get("2026")
    file = tmp_path / "acteurs.csv"
    file.write_text(excel_csv(published.acteurs), encoding="utf-8")
    again = saved_again(file, "ods", FRENCH_CSV)
    imported = import_path(again, again.name, territories)
    assert errors(imported.problems) == []
    assert set(imported.raw.tables["acteurs"].cells["code_region"]) == set(
        published.acteurs["code_region"]
    )
