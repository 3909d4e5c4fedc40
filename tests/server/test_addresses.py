"""Addresses as people write and share them: every answer understands them the same way."""

from __future__ import annotations

import re
from html import unescape

import pytest

from amu_geo.export.resources import RESOURCES
from amu_geo.site import SEVERAL, meant_items
from amu_geo.territories.asked import meant_address

# As it was written, as it is meant; two of a kind and more.
VARIANTS = [
    ("regions=76&regions=84", "regions=76,84"),
    ("regions=76,53&regions=84", "regions=76,53,84"),
    ("regions=76,%2084", "regions=76,84"),
    ("regions=%C2%A076%20,%2053,", "regions=76,53"),
    ("regions=76;84", "regions=76,84"),
    ("regions=53%20;%2076", "regions=53,76"),
    ("regions=76,76,,84", "regions=76,84"),
    ("region=76&region=76", "region=76"),
    ("region=76,", "region=76"),
    ("annee=2019%20", "annee=2019"),
    ("annee=+2015,", "annee=2015"),
    ("annee=2026%20", ""),
    ("lecture=Stricte", "lecture=stricte"),
    ("lecture=LARGE%20", "lecture=large"),
    ("famille=Communaute", "famille=communaute"),
    ("edition=2018,", "edition=2018"),
    ("fbclid=IwAR0" + "x" * 200, ""),
    ("utm_source=lettre&UTM_Medium=mail&region=76", "region=76"),
    ("_ga=1.2-3&gclid=x&gclid=y&regions=76", "regions=76"),
    ("at_campaign=z&mtm_source=w&xtor=AL-1", ""),
]
COMMUNES = [
    ("commune=69383", "commune=69123"),
    ("commune=75120", "commune=75056"),
    ("commune=2a004", "commune=2A004"),
    ("commune=2b033%20", "commune=2B033"),
    ("commune=01091", "commune=01033"),
    ("commune=34142,&commune=34142", "commune=34142"),
]


@pytest.mark.parametrize(("written", "meant"), VARIANTS)
def test_images_and_data_are_those_of_the_address_that_is_meant(client, written, meant):
    for path in ("/carte.svg", "/api/v1/couverture.json"):
        one, other = (client.get(f"{path}?{query}") for query in (written, meant))
        assert (one.status, one.headers["etag"]) == (200, other.headers["etag"]), path
        assert client.get(f"{path}?{written}", If_None_Match=other.headers["etag"]).status == 304


@pytest.mark.parametrize(("written", "meant"), VARIANTS[:3] + VARIANTS[9:10] + COMMUNES)
def test_a_page_is_that_of_the_address_that_is_meant(client, written, meant):
    path = "/mon-territoire" if "commune" in meant else "/comparer"
    one, other = (client.get(f"{path}?{query}") for query in (written, meant))
    assert one.headers["etag"] == other.headers["etag"]
    canonical = re.search(r'rel="canonical" href="([^"]+)"', one.text)[1]
    assert unescape(canonical) == f"{client.base}{path}?{meant}"


@pytest.mark.parametrize(("written", "meant"), COMMUNES)
def test_a_commune_that_was_is_the_one_that_is(client, written, meant):
    for path in ("/api/v1/dispositifs.csv", "/api/v1/acteurs.json"):
        one, other = (client.get(f"{path}?{query}") for query in (written, meant))
        assert (one.status, one.body) == (200, other.body)


@pytest.mark.parametrize(
    ("path", "written", "meant"),
    [
        ("dispositifs", "programme=Friches;no-watt,", "programme=friches,no-watt"),
        ("dispositifs", "programme=friches&programme=no-watt", "programme=friches,no-watt"),
        ("dispositifs", "confiance=b&fbclid=x", "confiance=B"),
        ("dispositifs", "statut=EN-COURS", "statut=en-cours"),
        ("attestations", "nature=vote,%20budget", "nature=vote,budget"),
        ("attestations", "dispositif=76-NoWatt%20", "dispositif=76-nowatt"),
        ("acteurs", "commune=69383&rayon=30%20", "commune=69123&rayon=30"),
        ("acteurs", "moment=Dessiner", "moment=dessiner"),
        ("regions", "format=Excel", "format=excel"),
    ],
)
def test_the_filters_of_the_api_are_understood_alike(client, path, written, meant):
    one, other = (client.get(f"/api/v1/{path}.csv?{query}") for query in (written, meant))
    assert (one.status, one.body, one.headers["etag"]) == (200, other.body, other.headers["etag"])


def test_trackers_are_no_question_to_any_address(client):
    for path in ("/carte.png", "/fiches.json", "/api/v1/openapi.json", "/robots.txt", "/"):
        assert client.get(f"{path}?fbclid=a&_gl=b&utm_id=c").status == 200, path


@pytest.mark.parametrize(
    ("query", "parameter", "proposed"),
    [
        ("region=Occitanie", "region", "« 76 » (Occitanie)"),
        ("regions=84,bretagne", "regions", "« 53 » (Bretagne)"),
        ("region=1", "region", "« 01 » (Guadeloupe)"),
        ("annee=2019&annee=2020", "annee", "« 2019 » puis « 2020 »"),
        ("region=76&region=84", "region", "« regions=76,84 »"),
        ("regoins=76", "regoins", "« regions »"),
        ("utn_source=x", "utn_source", "Reconnus"),
    ],
)
def test_what_is_not_meant_is_refused_with_a_proposal(client, query, parameter, proposed):
    for path in ("/api/v1/regions.json", "/carte.png"):
        refused = client.get(f"{path}?{query}&gclid=z")
        assert (refused.status, refused.json["parametre"]) == (400, parameter)
        assert proposed in refused.json["detail"]


