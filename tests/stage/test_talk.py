"""The slides of a talk say what the pages say, in the order of a talk."""

from __future__ import annotations

import re

import pytest

from amu_geo import sentences, store
from amu_geo.measure.reading import Reading
from amu_geo.stage.document import scene, stage_html
from amu_geo.stage.talk import Talk, compared, sheets
from amu_geo.vocabulary import LECTURES

WHOLE = [
    *("ouverture", "carte", "region", "modeles", "comparaison"),
    *("annees", "alors", "methode", "fin"),
]


def talk(
    edition: str = "2026",
    region: str = "",
    regions: tuple[str, ...] = (),
    address: str = "",
    annee: int | None = None,
    lecture: str = "regionale",
) -> Talk:
    shelf = store.shelf()
    coverage = store.coverage(shelf.get(edition), Reading(annee, lecture))
    return Talk(coverage, store.territories(), shelf, region, regions, address)


def test_a_talk_about_a_region_goes_from_the_finding_to_the_address():
    made = talk(region="76")
    assert [slide.key for slide in made.slides] == WHOLE
    first = made.slides[0]
    assert first.title == sentences.region_headline(made.coverage, "76")
    for slide in made.slides:
        assert slide.title and not slide.title.endswith(".")
        assert "Observatoire AMU, Édition 2026" in slide.source and "Licence" in slide.source


def test_a_talk_about_all_the_regions_begins_with_the_users():
    made = talk()
    assert [slide.key for slide in made.slides] == [
        key for key in WHOLE if key not in ("region", "modeles")
    ]
    assert "associent les usagers" in made.slides[0].title


def test_the_regions_compared_are_those_asked_for_else_the_one_chosen_beside_the_first():
    assert list(compared(talk(regions=("53", "11", "94", "76")))) == ["53", "11", "94"]
    assert next(iter(compared(talk(region="53")))) == "53"
    assert len(compared(talk(region="44"))) == 2


@pytest.mark.parametrize("edition", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
@pytest.mark.parametrize(("region", "annee"), [("02", None), ("76", 2012), ("06", None)])
def test_every_view_makes_a_talk(edition, lecture, region, annee):
    made = talk(edition, region, lecture=lecture, annee=annee)
    keys = [slide.key for slide in made.slides]
    assert keys[0] == "ouverture" and keys[-1] == "fin"
    html = stage_html(made, "/", "/x")
    assert html.count('<section class="e-slide"') == len(keys)
    assert len(sheets(made.coverage, made.territories.alphabetical)) == 18


def test_the_code_is_there_when_the_address_is_known_and_only_then():
    assert "<svg" not in talk().slides[-1].body and "localhost" not in talk().slides[-1].body
    known = talk(address="https://amu.fr/?region=76").slides[-1].body
    assert "https://amu.fr/?region=76" in known and "<svg" in known


def test_the_page_asks_for_nothing_and_no_text_acts():
    html = stage_html(talk(region="76"), "/", "/x")
    assert not re.search(r'(?:src|href)="https?://(?!www\.w3\.org)', scene(talk(), "/", ""))
    assert "url(http" not in html and "<link" not in html
    hostile = "</script><img src=x onerror=alert(1)>"
    assert hostile not in stage_html(talk(address=f"https://a.fr/{hostile}"), hostile, hostile)
