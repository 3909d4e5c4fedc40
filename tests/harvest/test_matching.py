"""A record finds its scheme again: by its address, by its title; two sessions are two schemes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.edition.shelf import read_shelf
from amu_geo.harvest.matching import BY_ADDRESS, BY_TITLE, Matcher, canonical
from tests import making
from tests.harvest.making import BOURGS, HABITAT, LIEUX, RIVAL, edition, record

MATCHER = Matcher(edition())


@pytest.fixture
def matcher() -> Matcher:
    """Of the small edition."""
    return MATCHER


@pytest.mark.parametrize(
    ("title", "region", "scheme"),
    [
        ("Tiers-lieux", "76", LIEUX),
        ("Label tiers-lieux", "76", LIEUX),
        ("BOURGS CENTRES OCCITANIE", "76", BOURGS),
        ("Soutien à l’habitat participatif", "11", HABITAT),
        ("AMI Tiers-lieux 2013", "76", RIVAL),
        ("AMI Tiers-lieux 2026", "76", LIEUX),
    ],
)
def test_a_title_finds_its_scheme(matcher, title, region, scheme):
    found = matcher.match(record(title, region))
    assert (found.id, found.by) == (scheme, BY_TITLE)


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("Tiers-lieux", "53"),
        ("Plantation de haies", "76"),
        ("Aide aux friches agricoles et forestières", "52"),
        ("Soutien à l’habitat participatif", ""),
    ],
)
def test_another_region_other_words_or_no_region_find_none(matcher, title, region):
    assert matcher.match(record(title, region)).by == ""


def test_an_address_finds_its_scheme_whatever_the_title(matcher):
    one = record("Autre titre", url=f"http://www.example.org/page/{BOURGS}/?utm_source=lettre#haut")
    assert matcher.match(one).id == BOURGS
    assert matcher.match(one).by == BY_ADDRESS
    # Of another région it cannot be, nor by the front page of a site.
    far = record("Autre titre", "53", url=f"https://www.example.org/page/{BOURGS}")
    assert matcher.match(far).by == ""


def test_of_two_schemes_on_one_page_the_title_tells():
    page = "https://exemple.fr/aides/toutes"
    two = making.edition(
        [
            making.scheme("76-a", nom="Fonds friches", url_source=page),
            making.scheme("76-b", nom="Places publiques", url_source=page),
        ]
    )
    assert Matcher(two).match(record("Places publiques désimperméabilisées", url=page)).id == "76-b"


def test_a_site_alone_establishes_no_scheme():
    alone = making.edition([making.scheme("76-a", nom="Fonds", url_source="https://exemple.fr/")])
    assert Matcher(alone).match(record("Haies", url="https://exemple.fr")).by == ""


def test_another_scheme_that_may_be_meant_is_named():
    two = making.edition(
        [
            making.scheme("76-a", nom="AMI Tiers-lieux 2022-2024", statut="termine"),
            making.scheme("76-b", nom="AMI Tiers-lieux 2025-2028"),
        ]
    )
    found = Matcher(two).match(record("AMI Tiers-lieux"))
    assert (found.id, found.rival) == ("76-b", "76-a")


@given(st.text(max_size=60), st.sampled_from(["", "76", "11"]))
@settings(max_examples=60, deadline=None)
def test_any_title_has_a_likeness_of_at_most_a_hundred(title, region):
    found = MATCHER.match(record(title, region))
    assert 0 <= found.likeness <= 100
    assert bool(found.by) <= bool(found.id)


def test_every_scheme_of_an_edition_finds_itself_by_its_name(territories):
    published = read_shelf(territories).get("2026")
    matcher = Matcher(published)
    lost = [
        row.id
        for row in published.dispositifs.itertuples()
        if matcher.match(record(row.nom, row.code_region)).id != row.id
    ]
    assert lost == []


def test_two_spellings_of_an_address_are_one():
    assert canonical("https://exemple.fr/a/") == canonical("http://www.exemple.fr/a?fbclid=1")
    assert canonical("https://exemple.fr/a?id=1") != canonical("https://exemple.fr/a?id=2")
