"""What the live pages understand of an address, and what they say of the rest."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from amu_geo.paths import ROOT
from tests.pages.opening import html, open_page


def open_written(file: str, **query: str | list[str]) -> AppTest:
    """Run a page at an address in which a parameter may be given several times."""
    page = AppTest.from_file(ROOT / "pages" / file, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def notices(page: AppTest) -> str:
    said = " ".join(notice.value for notice in page.info)
    return said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("regions", [["76", "53"], "76;53", " 76, 53,", ["76,53", "76"]])
def test_regions_are_compared_however_they_are_listed(regions):
    page = open_written("compare.py", regions=regions, fbclid="x")
    assert page.multiselect(key="regions").value == ["76", "53"]
    assert not page.info
    # The reader's own address stays, so that Back leads back.
    assert "fbclid" in page.query_params
    page.multiselect(key="regions").set_value(["76", "53", "84"]).run()
    assert dict(page.query_params) == {"regions": "76,53,84"}


@pytest.mark.parametrize(
    ("written", "name"),
    [("69383", "Lyon"), ("75120", "Paris"), ("2a004", "Ajaccio"), ("2b033 ", "Bastia")],
)
def test_a_commune_is_found_by_the_code_that_it_had(written, name):
    page = open_written("my_commune.py", commune=written)
    assert f"{name}" in html(page).split("</h1>")[0]
    assert not page.info


def test_filters_years_and_readings_are_read_in_any_case():
    page = open_written("schemes.py", programme=["Friches", "NO-WATT"], confiance="a;b")
    assert page.multiselect(key="programme").value == ["friches", "no-watt"]
    assert page.multiselect(key="confiance").value == ["A", "B"]
    page = open_written("overview.py", annee="2019 ", lecture="Large")
    assert (page.selectbox(key="annee").value, page.selectbox(key="lecture").value) == (
        "2019",
        "large",
    )
    assert not page.info


def test_a_region_by_its_name_is_told_its_code():
    assert "par son code, « 76 »" in notices(open_page("region.py", region="Occitanie"))
    assert "par son code, « 93 »" in notices(open_page("compare.py", regions="76,paca"))
    assert "n’existe pas ici" in notices(open_page("region.py", region="Atlantide"))


def test_a_choice_given_twice_is_said():
    page = open_written("overview.py", annee=["2019", "2020"])
    assert "plusieurs fois l’année ; la dernière valeur est lue, « 2020 »" in notices(page)
    assert page.selectbox(key="annee").value == "2020"
    page = open_written("overview.py", annee=["2019", "2019"])
    assert not page.info


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("ile", ["11"]), ("PACA", ["93"]), ("rhone alpes", ["84"]), ("Midi-Pyrénées", ["76"])],
)
def test_a_name_typed_in_the_box_of_regions_is_understood(typed, codes):
    page = open_page("compare.py", regions="53")
    page.multiselect(key="regions").set_value(["53", typed]).run()
    assert page.multiselect(key="regions").value == ["53", *codes]
    assert page.query_params["regions"] == ",".join(["53", *codes])


def test_a_name_that_is_none_is_said_and_left_out():
    page = open_page("compare.py", regions="53,76")
    page.multiselect(key="regions").set_value(["53", "76", "Brétagneu"]).run()
    assert page.multiselect(key="regions").value == ["53", "76"]
    assert "Vouliez-vous dire : Bretagne" in html(page).replace("\u00a0", " ")
    page = open_page("schemes.py")
    page.multiselect(key="programme").set_value(["tiers lieu", "zzz"]).run()
    assert page.multiselect(key="programme").value == ["tiers-lieux"]
    assert "zzz" in html(page)


def cut_page() -> None:
    """A page that a quick hand can stop once it has read its address, before its choices."""
    import streamlit as st

    from amu_geo.ui.choice.address import Address, choose, open_on

    open_on("familles")
    # As Streamlit does with callbacks: before the page.
    for name, value in st.session_state.pop("clics", {}).items():
        choose(name, value)
    address = Address.open()
    if st.session_state.pop("coupe", False):
        st.stop()
    address.value("preuve", ["", "76", "53"], "")
    address.value("famille", ["", "batiment", "communaute"], "")
    address.values("regions", ["76", "53"], ["53"])
    address.write()


@pytest.mark.parametrize(
    ("clicks", "then"),
    [
        ({"preuve": "76"}, {"preuve": "76", "famille": "communaute"}),
        ({"preuve": "53"}, {"preuve": "53", "famille": "communaute"}),
        ({"preuve": ""}, {"famille": "communaute"}),
        ({"regions": ["76"]}, {"regions": "76", "famille": "communaute"}),
        ({"famille": "", "preuve": "53"}, {"preuve": "53"}),
    ],
)
def test_a_click_holds_though_it_stops_the_run_of_the_address_before_it(clicks, then):
    page = AppTest.from_function(cut_page)
    page.query_params["preuve"] = "76"
    page.run()
    assert page.session_state["preuve"] == "76"
    # Back, stopped by the click before the address has given its choices.
    page.query_params.clear()
    page.query_params["famille"] = "communaute"
    page.session_state["coupe"] = True
    page.run()
    page.session_state["clics"] = clicks
    page.run()
    assert dict(page.query_params) == then
