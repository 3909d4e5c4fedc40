"""How old the proofs are: region × family as a table, as a drawing, in a sentence."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.base.markup import html, html_table, shown, sign
from amu_geo.charts.base.source import sourced
from amu_geo.charts.data.sensitivity import ND, ordered
from amu_geo.charts.picture.pieces import Cell, Piece, Room, flowed, followed, stacked, words
from amu_geo.charts.picture.signs import badge, state_disc, states_legend, unknown
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import SEMI
from amu_geo.edition.sources import site_of
from amu_geo.french.grammar import capital
from amu_geo.french.typography import NO_BREAK, date_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.schemes.freshness import NO_PROOF
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED

NOTHING = "Rien n’est documenté : il n’y a pas de preuve à dater"
CAPTION = "Âge de la dernière preuve datée de chaque case"
NOTE = (
    "Une preuve qui atteint la date lue, ou une période qui court encore, est « à jour ». « Sans "
    "date » : la case est documentée, aucune page datée ne prouve ses dispositifs."
)
UP_TO_DATE, UNDATED = "à jour", "sans date"
# Of the scale of the maps: what a confirmed cell stands on, and one to be confirmed.
_SURE, _UNSURE = 2, 0


def age_words(months: object) -> str:
    """An age in words: months under two years, then whole years.

    >>> [age_words(months).replace(NO_BREAK, " ") for months in (0, 1, 23, 24, 47, pd.NA)]
    ['à jour', '1 mois', '23 mois', '2 ans', '3 ans', 'sans date']
    """
    if pd.isna(months):
        return UNDATED
    whole = int(months)
    if not whole:
        return UP_TO_DATE
    return f"{whole}{NO_BREAK}mois" if whole < 24 else f"{whole // 12}{NO_BREAK}ans"


def freshness_sentence(ages: pd.DataFrame, noun: str = "case") -> str:
    """How many last proofs are fresh, older, or not dated; `ages` is `schemes.cell_freshness`.

    "" where nothing is documented: there is no proof to date. `noun` is what a row is called.
    """
    found = ages[ages["etat"] != UNDOCUMENTED]
    if found.empty:
        return ""
    fresh = int((found["age_mois"] <= PROOF_MONTHS).sum())
    undated = int(found["age_mois"].isna().sum())
    older = len(found) - fresh - undated
    those = plural(fresh, noun) if fresh else f"aucune {noun}"
    told = f"La dernière preuve a {PROOF_MONTHS} mois au plus dans {those} sur {len(found)}"
    more = [f"elle est plus ancienne dans {plural(older, noun)}"] if older else []
    if undated:
        more.append(f"{plural(undated, noun)} {'n’a' if undated == 1 else 'n’ont'} {NO_PROOF}")
    return typeset(f"{told}{' ; ' if more else ''}{' et '.join(more)}.")


def freshness_table(coverage: Coverage, ages: pd.DataFrame) -> str:
    """HTML of one row per region and one column per family: the state's sign, the age."""
    cells = {(cell.code_region, cell.famille): cell for cell in ages.itertuples()}
    rows = [
        [shown(row.nom), *(_age(cells[row.code_region, family]) for family in FAMILIES)]
        for row in ordered(coverage).itertuples()
    ]
    heads = ["Région", *(family.label for family in FAMILIES.values())]
    return html_table(CAPTION, heads, rows, "sensibilite")


def region_freshness(ages: pd.DataFrame) -> str:
    """HTML of one row per family of a region: its age, the proof's day, the page that gives it.

    `ages` holds the rows of one region.
    """
    rows = [
        [
            shown(FAMILIES[cell.famille].label),
            _age(cell),
            shown(capital(date_fr(cell.derniere_preuve)) if cell.derniere_preuve else "–"),
            sourced(cell.url_source, site_of(cell.url_source)) if cell.url_source else shown("–"),
        ]
        for cell in ages.itertuples()
    ]
    heads = ["Famille", "Âge", "Dernière preuve", "Page"]
    return html_table(CAPTION, heads, rows, "ages")


def _age(cell) -> str:
    if cell.etat == UNDOCUMENTED:
        return ND
    step = _SURE if cell.etat == CONFIRMED else _UNSURE
    told = shown(age_words(cell.age_mois))
    return html('{} <span class="niveau niveau-{}">{}</span>', sign(cell.etat), step, told)


def readable_freshness(ages: pd.DataFrame) -> pd.DataFrame:
    """The same as a table for people; a month that is not known stays empty."""
    return pd.DataFrame(
        {
            "Région": ages["nom"],
            "Famille": [FAMILIES[code].label for code in ages["famille"]],
            "État": ages["etat"].map(STATES),
            "Dernière preuve": ages["derniere_preuve"],
            "Âge en mois": ages["age_mois"],
            "Page": ages["url_source"],
        }
    ).reset_index(drop=True)


def freshness_drawn(coverage: Coverage, ages: pd.DataFrame, room: Room) -> Piece:
    """A row a region: the age of the last proof of each family."""
    cells = {(cell.code_region, cell.famille): cell for cell in ages.itertuples()}
    lines = [
        Line(
            (
                words(row.nom, room.size, SEMI, at_most=1),
                *(_drawn(cells[row.code_region, family], room.size) for family in FAMILIES),
            ),
            region=row.code_region,
        )
        for row in ordered(coverage).itertuples()
    ]
    heads = (family.label for family in FAMILIES.values())
    columns = [Column("Région", share=1.4), *(Column(head) for head in heads)]
    noun = ("autre région", "autres régions")
    legend = flowed(states_legend(room.size * 0.88, families=False), room.width, gap=22)
    left = None if room.height is None else room.height - legend.height - 12
    drawn = table(columns, lines, Room(room.width, left), noun, dense=room.small)
    return stacked([legend, drawn], gap=12)


def _drawn(cell, size: float) -> Cell:
    if cell.etat == UNDOCUMENTED:
        return unknown(size * 0.9)
    step = _SURE if cell.etat == CONFIRMED else _UNSURE
    told = badge(typeset(age_words(cell.age_mois)), step, size * 0.9)
    return followed(state_disc(cell.etat), told)
