"""What a figure is: what its page takes away, and what its own address draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.picture.frame import Picture
from amu_geo.figures.seen import Seen
from amu_geo.measure.coverage import Coverage
from amu_geo.site import READING

# Before its key, in the address of a page: `#figure-couverture`.
ANCHOR = "figure-"
# Where a figure stands alone: `/figure/couverture`.
FOLDER = "/figure/"
# The parameter by which an image takes the size of a shared link's, 1200 × 630 pixels.
SIZE, CARD = "format", "carte"
# Why a figure has no image.
TEXTS = "Elle est faite de textes et de liens : en image, ils ne se liraient ni ne s’ouvriraient."


@dataclass(frozen=True)
class Figure:
    """What a reader can take away.

    Attributes
    ----------
    key
        That of its kind, in `known.KINDS`; also the name of its files.
    title
        The finding, without a final full stop.
    data
        Gives the data behind the figure, one row a line of the table, French column names;
        called only when the reader asks.
    files
        Addresses of open data of the same content, by form: {"CSV": "/api/v1/couverture.csv"}.
    note
        Unit, scope and warnings, in a sentence or two.
    caution
        What may not be left out where the title is quoted; its page says it beside the title.
    beside
        What else its page says beside it, for where the figure stands alone.
    counted
        What the figure counts, when that is not the schemes retained: « 205 acteurs ». No
        reading changes it, so none is named.
    ignores
        Choices of the page on which the figure does not depend: its links leave them out.
    given
        Choices that its links always spell, even where they are the page's usual ones.
    is_map
        Whether it draws regions: their shapes have a source of their own.
    """

    key: str
    title: str
    data: Callable[[], pd.DataFrame]
    files: Mapping[str, str] | None = None
    note: str = ""
    caution: str = ""
    beside: str = ""
    counted: str = ""
    ignores: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    is_map: bool = False

    @property
    def alone(self) -> str:
        """What is written under the figure where no page stands around it."""
        return " ".join(part for part in (self.caution, self.beside, self.note) if part)


class Drawn(NamedTuple):
    """A figure and its picture, HTML that needs no script.

    `coverage` is what it is drawn of, when that is not the coverage of its address; `image` draws
    the same as an image, for the kinds that have one.
    """

    figure: Figure
    picture: Markup
    coverage: Coverage | None = None
    image: Picture | None = None


@dataclass(frozen=True)
class Kind:
    """One of the figures that exist, whatever its view.

    Attributes
    ----------
    key
        What its addresses call it; it never changes.
    name
        What it shows, in a few words.
    path
        The page that it stands in.
    draw
        Draws it alone; None when there is nothing to draw under the choices of the address.
    choices
        Parameters that change it, besides those of the reading.
    needs
        The one of them without which it has no subject, or "".
    over
        What heads it on its page, when that is not its name.
    height
        Pixels that a frame of usual width gives it, until the figure tells its own height.
    no_image
        Why there is no image of it, a sentence; "" where there is one.
    """

    key: str
    name: str
    path: str
    draw: Callable[[Seen], Drawn | None]
    choices: tuple[str, ...] = ()
    needs: str = ""
    over: str = ""
    height: int = 640
    no_image: str = ""

    @property
    def heading(self) -> str:
        """What heads it on its page."""
        return self.over or self.name

    def asked(self, query: Mapping[str, str]) -> dict[str, str]:
        """The parameters of a page's address on which the figure depends."""
        names = (*READING, *self.choices)
        return {name: query[name] for name in names if query.get(name)}
