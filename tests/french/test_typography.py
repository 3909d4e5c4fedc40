"""French typography: examples, then properties."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_geo.french.regions import REGION_WORDS, in_region, of_region, with_article
from amu_geo.french.typography import (
    date_fr,
    enumerate_fr,
    number,
    number_word,
    percent,
    plural,
    typeset,
)

EXAMPLES = {
    "Qui finance : la Région": "Qui finance\u00a0: la Région",
    "Qui finance: la Région": "Qui finance\u00a0: la Région",
    "Pourquoi ? Parce que ; voilà !": "Pourquoi\u202f? Parce que\u202f; voilà\u202f!",
    "Pourquoi?": "Pourquoi\u202f?",
    "Vraiment ?!": "Vraiment\u202f?!",
    "« usage »": "«\u00a0usage\u00a0»",
    "«usage»": "«\u00a0usage\u00a0»",
    "l'édition d'aujourd'hui": "l’édition d’aujourd’hui",
    "l'<b>édition</b> : 2026": "l’<b>édition</b>\u00a0: 2026",
    "30 % ou 30%": "30\u202f% ou 30\u202f%",
    "et puis...": "et puis…",
    "Quoi... ?": "Quoi…\u202f?",
    "(pourquoi ?)": "(pourquoi\u202f?)",
    "de 12:30 à 14:00": "de 12:30 à 14:00",
    "1234,5 km²": "1234,5 km²",
    "a &amp; b &nbsp;; c": "a &amp; b &nbsp;; c",
    "**Note** : x": "**Note**\u00a0: x",
    ":material/home: l'accueil": ":material/home: l’accueil",
    "": "",
}
UNTOUCHED = (
    "https://exemple.fr/l'acte?x=1;y=2!&z=50%25",
    "https://exemple.fr/a:b...c",
    "www.exemple.fr/d'ici?a=b",
    "jean.d'arc@exemple.fr",
    "mailto:jean.d'arc@exemple.fr?subject=a",
    "<a href='/x?y=1;z' title=\"l'aide : oui ?\">",
    "<code>l'a ? b : c;</code>",
    "<style>a:hover{color:red;}</style>",
    "`l'a ? b : c;`",
    "[x](/region?region=76;l'a)",
)


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.items())
def test_examples(text, expected):
    assert typeset(text) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_addresses_tags_and_code_are_untouched(text):
    assert typeset(text) == text
    assert typeset(f"L'aide ({text}) : voir {text} !").count(text) == 2


def test_a_mark_after_an_address_is_set_without_changing_it():
    assert typeset("Voir https://exemple.fr/a ?") == "Voir https://exemple.fr/a\u202f?"


FRENCH = st.text("aé0' .:;!?%«»()<>&`/@\u00a0\u202f\n…’", max_size=40)


@given(FRENCH)
def test_twice_is_once(text):
    assert typeset(typeset(text)) == typeset(text)


@given(st.text(max_size=60))
def test_twice_is_once_on_any_text(text):
    assert typeset(typeset(text)) == typeset(text)


@given(FRENCH, st.from_regex(r"https://[a-z]{1,5}\.fr/[a-z'?;:!%=&]{0,12}[a-z]", fullmatch=True))
def test_an_address_among_words_is_never_changed(text, url):
    assert url in typeset(f"{text.replace('<', '').replace('`', '')} {url} l'autre")


@given(FRENCH)
def test_only_spaces_apostrophes_and_dots_change(text):
    def skeleton(words):
        spaces = dict.fromkeys(map(ord, " \t\u00a0\u202f"))
        return words.replace("...", "…").replace("'", "’").translate(spaces)

    assert skeleton(typeset(text)) == skeleton(text)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 0, "0"),
        (1234.5, 1, "1\u202f234,5"),
        (-1234567, 0, "\u22121\u202f234\u202f567"),
        (-0.2, 0, "0"),
        (2.25, 1, "2,2"),
        (None, 0, "n.d."),
        (math.nan, 2, "n.d."),
    ],
)
def test_number(value, decimals, expected):
    assert number(value, decimals) == expected


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_keeps_its_digits(value):
    assert int(number(value).replace("\u202f", "").replace("\u2212", "-")) == value


def test_percent():
    assert percent(0.345, 1) == "34,5\u202f%"
    assert percent(1) == "100\u202f%"
    assert percent(None) == "n.d."


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018-07-09", "9 juillet 2018"),
        ("2018-07-01", "1er juillet 2018"),
        ("2018-07", "juillet 2018"),
        ("2018", "2018"),
    ],
)
def test_date(date, expected):
    assert date_fr(date) == expected


@pytest.mark.parametrize("date", ["", "09/07/2018", "2018-13", "2018-7-9"])
def test_a_bad_date_says_what_is_expected(date):
    with pytest.raises(ValueError, match=r"Date « .* » : AAAA, AAAA-MM ou AAAA-MM-JJ attendu"):
        date_fr(date)


def test_enumeration_plural_and_words():
    assert enumerate_fr([]) == ""
    assert enumerate_fr(["a"]) == "a"
    assert enumerate_fr(iter(["a", "b"])) == "a et b"
    assert plural(0, "famille") == "0 famille"
    assert plural(1200, "acteur recensé", "acteurs recensés") == "1\u202f200 acteurs recensés"
    assert plural(2, "journal") == "2 journaux"
    assert [number_word(n) for n in (0, 3, 18, 20, 21)] == [
        "zéro",
        "trois",
        "dix-huit",
        "vingt",
        "21",
    ]
    assert number_word(1, feminine=True) == "une"


def test_regions_in_sentences():
    assert len(REGION_WORDS) == 18
    assert with_article("76") == "l’Occitanie"
    assert [in_region(code) for code in ("76", "04", "32", "11", "06", "44", "93")] == [
        "en Occitanie",
        "à La Réunion",
        "dans les Hauts-de-France",
        "en Île-de-France",
        "à Mayotte",
        "dans le Grand Est",
        "en Provence-Alpes-Côte d’Azur",
    ]
    assert [of_region(code) for code in ("53", "76", "52", "04", "44")] == [
        "de Bretagne",
        "d’Occitanie",
        "des Pays de la Loire",
        "de La Réunion",
        "du Grand Est",
    ]
    with pytest.raises(ValueError, match="Code région « 99 » inconnu"):
        in_region("99")
