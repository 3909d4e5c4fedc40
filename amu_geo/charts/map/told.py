"""What a live map says of a region when it is asked: name, dots in words, weakest proof."""

from __future__ import annotations

from amu_geo.charts.map.marks import marks
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.weakest import proof_words, weakest_proof

MAP_NAME = "Carte des régions : les flèches vont de l’une à l’autre"

Told = dict[str, tuple[str, ...]]


def told(coverage: Coverage, famille: str = "") -> Told:
    """By region code, lines of plain text: its name first; of all families or of one."""
    return {
        code: (typeset(mark.nom), *_parts(mark.words), *_proof(coverage, code, famille))
        for code, mark in marks(coverage, famille).items()
    }


def map_name(act: str = "") -> str:
    """What the map is and what its keys do; `act` is what Enter does, « ouvre sa fiche »."""
    return typeset(f"{MAP_NAME}, Entrée {act}" if act else MAP_NAME)


def _parts(words: str) -> list[str]:
    # One line for each part of the sentence: a box that holds a long line leaves a small screen.
    head, colon, rest = words.partition("\N{NO-BREAK SPACE}:")
    return [head + colon, *(part.strip() for part in rest.split(";") if part.strip())]


def _proof(coverage: Coverage, code: str, famille: str) -> list[str]:
    if famille:
        words = proof_words(coverage, code, famille)
        return [capital(f"{words}.")] if words else []
    words = weakest_proof(coverage, code)
    return [typeset(f"Preuve la plus faible : {words}.")] if words else []
