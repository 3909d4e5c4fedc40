"""The tools of the Model Context Protocol server: what an assistant sees of `answers`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from amu_geo.assistant.answers import Answers, RefusedQuestionError
from amu_geo.claims import ASSERTED, QUANTITIES
from amu_geo.site import SITE
from amu_geo.vocabulary import DEFAULT_LECTURE, FAMILIES, LECTURES

NAME = "observatoire-amu"
INSTRUCTIONS = (
    "L’observatoire dit quelles familles de l’assistance à maîtrise d’usage (AMU) sont documentées "
    "et confirmées dans chacune des 18 régions françaises, avec la source de chaque case. "
    "« Documentée » n’est pas « confirmée » ; « non documentée » n’est ni absente ni zéro. Citez "
    "toujours l’édition, la date et la lecture, que chaque réponse donne dans « provenance »."
)
_Edition = Annotated[str, Field(description="Identifiant d’une édition ; vide : la plus récente.")]
_Year = Annotated[int | str | None, Field(description="Année lue ; vide : celle de l’édition.")]
_Lecture = Annotated[str, Field(description=f"Seuil de preuve : {', '.join(LECTURES)}.")]
_Region = Annotated[str, Field(description="Code ou nom d’une région, comme 76 ou Occitanie.")]
_Family = Annotated[str, Field(description=f"Famille d’AMU : {', '.join(FAMILIES)}.")]
_Regions = Annotated[list[str], Field(description="Deux ou trois régions, par code ou par nom.")]
_State = Annotated[str, Field(description=f"Ce qui est dit : {', '.join(ASSERTED)}.")]
_OneFamily = Annotated[str, Field(description="Une famille ; vide quand « nombre » est dit.")]
_Number = Annotated[str, Field(description=f"Combien de familles : {', '.join(QUANTITIES)}.")]
_Sentence = Annotated[str, Field(description="La phrase, telle quelle.")]
_TOLD = {
    "editions": "Les éditions publiées, les familles, les états et les lectures.",
    "couverture": "L’état des quatre familles dans les 18 régions, et le constat à citer.",
    "preuve": "Ce qui établit l’état d’une famille dans une région, ou pourquoi il n’y a rien.",
    "comparer": "Deux ou trois régions côte à côte, famille par famille.",
    "verifier": "Vrai, faux ou non documenté : une affirmation par ses parties, et la juste.",
    "lire_une_phrase": "Les parties d’une phrase, à faire confirmer avant « verifier ».",
}


def assistant_server(answers: Answers) -> MCPServer:
    """The server; it reads what is published and calls nobody."""
    server = MCPServer(NAME, title=SITE, instructions=INSTRUCTIONS, log_level="ERROR")
    read_only = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
    for name, tool in _tools(answers).items():
        server.tool(name, description=_TOLD[name], annotations=read_only)(_in_french(tool))
    return server


def _tools(answers: Answers) -> dict[str, Callable[..., dict[str, Any]]]:
    """By name; the types and the notes of the arguments are the schema that an assistant reads."""

    def editions() -> dict[str, Any]:
        return answers.editions()

    def coverage(
        edition: _Edition = "", annee: _Year = None, lecture: _Lecture = DEFAULT_LECTURE
    ) -> dict[str, Any]:
        return answers.coverage(edition, annee, lecture)

    def proof(
        region: _Region,
        famille: _Family,
        edition: _Edition = "",
        annee: _Year = None,
        lecture: _Lecture = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        return answers.proof(region, famille, edition, annee, lecture)

    def compare(
        regions: _Regions,
        edition: _Edition = "",
        annee: _Year = None,
        lecture: _Lecture = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        return answers.comparison(regions, edition, annee, lecture)

    def check(
        region: _Region,
        etat: _State,
        famille: Annotated[
            str, Field(description="Une famille, ou vide si « nombre » est dit.")
        ] = "",
        nombre: Annotated[
            str, Field(description=f"Combien de familles : {', '.join(QUANTITIES)}.")
        ] = "",
        edition: _Edition = "",
        annee: _Year = None,
        lecture: _Lecture = DEFAULT_LECTURE,
    ) -> dict[str, Any]:
        return answers.verdict(region, etat, famille, nombre, edition, annee, lecture)

    def read(
        phrase: Annotated[str, Field(description="La phrase, telle quelle.")],
    ) -> dict[str, Any]:
        return answers.understood(phrase)

    return {
        "editions": editions,
        "couverture": coverage,
        "preuve": proof,
        "comparer": compare,
        "verifier": check,
        "lire_une_phrase": read,
    }


def _in_french(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, whose refusals an assistant reads as the sentence that they are."""

    @wraps(tool)
    def answer(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except RefusedQuestionError as refused:
            raise ToolError(str(refused)) from None

    answer.__signature__ = inspect.signature(tool, eval_str=True)
    answer.__annotations__ = {
        name: one.annotation for name, one in answer.__signature__.parameters.items()
    } | {"return": dict[str, Any]}
    return answer
