"""The style sheet and the theme: complete, self-contained, safe to send as HTML."""

import re
import tomllib

import pytest
from streamlit.testing.v1 import AppTest

from amu_geo import paths
from amu_geo.charts.base import style
from amu_geo.charts.base.style import STYLE_SHEETS, style_sheet

CONFIG = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_every_colour_that_is_used_is_defined():
    used = set(re.findall(r"var\((--[a-z0-9-]+)", style_sheet()))
    # A chart may write a value of its own into its HTML.
    charts = "".join(path.read_text("utf-8") for path in (paths.ROOT / "amu_geo").rglob("*.py"))
    defined = set(re.findall(r"(?<![\w(-])(--[a-z0-9-]+)\s*:", style_sheet() + charts))
    assert used <= defined


def test_the_theme_of_streamlit_has_the_colours_of_the_style_sheet():
    tokens = dict(re.findall(r"--([a-z-]+): light-dark\(([^)]+)\)", style_sheet()))
    names = {
        "backgroundColor": "papier",
        "textColor": "encre",
        "primaryColor": "sarcelle",
        "linkColor": "sarcelle",
        "borderColor": "filet",
    }
    for option, token in names.items():
        light, dark = tokens[token].split(", ")
        assert CONFIG["theme"]["light"][option] == light, option
        assert CONFIG["theme"]["dark"][option] == dark, option


@pytest.mark.parametrize("sheet", STYLE_SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_closed_and_holds_no_tag(sheet):
    text = sheet.read_text(encoding="utf-8")
    # A browser's cleaner drops a style that holds what looks like a tag.
    assert "<" not in text
    assert text.count("{") == text.count("}")
    assert text.count("/*") == text.count("*/")


def test_nothing_comes_from_another_host():
    faces = re.findall(
        r"font-family:(\w+);src:url\(([^)]+)\)", style.first_fonts() + style.whole_style()
    )
    assert {family for family, _ in faces} == {"Figtree", "Newsreader"}
    for _, url in faces:
        assert url.startswith("/statique/fonts/")
        assert (paths.STATIC / url.removeprefix("/statique/")).is_file()
    # The theme's go out with every run.
    assert "fontFaces" not in CONFIG["theme"]
    assert not re.search(r"https?:|@import|url\((?!#)", style_sheet())


def test_no_text_is_smaller_than_a_reader_can_read():
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", style_sheet())]
    rems = [16 * float(size) for size in re.findall(r"([\d.]+)rem", style_sheet())]
    assert min(sizes + rems) >= 13.5


def test_readers_see_no_detail_of_an_error():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def dressed() -> None:
    import streamlit as st

    from amu_geo.ui.frame.style import inject_style

    inject_style()
    st.text("page")


@pytest.mark.parametrize("served", [True, False])
def test_a_run_brings_the_style_only_where_no_page_of_ours_names_it(served):
    """Streamlit's own index page, when it cannot be filled, and a page run by itself."""
    try:
        style.serve_style(served)
        html = AppTest.from_function(dressed).run().get("html")
    finally:
        style.serve_style(False)
    whole = style.whole_style()
    assert [whole in element.proto.body for element in html] == ([] if served else [True])
