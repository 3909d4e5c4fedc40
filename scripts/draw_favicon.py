"""Draw static/favicon-32.png and favicon-180.png from static/favicon.svg.

Usage: python scripts/draw_favicon.py [--chromium PATH]

Needs Playwright and a Chromium, as the browser tests do. The PNG files are committed: run
this only when the drawing changes.
"""

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parents[1] / "static"
SIZES = (32, 180)
PAGE = "<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Dessine les favicons PNG.")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="exécutable de Chromium")
    chromium = parser.parse_args().chromium
    svg = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, svg=svg))
            target = STATIC / f"favicon-{size}.png"
            page.screenshot(path=target, omit_background=True)
            print(f"{target.name} : {target.stat().st_size} octets")
        browser.close()


if __name__ == "__main__":
    main()
