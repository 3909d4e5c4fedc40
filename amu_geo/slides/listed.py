"""The slides made of tables: the ranking, the matrix, the gaps of all the regions."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.presentation import Presentation as Deck

from amu_geo import sentences
from amu_geo.charts.map.levels import documented_states, numbers_in_words
from amu_geo.charts.picture.card import completeness
from amu_geo.figures.overview import proofs_figure
from amu_geo.french import collation
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.ranking import ranked
from amu_geo.sentences.data import unknowns_sentence
from amu_geo.sentences.overview import one_at_least
from amu_geo.slides.look import BRICK, INK, LEFT, SECOND_INK, SMALL, Box
from amu_geo.slides.tables import HATCHED, SIGNS, Cell, cell, even_size, head, state_cell, table
from amu_geo.slides.talk import Talk, annotate, finding
from amu_geo.slides.text import Line, Run, line, text_box
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

_TOP, _HEIGHT, _HALF, _GAP = 1.8, 4.95, 5.9, 0.33
# Widths of the columns of the matrix, in inches: no head breaks in a word, even where another
# font, wider than ours, takes its place.
_MATRIX = (1.6, 1.0, 1.0, 1.18, 1.12)
_NAME, _HEAD = 17, 13


def _halves(
    rows: Sequence[dict], height: float, top: float = _TOP
) -> list[tuple[Sequence[dict], Box]]:
    """The regions in two tables side by side, each as high as the other."""
    middle = (len(rows) + 1) // 2
    right = LEFT + _HALF + _GAP
    return [
        (rows[:middle], Box(LEFT, top, _HALF, height)),
        (rows[middle:], Box(right, top, _HALF, height)),
    ]


def _chosen(talk: Talk, rows: Sequence[dict]) -> list[int]:
    return [at for at, row in enumerate(rows, 1) if row["code_region"] == talk.region]


def _name(talk: Talk, row: dict, size: float = _NAME) -> Cell:
    own = row["code_region"] == talk.region
    return cell(row["nom"], size, bold=own, colour=BRICK if own else INK)


def _fitting(name: str, box: Box) -> float:
    """A name that needs two lines is smaller, for its row to be no higher than the others."""
    return even_size([name], (15, 14, 13, 12), box)


def ranking(deck: Deck, talk: Talk) -> None:
    """The regions in order, with the signs and the two numbers of each."""
    coverage = talk.coverage
    figure = proofs_figure(coverage)
    title = one_at_least(coverage) or sentences.overview_headline(coverage)
    slide = finding(deck, talk, "Le classement des régions", title, figure)
    names = ("Région", "Familles", "Confirmées sur documentées")
    for half, box in _halves(ranked(coverage).to_dict("records"), _HEIGHT):
        texts = [row["nom"] for row in half]
        size = even_size(texts, (_NAME, 16, 15, 14), Box(0, 0, 3.2, 0.48), bold=True)
        rows = [head(names, _HEAD), *(_ranked(talk, row, size) for row in half)]
        told = (f"{row['nom']} : {_said(talk, row)}" for row in half)
        alt = typeset(f"Classement des régions. {'. '.join(told)}.")
        chosen = _chosen(talk, half)
        table(slide.shapes, box, (3.2, 1.1, 1.55), rows, "Classement", alt, 0.52, chosen)
    told = sentences.ranking_sentence(coverage)
    annotate(slide, talk, told, figure, "/", talk.pages(coverage.retained))


def _ranked(talk: Talk, row: dict, size: float) -> list[Cell]:
    coverage, code = talk.coverage, row["code_region"]
    if not coverage.documented(code):
        return [
            _name(talk, row, size),
            Cell((line("", _NAME),), HATCHED),
            cell("n.d.", _NAME, "center"),
        ]
    signs = " ".join(SIGNS[state] for state in documented_states(coverage, code))
    both = (
        Run(str(row["familles_confirmees"]), True),
        Run(f" sur {row['familles_documentees']}"),
    )
    return [
        _name(talk, row, size),
        cell(signs, _NAME, "center", bold=True),
        Cell((Line(both, _NAME, side="center"),)),
    ]


def _said(talk: Talk, row: dict) -> str:
    return numbers_in_words(talk.coverage, row["code_region"])


def matrix(deck: Deck, talk: Talk) -> None:
    """Each family in each region: confirmed, to be confirmed, not documented."""
    coverage = talk.coverage
    figure = proofs_figure(coverage)
    # What a cell is, the sentence says in brackets; the slide says it below the tables.
    title, _, meaning = completeness(coverage).partition(" (")
    slide = finding(deck, talk, "Familles et régions, case par case", title, figure)
    names = ("Région", *(family.label for family in FAMILIES.values()))
    # Its title is short: the tables begin higher.
    for half, box in _halves(ranked(coverage).to_dict("records"), 4.85, top=1.5):
        rows = [head(names, 11, bold=False)]
        for row in half:
            states = [row[family.column] for family in FAMILIES.values()]
            name = _name(talk, row, _fitting(row["nom"], Box(0, 0, _MATRIX[0], 0.48)))
            rows.append([name, *(state_cell(state, SMALL) for state in states)])
        alt = typeset(f"Familles et régions. {'. '.join(_states(row) for row in half)}.")
        chosen = _chosen(talk, half)
        table(slide.shapes, box, _MATRIX, rows, "Familles et régions", alt, 0.5, chosen)
    _key(slide, meaning.rstrip(".)"))
    told = sentences.mapping_caveat(coverage)
    annotate(slide, talk, told, figure, "/", talk.pages(coverage.retained))


def _key(slide, meaning: str) -> None:
    runs = []
    for state in (CONFIRMED, TO_CONFIRM, UNDOCUMENTED):
        runs += [Run(SIGNS[state], True), Run(f" {STATES[state]}      ")]
    runs.append(Run(meaning, colour=SECOND_INK))
    box = Box(LEFT, 6.43, 12.13, 0.32)
    text_box(slide.shapes, box, [Line(tuple(runs), 15)], "Légende", "middle")


def _states(row: dict) -> str:
    parts = (f"{family.label} {STATES[row[family.column]]}" for family in FAMILIES.values())
    return f"{row['nom']} : {', '.join(parts)}"


def gaps(deck: Deck, talk: Talk) -> None:
    """What was looked for in vain in all the regions; in which nothing is documented."""
    figure = proofs_figure(talk.coverage)
    found = talk.edition.tables["lacunes"]
    title = unknowns_sentence(talk.edition).partition(", ")[0]
    if found.empty:
        title = unknowns_sentence(talk.edition).split("\u00a0:")[0]
    slide = finding(deck, talk, "Ce qui manque", title, figure)
    rows = _searched(talk) if len(found) else _undocumented(talk)
    names = rows.pop(0)
    content = [head(names, 14, sides=("left", "center", "left"))]
    content += [
        [cell(label, 18, bold=True), cell(count, 18, "center"), cell(places, 15)]
        for label, count, places in rows
    ]
    alt = typeset(". ".join(f"{label} : {places}" for label, _, places in rows) + ".")
    box = Box(LEFT, _TOP, 12.13, min(_HEIGHT, 0.45 + 0.9 * len(rows)))
    table(slide.shapes, box, (2.9, 1.2, 8.0), content, "Lacunes", alt, 0.45)
    annotate(slide, talk, unknowns_sentence(talk.edition), figure, "/donnees", [])


def _searched(talk: Talk) -> list[tuple[str, str, str]]:
    """By programme, the regions in which it was looked for in vain, the most first."""
    table = talk.edition.tables["lacunes"]
    labels = talk.edition.programme_labels
    groups = [(labels.get(code, code), set(own["code_region"]))
              for code, own in table.groupby("programme", sort=False)]  # fmt: skip
    groups.sort(key=lambda group: (-len(group[1]), collation.key(group[0])))
    rows = [("Programme cherché", "Régions", "Où rien n’a été trouvé")]
    return rows + [(label, str(len(codes)), _places(talk, codes)) for label, codes in groups]


def _undocumented(talk: Talk) -> list[tuple[str, str, str]]:
    """By family, the regions in which it is not documented, for editions that tell no search."""
    rows = [("Famille", "Régions", "Où elle n’est pas documentée")]
    for family in FAMILIES.values():
        table = talk.coverage.table
        codes = set(table.loc[table[family.column] == UNDOCUMENTED, "code_region"])
        rows.append((family.label, str(len(codes)), _places(talk, codes)))
    return rows


def _places(talk: Talk, codes: set[str]) -> str:
    every = talk.territories.alphabetical
    if len(codes) == len(every):
        return "toutes les régions"
    names = talk.coverage.by_region
    if len(codes) > len(every) / 2:
        rest = [names[code]["nom"] for code in every if code not in codes]
        return f"toutes les régions sauf {enumerate_fr(rest)}"
    return enumerate_fr(names[code]["nom"] for code in every if code in codes) or "nulle part"
