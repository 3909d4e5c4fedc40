"""Real browsers, Chromium and Firefox; a request to any other host fails the test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser import firefox as relay

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = "no {}: run `make test`, which installs it or says what to install"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives both browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, from CHROMIUM or from the system."""
    path = os.environ.get("CHROMIUM") or _found(CHROMIUM)
    assert path, HERE.format("Chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Firefox, from FIREFOX or from the system, behind our relay."""
    path = os.environ.get("FIREFOX") or _found(FIREFOX)
    assert path, HERE.format("Firefox")
    command = tmp_path_factory.mktemp("firefox") / "firefox"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{relay.__file__}" "$@"\n')
    command.chmod(0o755)
    started = playwright.firefox.launch(
        channel="moz-firefox",
        executable_path=command,
        env={**os.environ, "FIREFOX": path},
        timeout=90_000,
    )
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A fresh window of Chromium, 1400 px wide, that may talk to the application only."""
    with window(browser, base_url) as opened:
        yield opened


@pytest.fixture
def firefox_page(firefox: Browser, base_url: str) -> Iterator[Page]:
    """A fresh window of Firefox, 1400 px wide, that may talk to the application only."""
    with window(firefox, base_url) as opened:
        yield opened


@contextmanager
def window(browser: Browser, base_url: str) -> Iterator[Page]:
    """A fresh window of 1400 px that may talk to the application only."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="fr-FR")
    foreign: list[str] = []
    own = urlsplit(base_url).netloc

    def note(request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own:
            foreign.append(request.url)

    context.on("request", note)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()
    assert foreign == [], f"requests to other hosts: {foreign}"


def _found(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)
