"""What is understood of addresses, of rules and of pages, without asking anybody."""

from __future__ import annotations

import gzip
import random

import pytest

from amu_geo.links.asking.exchange import Answer
from amu_geo.links.asking.robots import parse_rules
from amu_geo.links.asking.spelling import ascii_address
from amu_geo.links.lint import judge
from amu_geo.links.page import fingerprint, is_same, read_page
from amu_geo.links.words import Subject, doubts, says_some, significant

SUBJECT = Subject("76-friches", "Reconquête des friches", "Région – Friches")


@pytest.mark.parametrize(
    ("url", "kinds", "mend"),
    [
        ("https://exemple.fr/aide", None, ""),
        ("https://exemple.fr/?p=46554", None, ""),
        ("http://exemple.fr/aide", ("http",), "https://exemple.fr/aide"),
        ("https://exemple.fr./aide", ("point",), "https://exemple.fr/aide"),
        ("https://www..exemple.fr/aide", ("point",), "https://www.exemple.fr/aide"),
        ("https://exemple.fr/a?utm_source=x&id=3", ("pistage",), "https://exemple.fr/a?id=3"),
        ("https://exemple.fr/a;jsessionid=A1?id=3", ("session",), "https://exemple.fr/a?id=3"),
        ("https://exemple.fr/a?PHPSESSID=1f", ("session",), "https://exemple.fr/a"),
        ("https://exemple.fr/a_a1060.amp.html", ("variante",), "https://exemple.fr/a_a1060.html"),
        ("https://exemple.fr/a?replytocom=5#c", ("variante",), "https://exemple.fr/a#c"),
        ("https://www.testing.lemoniteur.fr/a", ("preproduction",), "https://www.lemoniteur.fr/a"),
        ("https://preprod.exemple.fr/a", ("preproduction",), "https://exemple.fr/a"),
        ("http://docplayer.fr/18-a.html", ("copie", "http"), ""),
        ("https://exemple.fr/appel-a-pro…", ("tronquee",), ""),
        ("https://exemple.fr/a%C3%A", ("tronquee",), ""),
        (
            "https://meilu.jpshuntong.com/url-68747470733a2f2f66722e6c696e6b6564696e2e636f6d/x?trk=y",
            ("copie", "pistage"),
            "https://fr.linkedin.com/x",
        ),
    ],
)
def test_an_address_is_judged_and_mended_offline(url, kinds, mend):
    fault = judge(url)
    assert (fault and fault.kinds) == kinds
    assert (fault.mend if fault else "") == mend


def test_a_mended_address_has_nothing_left_to_mend():
    for url in ("http://preprod.exemple.fr./a?utm_id=1&amp=1", "http://exemple.fr/a?fbclid=1"):
        assert judge(judge(url).mend) is None


ROBOTS = """\
User-agent: *
Disallow: /prive
Allow: /prive/ouvert
Disallow: /*.pdf$
Disallow: /cherche?*q=

User-agent: AutreRobot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/prive/page", False),
        ("/prive/ouvert/page", True),
        ("/doc.pdf", False),
        ("/doc.pdf?page=2", True),
        ("/cherche?a=1&q=x", False),
        ("/cherche", True),
        ("/priv%C3%A9", True),
    ],
)
def test_the_rules_of_a_site_are_read_as_it_means_them(path, allowed):
    rules = parse_rules(ROBOTS, "ObservatoireAMU-liens")
    assert rules.allow(f"https://exemple.fr{path}") is allowed


def test_a_site_that_names_us_is_heard_and_no_other_group_with_it():
    text = f"User-agent: ObservatoireAMU-liens\nDisallow: /a\n\n{ROBOTS}"
    rules = parse_rules(text, "ObservatoireAMU-liens")
    allowed = [rules.allow(f"https://e.fr{path}") for path in ("/a", "/prive")]
    assert allowed == [False, True]


def html(text: str, **headers: str) -> Answer:
    """An answer that holds a page."""
    return Answer(200, {"content-type": "text/html", **headers}, text.encode())


def test_menus_and_scripts_are_no_text_of_a_page():
    page = read_page(html("<title>A</title><nav>Menu</nav><script>x()</script><p>Dit&nbsp;ceci"))
    assert (page.title, page.text) == ("A", "Dit ceci")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252"])
def test_accents_are_read_whatever_the_encoding(encoding):
    body = "<p>Été éloigné, forêt là où naît une friche</p>".encode(encoding)
    declared = {"content-type": f"text/html; charset={encoding}"}
    assert "forêt là où naît" in read_page(Answer(200, declared, body)).text
    assert "forêt là où naît" in read_page(Answer(200, {"content-type": "text/html"}, body)).text


def test_bytes_of_any_kind_are_read_without_harm():
    chance = random.Random(7)
    for _ in range(60):
        body = chance.randbytes(300) + b"<title><p" + gzip.compress(b"x")[:9]
        read_page(Answer(200, {"content-type": "text/html; charset=klingon"}, body))


def test_the_words_of_a_site_and_of_a_region_tell_no_page_apart():
    subject = Subject("", "Région Occitanie, aides aux tiers-lieux", "")
    assert significant("https://www.exemple.fr/a", [subject]) == {"tiers", "lieux"}
    assert significant("https://tiers-lieux.fr/a", [subject]) == frozenset()


def test_a_plural_is_still_the_word():
    page = read_page(html("<p>Les aides à la friche</p>"))
    assert says_some(page, significant("https://exemple.fr/a", [SUBJECT]))


@pytest.mark.parametrize(
    "ended",
    ["L’appel est clos.", "Dispositif terminé.", "Cette aide n’est plus mobilisable.",
     "Les dépôts sont clôturés.", "Ce règlement est abrogé."],
)  # fmt: skip
def test_words_that_end_a_scheme_raise_a_doubt_near_its_name_alone(ended):
    near = read_page(html(f"<h1>Reconquête des friches</h1><p>{ended}</p>"))
    far = read_page(html(f"<h1>Reconquête des friches</h1><p>{'Autre. ' * 99}</p><p>{ended}</p>"))
    (doubt,) = doubts(near, [SUBJECT])
    assert doubt.id == SUBJECT.id
    assert ended.split()[-1].strip(".") in doubt.excerpt
    assert doubts(far, [SUBJECT]) == []
    assert doubts(near, [Subject("", SUBJECT.name)]) == []


def test_the_words_of_a_doubt_are_no_formula():
    page = read_page(html("<title>=1+cmd|' /C calc'!A0 friches clos</title>"))
    (doubt,) = doubts(page, [Subject("76-a", "Friches")])
    assert doubt.excerpt.startswith("1+cmd")


def test_texts_that_differ_have_fingerprints_that_differ():
    one, other = "La friche ouvre ses portes aux habitants. " * 9, "Piscine fermée ce lundi. " * 9
    assert not is_same(fingerprint(one), fingerprint(other))
    assert fingerprint("") == "" and not is_same("", "")


@pytest.mark.parametrize("url", ["ftp://exemple.fr/", "exemple.fr", "https:///a", "mailto:a@b.fr"])
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(ValueError, match="adresse du web"):
        ascii_address(url)
