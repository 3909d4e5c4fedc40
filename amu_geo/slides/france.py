"""The coverage map as native shapes: one group, a freeform a region, figures and signs over it.

Shapes, colours, figures and signs are those of the drawn map (`charts/map`); a figure stands in
the largest circle that its land holds, or beside it with a line that leads there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import shapely
import shapely.ops
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.group import GroupShape
from pptx.util import Emu
from shapely.geometry import Point, Polygon

from amu_geo.charts.map.marks import Mark, marks
from amu_geo.charts.map.paths import drawn_map, placed
from amu_geo.charts.map.shapes import browser_map
from amu_geo.charts.map.signs import PITCH, RADIUS, RING, SIGN
from amu_geo.charts.map.svg import BORDER, HATCH_LINE
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.slides import markup
from amu_geo.slides.look import BRICK, HAIRLINE, INK, PAPER, SECOND_INK, WHITE, Box
from amu_geo.slides.text import Line, Run, text_box
from amu_geo.vocabulary import CONFIRMED, SCALE_LIGHT

# In units of the drawing.
_FIGURE, _UNKNOWN, _NAME = 27, 19, 15
_FIGURE_BOX, _SIGN_MARGIN = (96, 34), 3.2
# Of the radius of the largest circle.
NEARLY = 0.85
# From the middle of a circle up to the middle of the figure, down to that of the signs.
_UP, _DOWN = 13, 12


class France:
    """The map of a coverage in a box of a slide (inches), as wide or as high as it.

    Attributes
    ----------
    group
        The group that holds it all.
    """

    def __init__(
        self, shapes, coverage: Coverage, box: Box, alt: str, outlined: Collection[str] = ()
    ) -> None:
        drawn = drawn_map()
        left, top, right, bottom = drawn.tight
        self.scale = min(box.width / (right - left), box.height / (bottom - top))
        self.left = box.left + (box.width - (right - left) * self.scale) / 2 - left * self.scale
        self.top = box.top - top * self.scale
        self.group: GroupShape = shapes.add_group_shape()
        self._shapes = markup.GrowingGroup(self.group)
        how = marks(coverage)
        for frame in drawn.frames:
            self._frame(frame)
        lands = dict(_lands())
        # Drawn last, an outline lies over its neighbours.
        for code in sorted(lands, key=lambda code: (code in outlined, code)):
            self._region(code, lands[code], how[code], code in outlined)
        for code, land in lands.items():
            self._label(code, land, how[code])
        self._shapes.measure()
        markup.name(self.group, "Carte des régions", alt)

    def _region(self, code: str, land: list[Polygon], mark: Mark, outlined: bool) -> None:
        rings = [ring for part in land for ring in (part.exterior, *part.interiors)]
        # Tenths of a unit, as the drawn map has them.
        paths = [np.rint(np.asarray(ring.coords)[:-1] * 10).astype(int) for ring in rings]
        every = np.vstack(paths)
        (left, top), (right, bottom) = every.min(axis=0).tolist(), every.max(axis=0).tolist()
        builder = self._shapes.build_freeform(left, top, scale=self._emu(0.1))
        builder.add_line_segments([(right, top), (right, bottom), (left, bottom)], close=True)
        shape = builder.convert_to_shape(Emu(self._x(0)), Emu(self._y(0)))
        markup.follow(shape, [(path - (left, top)).tolist() for path in paths])
        markup.without_style(shape)
        words = typeset(f"{mark.nom} : {mark.words}")
        markup.name(shape, typeset(f"{code} {mark.nom}"), words)
        if mark.is_documented:
            markup.fill(shape.fill, SCALE_LIGHT[mark.level])
        else:
            markup.hatch(shape.fill)
        if outlined:
            markup.outline(shape, BRICK, 3.5)
        elif mark.is_documented:
            markup.outline(shape, BORDER, 1)
        else:
            markup.outline(shape, HATCH_LINE, 1, "dash")

    def _label(self, code: str, land: list[Polygon], mark: Mark) -> None:
        """The figure and its signs, in the land or beside it."""
        middle, at = inscribed(land), drawn_map().labels[code]
        x, y = middle.x, middle.y
        if mark.beside:
            x, y = at
            self._leader(code, mark, (x, y), middle)
        ink = mark.ink if mark.is_documented else INK
        height = _FIGURE if mark.is_documented else _UNKNOWN
        up = _UP if mark.is_documented else 0
        width, tall = _FIGURE_BOX
        if not mark.is_documented:
            paper = self._shapes.add_shape(
                MSO_SHAPE.ROUNDED_RECTANGLE, *self._box(x - 21, y - 12, 42, 24)
            )
            self._plain(paper, f"Fond {code}", PAPER)
        small = round(self._points(height) * 0.72)
        runs = [Run(mark.confirmed, True, ink)]
        if mark.documented:
            runs.append(Run(mark.documented, False, ink, small))
        line = Line(tuple(runs), round(self._points(height)), side="center")
        box = self._inches(x - width / 2, y - up - tall / 2, width, tall)
        text_box(self._shapes, box, [line], f"Chiffre {code}", "middle")
        if mark.states:
            self._signs(code, (x, y + _DOWN), mark.states)

    def _signs(self, code: str, at: tuple[float, float], states: tuple[str, ...]) -> None:
        """Discs and rings in their white capsule, in the families' order."""
        x, y = at
        length = PITCH * (len(states) - 1)
        reach = RADIUS + _SIGN_MARGIN
        width = max(length, PITCH * 0.6) + 2 * reach
        capsule = self._shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, *self._box(x - width / 2, y - reach, width, 2 * reach)
        )
        capsule.adjustments[0] = 0.5
        self._plain(capsule, f"Capsule {code}", WHITE)
        for rank, state in enumerate(states):
            middle = x - length / 2 + PITCH * rank
            # A ring is a line, which stands on both sides of its edge.
            radius = RADIUS if state == CONFIRMED else RADIUS - RING / 2
            disc = self._shapes.add_shape(
                MSO_SHAPE.OVAL, *self._box(middle - radius, y - radius, 2 * radius, 2 * radius)
            )
            self._plain(disc, f"Signe {code}", SIGN if state == CONFIRMED else WHITE)
            if state != CONFIRMED:
                markup.outline(disc, SIGN, self._points(RING))

    def _leader(self, code: str, mark: Mark, at: tuple[float, float], land: Point) -> None:
        """From beside a figure to the middle of its land."""
        side = 1 if at[0] < land.x else -1
        reach = 24 if not mark.is_documented else max(26, PITCH * len(mark.states) / 2 + 6)
        start = at[0] + side * reach
        if (land.x - start) * side < 4:
            return
        ends = (self._x(start), self._y(at[1]), self._x(land.x), self._y(land.y))
        line = self._shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, ends))
        markup.without_style(line)
        markup.outline(line, SECOND_INK, 1)
        markup.dot_at_end(line)
        markup.name(line, f"Trait {code}")

    def _frame(self, frame) -> None:
        shape = self._shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._box(*frame.box))
        self._plain(shape, f"Cadre {frame.code_region}", "")
        markup.outline(shape, HAIRLINE, 1)
        x, y = frame.name_at
        line = Line((Run(frame.name),), round(self._points(_NAME)), side="center")
        box = self._inches(x - frame.box[2] / 2, y - 11, frame.box[2], 22)
        text_box(self._shapes, box, [line], f"Nom {frame.code_region}", "middle")

    def _plain(self, shape, name: str, colour: str) -> None:
        markup.without_style(shape)
        markup.name(shape, name)
        markup.outline(shape, "", 0)
        if colour:
            markup.fill(shape.fill, colour)
        else:
            shape.fill.background()

    def _x(self, units: float) -> int:
        return round((self.left + units * self.scale) * 914400)

    def _y(self, units: float) -> int:
        return round((self.top + units * self.scale) * 914400)

    def _emu(self, units: float) -> float:
        return units * self.scale * 914400

    def _points(self, units: float) -> float:
        return units * self.scale * 72

    def _inches(self, x: float, y: float, width: float, height: float) -> Box:
        scale = self.scale
        return Box(self.left + x * scale, self.top + y * scale, width * scale, height * scale)

    def _box(self, x: float, y: float, width: float, height: float) -> tuple[Emu, ...]:
        return (
            Emu(self._x(x)),
            Emu(self._y(y)),
            Emu(round(self._emu(width))),
            Emu(round(self._emu(height))),
        )


def inscribed(land: list[Polygon]) -> Point:
    """Where a figure has the most room in a land: the middle of a circle in its largest part.

    Of the largest that it holds and of those nearly as large, the one nearest its centroid.
    """
    largest = max(land, key=lambda part: part.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=0.5).length
    middles = largest.buffer(-NEARLY * radius)
    return shapely.ops.nearest_points(middles, largest.centroid)[0]


def _lands() -> Iterator[tuple[str, list[Polygon]]]:
    """The parts of each region's land, in the units of the drawing."""
    for feature in browser_map()["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            parts = [parts]
        yield (
            feature["id"],
            [Polygon(placed(part[0]), [placed(hole) for hole in part[1:]]) for part in parts],
        )
