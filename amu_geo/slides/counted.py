"""The slides made of charts, and the one that says how to read it all."""

from __future__ import annotations

from markupsafe import Markup
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from amu_geo import sentences
from amu_geo.charts.map.legend import UNKNOWN
from amu_geo.edition import referentials
from amu_geo.figures.evolution import CELL_NOTE, cells_figure
from amu_geo.figures.overview import coverage_figure, proofs_figure
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import accepted_by
from amu_geo.measure.years import cells_by_year, regions_by_level
from amu_geo.sentences.data import data_headline
from amu_geo.sentences.definitions import rules_of_years, states_in_words
from amu_geo.slides.charts import levels_chart, years_chart
from amu_geo.slides.look import LEFT, SECOND_INK, Box
from amu_geo.slides.tables import SIGNS, Cell, cell, even_size, head, table
from amu_geo.slides.talk import Talk, annotate, finding
from amu_geo.slides.text import line, text_box
from amu_geo.vocabulary import CONFIRMED, LECTURES, STATES, TO_CONFIRM, UNDOCUMENTED


def levels(deck: Deck, talk: Talk) -> None:
    """How many regions confirm one family, two, three…; no slide when nothing is documented."""
    coverage = talk.coverage
    if not coverage.nb_documented:
        return
    figure = proofs_figure(coverage)
    slide = finding(
        deck, talk, "Les régions, par nombre de familles confirmées", figure.title, figure
    )
    year = coverage.reading.annee or coverage.edition.year
    counts = regions_by_level(coverage.table.assign(annee=year))
    box = Box(LEFT, 1.75, 12.13, 4.6)
    levels_chart(slide.shapes, box, counts, sentences.ranking_sentence(coverage))
    _note(slide, f"Nombre de régions. n.d. : {UNKNOWN}.")
    told = sentences.overview_second(coverage)
    annotate(slide, talk, told, figure, "/", talk.pages(coverage.retained))


def years(deck: Deck, talk: Talk) -> None:
    """The cells, year by year; no slide when fewer than two years are known."""
    counts = cells_by_year(talk.years)
    known = counts[counts["documentees"] > 0]
    if len(known) < 2:
        return
    figure = cells_figure(talk.years)
    kicker = "Les cases, année par année"
    slide = finding(deck, talk, kicker, figure.title, figure, coverage=talk.now)
    shown = counts[counts["annee"] >= known["annee"].min()]
    alt = f"{figure.title}. {'. '.join(_year(row) for row in shown.itertuples())}."
    years_chart(slide.shapes, Box(LEFT, 1.75, 12.13, 4.6), shown, typeset(alt))
    _note(slide, CELL_NOTE)
    schemes = talk.edition.dispositifs
    accepted = schemes[accepted_by(schemes, talk.coverage.reading.lecture)]
    told = f"{sentences.evolution_second(talk.years)} {figure.note}"
    annotate(slide, talk, told, figure, "/evolution", talk.pages(accepted), talk.now)


def _note(slide: Slide, words: str) -> None:
    box = Box(LEFT, 6.4, 12.13, 0.35)
    text_box(slide.shapes, box, [line(words, 15, SECOND_INK)], "Note", "middle")


def _year(row) -> str:
    return (
        f"{row.annee} : {plural(row.documentees, 'documentée')}, dont {row.confirmees} confirmées"
    )


def method(deck: Deck, talk: Talk) -> None:
    """What the three states mean under this reading; what would move the numbers."""
    coverage = talk.coverage
    figure = coverage_figure(coverage)
    slide = finding(deck, talk, "Comment lire ces chiffres", data_headline(coverage), figure)
    meaning, lecture = states_in_words(coverage), LECTURES[coverage.reading.lecture]
    texts = [*meaning.values(), lecture.explanation]
    size = even_size(texts, (16, 15, 14, 13), Box(0, 0, 8, 0.85))
    rows = [head(("Signe", "État", "Ce que cela veut dire"), 14, sides=("center", "left", "left"))]
    for state in (CONFIRMED, TO_CONFIRM, UNDOCUMENTED):
        rows.append(_meant(state, meaning[state], size))
    rows.append(
        [
            cell("", 18),
            cell(f"lecture {lecture.label}", 18, bold=True),
            cell(lecture.explanation, size),
        ]
    )
    alt = ". ".join(f"{STATES[state]} : {meaning[state]}" for state in STATES)
    table(slide.shapes, Box(LEFT, 1.8, 12.13, 3.85), (1, 3.1, 8.2), rows, "Méthode", alt, 0.42)
    caveat = sentences.mapping_caveat(coverage)
    if caveat:
        box = Box(LEFT, 5.85, 12.13, 0.85)
        text_box(slide.shapes, box, [line(caveat, 16, SECOND_INK)], "Prudence")
    families = referentials.by_code("familles").values()
    pages = [f"Famille {row['libelle']} : {row['url_source']}" for row in families]
    rules = (Markup(rule).striptags() for rule in rules_of_years(coverage.edition.year))
    annotate(slide, talk, "\n".join(rules), figure, "/donnees", pages)


def _meant(state: str, meaning: str, size: float) -> list[Cell]:
    sign = cell(SIGNS[state], 20, "center", bold=True)
    return [sign, cell(STATES[state], 18, bold=True), cell(meaning, size)]
