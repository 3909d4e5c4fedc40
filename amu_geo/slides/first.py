"""The first slides of every deck: the opening, the map of the regions and its legend."""

from __future__ import annotations

from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide

from amu_geo import sentences
from amu_geo.charts.map.legend import GROUND, TWO_NUMBERS, UNKNOWN
from amu_geo.charts.map.marks import shown
from amu_geo.figures.overview import coverage_figure
from amu_geo.french.typography import date_fr, plural, typeset
from amu_geo.sentences.definitions import short_definitions
from amu_geo.sentences.schemes import users_finding
from amu_geo.slides import markup
from amu_geo.slides.france import France
from amu_geo.slides.look import (
    BRICK,
    HATCH,
    HEADINGS,
    INK,
    LEFT,
    PAPER,
    SECOND_INK,
    SMALL,
    TEAL,
    WHITE,
    Box,
)
from amu_geo.slides.tables import SIGNS
from amu_geo.slides.talk import Talk, annotate, finding, sign
from amu_geo.slides.template import OPENING, OPENING_TEXT, OPENING_TITLE, new_slide
from amu_geo.slides.text import Line, Run, largest, line, places, text_box, write
from amu_geo.vocabulary import (
    CONFIRMED,
    INK_ON_SCALE_LIGHT,
    SCALE_LIGHT,
    STATES,
    TO_CONFIRM,
    UNDOCUMENTED,
)

_MAP = Box(LEFT, 1.8, 8.1, 4.98)
_KEY_LEFT, _KEY_TOP, _KEY_WIDTH = 9.0, 2.2, 3.73
_STEP = 0.56
_BAR = Box(LEFT, 5.72, 12.13, 0.34)
_SHARED = {CONFIRMED: "confirmée", TO_CONFIRM: "à confirmer", UNDOCUMENTED: "non documentée"}


def opening(deck: Deck, talk: Talk) -> None:
    """What the deck finds first, what AMU is, of when it speaks."""
    coverage, edition = talk.coverage, talk.edition
    figure = coverage_figure(coverage)
    slide = new_slide(deck, OPENING, "")
    title = users_finding(coverage) or sentences.overview_headline(coverage)
    kept = coverage.retained
    if talk.region:
        title = sentences.region_headline(coverage, talk.region)
        kept = coverage.schemes(talk.region)
    said = typeset(title).rstrip(".")
    size = largest(said, (48, 44, 40, 36, 32), OPENING_TITLE, HEADINGS)
    head, text = slide.shapes.title, slide.placeholders[1]
    head.name, text.name = "Titre", "Définition"
    write(head.text_frame, [line(said, size, font=HEADINGS)], "bottom")
    when = f"{edition.titre}, {date_fr(edition.date.isoformat())}, {coverage.reading.describe()}"
    meaning = short_definitions(coverage)[0]
    told = [line(meaning, 18, SECOND_INK, after=12), line(when, 18, TEAL, bold=True)]
    if talk.said:
        room = Box(0, 0, OPENING_TEXT.width, 0.45)
        size = largest(talk.said, (18, 16, 14, 12, 11), room, bold=True)
        told.insert(0, line(talk.said, size, TEAL, bold=True, after=6))
    write(text.text_frame, told, "top")
    brand = [line("Observatoire AMU", 26, TEAL, font=HEADINGS)]
    text_box(slide.shapes, Box(LEFT, 0.75, 8, 0.5), brand, "Nom de l’observatoire")
    _shares(slide, talk)
    sign(slide, talk, figure)
    path = "/region" if talk.region else "/"
    annotate(slide, talk, sentences.overview_second(coverage), figure, path, talk.pages(kept))


