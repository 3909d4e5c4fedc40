"""One search of the whole site: what it finds, in which order, where it leads."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from amu_geo import store
from amu_geo.server.page.search import groups_of
from amu_geo.site import PAGES
from tests.serving import Client


def found(text: str, most: int = 4, **query: str) -> dict[str, list]:
    return dict(groups_of(store.shelf().get("2026"), text, most, query))


@pytest.mark.parametrize(
    ("text", "kind", "name", "path"),
    [
        ("occit", "Régions", "Occitanie", "/region?region=76"),
        ("PACA", "Régions", "Provence-Alpes-Côte d'Azur", "/region?region=93"),
        ("lodeve", "Communes", "Lodève", "/mon-territoire?commune=34142"),
        ("34700", "Communes", "Lodève", "/mon-territoire?commune=34142"),
        ("toulousse", "Communes", "Toulouse", "/mon-territoire?commune=31555"),
        ("effilogis", "Dispositifs", "Effilogis", "/dispositifs?dispositif=27-effilogis"),
        ("27e region", "Acteurs", "La 27e Région", "/acteurs"),
        ("maitrise usage", "Glossaire", "Maîtrise d’usage", "/donnees#glossaire"),
    ],
)
def test_each_kind_is_found_and_leads_to_its_page(text, kind, name, path):
    first = found(text)[kind][0]
    assert first.nom.startswith(name)
    assert first.adresse.startswith(path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("bretagne", "/region?lecture=large&region=53"),
        ("ile de france", "/region?lecture=large&region=11"),
        ("PACA", "/region?lecture=large&region=93"),
        ("lodeve", "/mon-territoire?lecture=large&commune=34142"),
    ],
)
def test_enter_goes_to_the_place_that_bears_exactly_that_name(client: Client, text, path):
    there = client.get(f"/chercher?lecture=large&recherche={quote(text)}&aller=oui", follow=False)
    assert (there.status, there.headers["location"]) == (303, path)
    told = client.get(f"/chercher.json?lecture=large&recherche={quote(text)}").json
    assert told["exact"] == path
    # What bears the name is the first of what one sees while typing.
    assert any(one["adresse"] == path for one in told["groupes"][0]["trouves"])


@pytest.mark.parametrize("text", ["friches", "bret", "Saint-Denis", "a", ""])
def test_enter_gives_the_answers_where_no_place_or_several_bear_the_name(client: Client, text):
    """There are two communes called Saint-Denis."""
    page = client.get(f"/chercher?recherche={quote(text)}&aller=oui")
    assert page.status == 200
    assert "exact" not in client.get(f"/chercher.json?recherche={quote(text)}").json


def test_what_only_looks_like_a_town_does_not_come_between():
    """« occitanie » is no Ucciani, « friches » no Fréniches before the schemes."""
    assert "Communes" not in found("occitanie")
    assert "Communes" not in found("tiers-lieux occitanie")
    assert next(iter(found("friches"))) == "Dispositifs"
    assert next(iter(found("occitanie"))) == "Régions"


def test_answers_are_few_and_keep_the_reading():
    groups = found("tiers", 3, lecture="large")
    assert groups and all(0 < len(answers) <= 3 for answers in groups.values())
    for one in (one for answers in groups.values() for one in answers):
        parts = urlsplit(one.adresse)
        assert parts.path in PAGES
        assert parse_qs(parts.query)["lecture"] == ["large"]


def test_nothing_is_asked_with_one_letter_and_nothing_found_is_said(client: Client):
    for text in ("", "a", "'", "zzzzqq"):
        assert client.get(f"/chercher.json?recherche={quote(text)}").json == {"groupes": []}
    assert "0 réponse" in client.get("/chercher?recherche=zzzzqq").text
    assert "Que cherchez-vous" in client.get("/chercher").text


def test_the_page_gives_what_the_field_gives_and_what_is_asked_is_text(client: Client):
    groups = client.get("/chercher.json?recherche=lod&lecture=large").json["groupes"]
    page = client.get("/chercher?recherche=lod&lecture=large")
    assert page.status == 200
    assert "<script" not in page.text
    assert 'content="noindex"' in page.text
    for group in groups:
        assert f"<h2>{group['nom']}</h2>" in page.text
        for one in group["trouves"]:
            assert one["adresse"].replace("&", "&amp;") in page.text
    hostile = client.get("/chercher?recherche=" + quote('"><img src=x onerror=a>')).text
    assert "<img" not in hostile
    assert "&lt;img src=x" in hostile


@pytest.mark.parametrize("path", ["/", "/mentions", "/accessibilite", "/nulle-part"])
def test_the_search_stands_in_every_header(client: Client, path: str):
    text = client.get(f"{path}?lecture=large").text
    assert text.count('<form class="chercher" role="search" action="/chercher"') == 1
    assert '<input type="hidden" name="lecture" value="large">' in text
