"""A speaker's own talk: read from her file, and as slides that can be edited."""

from __future__ import annotations

import io
import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from amu_geo.cli.main import main
from amu_geo.stage.deck import talk_deck
from amu_geo.stage.own import LARGEST, LONGEST, Own, UnreadableTalkError
from tests.serving import Client
from tests.stage.test_talk import WHOLE, talk

KEYS = st.lists(st.sampled_from([*WHOLE, "autre"]), max_size=12)


def titles(content: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(content))
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def written(**parts: object) -> str:
    return json.dumps({"expose": 1, "ordre": [], "masquees": [], "mots": {}, **parts})


@given(KEYS, KEYS)
def test_what_she_shows_is_what_there_is_once_each_and_never_nothing(order, hidden):
    shown = Own(tuple(order), frozenset(hidden)).shown(WHOLE)
    assert len(shown) == len(set(shown)) and set(shown) <= set(WHOLE)
    if set(WHOLE) - set(hidden):
        assert set(shown) == set(WHOLE) - set(hidden)
    else:
        assert set(shown) == set(WHOLE)
    wanted = [key for key in dict.fromkeys(order) if key in shown]
    assert shown[: len(wanted)] == wanted


def test_her_file_is_read_and_her_sentences_are_cut_where_the_page_cuts_them():
    own = Own.read(
        written(ordre=["fin"], masquees=["carte"], mots={"fin": "a" * 400, "carte": " "})
    )
    assert own == Own(("fin",), frozenset({"carte"}), {"fin": "a" * LONGEST})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "ce n’est pas du JSON"),
        ("[" * 9000, "ce n’est pas du JSON"),
        ("[]", "il ne décrit pas un exposé"),
        (written(expose=2), "il ne décrit pas un exposé"),
        (written(ordre="fin"), "il ne décrit pas un exposé"),
        (written(mots={"fin": 3}), "il ne décrit pas un exposé"),
        (written(mots={"fin": "a" * LARGEST}), "il dépasse 100 ko"),
    ],
)
def test_what_is_no_talk_is_refused_in_french(text, why):
    with pytest.raises(UnreadableTalkError, match=why):
        Own.read(text)


def test_the_slides_are_those_of_the_talk_in_her_order_the_same_each_time():
    made = talk(region="76", address="https://amu.fr/?region=76")
    own = Own(("fin", "alors"), frozenset({"annees"}), {"alors": "=Une phrase"})
    content = talk_deck(made, own)
    assert content == talk_deck(made, own)
    shown = own.shown([slide.key for slide in made.slides])
    by_key = {slide.key: slide.title for slide in made.slides}
    assert titles(content) == [by_key[key] for key in shown]
    words = [
        one.text_frame.text
        for one in Presentation(io.BytesIO(content)).slides[1].shapes
        if one.has_text_frame
    ]
    assert "=Une phrase" in words


def test_a_talk_of_an_edition_without_an_older_one_is_made_too():
    made = talk("2018", lecture="large")
    assert titles(talk_deck(made, Own())) == [slide.title for slide in made.slides]


def post(base: str, path: str, body: bytes) -> tuple[int, bytes]:
    from urllib.error import HTTPError

    try:
        with urlopen(Request(base + path, data=body, method="POST"), timeout=60) as reply:
            return reply.status, reply.read()
    except HTTPError as error:
        return error.code, error.read()


def test_the_server_makes_them_of_a_form_and_refuses_what_is_none(client: Client):
    usual = client.get("/presenter.pptx?edition=2018")
    assert usual.status == 200 and usual.headers["cache-control"] == "no-store"
    sent = urlencode({"expose": written(ordre=["fin"], mots={"fin": "été"})}).encode()
    status, content = post(client.base, "/presenter.pptx?edition=2018", sent)
    assert status == 200
    assert titles(content)[1:] == titles(usual.body)[:-1]
    for body in (b"expose=%7B", b"expose=%FF%FE", b"a" * 10 * LARGEST, b"&a=1" * 9):
        status, said = post(client.base, "/presenter.pptx", body)
        assert status == 400 and "Attendu" in said.decode(), body[:20]
    # What is read only stays so.
    assert post(client.base, "/diapositives.pptx", b"")[0] == 405


def test_the_command_takes_the_file_that_the_page_gives(tmp_path, capsys):
    file, out = tmp_path / "mon-expose-amu.json", tmp_path / "t.pptx"
    file.write_text(written(ordre=["fin"], masquees=["carte"]), encoding="utf-8")
    command = ["slides", "--edition", "2018", "--expose", str(file), "--out", str(out)]
    assert main(command) == 0
    assert titles(out.read_bytes())[0] == "Vérifier, comparer, reprendre ces chiffres"
    file.write_text("{", encoding="utf-8")
    assert main(command) == 1
    assert "ce n’est pas du JSON" in capsys.readouterr().err
    assert main([*command[:4], str(tmp_path / "absent.json"), *command[5:]]) == 1
    assert "ne se lit pas" in capsys.readouterr().err
