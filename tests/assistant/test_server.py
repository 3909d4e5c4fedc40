"""The server of the Model Context Protocol, asked by the protocol's own client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from amu_geo import sentences, store
from amu_geo.assistant.answers import Answers
from amu_geo.assistant.server import assistant_server
from amu_geo.measure.reading import Reading
from amu_geo.paths import ROOT
from amu_geo.vocabulary import FAMILIES
from tests.serving import awaited

Ask = Callable[..., Any]
COMMAND = [sys.executable, "-m", "amu_geo", "mcp"]


def asked(name: str, **arguments: Any) -> Any:
    """The answer of a tool, over the protocol, in this process."""

    async def call() -> Any:
        async with Client(assistant_server(Answers(store.shelf(), store.territories()))) as client:
            return await client.call_tool(name, arguments)

    return awaited(call())


def answered(name: str, **arguments: Any) -> dict[str, Any]:
    reply = asked(name, **arguments)
    assert not reply.is_error, reply.content
    return reply.structured_content


def test_the_command_answers_an_assistant_over_its_standard_streams():
    async def talk() -> tuple[list[str], dict]:
        started = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], cwd=ROOT)
        async with Client(started) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            reply = await client.call_tool("couverture", {"edition": "2018"})
            return names, reply.structured_content

    names, told = awaited(talk())
    assert names == ["editions", "couverture", "preuve", "comparer", "verifier", "lire_une_phrase"]
    (one,) = [region for region in told["regions"] if region["code_region"] == "76"]
    assert (one["familles_documentees"], one["familles_confirmees"]) == (3, 3)


@pytest.mark.parametrize("lecture", ["regionale", "usage"])
def test_the_coverage_is_that_of_the_pages_with_its_provenance(lecture):
    coverage = store.coverage(store.shelf().get("2026"), Reading(2019, lecture))
    told = answered("couverture", edition="2026", annee=2019, lecture=lecture)
    assert told["constat"] == sentences.overview_headline(coverage)
    assert len(told["regions"]) == 18
    for region in told["regions"]:
        code = region["code_region"]
        assert region["etats"] == {family: coverage.state(code, family) for family in FAMILIES}
    where = told["provenance"]
    assert (where["edition"], where["date"], where["annee"]) == ("2026", "2026-11-21", 2019)
    assert where["lecture"] == lecture and "Licence" in where["licence"]
    assert where["completude"].startswith(f"{coverage.nb_confirmed} case")
    assert told["constat"] in where["citation"]


def test_a_year_may_be_written_as_a_text_and_that_of_the_edition_is_the_present():
    assert answered("couverture", annee="2019") == answered("couverture", annee=2019)
    assert answered("couverture", annee=2026)["regions"] == answered("couverture")["regions"]


def test_a_proof_gives_the_pages_and_their_dates():
    told = answered("preuve", region="occitanie", famille="batiment", edition="2026")
    assert (told["region"], told["etat"]) == ("76", "confirme")
    first = told["dispositifs"][0]
    assert first["fonde_l_etat"] and first["source"]["adresse"].startswith("https://")
    assert any(proof["compte"] and proof["date"] for proof in first["preuves"])
    nothing = answered("preuve", region="53", famille="territoriale", edition="2026")
    assert nothing["etat"] == "non-documente" and "fini en 2025" in nothing["verdict"]


def test_regions_are_compared_by_code_or_by_name():
    told = answered("comparer", regions=["76", "Grand Est", "pdl"], edition="2026")
    assert [region["code_region"] for region in told["regions"]] == ["76", "44", "52"]
    states = [region["etats"] for region in told["regions"]]
    differing = [family for family in FAMILIES if len({one[family] for one in states}) > 1]
    assert told["familles_qui_different"] == differing


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"nombre": "3", "etat": "confirme"}, "vrai"),
        ({"nombre": "4", "etat": "documente"}, "non-documente"),
        ({"nombre": "1", "etat": "confirme"}, "faux"),
        ({"famille": "collectif-habitant", "etat": "documente"}, "non-documente"),
    ],
)
def test_a_claim_is_verified(claim, expected):
    told = answered("verifier", region="76", edition="2018", **claim)
    assert told["reponse"] == expected
    assert told["phrase_juste"] in told["provenance"]["citation"]


def test_a_sentence_gives_parts_and_no_verdict():
    told = answered("lire_une_phrase", phrase="En 2018, trois familles confirmées en Occitanie")
    assert told["parties"] == {"annee": "2018", "nombre": "3", "etat": "confirme", "region": "76"}
    assert "reponse" not in told
    assert answered("lire_une_phrase", phrase="Il pleut")["non_compris"]


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("couverture", {"edition": "1515"}, "Attendu : 2018, 2026"),
        ("couverture", {"annee": "l’an 40"}, "Attendu : de 1990 à 2026"),
        ("couverture", {"annee": 2040}, "Attendu : de 1990 à 2026"),
        ("couverture", {"lecture": "tiède"}, "large, regionale, stricte, usage"),
        ("preuve", {"region": "Atlantide", "famille": "batiment"}, "Région inconnue"),
        ("preuve", {"region": "76", "famille": "bateau"}, "batiment, collectif-habitant"),
        ("comparer", {"regions": ["76", "Occitanie"]}, "Attendu : deux ou trois"),
        ("verifier", {"region": "76", "etat": "confirme"}, "Il manque une famille"),
    ],
)
def test_a_bad_question_is_answered_by_a_french_sentence(name, arguments, expected):
    reply = asked(name, **arguments)
    assert reply.is_error
    (said,) = reply.content
    assert expected in said.text.replace("\u00a0", " ")
    assert "Traceback" not in said.text


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, *_):
        if name.split(".")[0] in ("mcp", "mcp_types"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.split(".")[0])
sys.meta_path.insert(0, Missing())
from amu_geo.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["mcp", "--help"], 0, "requirements-mcp.txt"),
        (["mcp"], 1, "pip install -r"),
    ],
)
def test_without_the_package_the_command_says_what_to_install(arguments, code, said):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