def _shares(slide: Slide, talk: Talk) -> None:
    """The cells of the deck's subject as one bar: how many of each state."""
    cells = talk.coverage.cells
    if talk.region:
        cells = cells[cells["code_region"] == talk.region]
    counts = cells["etat"].value_counts()
    noun = "famille" if talk.region else "case"
    bar = slide.shapes.add_group_shape()
    left, runs, told = LEFT, [], []
    for state, word in _SHARED.items():
        count = int(counts.get(state, 0))
        if not count:
            continue
        width = _BAR.width * count / len(cells)
        box = Box(left, _BAR.top, width, _BAR.height)
        _share(bar.shapes.add_shape(MSO_SHAPE.RECTANGLE, *places(box)), state)
        left += width
        agreed = word if count < 2 or state == TO_CONFIRM else f"{word}s"
        words = f"{count} {agreed}" if told else f"{plural(count, noun)} {agreed}"
        told.append(words)
        runs += [Run(f"{SIGNS[state]}  ", True, TEAL), Run(f"{words}        ")]
    markup.name(bar, "Part de chaque état", typeset(f"{', '.join(told)}."))
    below = Box(LEFT, _BAR.top + _BAR.height + 0.1, _BAR.width, 0.36)
    text_box(slide.shapes, below, [Line(tuple(runs), 18)], "Part de chaque état", "middle")


def _share(shape: Shape, state: str) -> None:
    markup.without_style(shape)
    shape.name = STATES[state]
    markup.outline(shape, HATCH if state == UNDOCUMENTED else TEAL, 1)
    if state == UNDOCUMENTED:
        markup.hatch(shape.fill)
    else:
        markup.fill(shape.fill, TEAL if state == CONFIRMED else WHITE)


def france(deck: Deck, talk: Talk) -> None:
    """The map of the regions and its legend."""
    coverage = talk.coverage
    figure = coverage_figure(coverage)
    slide = finding(deck, talk, "La carte des régions", figure.title, figure)
    outlined = [talk.region] if talk.region else []
    France(slide.shapes, coverage, _MAP, sentences.map_alt(coverage), outlined)
    _legend(slide, talk)
    told = f"{sentences.overview_second(coverage)} {figure.caution}".strip()
    annotate(slide, talk, told, figure, "/", talk.pages(coverage.retained))


def _legend(slide: Slide, talk: Talk) -> None:
    """Only the classes that the map shows, from top to bottom."""
    seen, top = shown(talk.coverage), _KEY_TOP
    if seen.states:
        _words(slide, top, 0.85, [line(TWO_NUMBERS, SMALL, bold=True)])
        signs = [
            Line((Run(f"{SIGNS[state]}  ", True, TEAL, 22), Run(STATES[state])), SMALL, after=3)
            for state in seen.states
        ]
        _words(slide, top + 1.05, 0.42 * len(signs), signs)
        top += 1.25 + 0.42 * len(signs)
        for rank, level in enumerate(seen.levels):
            box = Box(_KEY_LEFT + _STEP * rank, top, _STEP, 0.38)
            _swatch(slide, box, str(level), SCALE_LIGHT[level], INK_ON_SCALE_LIGHT[level])
        _words(slide, top + 0.45, 0.35, [line(GROUND, SMALL)])
        top += 1.1
    if seen.undocumented:
        _swatch(slide, Box(_KEY_LEFT, top, 0.8, 0.38), "n.d.", "", INK)
        words = Box(_KEY_LEFT + 0.95, top, _KEY_WIDTH - 0.95, 0.85)
        text_box(slide.shapes, words, [line(UNKNOWN, SMALL)], "Légende")
        top += 0.95
    if talk.region:
        name = talk.coverage.by_region[talk.region]["nom"]
        _words(slide, top, 0.6, [line(f"Contour rouge : {name}", SMALL, BRICK, bold=True)])


def _words(slide: Slide, top: float, height: float, lines: list[Line]) -> None:
    text_box(slide.shapes, Box(_KEY_LEFT, top, _KEY_WIDTH, height), lines, "Légende")


def _swatch(slide: Slide, box: Box, text: str, ground: str, ink: str) -> None:
    """A step of the scale; the hatch, with its letters on paper, where it has no ground."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *places(box))
    markup.without_style(shape)
    shape.name = f"Légende {text}"
    markup.outline(shape, "", 0)
    if ground:
        markup.fill(shape.fill, ground)
        write(shape.text_frame, [line(text, SMALL, ink, bold=True, side="center")], "middle")
        return
    markup.hatch(shape.fill)
    markup.name(shape, "Légende hachurée")
    inner = Box(box.left + 0.14, box.top + 0.05, box.width - 0.28, box.height - 0.1)
    label = text_box(
        slide.shapes,
        inner,
        [line(text, 15, ink, bold=True, side="center")],
        "Légende n.d.",
        "middle",
    )
    markup.fill(label.fill, PAPER)
