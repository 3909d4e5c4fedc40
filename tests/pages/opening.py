"""Run a page by itself at an address, and read the HTML that it shows."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from amu_geo.paths import ROOT
from amu_geo.ui.choice.preview import Preview


def open_page(file: str | Path, private: Preview | None = None, **query: str) -> AppTest:
    """Run a page at an address, with a session's own edition or without; it must not fail."""
    page = AppTest.from_file(ROOT / "pages" / file, default_timeout=60)
    if private is not None:
        page.session_state["_edition_privee"] = private
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    """All the HTML of our own that the page shows."""
    return "\n".join(str(element.value) for element in page.get("html"))
