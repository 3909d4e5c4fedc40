"""Where the page does not stand alone: under a path, in a frame kept apart, on damaged data."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from amu_geo import paths
from tests.browser.actions import click_region, idle, open_page, sheet, wait_for_map
from tests.browser.conftest import window
from tests.server.spoiling import OF_ANY, copy_of, spoil
from tests.serving import running

pytestmark = pytest.mark.browser


def test_under_a_path_and_on_damaged_data_the_live_page_works(browser: Browser, tmp_path: Path):
    """One start of the server for both: a referential that the first picture does not need."""
    data = copy_of(paths.ROOT / "data", tmp_path / "data")
    spoil(data / "referentiels" / "missions_familles.csv", OF_ANY["cut"])
    options = {"STREAMLIT_SERVER_BASE_URL_PATH": "amu", paths.DATA_ELSEWHERE: str(data)}
    with running(tmp_path / "log.txt", **options) as address, window(browser, address) as page:
        failed: list[str] = []
        page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
        open_page(page, f"{address}/amu/")
        wait_for_map(page)
        click_region(page, 3)
        expect(sheet(page).locator("h2")).to_be_visible()
        page.locator("a[data-page='/comparer']").first.click()
        page.wait_for_url("**/amu/comparer**")
        expect(page.locator("h1").first).to_be_visible()
        idle(page)
        fonts = page.evaluate("Array.from(document.fonts).filter(f => f.status === 'error').length")
        assert fonts == 0
        links = "links => links.map(one => one.getAttribute('href'))"
        # Those of the table come last.
        expect(page.locator("#root a[href^='/']").nth(20)).to_be_attached()
        addresses = page.locator("#root a[href^='/']").evaluate_all(links)
        assert [one for one in addresses if not one.startswith("/amu/")] == []
        assert failed == []
        page.goto(f"{address}/amu/donnees")
        told = page.locator(".st-key-panne")
        expect(told).to_contain_text("data/referentiels/missions_familles.csv")
        # The first picture has given way to the reason.
        expect(page.locator("#premiere")).to_have_count(0)


@contextmanager
def host(frame: str) -> Iterator[str]:
    """A site of somebody else's with our page in a frame."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><title>Un site</title>{frame}".encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@pytest.mark.parametrize("sandbox", ["allow-scripts", ""])
def test_in_a_frame_kept_apart_the_first_picture_stays(browser: Browser, base_url, sandbox):
    frame = f'<iframe sandbox="{sandbox}" width="1200" height="900" src="{base_url}/"></iframe>'
    with host(frame) as address:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        inside = page.frame_locator("iframe")
        expect(inside.locator("#premiere h1")).to_be_visible()
        page.wait_for_timeout(3000)
        expect(inside.locator("#premiere h1")).to_be_visible()
        expect(inside.locator("#premiere .matrice, #premiere table").first).to_be_attached()
        expect(inside.locator("[role='dialog']")).to_have_count(0)
        assert not [url for url in asked if "/static/js/" in url or "_stcore" in url]
        page.close()
