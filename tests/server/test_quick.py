"""What is asked again is found by its address, says the same, and never outlives its edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amu_geo import paths
from amu_geo.server.http.answers import Answer
from amu_geo.server.http.quick import LONGEST, QuickAnswers
from amu_geo.store import Store

ADDRESSES = ("/api/v1/couverture.json", "/api/v1/dispositifs.csv?region=76&format=excel")
FORMS = ({}, {"Accept_Encoding": "br"}, {"Accept_Encoding": "gzip", "Origin": "https://exemple.fr"})


def scope(query: str = "", path: str = "/api/v1/regions.json") -> dict:
    """A request, as the server sees it."""
    return {"path": path, "query_string": query.encode()}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("asked", FORMS)
def test_the_second_answer_is_the_first_again(client, address, asked):
    first, second = client.get(address, **asked), client.get(address, **asked)
    assert first.status == second.status == 200
    assert first.body == second.body
    # Streamlit's own compression, which the second does not go through, says `Vary` once more.
    kept = [{**reply.headers, "date": "", "vary": ""} for reply in (first, second)]
    assert kept[0] == kept[1]
    assert "Accept-Encoding" in second.headers["vary"]
    head = client.get(address, method="HEAD", **asked)
    assert (head.status, head.body) == (200, b"")
    assert client.get(address, method="POST", **asked).status == 405
    same = client.get(address, If_None_Match=second.headers["etag"], **asked)
    assert (same.status, same.body) == (304, b"")


def test_a_refused_address_is_refused_again(client):
    for _ in range(2):
        assert client.get("/api/v1/couverture.json?annee=3000").status == 400


def test_an_answer_goes_as_soon_as_it_no_longer_holds():
    quick, holds, made = QuickAnswers(), [True], Answer(b"a", "text/plain")
    quick.keep(scope("a=1"), lambda: made, lambda: holds[0])
    assert quick.find(scope("a=1")) is made
    assert quick.find(scope("a=2")) is quick.find(scope("a=1", "/api")) is None
    holds[0] = False
    assert quick.find(scope("a=1")) is None
    holds[0] = True
    assert quick.find(scope("a=1")) is None, "what was wrong once is made again"


def test_addresses_are_few_and_short():
    quick, made = QuickAnswers(most=2), Answer(b"a", "text/plain")
    for query in ("a", "b"):
        quick.keep(scope(query), lambda: made, lambda: True)
    assert quick.find(scope("a")) is made
    quick.keep(scope("c"), lambda: made, lambda: True)
    assert [quick.find(scope(query)) for query in "abc"] == [made, None, made]
    quick.keep(scope("d" * LONGEST), lambda: made, lambda: True)
    assert quick.find(scope("d" * LONGEST)) is None


def test_a_shelf_is_current_until_a_file_changes(tmp_path: Path):
    shutil.copytree(paths.SCHEMES / "2018", tmp_path / "2018")
    shared = Store(tmp_path)
    first = shared.shelf()
    assert shared.is_current(first)
    table = tmp_path / "2018" / "dispositifs.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    assert not shared.is_current(first)
    second = shared.shelf()
    assert shared.is_current(second)
    assert not shared.is_current(first)
