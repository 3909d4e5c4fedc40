"""What the years say: the series, what changed, what a later edition found since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import of_region
from amu_geo.french.typography import enumerate_fr, number, number_word, typeset
from amu_geo.measure.hindsight import added_since, said_then, wholly_confirmed
from amu_geo.measure.steps import Step
from amu_geo.measure.years import (
    ENDED,
    FOUND,
    GONE,
    LOST,
    OTHERS,
    WON,
    Since,
    Turn,
    cells_by_year,
    peak_year,
    since_year,
    turning_points,
)
from amu_geo.sentences.wording import agreed
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

EDITIONS_WARNING = typeset(
    "Entre deux éditions, l’écart mesure d’abord ce qui a été cherché, pas ce qui a changé."
)
NAMED_AT_MOST = 6
# Between two years of one edition, for one cell and for several.
_SAID = {
    WON: ("devient confirmée", "deviennent confirmées"),
    LOST: ("n’est plus confirmée", "ne sont plus confirmées"),
    ENDED: ("n’est plus ni confirmée ni documentée", "ne sont plus ni confirmées ni documentées"),
    FOUND: ("est documentée (à confirmer)", "sont documentées (à confirmer)"),
    GONE: ("n’est plus documentée", "ne sont plus documentées"),
    OTHERS: ("ne change que de dispositifs", "ne changent que de dispositifs"),
}
# Between two editions nothing « becomes » confirmed: it was found in one and not in the other.
_IN_ONE_EDITION = {
    WON: ("est confirmée dans l’{1} seulement", "sont confirmées dans l’{1} seulement"),
    LOST: ("est confirmée dans l’{0} seulement", "sont confirmées dans l’{0} seulement"),
    ENDED: (
        "n’est documentée, et confirmée, que dans l’{0}",
        "ne sont documentées, et confirmées, que dans l’{0}",
    ),
    FOUND: (
        "est documentée (à confirmer) dans l’{1} seulement",
        "sont documentées (à confirmer) dans l’{1} seulement",
    ),
    GONE: (
        "est documentée (à confirmer) dans l’{0} seulement",
        "sont documentées (à confirmer) dans l’{0} seulement",
    ),
    OTHERS: ("repose sur d’autres dispositifs", "reposent sur d’autres dispositifs"),
}
_PLACE_BY_PLACE = {
    WON: "Devient confirmée",
    LOST: "N’est plus confirmée",
    ENDED: "N’est plus ni confirmée ni documentée",
    FOUND: "Est documentée, à confirmer",
    GONE: "N’est plus documentée",
}
_LEFT = {
    TO_CONFIRM: ("n’y est que documentée, à confirmer", "n’y sont que documentées, à confirmer"),
    UNDOCUMENTED: ("n’y est pas documentée", "n’y sont pas documentées"),
}
_SHORT = {CONFIRMED: "confirmée", TO_CONFIRM: "à confirmer", UNDOCUMENTED: "non documentée"}


def evolution_headline(years: pd.DataFrame) -> str:
    """« Les cases confirmées passent de 4 en 2007 à 27 en 2023, puis retombent à 20 en 2026… »

    `years` is `timeline.coverage_by_year`. Every turn is told, so that neither a summit nor a
    fall is hidden; the first year is the first that has something documented: before, nothing
    is known.
    """
    counts = cells_by_year(years).set_index("annee")
    last = int(counts.index.max())
    turns = turning_points(counts.reset_index())
    if not turns:
        return typeset(f"Rien n’est documenté, de {int(counts.index.min())} à {last}")
    if not any(turn.confirmees for turn in turns):
        return typeset(f"Aucune case n’est confirmée, de {turns[0].annee} à {last}")
    known = int(counts["documentees"][last])
    end = f"sur {number(known)} {agreed(known)}"
    if not known:
        end = f"et plus rien n’est documenté en {last}"
    return typeset(f"{_course(turns)}, {end}")


def _course(turns: Sequence[Turn]) -> str:
    """How the number of confirmed cells goes from turn to turn."""
    first, last = turns[0], turns[-1]
    sure = first.confirmees
    cells = f"{number(sure)} {agreed(sure, 'case')} {agreed(sure, 'confirmée')}"
    if first is last:
        return f"{cells} en {first.annee}"
    if len({turn.confirmees for turn in turns}) == 1:
        return f"{cells} en {first.annee} comme en {last.annee}"
    moves = [pair for pair in pairwise(turns) if pair[0].confirmees != pair[1].confirmees]
    told = [_move(*pair, begins=not rank) for rank, pair in enumerate(moves)]
    if told[1:]:
        told[-1] = f"puis {told[-1]}"
    if moves[-1][1] is not last:
        told.append(f"nombre inchangé jusqu’en {last.annee}")
    return f"Les cases confirmées {', '.join(told)}"


def _move(before: Turn, after: Turn, begins: bool) -> str:
    rises, there = (
        after.confirmees > before.confirmees,
        f"{number(after.confirmees)} en {after.annee}",
    )
    if not begins:
        return f"{'remontent' if rises else 'retombent'} à {there}"
    here = f"{number(before.confirmees)} en {before.annee}"
    return f"{'passent' if rises else 'tombent'} de {here} à {there}"


def evolution_second(years: pd.DataFrame) -> str:
    """What a cell is, how many wait for a proof today, what the fall is made of."""
    counts = cells_by_year(years)
    last = counts.iloc[-1]
    waiting = int(last["documentees"] - last["confirmees"])
    parts = ["Une case est une famille dans une région."]
    if waiting:
        verb = "est documentée" if waiting == 1 else "sont documentées"
        cells = counted(waiting, "case", feminine=True)
        parts.append(
            f"En {int(last['annee'])}, {cells} {verb} sans être {agreed(waiting, 'confirmée')}."
        )
    summit = peak_year(counts)
    if summit and int(last["confirmees"]) < int(counts["confirmees"].max()):
        parts.append(_fall(since_year(years, summit), summit, int(last["annee"])))
    return typeset(" ".join(parts))


def _fall(since: Since, summit: int, last: int) -> str:
    """Of the cells that are confirmed no more, how many lack a proof and how many have ended."""
    lost = since.sans_preuve + since.finies
    verb = "n’est plus confirmée" if lost == 1 else "ne sont plus confirmées"
    told = f"De {summit} à {last}, {counted(lost, 'case', feminine=True)} {verb}"
    unproven = "faute d’une preuve assez récente"
    ended = "parce que les dispositifs ont pris fin"
    if not since.finies or not since.sans_preuve:
        told += f", {ended if since.finies else unproven}"
    else:
        first, second = (number_word(n, True) for n in (since.sans_preuve, since.finies))
        told += f" : {first} {unproven}, {second} {ended}"
    if since.gagnees:
        now = number_word(since.gagnees, feminine=True)
        told += f" ; {now} {'le devient' if since.gagnees == 1 else 'le deviennent'}"
    return f"{told}."


def step_said(step: Step) -> str:
    """« 2016 et 2017 : de 8 à 21 cases confirmées »."""
    between = " et " if step.fin == step.debut + 1 else " à "
    when = between.join(map(str, sorted({step.debut, step.fin})))
    sure = f"{agreed(step.apres, 'case')} {agreed(step.apres, 'confirmée')}"
    return typeset(f"{when} : de {number(step.avant)} à {number(step.apres)} {sure}")


def difference_sentence(changes: pd.DataFrame, editions: tuple[str, str] | None = None) -> str:
    """« Quinze cases deviennent confirmées, trois ne sont plus confirmées… »

    Parameters
    ----------
    changes
        What `timeline_summary.with_kinds` gives; a cell is a family in a region.
    editions
        Names of the two editions (« édition 2018 »), when the difference is between editions.

    Returns
    -------
    str
        Empty when nothing changes.
    """
    said = _SAID if editions is None else _IN_ONE_EDITION
    parts: list[str] = []
    for kind, verbs in said.items():
        number = int((changes["sorte"] == kind).sum())
        if not number:
            continue
        subject = number_word(number, feminine=True)
        if not parts:
            subject = counted(number, "case", feminine=True)
        parts.append(f"{subject} {verbs[number > 1].format(*(editions or ()))}")
    return typeset(capital(enumerate_fr(parts)) + ".") if parts else ""


def year_changes(changes: pd.DataFrame, year: int) -> str:
    """What a year brought, place by place; a few are named, the others counted."""
    moved = changes[changes["sorte"] != OTHERS]
    if moved.empty:
        return typeset(f"Aucune case ne change d’état par rapport à {year - 1}.")
    parts = []
    for kind, verb in _PLACE_BY_PLACE.items():
        found = moved[moved["sorte"] == kind]
        if found.empty:
            continue
        named = [
            f"{row.nom} ({FAMILIES[row.famille].label})"
            for row in found.head(NAMED_AT_MOST).itertuples()
        ]
        more = len(found) - len(named)
        if more:
            named.append(f"{more} autre{'s' if more > 1 else ''}")
        parts.append(f"{verb} : {enumerate_fr(named)}.")
    return typeset(" ".join(parts))


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
