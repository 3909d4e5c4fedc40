"""A figure as an image: 1600 pixels wide, or 1200 × 630 for a shared link; SVG or PNG."""

from __future__ import annotations

from collections.abc import Mapping

from amu_geo.charts.picture.card import completeness, rasterise
from amu_geo.charts.picture.frame import (
    CARD_HEIGHT,
    CARD_WIDTH,
    WIDTH,
    Told,
    card,
    framed,
    height_of,
)
from amu_geo.figures.figure import CARD, FOLDER, SIZE, Drawn, Kind
from amu_geo.figures.words import source_line
from amu_geo.french.typography import date_fr
from amu_geo.sentences.definitions import short_definitions
from amu_geo.server.http.problems import RefusedError
from amu_geo.server.http.query import Asked
from amu_geo.site import address

IMAGES = {"png": "image/png", "svg": "image/svg+xml"}


def is_card(query: Mapping[str, str]) -> bool:
    """Whether the image of a shared link is asked for.

    Raises
    ------
    RefusedError
        400 for another size.
    """
    asked = query.get(SIZE, "")
    if asked not in ("", CARD):
        told = (
            f"« {asked[:40]} » est inconnu pour « {SIZE} ». Attendu : {CARD} (1200 × 630 pixels) ; "
            f"sans ce paramètre, l’image a {WIDTH} pixels de large."
        )
        raise RefusedError(400, told, SIZE)
    return bool(asked)


def refuse_without_image(kind: Kind) -> None:
    """Say why a figure has no image.

    Raises
    ------
    RefusedError
        404, with the reason.
    """
    if kind.no_image:
        told = (
            f"« {kind.name} » : cette figure n’a pas d’image. {kind.no_image} Ses données se "
            f"téléchargent en CSV et en XLSX : {FOLDER}{kind.key}.csv, {FOLDER}{kind.key}.xlsx."
        )
        raise RefusedError(404, told)


def image_of(
    kind: Kind, drawn: Drawn, view: Asked, query: Mapping[str, str], site: str, as_card: bool
) -> str:
    """The image as an SVG document.

    Parameters
    ----------
    query
        The parameters of the figure's address, as they are meant.
    site
        Where the site stands, « https://exemple.fr ».
    """
    told = _told(kind, drawn, view, query, site)
    return card(drawn.image, told) if as_card else framed(drawn.image, told)


def png_of(svg: str, as_card: bool) -> bytes:
    """The same as a PNG."""
    if as_card:
        return rasterise(svg, CARD_WIDTH, CARD_HEIGHT)
    return rasterise(svg, WIDTH, height_of(svg))


def _told(kind: Kind, drawn: Drawn, view: Asked, query: Mapping[str, str], site: str) -> Told:
    coverage, figure = drawn.coverage or view.coverage, drawn.figure
    edition = coverage.edition
    dated = f"{edition.titre} · {date_fr(edition.date.isoformat())}"
    # A figure that tells no reading of its own says of which its completeness is.
    which = f", {coverage.reading.describe()}" if figure.counted else ""
    own = address(FOLDER + kind.key, {**query, "edition": view.edition.id})
    return Told(
        title=figure.title,
        shows=drawn.image.shows or kind.name,
        # What a figure counts by itself no reading changes.
        when=dated if figure.counted else f"{dated} · {coverage.reading.describe()}",
        complete=f"Toutes régions et familles{which} : {completeness(coverage)}",
        source=source_line(coverage, figure),
        address=site.partition("://")[2] + own,
        note=figure.alone,
        warning=view.warning,
        meaning=() if figure.counted else short_definitions(coverage),
    )
