"""The actors' map as SVG, for where no script runs: the same points as on the live one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.actors.map import MARKS, Mark, map_alt, spread_points
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.paths import drawn_map, placed
from amu_geo.charts.map.svg import NAME_SIZE, TEXT_FONT
from amu_geo.french.typography import typeset
from amu_geo.territories import Territories

# Radii in units of the drawing, by kind of point; a diamond reaches further than it looks.
RADII = {"amu": 5.4, "voisine": 4.4, "projet": 5.0}


def drawn_actors(actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories) -> Markup:
    """SVG of the land, the overseas frames and the points, declared AMU drawn last.

    `actors` and `projects` are rows of `measure.actors.actor_list` and `project_list`.
    """
    drawn = drawn_map()
    land = drawn_land()
    frames = joined(
        Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3"/>').format(*frame.box)
        for frame in drawn.frames
    )
    names = joined(
        html(
            '<text x="{}" y="{}">{}</text>', *(f"{place:g}" for place in frame.name_at), frame.name
        )
        for frame in drawn.frames
    )
    return html(
        '<svg class="p-trace f-points" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<g class="f-cadres">{}</g><g class="f-sol">{}</g>{}'
        '<g class="noms" font-family="{}" font-size="{}" text-anchor="middle" '
        'dominant-baseline="central">{}</g></svg>',
        f"{drawn.width:g}",
        f"{drawn.height:g}",
        map_alt(actors, projects),
        frames,
        land,
        joined(_points(actors, projects, territories)),
        TEXT_FONT,
        f"{NAME_SIZE:g}",
        names,
    )


def drawn_land() -> Markup:
    """SVG of the regions as plain ground, each under its code."""
    return joined(
        html('<path id="region-{}" data-region="{}" d="{}"/>', code, code, path)
        for code, path in drawn_map().regions.items()
    )


def _points(
    actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories
) -> Iterator[Markup]:
    for mark, shapes in drawn_points(actors, projects, territories):
        yield html('<g class="f-{}">{}</g>', mark.code, joined(shapes))


def drawn_points(
    actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories
) -> Iterator[tuple[Mark, list[Markup]]]:
    """Each kind of point and its shapes, as SVG, those that are drawn first before the others."""
    spread = spread_points(actors, projects, territories)
    for mark in reversed(MARKS):
        rows = spread[spread["sorte"] == mark.code]
        if rows.empty:
            continue
        places = placed(rows[["lon", "lat"]].to_numpy("float64"))
        yield (
            mark,
            [
                html('<path d="{}"><title>{}</title></path>', _shape(mark.code, *place), _said(row))
                for row, place in zip(rows.itertuples(), places, strict=True)
            ],
        )


def _shape(kind: str, x: float, y: float) -> str:
    """A disc, or a diamond: shape tells kinds apart, not colour alone."""
    r = RADII[kind]
    if kind == "projet":
        return f"M{x:.1f} {y - r:.1f}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z"
    return f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _said(row) -> str:
    return typeset(f"{row.nom}, {row.commune or 'lieu connu'}")
