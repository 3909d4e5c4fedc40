"""What a later edition finds for the year of an earlier one, in sentences."""

from __future__ import annotations

import pandas as pd

from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import of_region
from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.hindsight import added_since, said_then, wholly_confirmed
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

_LEFT = {
    TO_CONFIRM: ("n’y est que documentée, à confirmer", "n’y sont que documentées, à confirmer"),
    UNDOCUMENTED: ("n’y est pas documentée", "n’y sont pas documentées"),
}
_SHORT = {CONFIRMED: "confirmée", TO_CONFIRM: "à confirmer", UNDOCUMENTED: "non documentée"}


def hindsight_headline(cells: pd.DataFrame, year: int, then: str, now: str) -> str:
    """How many of the cells of an edition the later one confirms for the same year.

    Parameters
    ----------
    cells
        What `then_and_now.then_and_now` gives.
    year
        The year of the first edition.
    then, now
        Ids of the editions.
    """
    said = said_then(cells)
    total, kept = len(said), int((said["depuis"] == CONFIRMED).sum())
    if not total:
        return typeset(f"Sous cette lecture, l’édition {then} ne documente aucune case")
    every = "la seule case" if total == 1 else f"les {number_word(total)} cases"
    of_them = "la seule case" if total == 1 else f"des {number_word(total)} cases"
    subject = f"Pour {year}, l’édition {now}"
    if kept == total:
        return typeset(f"{subject} confirme {every} de l’édition {then}")
    if not kept:
        none = "ne confirme pas" if total == 1 else "ne confirme aucune"
        return typeset(f"{subject} {none} {of_them} de l’édition {then}")
    some = number_word(kept, feminine=True)
    sentence = f"{subject} confirme {some} {of_them} de l’édition {then}"
    first = wholly_confirmed(cells)
    if first:
        mine = number_word(int((said["code_region"] == first).sum()))
        sentence += f", dont les {mine} {of_region(first)}"
    return typeset(sentence)


def hindsight_second(cells: pd.DataFrame, then: str, now: str) -> str:
    """Which cells are not confirmed, and how many the later edition documents besides."""
    said, added = said_then(cells), added_since(cells)
    parts = []
    for state, verbs in _LEFT.items():
        left = said[said["depuis"] == state]
        if len(left):
            number = capital(number_word(len(left), feminine=True))
            parts.append(f"{number} {verbs[len(left) > 1]} : {_places(left)}.")
    if len(added):
        nouns = ("autre case", "autres cases") if len(said) else ("case", "cases")
        what = counted(len(added), *nouns, feminine=True)
        parts.append(
            f"L’édition {now} documente {what}, {_how_many_confirmed(added)} ; l’édition {then} "
            "n’en dit rien, ce qui ne veut pas dire qu’il n’y avait rien."
        )
    return typeset(" ".join(parts))


def region_hindsight(cells: pd.DataFrame) -> str:
    """What became of one region's cells, in a few words; `cells` are those of that region."""
    said, added = said_then(cells), added_since(cells)
    parts = [_named(said, state) for state in (CONFIRMED, TO_CONFIRM, UNDOCUMENTED)]
    besides = [_named(added, state) for state in (CONFIRMED, TO_CONFIRM)]
    if len(said):
        besides = [f"en plus, {part}" for part in besides if part]
    return typeset(" ; ".join(part for part in [*parts, *besides] if part))


def _how_many_confirmed(cells: pd.DataFrame) -> str:
    sure = int((cells["depuis"] == CONFIRMED).sum())
    if sure in {0, len(cells)}:
        words = "confirmée" if sure else "à confirmer"
        return words if len(cells) == 1 else f"toutes {_agreed(words, len(cells))}"
    return f"dont {number_word(sure, feminine=True)} {_agreed('confirmée', sure)}"


def _named(cells: pd.DataFrame, state: str) -> str:
    """« Bâtiment et Territoriale confirmées », of the cells in that state now; "" for none."""
    found = cells[cells["depuis"] == state]
    if found.empty:
        return ""
    families = enumerate_fr(FAMILIES[family].label for family in found["famille"])
    return f"{families} {_agreed(_SHORT[state], len(found))}"


def _agreed(words: str, number: int) -> str:
    return words + "s" if number > 1 and words.endswith("ée") else words


def _places(cells: pd.DataFrame) -> str:
    """« Corse (Bâtiment et Communauté) », region by region."""
    return enumerate_fr(
        f"{name} ({enumerate_fr(FAMILIES[family].label for family in found['famille'])})"
        for name, found in cells.groupby("nom", sort=False)
    )
