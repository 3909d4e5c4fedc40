"""Takes the pictures of the README again: `python scripts/pictures.py http://localhost:8501`.

The overview at 1400 pixels, and two slides of a talk; Chromium is at $CHROMIUM or where Debian
puts it. The pictures of a PDF page and of a PPTX slide are made by poppler and LibreOffice.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
SLIDES = {"carte": 2, "annees": 6}


def main(site: str) -> None:
    """Take the pictures of the site that runs at that address."""
    with sync_playwright() as player:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, color_scheme="light")
        page.goto(f"{site}/?region=76")
        page.locator("#premiere").wait_for(state="detached")
        page.wait_for_timeout(1000)
        page.screenshot(path=DOCS / "vue-ensemble.png")
        page.set_viewport_size({"width": 1280, "height": 720})
        for name, number in SLIDES.items():
            page.goto(f"{site}/presenter?region=76#page={number}")
            page.reload()
            page.screenshot(path=DOCS / f"expose-{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
