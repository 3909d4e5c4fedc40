"""Portraits and slides of ours beside what a browser would make of the same pages.

`python -m benchmarks.paper` starts the application, then makes in one run, one after the other:
the 18 portraits as PDF (`report --all`) and the same 18 pages printed by Chromium; the deck of a
region (`slides`) and a deck of screenshots of as many views. It prints seconds, kilobytes, pages,
and what a reader can do with each: text that is found, tags for a screen reader, native shapes.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pptx import Presentation
from pptx.util import Inches

from amu_geo import store
from amu_geo.paths import ROOT
from tests.serving import running

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
REGION = "76"
# Views that a screenshot deck would show, one a slide, as many as ours has.
VIEWS = (
    *("/?region=76", "/", "/region?region=76", "/region?region=76#partie-familles"),
    *("/comparer?regions=76,44", "/familles", "/evolution", "/dispositifs?region=76", "/donnees"),
)


@dataclass(frozen=True)
class Made:
    """What came out: how long it took, how heavy it is, what is in it."""

    what: str
    seconds: float
    size: int
    told: str

    def row(self) -> str:
        return f"| {self.what} | {self.seconds:.1f} s | {self.size / 1000:.0f} kB | {self.told} |"


def main() -> None:
    """Print the table of the four."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log.txt") as address:
        place = Path(folder)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            # One that does not count: the server has then read everything.
            opened(page, f"{address}/region?region=01")
            rows = [portraits(place), printed(page, address, place), slides(place)]
            rows.append(screenshots(browser, address, place))
    print("| | time | size | inside |\n| --- | ---: | ---: | --- |")
    print("\n".join(made.row() for made in rows))
    print(f"\nPDF: {rows[1].seconds / rows[0].seconds:.1f} × faster than the browser's,", end=" ")
    print(f"{rows[0].size / rows[1].size:.2f} × its size. ", end="")
    print(f"Deck: {rows[3].seconds / rows[2].seconds:.1f} × faster,", end=" ")
    print(f"{rows[2].size / rows[3].size:.2f} × the size of the screenshots'.")


def command(*arguments: str) -> float:
    """Seconds that a command of ours takes, its start included."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "amu_geo", *arguments], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    return time.perf_counter() - begun


def portraits(place: Path) -> Made:
    folder = place / "portraits"
    took = command("report", "--all", "--out", str(folder))
    return Made("18 portraits, ours", took, *weighed(folder))


def printed(page: Page, address: str, place: Path) -> Made:
    """The same pages, printed by the browser once they rest."""
    folder = place / "prints"
    folder.mkdir()
    begun = time.perf_counter()
    for code in store.territories().codes:
        opened(page, f"{address}/region?region={code}")
        page.pdf(path=folder / f"{code}.pdf", format="A4", tagged=True)
    return Made("18 pages printed by Chromium", time.perf_counter() - begun, *weighed(folder))


def opened(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    page.locator("#premiere").wait_for(state="detached")


def weighed(folder: Path) -> tuple[int, str]:
    files = sorted(folder.glob("*.pdf"))
    content = [file.read_bytes() for file in files]
    pages = sum(len(re.findall(rb"/Type\s*/Page\b", one)) or pages_of(one) for one in content)
    accessible = sum(b"pdfuaid" in one for one in content)
    told = f"{len(files)} files, {pages} pages, {accessible} said PDF/UA-1"
    return sum(map(len, content)), told


def pages_of(content: bytes) -> int:
    """Pages of a file whose objects are compressed, by poppler."""
    done = subprocess.run(["pdfinfo", "-"], input=content, capture_output=True, check=True)
    return int(re.search(rb"Pages:\s+(\d+)", done.stdout)[1])


def slides(place: Path) -> Made:
    file = place / "deck.pptx"
    took = command("slides", "--region", REGION, "--out", str(file))
    return Made("deck, ours", took, file.stat().st_size, described(Presentation(file)))


def screenshots(browser: Browser, address: str, place: Path) -> Made:
    page = browser.new_page(viewport={"width": 1280, "height": 720}, device_scale_factor=1.5)
    begun = time.perf_counter()
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for view in VIEWS:
        opened(page, address + view)
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        picture = io.BytesIO(page.screenshot())
        slide.shapes.add_picture(picture, 0, 0, deck.slide_width, deck.slide_height)
    file = place / "screenshots.pptx"
    deck.save(file)
    took = time.perf_counter() - begun
    return Made("deck of screenshots", took, file.stat().st_size, described(deck))


def described(deck: Presentation) -> str:
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    words = sum(len(shape.text_frame.text.split()) for shape in shapes if shape.has_text_frame)
    tables = sum(shape.has_table for shape in shapes)
    charts = sum(shape.has_chart for shape in shapes)
    found = f"{words} words to edit, {tables} tables, {charts} charts"
    return f"{len(deck.slides)} slides, {found}"


if __name__ == "__main__":
    main()
