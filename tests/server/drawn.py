"""What an image of ours holds, read from its SVG: texts, where they lie, the shapes of regions."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import NamedTuple

from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, TITLE, measure

SVG = "{http://www.w3.org/2000/svg}"
_FONTS = {"400": REGULAR, "500": TITLE, "600": SEMI, "700": BOLD}
_MOVES = re.compile(r"(translate|scale)\(([-\d.]+)(?:[ ,]+([-\d.]+))?\)")
# Of a map, whose words lie where the land has room for them; their ground is a halo.
_ON_A_MAP = {"nombres", "noms", "noms-terres"}


class Written(NamedTuple):
    """A line of text and the box of its letters, in pixels of the image."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def read(content: bytes | str) -> ET.Element:
    """The root of an SVG document."""
    return ET.fromstring(content)


def written(root: ET.Element) -> list[Written]:
    """Every line of text but those that lie on a map."""
    return list(_written(root, 1.0, 0.0, 0.0, 16.0))


def _written(
    element: ET.Element, scale: float, x: float, y: float, size: float
) -> Iterator[Written]:
    for kind, first, second in _MOVES.findall(element.get("transform", "")):
        if kind == "translate":
            x, y = x + scale * float(first), y + scale * float(second or 0)
        else:
            scale *= float(first)
    if element.get("class", "") in _ON_A_MAP:
        return
    size = float(element.get("font-size", size))
    if element.tag == f"{SVG}text":
        yield _box(element, scale, x, y, size)
    for child in element:
        yield from _written(child, scale, x, y, size)


def _box(element: ET.Element, scale: float, x: float, y: float, size: float) -> Written:
    text = element.text or ""
    long = measure(text, _FONTS[element.get("font-weight")], size)
    start = (
        float(element.get("x", 0))
        - long * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
    )
    base = float(element.get("y", 0))
    corners = (start, base - 0.7 * size), (start + long, base + 0.18 * size)
    (left, top), (right, bottom) = ((x + scale * a, y + scale * b) for a, b in corners)
    return Written(text, left, top, right, bottom)


def smallest(root: ET.Element) -> float:
    """The size of the smallest letters, in pixels."""
    return min((one.bottom - one.top) / 0.88 for one in written(root) if one.text.strip())


def outside(root: ET.Element, margin: float = 18) -> list[Written]:
    """The texts that leave the frame."""
    width, height = float(root.get("width")), float(root.get("height"))
    return [
        one
        for one in written(root)
        if one.left < margin
        or one.top < margin
        or one.right > width - margin
        or one.bottom > height - margin
    ]


def overlapping(root: ET.Element) -> list[tuple[str, str]]:
    """The pairs of texts that lie on each other."""
    boxes = sorted((one for one in written(root) if one.text.strip()), key=lambda one: one.top)
    found = []
    for rank, one in enumerate(boxes):
        for other in boxes[rank + 1 :]:
            if other.top > one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            if wide > 1 and high > 1:
                found.append((one.text, other.text))
    return found


def words_in(element: ET.Element) -> list[str]:
    """Its lines of text, as they come."""
    return ["".join(text.itertext()).replace("\u00a0", " ").strip()
            for text in element.iter(f"{SVG}text")]  # fmt: skip


def about(root: ET.Element, code: str) -> list[list[str]]:
    """The words of each group that is about a region."""
    return [words_in(one) for one in root.iter(f"{SVG}g") if one.get("data-region") == code]


def region_shapes(root: ET.Element) -> list[str]:
    """Codes of the regions that are drawn, each shape under its id."""
    shapes = [one for one in root.iter(f"{SVG}path") if one.get("data-region")]
    assert all(one.get("id") == f"region-{one.get('data-region')}" for one in shapes)
    return [one.get("data-region") for one in shapes]
