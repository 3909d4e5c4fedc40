"""What only a real browser tells of our leaning on Streamlit's and Plotly's names."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from amu_geo.charts.map.levels import UNDOCUMENTED_FILL
from amu_geo.server.streamlit.index_page import script
from amu_geo.vocabulary import SCALE_DARK, SCALE_LIGHT

pytestmark = pytest.mark.browser

MAP = ".st-key-carte .choroplethlocation"
# Fill as Plotly writes it, and as the browser draws it.
FILLS = """(shapes) => shapes.map(
  (shape) => [shape.getAttribute("fill"), getComputedStyle(shape).fill])"""
HATCH = 'url("#hachures")'


def rgb(color: str) -> str:
    return f"rgb({', '.join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", SCALE_LIGHT), ("dark", SCALE_DARK)], ids=["light", "dark"]
)
def test_regions_without_documents_are_hatched(
    browser: Browser, base_url: str, scheme: str, scale: tuple[str, ...]
):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(base_url)
    page.wait_for_selector("#premiere", state="detached", timeout=60_000)
    drawn = page.locator(MAP).evaluate_all(FILLS)
    assert len(drawn) == 18
    expected = dict(zip(map(rgb, SCALE_LIGHT), map(rgb, scale), strict=True))
    expected[rgb(UNDOCUMENTED_FILL)] = HATCH
    assert [shown for _, shown in drawn] == [expected[written] for written, _ in drawn]
    # Martinique and Mayotte, by the order of their codes.
    assert [rank for rank, (_, shown) in enumerate(drawn) if shown == HATCH] == [1, 4]
    assert page.locator("pattern#hachures path").count() > 0
    context.close()


@pytest.mark.parametrize(
    ("live", "leaves"),
    [
        ('<div data-testid="newApp"><h1>Titre</h1></div>', True),
        ('<div data-testid="stApp"><h1>Titre</h1></div>', True),
        ('<div data-testid="stApp" data-test-script-state="running"><h1>Titre</h1></div>', False),
        ("<div>Connection error</div>", False),
    ],
    ids=["other test ids", "no state", "still running", "nothing there"],
)
def test_the_first_picture_leaves_a_page_of_other_names(browser: Browser, live: str, leaves: bool):
    page = browser.new_page()
    page.clock.install()
    # Our script comes before the root, as in the document.
    ours = f'<div id="premiere">…</div><script>{script("handover.js")}</script>'
    body = f'<body>{ours}<div id="root">{live}</div></body>'
    # At an address: where there is none, nothing comes to take the picture's place.
    page.route(
        "http://essai.example/", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    page.goto("http://essai.example/")
    page.clock.run_for(3000)
    assert page.locator("#premiere").count() == 1
    page.clock.run_for(3000)
    assert page.locator("#premiere").count() == (0 if leaves else 1)
    assert page.locator(".en-attente").count() == (0 if leaves else 1)
    page.close()
