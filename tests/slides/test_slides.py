"""Slides, read back by python-pptx: what they show is the coverage, in our look, in French."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from starlette.requests import Request

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.french.typography import typeset
from amu_geo.measure.reading import Reading
from amu_geo.server.page.outputs.slides import answer
from amu_geo.slides.deck import slides
from amu_geo.slides.look import TEXT
from amu_geo.slides.text import LEADING, lines_of
from amu_geo.vocabulary import FAMILIES, UNDOCUMENTED

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFFICE = re.compile(
    r"4472C4|5B9BD5|ED7D31|A5A5A5|FFC000|70AD47|4F81BD|C0504D|1F497D|0563C1|Calibri|Cambria|Arial",
    re.IGNORECASE,
)
# Edition, region, lecture; then how many slides.
DECKS = {
    ("2018", "76", "regionale"): 8,
    ("2026", "", "regionale"): 8,
}


@pytest.fixture(scope="module")
def contents() -> dict[tuple[str, str, str], bytes]:
    return {
        key: slides(store.coverage(key[0], Reading(None, key[2])), store.territories(), key[1])
        for key in DECKS
    }


def shapes_of(shapes) -> Iterator:
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_of(shape.shapes)


def alt(shape) -> str:
    return shape._element._nvXxPr.cNvPr.get("descr", "")


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


@pytest.mark.parametrize("key", DECKS, ids="-".join)
def test_a_deck_is_native_titled_and_sourced(contents, key):
    deck = opened(contents[key])
    assert len(deck.slides) == DECKS[key]
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(len(title) > 15 and not title.endswith(".") for title in titles)
    kinds = {"table": 0, "chart": 0}
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert f"Édition {key[0]}" in notes and "lecture régionale" in notes
        assert re.search(r"Licence", notes) and "/" in notes
        for shape in slide.shapes:
            kinds["table"] += shape.has_table
            kinds["chart"] += shape.has_chart
            if shape.has_table or shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                assert len(alt(shape)) > 15, shape.name
    assert kinds["table"] >= 6 and kinds["chart"] >= 1
    cited = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    coverage = store.coverage(key[0], Reading(None, key[2]))
    assert {url for url in coverage.retained["url_source"] if url not in cited} == set()


@pytest.mark.parametrize("key", DECKS, ids="-".join)
def test_the_map_is_one_group_of_eighteen_freeforms(contents, key):
    coverage = store.coverage(key[0], Reading(None, key[2]))
    [group] = [s for s in opened(contents[key]).slides[1].shapes if s.name == "Carte des régions"]
    found = {s.name: s for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM}
    table = coverage.table
    names = [
        typeset(f"{code} {nom}")
        for code, nom in zip(table["code_region"], table["nom"], strict=True)
    ]
    assert sorted(found) == sorted(names)
    numbers = {s.name[-2:]: s.text_frame.text for s in group.shapes if s.name[:7] == "Chiffre"}
    for row in table.to_dict("records"):
        shape, code = found[typeset(f"{row['code_region']} {row['nom']}")], row["code_region"]
        assert alt(shape).startswith(typeset(row["nom"]))
        assert shape._element.find(".//{*}style") is None
        hatched = shape._element.spPr.find(f"{A}pattFill") is not None
        assert hatched == (not row["familles_documentees"])
        known = f"{row['familles_confirmees']}/{row['familles_documentees']}"
        assert numbers[code] == ("n.d." if hatched else known)
        # No point of its line leaves the shape.
        path = shape._element.find(f".//{A}path")
        for point in path.iter(f"{A}pt"):
            assert 0 <= int(point.get("x")) <= int(path.get("w"))
            assert 0 <= int(point.get("y")) <= int(path.get("h"))
    leaders = {s.name[-2:] for s in group.shapes if s.name[:5] == "Trait"}
    assert leaders == {"01", "02", "03", "04", "06", "94"}


def rows_of(deck, name: str) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table and shape.name == name
        for row in list(shape.table.rows)[1:]
    ]


@pytest.mark.parametrize("key", DECKS, ids="-".join)
def test_tables_and_charts_say_what_the_coverage_says(contents, key):
    deck = opened(contents[key])
    coverage = store.coverage(key[0], Reading(None, key[2]))
    by_name = {row["nom"]: row for row in coverage.table.to_dict("records")}
    ranks = {row[0].replace("’", "'"): row[1:] for row in rows_of(deck, "Classement")}
    cells = {row[0].replace("’", "'"): row[1:] for row in rows_of(deck, "Familles et régions")}
    assert len(ranks) == len(cells) == 18
    signs = {"confirme": "●", "a-confirmer": "○", UNDOCUMENTED: "n.d."}
    for name, row in by_name.items():
        name = name.replace("’", "'")
        both = f"{row['familles_confirmees']} sur {row['familles_documentees']}"
        assert ranks[name][1] == (both if row["familles_documentees"] else "n.d.")
        assert cells[name] == [signs[row[family.column]] for family in FAMILIES.values()]
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    assert sum(charts[0].plots[0].series[0].values) == 18
    book = openpyxl.load_workbook(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob))
    assert sum(row[1] for row in book.active.iter_rows(min_row=2, values_only=True)) == 18
    if key[0] == "2026":
        sure, waiting = (series.values[-1] for series in charts[1].plots[0].series)
        assert (sure, sure + waiting) == (coverage.nb_confirmed, coverage.nb_documented)


def test_occitanie_in_2018_has_three_documented_and_three_confirmed(contents):
    rows = rows_of(opened(contents["2018", "76", "regionale"]), "Classement")
    assert ["Occitanie", "● ● ●", "3 sur 3"] in rows


@pytest.mark.parametrize("key", DECKS, ids="-".join)
def test_everything_is_in_french_and_nothing_is_office_s(contents, key):
    with zipfile.ZipFile(io.BytesIO(contents[key])) as archive:
        names = archive.namelist()
        assert not [name for name in names if "thumbnail" in name or "printer" in name]
        runs = themes = 0
        for name in names:
            if not name.endswith(".xml"):
                continue
            text = archive.read(name).decode()
            assert not OFFICE.search(text), (name, OFFICE.search(text))
            root = etree.fromstring(text.encode())
            themes += root.tag == f"{A}theme"
            for run in (*root.iter(f"{A}r"), *root.iter(f"{A}fld")):
                runs += 1
                assert run.find(f"{A}rPr").get("lang") == "fr-FR", name
        assert runs > 300 and themes == 2


def needed(frame, width: float) -> float:
    """Inches that the paragraphs of a frame take."""
    high = 0.0
    for paragraph in frame.paragraphs:
        if paragraph.runs:
            longest = max(paragraph.runs, key=lambda run: len(run.text)).font.size.pt
            size = max(run.font.size.pt for run in paragraph.runs)
            font = "Newsreader" if paragraph.runs[0].font.name == "+mj-lt" else TEXT
            bold = any(run.font.bold for run in paragraph.runs)
            high += lines_of(paragraph.text, longest, width, font, bold) * size * LEADING / 72
            high += (paragraph.space_after.pt if paragraph.space_after else 0) / 72
    return high


def texts_outside(content: bytes) -> list[tuple[str, str]]:
    """The texts that are higher than their frame or their row, by an estimate on the wide side."""
    deck, looked_at, outside = opened(content), 0, []
    for slide in deck.slides:
        for shape in shapes_of(slide.shapes):
            if shape.has_text_frame and shape.text_frame.text:
                looked_at += 1
                width, height = shape.width / 914400, shape.height / 914400
                if needed(shape.text_frame, width) > height + 0.06:
                    outside.append((shape.name, shape.text_frame.text))
            if getattr(shape, "has_table", False) and shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        looked_at += 1
                        width = column.width / 914400 - 0.12
                        high = needed(cell.text_frame, width)
                        if high > row.height / 914400 - 0.02:
                            outside.append((shape.name, cell.text))
    assert looked_at > 150
    return outside


@pytest.mark.parametrize("key", DECKS, ids="-".join)
def test_no_text_leaves_its_frame(contents, key):
    assert texts_outside(contents[key]) == []


def ask(query: str, **headers: str):
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/diapositives.pptx",
        "query_string": query.encode(),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        "scheme": "http",
        "server": ("localhost", 8501),
    }
    from amu_geo.server.http.problems import read_only

    return read_only(answer)(Request(scope))


def test_the_server_gives_the_deck_of_a_view_and_says_what_it_does_not_understand():
    first = ask("edition=2018&region=76", host="exemple.fr")
    assert first.status_code == 200
    assert 'filename="observatoire-amu-2018-76.pptx"' in first.headers["content-disposition"]
    notes = opened(first.body).slides[0].notes_slide.notes_text_frame.text
    assert "http://exemple.fr/region?edition=2018&region=76" in notes
    again = ask("edition=2018&region=76", host="exemple.fr", if_none_match=first.headers["etag"])
    assert (again.status_code, again.body) == (304, b"")
    assert ask("region=99").status_code == 400
    assert ask("edition=1999").status_code == 404
    assert ask("couleur=bleu").status_code == 400


def test_the_command_says_in_french_what_is_wrong_and_writes_nothing(tmp_path, capsys):
    target = tmp_path / "d.pptx"
    for words, told in (
        (["--region", "99"], "Région inconnue : « 99 ». Attendu"),
        (["--edition", "1999"], "Édition inconnue : « 1999 »"),
        (["--annee", "2030"], "Année inconnue : 2030"),
        (["--edition", "2018", "--annee", "2026"], "de 1990 à 2018"),
    ):
        assert main(["slides", *words, "--out", str(target)]) == 1
        assert told in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["slides", "--lecture", "x", "--out", str(target)])
    assert left.value.code == 1
    assert main(["slides", "--out", str(tmp_path / "d.ppt")]) == 1
    assert "doit se terminer par .pptx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_whole_deck_or_nothing(tmp_path, capsys, contents):
    target = tmp_path / "d.pptx"
    words = ["slides", "--edition", "2018", "--region", "Occitanie", "--out"]
    assert main([*words, str(target)]) == 0
    # The same deck is the same bytes, whoever asks for it and when.
    assert target.read_bytes() == contents["2018", "76", "regionale"]
    with zipfile.ZipFile(target) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2018, 7, 9)}
    assert main([*words, str(tmp_path / "rien" / "d.pptx")]) == 1
    assert "n’existe pas" in capsys.readouterr().err
    (tmp_path / "e.pptx").mkdir()
    assert main([*words, str(tmp_path / "e.pptx")]) == 1
    assert "un dossier porte ce nom" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"d.pptx", "e.pptx"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "key",
    [*DECKS, ("2018", "02", "usage"), ("2026", "02", "regionale"), ("2026", "76", "large")],
    ids="-".join,
)
def test_libreoffice_shows_every_slide(key, tmp_path):
    coverage = store.coverage(key[0], Reading(None, key[2]))
    path: Path = tmp_path / "deck.pptx"
    path.write_bytes(slides(coverage, store.territories(), key[1]))
    assert texts_outside(path.read_bytes()) == []
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    to_pdf = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*to_pdf, str(tmp_path), str(path)], check=True, capture_output=True, timeout=180
    )
    picture = ["pdftoppm", "-r", "40", "-png", str(tmp_path / "deck.pdf"), str(tmp_path / "p")]
    subprocess.run(picture, check=True, capture_output=True, timeout=60)
    pages = sorted(tmp_path.glob("p-*.png"))
    assert len(pages) == len(opened(path.read_bytes()).slides)
    for page in pages:
        image = Image.open(page).convert("L")
        dark = sum(image.histogram()[:128]) / (image.width * image.height)
        assert 0.01 < dark < 0.6, page.name
