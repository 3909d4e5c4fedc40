"""The overview's headline read back: each number that it says is the table's, whatever the view."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from amu_geo.edition.shelf import read_shelf
from amu_geo.french.typography import number_word
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.sentences import overview_headline, overview_second
from amu_geo.vocabulary import FAMILIES, LECTURES, UNDOCUMENTED
from tests.making import edition
from tests.schemes_strategy import attestations, schemes

WORDS = {number_word(n, feminine=True): n for n in range(20)} | {"aucune": 0, "une seule": 1}
NUMBER = "(" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
IS = r"(?:est|sont|était|étaient)"


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def what_it_says(sentence: str) -> dict:
    """Numbers and names as a reader finds them, without asking how the sentence was made."""
    text = sentence[:1].lower() + sentence[1:]
    top = re.search(rf"(?:^|, |les ){NUMBER} familles? d’AMU", text)
    said = {"most": WORDS[top[1]] if top else 1, "family": None}
    if not top:
        said["family"] = re.search(rf"la famille (.+?) {IS}", text)[1]
    where = re.search(rf"documentées?\b.*?(?:dans (?:les )?{NUMBER} régions?\b)", text)
    said["regions"] = WORDS[where[1]] if where else None
    if re.search(r"documentées? et confirmées?", text):
        said["confirmed"] = said["regions"]
    elif "reste à confirmer" in text or "restait à confirmer" in text:
        said["confirmed"] = 0
    elif inside := re.search(rf" : {NUMBER} (?:n’)?y (?:{IS}) confirmées?", text):
        said |= {"confirmed": 0, "in_the_one": WORDS[inside[1]]}
    else:
        sure = re.search(
            rf"confirmées?(?: toutes les \w+)?(?: cette année-là)? dans {NUMBER}", text
        )
        said["confirmed"] = WORDS[sure[1]]
    return said


def check(coverage: Coverage, names: dict[str, str]) -> None:
    """What the headline says against a count made here, from the cells."""
    sentence = plain(overview_headline(coverage))
    assert not re.search(r"souti|couvert|probable", sentence)
    year = coverage.reading.annee
    past = year is not None and year != coverage.edition.year
    assert sentence.startswith(f"En {year}, ") == past
    known = coverage.cells[coverage.cells["etat"] != UNDOCUMENTED]
    if known.empty:
        assert "documenté" in sentence and "aucun dispositif" in sentence.lower()
        return
    documented = known.groupby("code_region").size()
    confirmed = known[known["etat"] == "confirme"].groupby("code_region").size()
    most = int(documented.max())
    leaders = [code for code in names if documented.get(code, 0) == most]
    sure = [code for code in leaders if confirmed.get(code, 0) == most]
    body = sentence.split(", ", 1)[1] if past else sentence
    said = what_it_says(body)
    assert said["most"] == most, sentence
    named = {code for code, name in names.items() if name.replace("'", "’") in body}
    if said["regions"] is None:
        # Few places, all of them confirmed: they are named instead of counted.
        assert named == set(leaders) == set(sure), sentence
        said |= {"regions": len(named), "confirmed": len(named)}
    assert said["regions"] == len(leaders), sentence
    assert said["confirmed"] == len(sure), sentence
    if "in_the_one" in said:
        assert said["in_the_one"] == confirmed.get(leaders[0], 0), sentence
    assert named <= set(leaders if len(leaders) == 1 else sure), sentence
    if len(sure) == 1:
        assert named == set(sure), sentence
    sets = {tuple(known.loc[known["code_region"] == code, "famille"]) for code in leaders}
    assert ("pas toujours" in sentence) == (len(sets) > 1), sentence
    if said["family"]:
        assert sets == {(next(f.code for f in FAMILIES.values() if f.label == said["family"]),)}
    second = plain(overview_second(coverage))
    if most > 1:
        told = re.search(
            rf"Au moins une famille {IS} documentée(?P<all> et confirmée)?(?: cette année-là)? "
            rf"dans (?:les )?{NUMBER} régions?(?: sur dix-huit)?"
            rf"(?: et confirmée(?: cette année-là)? dans {NUMBER})?",
            second,
        )
        assert WORDS[told[2]] == len(documented), second
        assert (WORDS[told[3]] if told[3] else WORDS[told[2]]) == len(confirmed), second
        assert bool(told["all"]) != bool(told[3]), second


@pytest.mark.parametrize("lecture", list(LECTURES))
@pytest.mark.parametrize("edition_id", ["2018", "2026"])
def test_every_published_view_says_what_its_table_holds(territories, edition_id, lecture):
    published = read_shelf(territories).editions[edition_id]
    names = {code: territories.name(code) for code in territories.codes}
    for year in (None, *range(2005, published.year + 1)):
        check(compute_coverage(published, Reading(year, lecture), territories), names)


@settings(max_examples=40, deadline=None)
@given(rows=schemes(), proofs=attestations())
def test_any_edition_says_what_its_table_holds(territories, rows, proofs):
    ids = {row["id"] for row in rows}
    known = [proof for proof in proofs if proof["id_dispositif"] in ids]
    made = edition(rows, attestations=known)
    names = {code: territories.name(code) for code in territories.codes}
    for reading in (Reading(), Reading(2016), Reading(None, "large"), Reading(2020, "stricte")):
        check(compute_coverage(made, reading, territories), names)


def test_a_headline_is_read_back_right():
    """The reader of these tests must not agree with anything."""
    said = what_it_says(
        "Trois familles d’AMU sont documentées dans dix régions, confirmées toutes les trois dans "
        "une seule : le Grand Est"
    )
    assert said == {"most": 3, "family": None, "regions": 10, "confirmed": 1}
