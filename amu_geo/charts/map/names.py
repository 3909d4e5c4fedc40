"""The names of the regions outside the frames, below their signs, where the map is wide enough.

A name is as long as it is: on a small screen it stands in the shapes that can hold it, and the
others say theirs under the mouse; a wide map and a picture, which nobody can ask, carry them all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import escape

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.marks import Mark, marks
from amu_geo.charts.map.paths import Point, drawn_map
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import SCALE_LIGHT

NAMED = frozenset({"11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"})
# The others are narrower or lower than their names, wherever these stand; Corsica's is beside it.
INSIDE = frozenset({"28", "32", "44", "75", "76", "94"})
# In units of the drawing: where a name finds its room, from below its sign.
ASIDE: Mapping[str, Point] = {"11": (0, -1.5), "28": (-11, -1), "32": (1, -3), "75": (-5, 0)}
# In units of the drawing: size, middle of the first line below the label's point, line to line.
SIZE, DROP, LEADING = 14.4, 30.5, 14.4
PAPER = "#FBF8F1"
# The longest name on one line; one that is narrower than its region is high.
_ONE_LINE, _CUT = 15, frozenset({"32"})


def lines(code: str, name: str) -> list[str]:
    """A name as it is written on a map: a long one is cut at the place nearest its middle."""
    text = typeset(name)
    cuts = [rank + 1 for rank, letter in enumerate(text) if letter in "- \N{NO-BREAK SPACE}"]
    if not cuts or (len(text) <= _ONE_LINE and code not in _CUT):
        return [text]
    cut = min(cuts, key=lambda rank: (abs(rank - len(text) / 2), -rank))
    return [text[:cut].strip(), text[cut:]]


def drawn_names(
    labels: Mapping[str, Point], how: Mapping[str, Mark], named: Collection[str]
) -> str:
    """SVG of the names of some regions; "" for none."""
    if not named:
        return ""
    texts = joined(_drawn(code, labels[code], how[code]) for code in labels if code in named)
    return html(
        '<g class="noms-terres" font-size="{}" stroke-linejoin="round" paint-order="stroke">{}</g>',
        SIZE,
        texts,
    )


def _drawn(code: str, at: Point, mark: Mark) -> str:
    """A name on the colour of its ground; over the hatch, on paper."""
    x, y = place(code, at)
    spans = joined(
        html('<tspan x="{}" y="{}">{}</tspan>', f"{x:g}", f"{y + DROP + rank * LEADING:.1f}", line)
        for rank, line in enumerate(lines(code, mark.nom))
    )
    ground = PAPER if mark.beside or not mark.is_documented else SCALE_LIGHT[mark.level]
    return html(
        '<text class="{}" fill="{}" stroke="{}" stroke-width="{}">{}</text>',
        _styles(code, mark),
        mark.ink,
        ground,
        3 if mark.is_documented else 9,
        spans,
    )


def _styles(code: str, mark: Mark) -> str:
    """Classes of a name; `au-large` is for those that a wide map alone shows."""
    return mark.ink_style if code in INSIDE else f"{mark.ink_style} au-large"


def place(code: str, at: Point) -> Point:
    """Where a name hangs, from the point of its region's label."""
    across, down = ASIDE.get(code, (0, 0))
    return at[0] + across, at[1] + down


def names_over(coverage: Coverage) -> str:
    """HTML of the names, to lie over the live map: the style sheet shows those it has room for.

    Unseen by the keyboard and by screen readers, which the map tells the names by itself.
    """
    drawn, how = drawn_map(), marks(coverage)
    names = joined(
        html(
            '<span class="{}" style="left:{}%;top:{}%">{}</span>',
            _styles(code, how[code]),
            f"{100 * x / drawn.width:.2f}",
            f"{100 * (y + DROP - LEADING / 2) / drawn.height:.2f}",
            joined(map(escape, lines(code, how[code].nom)), by=html("<br>")),
        )
        for code, at in drawn.labels.items()
        if code in NAMED
        for x, y in (place(code, at),)
    )
    return html('<div class="noms-carte" aria-hidden="true">{}</div>', names)
