"""One fact asked of everything that leaves the house: Occitanie in 2018, three and three.

« En 2018, trois familles documentées, trois confirmées » is what the observatory's first article
says; each form is read by a program that is not ours.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from markdown_it import MarkdownIt
from mcp import Client as AssistantClient
from playwright.sync_api import Browser
from pptx import Presentation

from amu_geo import store
from amu_geo.assistant.answers import Answers
from amu_geo.assistant.server import assistant_server
from tests.pages.opening import html, open_page
from tests.serving import Client, awaited

pytestmark = pytest.mark.browser

REGION, NAME, EDITION = "76", "Occitanie", "2018"
VIEW = f"edition={EDITION}&region={REGION}"
WORDS = {"deux": 2, "trois": 3, "quatre": 4, "toutes": None}
Fact = tuple[int, int]


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def said(text: str) -> Fact:
    """« trois familles d’AMU sur quatre sont documentées, toutes confirmées », as two numbers."""
    found = re.search(
        rf"En {NAME}, (\w+) familles d’AMU sur quatre sont ?(?:documentées)[ ,]+"
        r"(?:dont )?(toutes|\w+) ?confirmées",
        flat(text),
    )
    assert found, flat(text)[:300]
    known = WORDS[found[1]]
    sure = WORDS[found[2]]
    return known, known if sure is None else sure


def of(text: str) -> Fact:
    """« 3 familles confirmées sur 3 documentées »."""
    sure, known = re.search(
        r"(\d) familles? confirmées? sur (\d) documentées?", flat(text)
    ).groups()
    return int(known), int(sure)


def of_page(client: Client, folder: Path) -> Fact:
    page = html(open_page("overview.py", edition=EDITION, region=REGION))
    sheet = page.split('class="fiche"')[1].split("</article>")[0]
    return of(re.sub(r"<[^>]+>", " ", sheet))


def of_api(client: Client, folder: Path) -> Fact:
    (row,) = client.get(f"/api/v1/couverture.json?{VIEW}").json["regions"]
    return row["familles_documentees"], row["familles_confirmees"]


def of_csv(client: Client, folder: Path) -> Fact:
    (row,) = csv.DictReader(io.StringIO(client.get(f"/api/v1/couverture.csv?{VIEW}").text))
    return int(row["familles_documentees"]), int(row["familles_confirmees"])


def of_xlsx(client: Client, folder: Path) -> Fact:
    content = client.get(f"/figure/couverture.xlsx?edition={EDITION}").body
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        heads = next((row for row in rows if "Confirmées" in row and "Documentées" in row), None)
        if heads:
            (mine,) = [row for row in rows if NAME in row]
            return mine[heads.index("Documentées")], mine[heads.index("Confirmées")]
    raise AssertionError(book.sheetnames)


def of_pptx(client: Client, folder: Path) -> Fact:
    deck = Presentation(io.BytesIO(client.get(f"/diapositives.pptx?{VIEW}").body))
    texts = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    tables = [
        [flat(cell.text) for cell in row.cells]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    ranked = [row for row in tables if row[0] == NAME and " sur " in row[-1]]
    sure, known = re.fullmatch(r"(\d) sur (\d)", ranked[0][-1]).groups()
    assert said(" ".join(texts)) == (int(known), int(sure))
    return int(known), int(sure)


def of_pdf(client: Client, folder: Path) -> Fact:
    file = folder / "portrait.pdf"
    file.write_bytes(client.get(f"/portrait.pdf?{VIEW}").body)
    program = shutil.which("pdftotext")
    assert program, "no pdftotext: run `make slow`, which installs it or says what to install"
    done = subprocess.run([program, file, "-"], check=True, capture_output=True, timeout=60)
    return said(done.stdout.decode())


def of_svg(client: Client, folder: Path) -> Fact:
    root = ElementTree.fromstring(client.get(f"/carte.svg?edition={EDITION}").text)
    (shape,) = [node for node in root.iter() if node.get("data-region") == REGION]
    return of("".join(shape.itertext()))


def of_markdown(client: Client, folder: Path) -> Fact:
    (overview,) = re.findall(
        rf"<strong>{NAME}</strong></td>.*?(\d) sur (\d)</td>",
        MarkdownIt("commonmark")
        .enable("table")
        .render(client.get(f"/index.md?edition={EDITION}").text),
        re.S,
    )
    title = client.get(f"/region.md?{VIEW}").text.partition("\n")[0]
    assert said(title) == (int(overview[1]), int(overview[0]))
    return said(title)


def of_assistant(client: Client, folder: Path) -> Fact:
    server = assistant_server(Answers(store.shelf(), store.territories()))

    async def ask() -> dict:
        async with AssistantClient(server) as assistant:
            reply = await assistant.call_tool("couverture", {"edition": EDITION})
            return reply.structured_content

    (row,) = [one for one in awaited(ask())["regions"] if one["code_region"] == REGION]
    return row["familles_documentees"], row["familles_confirmees"]


def of_offline_file(client: Client, folder: Path, browser: Browser) -> Fact:
    file = folder / "hors-ligne.html"
    file.write_bytes(client.get(f"/edition-hors-ligne.html?edition={EDITION}").body)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.select_option("#region", REGION)
    told = page.locator("#fiche").inner_text()
    context.close()
    return said(told) if f"En {NAME}" in flat(told) else of(told)


READERS: dict[str, Callable[[Client, Path], Fact]] = {
    "page": of_page,
    "API": of_api,
    "CSV": of_csv,
    "XLSX": of_xlsx,
    "PPTX": of_pptx,
    "SVG": of_svg,
    "Markdown": of_markdown,
    "MCP": of_assistant,
}


def test_what_leaves_says_one_fact(client, tmp_path):
    assert {name: read(client, tmp_path) for name, read in READERS.items()} == dict.fromkeys(
        READERS, (3, 3)
    )


@pytest.mark.slow
def test_what_leaves_says_one_fact_on_paper_and_without_a_server_too(client, tmp_path, browser):
    found = {name: read(client, tmp_path) for name, read in READERS.items()}
    found["PDF"] = of_pdf(client, tmp_path)
    found["hors ligne"] = of_offline_file(client, tmp_path, browser)
    assert found == dict.fromkeys(found, (3, 3)) and len(found) == 10
