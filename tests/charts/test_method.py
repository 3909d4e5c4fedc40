"""The published method: the rule that the code follows, in words, with its own constants."""

from __future__ import annotations

import re

from amu_geo import store
from amu_geo.charts.data.method import mapping_table, states_list, year_rules
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.measure.reading import Reading
from amu_geo.sentences import definitions
from amu_geo.vocabulary import FIRST_YEAR, STATES


def plain(html: str) -> str:
    return re.sub(r"\s", " ", re.sub(r"<[^>]+>", "", html))


def test_the_rule_of_years_publishes_its_constants():
    text = plain(year_rules(2026))
    assert f"dans les {PROOF_MONTHS} mois qui la précèdent" in text
    assert f"depuis {FIRST_YEAR}." in text
    assert "confirmé en 2026" in text
    assert "{" not in text


def test_the_months_in_the_method_are_those_of_the_rule(monkeypatch):
    monkeypatch.setattr(definitions, "PROOF_MONTHS", 7)
    assert "dans les 7 mois" in plain(year_rules(2026))


def test_one_rule_serves_every_year():
    """Nothing is said of the present that is not said of the years before."""
    assert not re.search(r"actuel|couver|probable|souti", plain(year_rules(2018)).lower())


def test_every_state_is_told_with_its_sign():
    html = states_list()
    assert html.count("<li>") == len(STATES)
    for sign in ("confirmee", "a-confirmer", "non-documentee"):
        assert f" {sign}" in html


def test_a_programme_is_attached_to_families_and_supports_none():
    html = mapping_table(store.coverage("2026", Reading()))
    assert "Se rattache à" in html
    assert "outient" not in plain(html.split("<tbody>")[0])
