"""The empty presentation: 16:9, one theme, a master and two layouts, and nothing of Office's."""

from __future__ import annotations

import copy

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from amu_geo.slides import markup
from amu_geo.slides.look import (
    FOOT,
    FOOT_SIZE,
    HEIGHT,
    NUMBER,
    TITLE,
    WIDTH,
    Box,
    theme_xml,
)

OPENING, FINDING = "Ouverture", "Constat"
# Where the opening slide says its finding, and what follows it.
OPENING_TITLE = Box(TITLE.left, 1.4, 11.6, 2.15)
OPENING_TEXT = Box(TITLE.left, 3.8, 11.2, 1.7)
_KINDS = {OPENING: ("ctrTitle", "subTitle"), FINDING: ("title", "")}
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Observatoire AMU'
    "</Application></Properties>"
)
_DROPPED = ("thumbnail.jpeg", "printerSettings1.bin")


def empty_deck() -> Deck:
    """A presentation without slides, in our theme."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    size = deck.element.find(qn("p:sldSz"))
    size.attrib.pop("type", None)
    master = deck.slide_master
    for layout in list(deck.slide_layouts)[:-2]:
        deck.slide_layouts.remove(layout)
    _theme_of(master.part)
    _lay_out_master(master)
    for layout, kind in zip(deck.slide_layouts, (OPENING, FINDING), strict=True):
        _lay_out(layout, kind)
    # Its own theme is Office's until it is told otherwise.
    _theme_of(deck.notes_master.part)
    _without_leftovers(deck)
    return deck


def new_slide(deck: Deck, kind: str, foot: str) -> Slide:
    """A slide of a layout, with its source and its number."""
    layout = deck.slide_layouts.get_by_name(kind)
    slide = deck.slides.add_slide(layout)
    for spot in layout.placeholders:
        if spot.element.ph.type.name in ("FOOTER", "SLIDE_NUMBER"):
            slide.shapes._spTree.append(copy.deepcopy(spot._element))
    for place, shape in enumerate(slide.placeholders, start=2):
        shape._element._nvXxPr.cNvPr.set("id", str(place))
        if shape.element.ph.type.name == "FOOTER":
            shape.text_frame.paragraphs[0].runs[0].text = foot
    return slide


def roots(deck: Deck) -> list[etree._Element]:
    """The XML of every part that holds text."""
    found = [deck.element, deck.slide_master.element, deck.notes_master.element]
    found += [layout.element for layout in deck.slide_layouts]
    for slide in deck.slides:
        found.append(slide.element)
        found.append(slide.notes_slide.element)
        found += [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
    return found


def _theme_of(part: Part) -> None:
    """Put our theme in the place of the one that a master brings."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    if hasattr(theme, "_element"):
        theme._element = parse_xml(theme_xml())
    else:
        theme._blob = theme_xml()


def _lay_out_master(master) -> None:
    tree = master.shapes._spTree
    _empty(tree)
    body = Box(TITLE.left, 2, TITLE.width, 4.6)
    _fill_tree(
        tree,
        markup.spot(2, "title", "Titre : le constat", TITLE),
        markup.spot(3, "body", "Texte", body),
        markup.spot(4, "ftr", "Source", FOOT, 3, FOOT_SIZE),
        markup.spot(5, "sldNum", "Numéro", NUMBER, 4, FOOT_SIZE),
    )
    styles = master.element.find(qn("p:txStyles"))
    styles.getparent().replace(styles, parse_xml(markup.words_of_master()))


def _lay_out(layout: SlideLayout, kind: str) -> None:
    tree = layout.shapes._spTree
    _empty(tree)
    head, text = _KINDS[kind]
    layout.element.attrib.pop("type", None)
    layout.element.attrib["preserve"] = "1"
    layout.element.cSld.set("name", kind)
    spots = [markup.spot(2, head, "Titre", OPENING_TITLE if text else TITLE)]
    if text:
        spots.append(markup.spot(3, text, "Texte", OPENING_TEXT, 1))
    spots += [
        markup.spot(4, "ftr", "Source", FOOT, 11, FOOT_SIZE),
        markup.spot(5, "sldNum", "Numéro", NUMBER, 12, FOOT_SIZE),
    ]
    _fill_tree(tree, *spots)


def _empty(tree: etree._Element) -> None:
    for shape in list(tree)[2:]:
        tree.remove(shape)


def _fill_tree(tree: etree._Element, *shapes: str) -> None:
    for shape in shapes:
        tree.append(parse_xml(shape))


def _without_leftovers(deck: Deck) -> None:
    """Take off the picture of an empty Office presentation and the settings of a printer."""
    package = deck.part.package
    for owner in (package, deck.part):
        for key, relation in list(owner._rels.items()):
            if not relation.is_external and relation.target_partname.endswith(_DROPPED):
                owner._rels.pop(key)
    app = PackURI("/docProps/app.xml")
    for part in package.iter_parts():
        if part.partname == app:
            part._blob = _APP.encode()
