"""A claim is true, false or not documented as the coverage says; its sentence is read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo import store
from amu_geo.claims import (
    ASSERTED,
    FALSE,
    QUANTITIES,
    TRUE,
    UNKNOWN,
    Claim,
    ClaimError,
    read_sentence,
    verify,
)
from amu_geo.claims.verdict import answer
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import proof
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, FAMILIES, LECTURES, TO_CONFIRM, UNDOCUMENTED
from tests import making

CODES = store.territories().codes
NAMES = {code: store.territories().name(code) for code in CODES}
EDITIONS = tuple(store.shelf().reachable)
READINGS = [
    ("2018", Reading()),
    *(("2026", Reading(year, lecture)) for year in (None, 2019, 2009) for lecture in LECTURES),
]


def coverages() -> list[Coverage]:
    return [store.coverage(edition, reading) for edition, reading in READINGS]


def parts_read(sentence: str) -> tuple[dict[str, str], tuple[str, ...]]:
    found = read_sentence(sentence, NAMES, EDITIONS)
    return dict(found.parts), found.unread


QUOI = st.one_of(
    st.fixed_dictionaries({"famille": st.sampled_from(list(FAMILIES))}),
    st.fixed_dictionaries({"nombre": st.sampled_from(list(QUANTITIES))}),
)
CLAIMS = st.builds(
    lambda region, etat, quoi: Claim.of({"region": region, "etat": etat, **quoi}),
    st.sampled_from(CODES),
    st.sampled_from(list(ASSERTED)),
    QUOI,
)


def test_what_is_said_of_a_family_agrees_with_its_cell():
    """Every region × family × reading × year: never false for what nobody has looked into."""
    expected = {
        ("documente", CONFIRMED): TRUE,
        ("documente", TO_CONFIRM): TRUE,
        ("documente", UNDOCUMENTED): UNKNOWN,
        ("confirme", CONFIRMED): TRUE,
        ("confirme", TO_CONFIRM): FALSE,
        ("confirme", UNDOCUMENTED): UNKNOWN,
        ("a-confirmer", CONFIRMED): FALSE,
        ("a-confirmer", TO_CONFIRM): TRUE,
        ("a-confirmer", UNDOCUMENTED): UNKNOWN,
        ("non-documente", CONFIRMED): FALSE,
        ("non-documente", TO_CONFIRM): FALSE,
        ("non-documente", UNDOCUMENTED): TRUE,
    }
    met = set()
    for coverage in coverages():
        for cell in coverage.cells.itertuples():
            for etat in ASSERTED:
                claim = Claim(cell.code_region, etat, famille=cell.famille)
                assert verify(coverage, claim).reponse == expected[etat, cell.etat], claim
                met.add((etat, cell.etat))
    assert met == set(expected)


def test_a_number_is_true_when_it_is_the_one_of_the_table():
    for coverage in coverages():
        for row in coverage.table.itertuples():
            numbers = {
                "documente": row.familles_documentees,
                "confirme": row.familles_confirmees,
            }
            for etat, right in numbers.items():
                for count in range(len(FAMILIES) + 1):
                    found = verify(coverage, Claim(row.code_region, etat, nombre=str(count)))
                    # No count of a region of which nothing is known, not even 0.
                    if not row.familles_documentees:
                        assert found.reponse == UNKNOWN
                    else:
                        assert (found.reponse == TRUE) == (count == right)


@pytest.mark.parametrize(
    ("etat", "nombre", "states", "expected"),
    [
        ("confirme", "3", "cct-", FALSE),  # counts as confirmed what is to be confirmed
        ("confirme", "1", "cct-", FALSE),
        ("confirme", "1-ou-plus", "cct-", TRUE),
        ("confirme", "3-ou-plus", "cct-", FALSE),
        ("confirme", "3", "cc--", UNKNOWN),  # the third would be one of which nothing is known
        ("documente", "4", "cct-", UNKNOWN),
        ("documente", "2", "cct-", FALSE),
        ("documente", "0", "----", UNKNOWN),
        ("confirme", "0", "tt--", TRUE),
        ("a-confirmer", "2", "tt--", TRUE),
        ("non-documente", "4", "----", TRUE),
        ("non-documente", "2", "c---", FALSE),
        ("non-documente", "2-ou-plus", "c---", TRUE),
        ("non-documente", "4", "c---", FALSE),
    ],
)
def test_a_number_that_is_not_the_right_one_is_false_or_not_documented(
    etat, nombre, states, expected
):
    named = {"c": CONFIRMED, "t": TO_CONFIRM, "-": UNDOCUMENTED}
    claim = Claim("76", etat, nombre=nombre)
    assert answer(claim, [named[state] for state in states]) == expected


@settings(max_examples=120, deadline=None)
@given(claim=CLAIMS, which=st.integers(0, len(READINGS) - 1))
def test_the_sentence_that_would_be_true_is_true(claim, which):
    coverage = store.coverage(*READINGS[which])
    found = verify(coverage, claim)
    again = verify(coverage, found.juste)
    assert again.reponse == TRUE
    assert again.phrase == found.phrase_juste == again.phrase_juste


@settings(max_examples=200, deadline=None)
@given(claim=CLAIMS, which=st.integers(0, len(READINGS) - 1))
def test_a_sentence_made_of_parts_gives_the_same_parts_and_leaves_no_word(claim, which):
    edition, reading = READINGS[which]
    sentence = verify(store.coverage(edition, reading), claim).phrase
    expected = {**claim.to_query(), "edition": edition, "lecture": reading.lecture}
    if reading.annee:
        expected["annee"] = str(reading.annee)
    assert parts_read(sentence) == (expected, ())


@pytest.mark.parametrize(
    ("sentence", "parts", "unread"),
    [
        (
            "La Bretagne confirme la famille communauté",
            {"region": "53", "etat": "confirme", "famille": "communaute"},
            (),
        ),
        (
            "PACA soutient 3 familles en 2019.",
            {"region": "93", "etat": "confirme", "nombre": "3", "annee": "2019"},
            (),
        ),
        (
            "En Occitanie, trois familles d’AMU sur quatre sont documentées, dont deux confirmées",
            {"region": "76", "etat": "documente", "nombre": "3"},
            ("dont deux confirmées",),
        ),
        (
            "L’ÎLE DE FRANCE n’a que deux familles confirmées !",
            {"region": "11", "etat": "confirme", "nombre": "2"},
            (),
        ),
        (
            "La famille Bâtiment est documentée et confirmée dans le Grand Est",
            {"region": "44", "etat": "confirme", "famille": "batiment"},
            (),
        ),
        (
            "La famille Bâtiment n’est pas documentée à Mayotte",
            {"region": "06", "etat": "non-documente", "famille": "batiment"},
            (),
        ),
        # What is not confirmed may be documented or not: the reader chooses.
        (
            "La Corse ne confirme pas la famille territoriale",
            {"region": "94", "famille": "territoriale"},
            ("ne confirme pas",),
        ),
        ("L’Occitanie est en tête", {"region": "76"}, ("tête",)),
        # A former region is none of today.
        ("L’Alsace documente deux familles", {"etat": "documente", "nombre": "2"}, ("Alsace",)),
        (
            "La Normandie documente plus de deux familles",
            {"region": "28", "etat": "documente"},
            ("plus de deux",),
        ),
        (
            "La collectivité territoriale de Corse soutient 20 dispositifs de friches",
            {"region": "94", "etat": "confirme"},
            ("collectivité territoriale", "20 dispositifs de friches"),
        ),
        (
            "La Bretagne, comme la Normandie, confirme une famille",
            {"region": "53", "etat": "confirme", "nombre": "1"},
            ("comme la Normandie",),
        ),
        ("", {}, ()),
        ("!!! 🙂 ???", {}, ()),
    ],
)
def test_a_sentence_of_people_gives_what_it_says_and_the_rest_word_for_word(
    sentence, parts, unread
):
    assert parts_read(sentence) == (parts, unread)


WORDS = (
    "ne pas au moins dont trois familles édition 2026 n d sur quatre aucune que Bretagne plus de "
    "confirmées documentée et à confirmer 2019 des"
)
SCRAMBLED = st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=500) | SCRAMBLED)
def test_any_text_is_read_and_no_part_is_invented(text):
    parts, unread = parts_read(text)
    assert set(parts) <= {"region", "famille", "nombre", "etat", "annee", "edition", "lecture"}
    assert not {"famille", "nombre"} <= set(parts)
    assert all(words in text for words in unread)


@pytest.mark.parametrize(
    ("parts", "part", "words"),
    [
        ({}, "region", "Il manque la région"),
        ({"region": "76"}, "etat", "Il manque ce qui est dit"),
        ({"region": "76", "etat": "confirme"}, "famille", "Il manque une famille"),
        (
            {"region": "76", "etat": "confirme", "famille": "batiment", "nombre": "2"},
            "nombre",
            "pas les deux",
        ),
        ({"region": "76", "etat": "sûr", "nombre": "2"}, "etat", "« sûr » est inconnu"),
        ({"region": "76", "etat": "confirme", "nombre": "9"}, "nombre", "Attendu : 0, 1"),
    ],
)
def test_parts_that_make_no_claim_say_what_is_missing(parts, part, words):
    with pytest.raises(ClaimError, match=words) as refused:
        Claim.of(parts)
    assert refused.value.part == part


def test_the_proof_is_that_of_the_cell(territories: Territories):
    told = making.edition([making.scheme("a"), making.scheme("b", programme="no-watt")])
    coverage = compute_coverage(told, Reading(), territories)
    found = verify(coverage, Claim("76", "documente", famille="communaute"))
    (cell,) = found.preuves
    expected = proof(coverage, "76", "communaute")
    assert list(cell.dispositifs["id"]) == list(expected.dispositifs["id"]) == ["a"]
    assert found.raisons == (expected.regle,)
    cells = verify(coverage, Claim("76", "confirme", nombre="2")).preuves
    assert [cell.famille for cell in cells] == list(FAMILIES)
    assert [cell.etat for cell in cells] == [coverage.state("76", code) for code in FAMILIES]
