"""The slides of a talk as a PPTX: the same ones, in the speaker's order, with her sentences."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import segno
from pptx.presentation import Presentation as Deck

from amu_geo import sentences
from amu_geo.charts.picture.card import completeness
from amu_geo.figures.overview import coverage_figure
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.slides import counted, first, markup, regional
from amu_geo.slides import talk as native
from amu_geo.slides.deck import finished
from amu_geo.slides.look import LEFT, SECOND_INK, TEAL, Box
from amu_geo.slides.tables import SIGNS, Cell, cell, head, state_cell, table
from amu_geo.slides.template import empty_deck
from amu_geo.slides.text import Line, Run, line, places, text_box
from amu_geo.stage.own import Own
from amu_geo.stage.shown import CARRY, THEN_NOTE, documented_then, numbers, then_heads
from amu_geo.stage.talk import Slide, Talk, compared, looked_back
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED

_BODY = Box(LEFT, 1.85, 12.13, 4.6)
_NOTE = Box(LEFT, 6.4, 12.13, 0.35)
_CODE = Box(9.6, 2.2, 3.1, 3.1)

Maker = Callable[[Deck, Talk, native.Talk, Slide], None]


def talk_deck(talk: Talk, own: Own, site: str = "") -> bytes:
    """The bytes of a PPTX, the same for the same talk.

    Parameters
    ----------
    own
        The speaker's order, what she hides, her sentences.
    site
        « https://exemple.fr », for the addresses in the notes; "" when it is not known.
    """
    deck = empty_deck()
    shared = native.Talk(talk.coverage, talk.territories, talk.region, site)
    slides = {slide.key: slide for slide in talk.slides}
    for key in own.shown(list(slides)):
        said = replace(shared, said=own.words.get(key, ""))
        _MAKERS[key](deck, talk, said, slides[key])
    return finished(deck, talk.coverage, talk.region)


def _as_elsewhere(make: Callable[[Deck, native.Talk], None]) -> Maker:
    """A slide that every deck of ours has."""
    return lambda deck, _, shared, __: make(deck, shared)


def _comparison(deck: Deck, talk: Talk, shared: native.Talk, slide: Slide) -> None:
    """Families in rows, regions in columns."""
    coverage, codes = talk.coverage, compared(talk)
    figure = coverage_figure(coverage)
    made = native.finding(deck, shared, slide.kicker, slide.title, figure)
    rows = [[cell("", 14), *(_region(coverage, code) for code in codes)]]
    for family in FAMILIES.values():
        states = [coverage.state(code, family.code) for code in codes]
        rows.append([cell(family.label, 20, bold=True), *map(_state, states)])
    told = (
        f"{coverage.by_region[code]['nom']} : "
        + ", ".join(f"{f.label} {STATES[coverage.state(code, f.code)]}" for f in FAMILIES.values())
        for code in codes
    )
    alt = typeset(f"{'. '.join(told)}.")
    table(made.shapes, _BODY, (3, *[4] * len(codes)), rows, "Côte à côte", alt, 0.95)
    pages = [page for code in codes for page in shared.pages(coverage.schemes(code))]
    native.annotate(made, shared, slide.notes, figure, "/comparer", pages)


def _region(coverage: Coverage, code: str) -> Cell:
    name, counts = coverage.by_region[code]["nom"], numbers(coverage, code)
    return Cell((line(name, 18, bold=True, side="center"), line(counts, 16, TEAL, side="center")))


def _state(state: str) -> Cell:
    return state_cell(state, 18, "" if state == UNDOCUMENTED else STATES[state])


def _then(deck: Deck, talk: Talk, shared: native.Talk, slide: Slide) -> None:
    """The regions that the first edition documents: as it said, as is found since, today."""
    then, since, now = looked_back(talk)
    figure, three = coverage_figure(now), (then, since, now)
    made = native.finding(deck, shared, slide.kicker, slide.title, figure, coverage=now)
    rows = [head(("", *then_heads(then, since)), 16)]
    codes = documented_then(then)
    for code in codes:
        cells = [cell(then.by_region[code]["nom"], 18, bold=True)]
        rows.append([*cells, *(_dots(coverage, code) for coverage in three)])
    told = (
        f"{then.by_region[code]['nom']} : {', puis '.join(numbers(one, code) for one in three)}"
        for code in codes
    )
    box = replace(_BODY, height=min(_BODY.height - 0.2, 0.5 + 0.8 * len(codes)))
    alt = typeset(f"{THEN_NOTE} {'. '.join(told)}.")
    table(made.shapes, box, (3.2, 3, 3, 3), rows, "Alors et aujourd’hui", alt, 0.5)
    _note(made, THEN_NOTE)
    native.annotate(made, shared, slide.notes, figure, "/evolution", [], now)


def _dots(coverage: Coverage, code: str) -> Cell:
    states = [coverage.state(code, family.code) for family in FAMILIES.values()]
    signs = " ".join(SIGNS[state] for state in states if state != UNDOCUMENTED)
    runs = (Run(f"{signs}   ", True, TEAL), Run(numbers(coverage, code)))
    return Cell((Line(runs if signs else runs[1:], 20, side="center"),))


def _note(made, words: str) -> None:
    signs = f"{SIGNS[CONFIRMED]} {STATES[CONFIRMED]}   ○ {STATES['a-confirmer']}   {words}"
    text_box(made.shapes, _NOTE, [line(signs, 15, SECOND_INK)], "Note", "middle")


def _end(deck: Deck, talk: Talk, shared: native.Talk, slide: Slide) -> None:
    """What may be carried away, under which licence; the view's address and its QR code."""
    figure = coverage_figure(talk.coverage)
    made = native.finding(deck, shared, slide.kicker, slide.title, figure)
    width = 8.6 if talk.address else 12.13
    told = [line(words, 22, after=14) for words in CARRY]
    if talk.address:
        told.append(line(talk.address.partition("://")[2], 24, TEAL, bold=True, after=14))
    licence = f"{capital(sentences.licence_said(talk.coverage.edition))}."
    told.append(line(licence, 18, SECOND_INK))
    text_box(made.shapes, Box(LEFT, 2.2, width, 4.2), told, "À emporter")
    if talk.address:
        drawn = io.BytesIO()
        segno.make(talk.address, error="m").save(drawn, kind="png", scale=12, border=2)
        picture = made.shapes.add_picture(drawn, *places(_CODE))
        markup.name(picture, "Code QR", typeset(f"Code à photographier : {talk.address}"))
    native.annotate(made, shared, slide.notes or completeness(talk.coverage), figure, "/", [])


_MAKERS: dict[str, Maker] = {
    "ouverture": _as_elsewhere(first.opening),
    "carte": _as_elsewhere(first.france),
    "region": _as_elsewhere(regional.gaps),
    "modeles": _as_elsewhere(regional.models),
    "comparaison": _comparison,
    "annees": _as_elsewhere(counted.years),
    "alors": _then,
    "methode": _as_elsewhere(counted.method),
    "fin": _end,
}
