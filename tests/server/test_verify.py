"""`/verifier`: an answer at a lasting address, its proof, and what an address has wrong."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest

from amu_geo import store
from amu_geo.claims import ANSWERS, Claim, verify
from amu_geo.measure.reading import Reading
from tests.serving import Client

ASKED = {"region": "76", "etat": "confirme", "edition": "2026"}


def seen(client: Client, **query: str) -> str:
    """The page in words, one space between."""
    reply = client.get(f"/verifier?{urlencode(query)}")
    assert reply.status == 200
    assert "<script" not in reply.text
    assert reply.text.count("<h1") == reply.text.count("<main") == 1
    words = re.sub(r"<(style|head).*?</\1>|<[^>]+>", " ", reply.text, flags=re.S)
    return " ".join(unescape(words).replace("\u00a0", " ").replace("\u202f", " ").split())


def chosen(text: str) -> dict[str, str]:
    """What each list of the form shows as chosen."""
    found = {}
    for name, inside in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', text, re.S):
        picked = re.findall(r'<option value="([^"]*)" selected', inside)
        found[name] = picked[0] if picked else ""
    return found


@pytest.mark.parametrize(
    ("query", "answer", "right"),
    [
        (
            {"nombre": "3"},
            "Faux",
            "En Occitanie, deux familles d’AMU sont confirmées (édition 2026, lecture régionale)",
        ),
        (
            {"famille": "batiment"},
            "Vrai",
            "En Occitanie, la famille Bâtiment est confirmée (édition 2026, lecture régionale)",
        ),
        (
            {"famille": "collectif-habitant"},
            "Non documenté",
            "En Occitanie, la famille Collectif habitant n’est pas documentée",
        ),
        (
            {"nombre": "2", "annee": "2009", "lecture": "stricte"},
            None,
            "En 2009, en Occitanie,",
        ),
        ({"nombre": "3", "edition": "2018"}, "Vrai", "(édition 2018, lecture régionale)"),
    ],
)
def test_an_answer_comes_with_what_would_be_true_and_with_its_proof(client, query, answer, right):
    asked = {**ASKED, **query}
    page = seen(client, **asked)
    reading = Reading(int(asked["annee"]) if "annee" in asked else None, asked.get(
        "lecture", "regionale"))  # fmt: skip
    found = verify(store.coverage(asked["edition"], reading), Claim.of(asked))
    assert ANSWERS[found.reponse] == (answer or ANSWERS[found.reponse])
    plain = found.phrase_juste.replace("\u00a0", " ")
    assert f"« {plain} »" in page and right in page
    assert page.index(ANSWERS[found.reponse]) < page.index("La preuve")
    for cell in found.preuves:
        for name in cell.dispositifs["nom"]:
            assert " ".join(name.replace("'", "’").split())[:20] in page
    assert "Licence Ouverte 2.0" in page


def test_the_lasting_address_gives_the_same_answer(client):
    """What the form sends, empty fields included, has one address, which names the edition."""
    sent = (
        "region=53&famille=communaute&nombre=&etat=confirme&annee=&edition=2026&lecture=regionale"
    )
    first = client.get(f"/verifier?{sent}")
    lasting = "/verifier?region=53&famille=communaute&etat=confirme&edition=2026"
    canonical = f'<link rel="canonical" href="{client.base}{lasting}">'
    assert canonical.replace("&", "&amp;") in first.text
    again = client.get(lasting)
    assert again.text == first.text
    assert client.get(lasting, If_None_Match=again.headers["etag"]).status == 304
    assert "<title>Non documenté" in again.text


def test_a_sentence_fills_the_form_in_and_gets_no_answer(client):
    sentence = "En Occitanie, 3 familles sont confirmées en 2019, dont celle des <b>lieux</b>"
    reply = client.get(f"/verifier?phrase={quote(sentence)}")
    assert chosen(reply.text) == {
        **{"region": "76", "nombre": "3", "famille": "", "etat": "confirme"},
        **{"annee": "2019", "edition": "2026", "lecture": "regionale"},
    }
    assert "La preuve" not in reply.text
    assert "<b>lieux" not in reply.text
    assert "noindex" in reply.text
    page = seen(client, phrase=sentence)
    assert "ceci n’est pas compris et ne sera pas vérifié : « dont celle des <b>lieux</b »" in page
    # A year that no edition says anything of is no part of the claim.
    assert chosen(client.get("/verifier?phrase=La+Corse+en+2035").text)["annee"] == ""
    assert "« 2035 »" in seen(client, phrase="La Corse en 2035")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"region": "99", "nombre": "2", "etat": "confirme"}, ["« 99 » n’est le code d’aucune"]),
        ({"region": "76", "etat": ""}, ["Il manque ce qui est dit"]),
        ({"etat": "confirme", "nombre": "2"}, ["Il manque la région"]),
        ({"region": "76", "etat": "confirme"}, ["Il manque une famille, ou un nombre"]),
        ({"region": "76", "etat": "sur", "nombre": "1"}, ["« sur » est inconnu"]),
        (
            {"region": "76", "etat": "confirme", "nombre": "2", "famille": "batiment",
             "edition": "2018", "annee": "2024"},
            ["L’année « 2024 » ne se lit pas dans l’édition 2018", "pas les deux"],
        ),
        ({"region": "76", "etat": "confirme", "nombre": "2", "edition": "1900"},
         ["Édition inconnue : « 1900 »"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_answered(client, query, told):
    page = seen(client, **query)
    assert all(words in page for words in told)
    assert "La preuve" not in page
    text = client.get(f"/verifier?{urlencode(query)}").text
    assert text.count('aria-invalid="true"') == text.count('id="v-faute-') == len(told)


def test_links_of_the_view_fill_the_form_in_without_a_reproach(client):
    reply = client.get("/verifier?region=76&famille=batiment&edition=2018")
    assert chosen(reply.text)["region"] == "76"
    assert 'role="alert"' not in reply.text
    for path in ("/", "/mentions", "/accessibilite"):
        assert 'href="/verifier' in client.get(path).text, path


def test_a_hostile_address_is_a_page_too(client):
    for query in ("phrase=" + "%00%3Cscript%3E" * 90, "etat=%22%3E%3Cscript%3E&region=%F0%9F%99%82",
                  "nombre=" + "9" * 4000, "phrase=+&etat=a&etat=b"):  # fmt: skip
        reply = client.get(f"/verifier?{query}")
        assert reply.status == 200
        assert "<script" not in reply.text.lower()
