"""How slides look: their size, their grid, our colours and fonts, as one theme."""

from __future__ import annotations

from dataclasses import dataclass

# In inches: 16:9, wide margins.
WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
TITLE_TOP, TITLE_HEIGHT = 0.62, 1.1
TOP, BOTTOM = 1.95, 6.75
FOOT_TOP, FOOT_HEIGHT = 6.88, 0.42

HEADINGS, TEXT = "Newsreader", "Figtree"
# The colours that `look.md` gives the pages; the theme carries them under these names.
PAPER, INK, SECOND_INK, HAIRLINE = "#FBF8F1", "#1F2A29", "#4D5653", "#E6DFCF"
TEAL, BRICK, WHITE = "#0B4F5C", "#B4442C", "#FFFFFF"
# Darker than on the pages: a projector washes thin lines out.
HATCH = "#8C8168"
_SLOTS = {
    "dk1": INK,
    "lt1": PAPER,
    "dk2": SECOND_INK,
    "lt2": HAIRLINE,
    "accent1": TEAL,
    "accent2": "#33797E",
    "accent3": "#8FC3BD",
    "accent4": BRICK,
    "accent5": "#E69F00",
    "accent6": "#CC79A7",
    "hlink": TEAL,
    "folHlink": SECOND_INK,
}
THEME_COLOURS = {
    INK: "tx1",
    PAPER: "bg1",
    SECOND_INK: "tx2",
    HAIRLINE: "bg2",
    TEAL: "accent1",
    BRICK: "accent4",
}
# Sizes in points. Nothing that has to be read from afar is smaller than the last.
TITLE_SIZES = (32, 30, 28, 26, 24, 22, 20)
BODY, SMALL, FOOT_SIZE = 20, 16, 11


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


TITLE = Box(LEFT, TITLE_TOP, RIGHT - LEFT, TITLE_HEIGHT)
FOOT = Box(LEFT, FOOT_TOP, 11.3, FOOT_HEIGHT)
NUMBER = Box(12.0, FOOT_TOP, RIGHT - 12.0, FOOT_HEIGHT)
CONTENT = Box(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FLAT = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FONT = '<a:latin typeface="{}" panose="{}"/><a:ea typeface=""/><a:cs typeface=""/>'
# Where our fonts are missing, what they look like tells the programme what to take instead.
_ROMAN, _SANS = "02000503060000020004", "02000503000000020004"


def theme_xml() -> bytes:
    """The theme: our colours, our two fonts, flat fills, no effects."""
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{value[1:]}"/></a:{slot}>' for slot, value in _SLOTS.items()
    )
    lines = "".join(
        f'<a:ln w="{width}">{_FLAT}<a:prstDash val="solid"/></a:ln>'
        for width in (9525, 19050, 28575)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{_A}" name="Observatoire AMU"><a:themeElements>'
        f'<a:clrScheme name="Observatoire AMU">{colours}</a:clrScheme>'
        '<a:fontScheme name="Observatoire AMU">'
        f"<a:majorFont>{_FONT.format(HEADINGS, _ROMAN)}</a:majorFont>"
        f"<a:minorFont>{_FONT.format(TEXT, _SANS)}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Observatoire AMU"><a:fillStyleLst>{_FLAT * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FLAT * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()
