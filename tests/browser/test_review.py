"""A lead's walk: from records of the services to an edition that is published, by the keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from amu_geo import store
from amu_geo.cli import main as cli
from amu_geo.edition.publishing import publish_edition
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.proposals_workbook import proposals_workbook
from amu_geo.harvest.deciding.effects import Effects, sorted_by_effect
from amu_geo.harvest.proposals import propose_all
from amu_geo.harvest.record import Record
from amu_geo.harvest.sources.columns import Columns
from amu_geo.harvest.sources.opendatasoft import OCCITANIE, PAYS_DE_LA_LOIRE
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.to_confirm import to_confirm
from tests.browser.actions import idle, open_page, sideways
from tests.harvest.played import OCC_ROW, PDL_ROW

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    """What `moisson` writes of records, in the portals' shapes, that meet the published edition."""
    edition, territories = store.shelf().default, store.territories()
    wanted = to_confirm(compute_coverage(edition, Reading(), territories))
    # Of different cells, so that each confirms one of its own.
    wanted = wanted[wanted["familles"].str.len() == 1]
    wanted = wanted.drop_duplicates(["code_region", "familles"]).head(3)
    shapes = ((OCCITANIE, OCC_ROW, "titre", "id_article"),
              (PAYS_DE_LA_LOIRE, PDL_ROW, "aide_nom", "intervention_id"))  # fmt: skip
    records = []
    for number, row in enumerate(wanted.itertuples()):
        columns, cells, title, key = shapes[number % 2]
        given = {**cells, title: row.nom, key: number, "chapo": f"<p>{row.nom} : ouvert.</p>"}
        common = Record("essai", "Portail d’essai", "", "", licence="Licence Ouverte 2.0",
                        asked_on=date.today().isoformat(), trust="A")  # fmt: skip
        made = Columns(columns, common, None, (row.code_region,)).record(given)
        records.append(made)
    effects = Effects(edition, Reading(), date.today(), territories)
    proposals = sorted_by_effect(propose_all(records, edition).proposals, effects)
    path = tmp_path_factory.mktemp("moisson") / "propositions.xlsx"
    path.write_bytes(proposals_workbook(proposals, records, [], edition))
    return path


def place(page: Page, number: int, count: int) -> None:
    """Wait until a proposal is shown, and the page hears its keys."""
    told = re.compile(rf"^{number}\s+sur\s+{count}$")
    page.locator(".relecture-place b", has_text=told).wait_for()
    idle(page)


def drop(page: Page, base_url: str, workbook: Path) -> None:
    """Open the page and drop a workbook."""
    open_page(page, f"{base_url}/relecture")
    page.locator("input[type=file]").set_input_files(workbook)
    place(page, 1, 3)


@pytest.mark.slow
def test_a_lead_confirms_three_cells_by_keyboard_and_publishes(
    page, base_url, workbook, tmp_path, capsys
):
    territories = store.territories()
    drop(page, base_url, workbook)
    expect(page.locator(".relecture-effet")).to_contain_text("confirmée")
    page.keyboard.press("j")
    place(page, 2, 3)
    page.keyboard.press("k")
    place(page, 1, 3)
    for after in (2, 3, 3):
        page.keyboard.press("a")
        place(page, after, 3)
    expect(page.locator(".relecture-place")).to_contain_text("tout est décidé")
    page.get_by_role("button", name="Faire l’édition privée").click()
    page.get_by_text("L’édition privée est prête").wait_for()
    idle(page)
    page.get_by_role("link", name="Ce qui change, et publier").click()
    page.locator("#apercu").wait_for()
    idle(page)
    with page.expect_download() as awaited:
        page.locator(".st-key-apercu").get_by_role("button", name="Télécharger").click()
    bundle = tmp_path / awaited.value.suggested_filename
    awaited.value.save_as(bundle)
    shelf = tmp_path / "editions"
    shelf.mkdir()
    base = store.shelf().default
    publish_edition(base, territories, shelf)
    told = ["publish", str(bundle), "--default", "yes", "--root", str(shelf)]
    assert cli.main(told) == 0, capsys.readouterr().err
    published = read_shelf(territories, shelf).default
    assert published.id != base.id
    reading = Reading()
    at_day = replace(base, date=published.date)
    before, after = (compute_coverage(one, reading, territories) for one in (at_day, published))
    assert after.nb_confirmed == before.nb_confirmed + 3
    assert after.nb_documented == before.nb_documented
    journal = published.tables["journal"]
    assert journal["raison"].str.contains("Portail d’essai").sum() == 3


@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_overflows_and_keys_write_where_something_is_typed(page, base_url, workbook, width):
    page.set_viewport_size({"width": width, "height": 900})
    drop(page, base_url, workbook)
    assert sideways(page) == 0
    reason = page.get_by_label("Raison, pour le journal (facultatif)")
    reason.fill("")
    reason.press_sequentially("j’ai relu")
    expect(reason).to_have_value("j’ai relu")
    place(page, 1, 3)
    if width > 760:
        page.get_by_text("Touches").click()
        page.locator(".st-key-discret-relecture-sans-touches").wait_for(state="attached")
        idle(page)
        page.locator("h1").click()
        page.keyboard.press("j")
        page.wait_for_timeout(400)
        place(page, 1, 3)
