"""`/verifier` in a browser without scripts' help: read, confirm, answer; no fault of axe's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import AXE, FAULTS

pytestmark = pytest.mark.browser

ANSWERED = {
    "vrai": "region=44&famille=batiment&etat=confirme&edition=2026",
    "faux": "region=76&nombre=3&etat=confirme&edition=2026",
    "non documenté": "region=53&famille=communaute&etat=confirme&edition=2026",
    "mal rempli": "region=99&famille=batiment&nombre=2&etat=confirme",
    "phrase": "phrase=La+Bretagne+confirme+20+familles",
    "": "",
}


def test_a_pasted_sentence_is_read_confirmed_and_answered(page: Page, base_url: str):
    page.goto(f"{base_url}/verifier")
    page.get_by_label("Collez une phrase").fill("L’Occitanie confirme trois familles")
    page.get_by_role("button", name="Lire la phrase").click()
    expect(page.get_by_label("Région", exact=True)).to_have_value("76")
    expect(page.locator("h1")).to_have_text("Est-ce bien ce que dit la phrase ?")
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Faux")
    expect(page.locator("blockquote")).to_contain_text("deux familles d’AMU sont confirmées")
    page.locator("summary", has_text="Bâtiment").click()
    expect(page.locator(".v-cases article").first).to_contain_text("Ce qui la confirme")


STATES = [
    pytest.param(state, marks=() if state == "faux" else pytest.mark.slow) for state in ANSWERED
]


@pytest.mark.parametrize("state", STATES)
def test_it_has_no_fault_and_fits_a_phone(page: Page, base_url: str, state: str):
    page.goto(f"{base_url}/verifier?{ANSWERED[state]}")
    page.evaluate(AXE)
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert page.evaluate(FAULTS, []) == []
