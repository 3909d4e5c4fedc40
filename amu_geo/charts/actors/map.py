"""Points of actors and example projects on the map of France, overseas frames included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.legend import FRAME_NAMES
from amu_geo.charts.map.placing import on_the_map
from amu_geo.charts.map.plain import (
    frame_lines,
    frame_names,
    frame_targets,
    land,
    plain_layout,
    projection,
)
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.actors import points
from amu_geo.territories import Territories

HEIGHT = 520
# Distance between dots that share a point: they stay distinct on a map 520 pixels high.
SPREAD_KM = 9.0
ALLIED_WORDS = ("acteur d’une pratique voisine", "acteurs d’une pratique voisine")
NOBODY = "aucun acteur ni projet recensé ; il peut en exister"


@dataclass(frozen=True)
class Mark:
    """How one kind of point is drawn; shape and size tell kinds apart, not colour alone."""

    code: str
    label: str
    color: str
    symbol: str
    size: int
    line: str
    opacity: float = 1.0


DECLARED = Mark("amu", "Acteur de l’AMU", "#0B4F5C", "circle", 11, "#FFFFFF")
ALLIED = Mark("voisine", "Pratique voisine", "#FBF8F1", "circle", 9, "#4D5653")
PROJECT = Mark("projet", "Projet d’exemple", "#B4442C", "diamond", 6, "#FBF8F1", 0.7)
MARKS = (DECLARED, ALLIED, PROJECT)


def actors_map(
    actors: pd.DataFrame,
    projects: pd.DataFrame,
    territories: Territories,
    web_map: Mapping[str, Any],
    shapes_url: str,
) -> go.Figure:
    """Draw the actors and projects that have a place.

    Parameters
    ----------
    actors, projects
        Rows of `actors.actor_list` and `actors.project_list`.
    web_map, shapes_url
        As for the coverage map.

    Returns
    -------
    Figure
        The land, then one trace per kind in the order of `MARKS`, declared AMU drawn last.
    """
    figure = go.Figure(land(territories.codes, shapes_url))
    figure.add_traces([frame_lines(web_map), frame_names(web_map), frame_targets(web_map)])
    spread = spread_points(actors, projects, territories)
    for mark in reversed(MARKS):
        figure.add_trace(_dots(spread[spread["sorte"] == mark.code], mark))
    figure.update_geos(projection(web_map))
    figure.update_layout(plain_layout(HEIGHT))
    return figure


def spread_points(
    actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories
) -> pd.DataFrame:
    """Everything that has a place, where it is drawn: dots that share a point moved apart."""
    kinds = [DECLARED.code if declared else ALLIED.code for declared in actors["amu"]]
    columns = ["id", "nom", "commune", "code_region", "lon", "lat", "place", "sorte", "detail"]
    shown = pd.concat(
        [
            actors.assign(sorte=kinds, detail=actors["type_libelle"])[columns],
            projects.assign(sorte=PROJECT.code, detail=projects["categorie_libelle"])[columns],
        ]
    )
    return points(on_the_map(shown, territories), spread_km=SPREAD_KM)


def _dots(rows: pd.DataFrame, mark: Mark) -> go.Scattergeo:
    return go.Scattergeo(
        lon=list(rows["lon"].round(3)),
        lat=list(rows["lat"].round(3)),
        mode="markers",
        name=mark.label,
        marker={
            "color": mark.color,
            "symbol": mark.symbol,
            "size": mark.size,
            "opacity": mark.opacity,
            "line": {"color": mark.line, "width": 1.2},
        },
        customdata=[[row.id] for row in rows.itertuples()],
        text=[_said(row, mark) for row in rows.itertuples()],
        hoverinfo="skip",
    )


def _said(row: Any, mark: Mark) -> str:
    """What a point says when the mouse is on it: lines of plain text."""
    detail = f" ({row.detail})" if row.detail else ""
    lines = [row.nom, f"{row.commune or 'lieu connu'}{detail}", mark.label]
    if row.partage > 1:
        lines.append(f"{plural(row.partage, 'point')} au même endroit, écartés pour se voir")
    return typeset("\n".join(lines))


def regions_told(
    actors: pd.DataFrame, projects: pd.DataFrame, territories: Territories
) -> dict[str, tuple[str, ...]]:
    """By region code, lines of plain text: its name, then how many of each kind are recorded."""
    declared = actors["amu"].astype(bool)
    kinds = (
        (actors.loc[declared, "code_region"], "acteur de l’AMU", "acteurs de l’AMU"),
        (actors.loc[~declared, "code_region"], *ALLIED_WORDS),
        (projects["code_region"], "projet d’exemple", "projets d’exemple"),
    )
    counted = [(codes.value_counts().to_dict(), one, many) for codes, one, many in kinds]
    said = {
        code: [plural(found[code], one, many) for found, one, many in counted if code in found]
        for code in territories.codes
    }
    return {
        code: (typeset(territories.name(code)), *map(typeset, lines or [NOBODY]))
        for code, lines in said.items()
    }


def map_alt(actors: pd.DataFrame, projects: pd.DataFrame) -> str:
    """The map in words, for those who do not see it."""
    placed = actors[actors["place"]]
    declared = int(placed["amu"].sum())
    parts = [
        plural(declared, "acteur") + " de l’AMU",
        plural(len(placed) - declared, "acteur") + " d’une pratique voisine",
        plural(int(projects["place"].sum()), "projet") + " d’exemple",
    ]
    return typeset(f"Carte de France : {', '.join(parts)}, au centre de leur commune.")


def map_legend() -> Markup:
    """HTML: what each kind of point means."""
    return html('<ul class="legende-points">{}</ul>{}', kinds_of_points(), FRAME_NAMES)


def kinds_of_points() -> Markup:
    """HTML items: what each kind of point means."""
    return joined(
        html(
            '<li><span class="point point-{}" aria-hidden="true"></span>{}</li>',
            mark.code,
            mark.label,
        )
        for mark in MARKS
    )
