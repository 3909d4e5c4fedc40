"""`python -m benchmarks.offline.run [EDITION…]`: prints a line of the README's table an edition.

Each visit opens the file from a folder, in a fresh context of Chromium without network.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from amu_geo import store
from amu_geo.offline.document import offline_html

VISITS = 9
REGIONS = ("76", "44", "53", "84", "11", "75", "28", "32")
# From the pointer's release to the mutation that changes the sheet's text.
WATCH = """() => {
  window.taken = [];
  let released = 0;
  addEventListener("pointerup", event => { released = event.timeStamp; }, true);
  const note = () => { if (released) taken.push(performance.now() - released); released = 0; };
  new MutationObserver(note)
    .observe(document.getElementById("fiche"), { childList: true });
}"""
PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""


def main(editions: list[str]) -> None:
    """Measure each edition, the latest alone by default."""
    print("| édition | octets | gzip | fabrication | première image | clic → fiche | lecture |")
    print("|---|---|---|---|---|---|---|")
    with sync_playwright() as driver:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in editions or [store.shelf().default.id]:
            print(_line(name, browser))
        browser.close()


def _line(name: str, browser: Browser) -> str:
    edition, territories = store.shelf().get(name), store.territories()
    start = time.perf_counter()
    made = offline_html(edition, territories).encode()
    took = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "edition.html"
        file.write_bytes(made)
        visits = [_visit(browser, file) for _ in range(VISITS + 1)][1:]
    paint, click, reading = (
        statistics.median(value for visit in visits for value in visit[kind]) for kind in range(3)
    )
    packed = len(gzip.compress(made, mtime=0))
    return (
        f"| {name} | {len(made):,} | {packed:,} | {took:.1f} s | {paint:.0f} ms "
        f"| {click:.0f} ms | {reading:.0f} ms |"
    )


def _visit(browser: Browser, file: Path) -> tuple[list[float], list[float], list[float]]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    # The file's own policy lets nobody wait for an expression.
    page.wait_for_timeout(500)
    paint = page.evaluate(PAINT)
    page.evaluate(WATCH)
    for code in REGIONS:
        page.locator(f"g[data-region='{code}'] path").click()
    clicks = page.evaluate("taken")
    page.evaluate("taken.length = 0")
    for label in ("large", "stricte", "usage", "régionale"):
        page.locator("#choix").get_by_text(label, exact=True).click()
    readings = page.evaluate("taken")
    context.close()
    assert len(clicks) == len(REGIONS), clicks
    return [paint], clicks, readings


if __name__ == "__main__":
    main(sys.argv[1:])