def test_what_has_been_understood_is_understood_again(territories):
    for written, _ in VARIANTS + COMMUNES:
        items = [tuple(part.partition("=")[::2]) for part in written.split("&")]
        once = meant_address(items, territories)
        assert meant_address(once, territories) == once


def test_words_to_find_are_left_as_they_are():
    assert meant_items([("recherche", " Lieux, Habitants ; ")]) == [
        ("recherche", " Lieux, Habitants ; ")
    ]


def test_lists_are_those_that_the_api_describes():
    several = {p.name for r in RESOURCES.values() for p in r.parameters if p.several}
    assert set(SEVERAL) == several | {"regions"}


# Lost pages


@pytest.mark.parametrize(
    ("path", "proposed", "href"),
    [
        ("/regin", "Portrait", "/region"),
        ("/Comparer", "Comparer", "/comparer"),
        ("/comparer/truc", "Comparer", "/comparer"),
        ("/%C3%A9volution", "Évolution", "/evolution"),
        ("/mon_territoire", "Mon territoire", "/mon-territoire"),
        ("/index.html/dispositif", "Dispositifs", "/dispositifs"),
        ("/occitanie", "Portrait : Occitanie", "/region?region=76"),
        ("/region/bretagne", "Portrait : Bretagne", "/region?region=53"),
    ],
)
def test_a_lost_reader_is_shown_the_nearest_page(client, path, proposed, href):
    reply = client.get(path)
    assert reply.status == 404
    said = unescape(re.sub(r"<(?!a |/a)[^>]+>", "", reply.text))
    assert re.search(
        rf'Vous cherchiez peut-être <a [^>]*href="{re.escape(href)}"[^>]*>{proposed}<', said
    )


def test_the_accessibility_statement_is_a_plain_page_of_the_view(client):
    reply = client.get("/accessibilite?edition=2018")
    assert reply.status == 200
    assert "<script" not in reply.text
    assert reply.text.count("<h1>") == reply.text.count("<main") == 1
    assert f'<link rel="canonical" href="{client.base}/accessibilite">' in reply.text
    assert 'href="/comparer?edition=2018"' in reply.text
    assert "script-src 'self'" in reply.headers["content-security-policy"]
    again = client.get("/accessibilite?edition=2018", If_None_Match=reply.headers["etag"])
    assert again.status == 304
    assert f"{client.base}/accessibilite<" in client.get("/sitemap.xml").text


def test_a_lost_page_is_ours_alone(client):
    for path in ("/a/b/c", "/wp-login.php", "/nulle-part?edition=2018&fbclid=x"):
        reply = client.get(path)
        assert reply.status == 404
        assert "peut-être" not in reply.text
        assert reply.text.count("<h1>") == 1
        assert "<title>Cette page n’existe pas · Observatoire AMU</title>" in reply.text
        assert "noindex" in reply.text
        assert "<script" not in reply.text
        assert 'lang="fr"' in reply.text
        assert client.get(path, method="HEAD").status == 404
    assert 'href="/dispositifs?edition=2018"' in reply.text


# Titles


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Vue d’ensemble"),
        ("/?region=76", "Occitanie · Vue d’ensemble"),
        ("/region?region=04&lecture=large", "La Réunion · lecture large · Portrait"),
        ("/region?region=76&edition=2018", "Occitanie · édition 2018 · Portrait"),
        ("/region?region=76&edition=2026&annee=2026&lecture=regionale", "Occitanie · Portrait"),
        ("/comparer", "Occitanie, Auvergne-Rhône-Alpes · Comparer"),
        ("/comparer?regions=76;44", "Occitanie, Grand Est · Comparer"),
        (
            "/comparer?regions=76,44,53,11,94",
            "Occitanie, Grand Est, Bretagne et 2 autres · Comparer",
        ),
        (
            "/comparer?regions=76,44,53,11,94,93,84,75",
            "Occitanie, Grand Est, Bretagne et 3 autres · Comparer",
        ),
        ("/familles?famille=communaute", "Communauté · Familles"),
        ("/acteurs?famille=communaute&region=53&annee=2019", "Communauté · Bretagne · Acteurs"),
        ("/evolution?annee=2019", "2019 · Évolution"),
        ("/mon-territoire?commune=69383", "Lyon (Rhône) · Mon territoire"),
        ("/mon-territoire?commune=34142", "Lodève (Hérault) · Mon territoire"),
        ("/mentions?annee=2019&region=76", "Mentions légales"),
        ("/region?region=99", "Portrait"),
    ],
)
def test_the_tab_is_named_after_the_view(client, address, title):
    found = unescape(re.search("<title>(.*?)</title>", client.get(address).text)[1])
    assert found.replace("\u00a0", " ") == f"{title} · Observatoire AMU"


def test_a_shared_link_of_too_many_regions_has_its_image(client):
    html = client.get("/comparer?regions=76,44,53,11,94,93,84").text
    image = unescape(re.search(r'property="og:image" content="([^"]+)"', html)[1])
    assert client.get(image.removeprefix(client.base)).status == 200
