"""Run a page by itself at an address, and read the HTML that it shows."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from amu_geo.paths import ROOT


def open_page(file: str, **query: str) -> AppTest:
    """Run a page at an address; it must not fail."""
    page = AppTest.from_file(ROOT / "pages" / file, default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    """All the HTML of our own that the page shows."""
    return "\n".join(str(element.value) for element in page.get("html"))
