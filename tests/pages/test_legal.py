"""The legal notice and the foot of every page."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest

from amu_geo import store
from amu_geo.charts.base.footer import contact_link, footer
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.legal import notice as legal
from amu_geo.charts.legal.accessibility import accessibility_statement
from amu_geo.charts.legal.rgaa import THEMES, faults
from amu_geo.paths import ROOT
from amu_geo.server import lifespan
from amu_geo.server.page.undeclared import undeclared
from tests.pages.opening import html, open_page

PAGE = "legal.py"


@pytest.mark.parametrize("edition", ["2018", "2026"])
def test_the_notice_opens_with_the_editions_contact(edition):
    text = html(open_page(PAGE, edition=edition))
    assert text.count("<h1>") == 1
    assert store.shelf().get(edition).contact in text
    for said in ("Accessibilité\u00a0: non conforme", "Licence Ouverte 2.0", "licence MIT", "OFL-"):
        assert said in text
    assert 'href="/accessibilite"' in text


def test_every_criterion_of_the_rgaa_is_in_one_list_of_its_theme():
    """The thirteen themes hold 106 criteria; what fails is said, each in its own words."""
    sizes = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
    for theme, size in zip(THEMES, sizes, strict=True):
        lists = (theme.tenus, theme.failing, theme.non_verifies, theme.sans_objet)
        told = [criterion for part in lists for criterion in part]
        assert sorted(told) == list(range(1, size + 1)), theme.nom
        assert all(list(part) == sorted(part) for part in lists)
    assert [theme.rang for theme in THEMES] == list(range(1, 14))
    said = [what for _, what in faults()]
    assert len(set(said)) == len(said) >= 5


def test_the_statement_counts_its_criteria_and_claims_no_audit():
    edition = store.shelf().default
    text = accessibility_statement(edition)
    counts = re.search(
        r"Des (\d+) critères, (\d+) nous paraissent tenus, (\d+) ne le sont pas, (\d+) n’ont pas "
        r"été vérifiés et (\d+) sont sans objet",
        text,
    )
    total, *parts = map(int, counts.groups())
    assert total == sum(parts) == 106
    held = [number for theme in THEMES for number in theme.named(theme.tenus)]
    assert parts[0] == len(held)
    assert parts[1] == text.count("<li><strong>")
    assert "Aucun audit" in text and "non conforme" in text
    assert edition.contact in text and "defenseurdesdroits" in text
    assert text.count("<h1>") == 1
    for number in ("10.13", "7.3"):
        assert f"<strong>{number}</strong>" in text


def test_the_statement_can_be_asked_for_and_other_parts_are_not_known():
    assert not open_page(PAGE, partie="accessibilite").info
    assert "autre" in open_page(PAGE, partie="autre").info[0].value


def test_the_licence_of_the_code_is_the_one_that_is_said():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License")
    assert "2026 Observatoire AMU contributors" in text
    for name in ("newsreader", "figtree"):
        assert (ROOT / "static" / "fonts" / f"OFL-{name}.txt").is_file()


def test_every_licence_of_the_indicators_is_told():
    edition = store.shelf().default
    text = legal.licences(store.shelf().editions.values(), edition)
    table = edition.tables["indicateurs_libelles"]
    assert set(table["source"]) and all(
        source.split(" (")[0].split(",")[0] in text for source in table["source"]
    )


def test_an_installation_may_name_itself(monkeypatch):
    monkeypatch.setenv(legal.PUBLISHER, "Association <Essai>, Lodève")
    monkeypatch.setenv(legal.HOST, "")
    text = legal.publisher(store.shelf().default, legal.installation())
    assert "Association &lt;Essai&gt;, Lodève" in text


def test_what_an_installation_leaves_unsaid_is_told_at_its_start_and_to_no_reader(
    caplog, monkeypatch
):
    unsaid, edition = legal.Installation(), store.shelf().default
    for name in (legal.PUBLISHER, legal.HOST, edition.contact):
        assert any(name in told for told in undeclared(unsaid, edition)), name
    assert "ne déclare" not in legal.publisher(edition, unsaid)
    named = legal.Installation("Association Essai", "Hébergeur Essai")
    assert undeclared(named, replace(edition, contact="a@b.fr")) == []
    monkeypatch.setattr(lifespan, "_make_pages", lambda: None)
    monkeypatch.setattr(lifespan.bundles, "prepare", lambda files: None)
    with caplog.at_level(logging.WARNING):
        lifespan.warm_up()
    assert any(edition.contact in record.getMessage() for record in caplog.records)


def test_the_foot_names_the_edition_and_leads_to_the_notices():
    edition = store.shelf().get("2018")
    text = footer(edition, lambda path, **choices: f"{path}?edition=2018")
    for said in (
        *("9 juillet 2018", edition.contact, "/donnees", "/mentions"),
        *("/accessibilite", "non conforme"),
    ):
        assert said in text
    assert "Aperçu privé" not in text
    assert "Aperçu privé" in footer(edition, lambda path, **choices: path, private=True)


def test_a_contact_is_a_link_when_it_can_be():
    assert 'href="mailto:a@b.fr"' in contact_link("a@b.fr")
    assert 'href="https://b.fr/?a=1&amp;b=2"' in contact_link("https://b.fr/?a=1&b=2")
    assert "<a" not in contact_link("Mairie de Lodève, bureau 3")
    for nobody in ("a@amu.example", "https://amu.example/contact", "http://amu.example:80"):
        assert "<a" not in contact_link(nobody)
        assert report_link(replace(store.shelf().default, contact=nobody), "Aide") == ""
