"""One region drawn by itself: its outline, its départements, its actors and projects.

The ground is cut out of the page's own colours by masks, so that it follows the theme; names
and dots are HTML over it, in the page's own type.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from markupsafe import Markup

from amu_geo.charts.actors.map import ALLIED, DECLARED, MARKS, PROJECT, kinds_of_points
from amu_geo.charts.base.markup import html, joined
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.actors import points
from amu_geo.memory import kept_last
from amu_geo.profiles.region import Portrait
from amu_geo.territories import LEGAL_CRS, Territories

# Units of the drawing; no region is drawn wider or taller.
WIDTH, HEIGHT = 600.0, 560.0
# Dots that share a commune stay this far apart, in units.
DOT = 11.0
# Details smaller than this are not seen, in units.
FINE, COARSE = 0.6, 4.0
# What a quoted address in CSS may hold as it is.
_PLAIN = " /:='"


@dataclass(frozen=True)
class Ground:
    """A region in a drawing of `width` × `height`, origin at the top left.

    `outline` and `borders` are SVG paths; `labels` are (code, name, x, y) of départements;
    `unit_km` is the length of a unit on the ground.
    """

    width: float
    height: float
    left: float
    top: float
    scale: float
    crs: int
    outline: str
    borders: str
    labels: tuple[tuple[str, str, float, float], ...]

    @property
    def unit_km(self) -> float:
        """Kilometres in one unit of the drawing."""
        return 1 / self.scale / 1000

    def place(self, lon: pd.Series, lat: pd.Series) -> np.ndarray:
        """Degrees → units of the drawing, shape (n, 2)."""
        there = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(self.crs)
        plane = np.column_stack([there.x, there.y])
        return (plane - [self.left, self.top]) * [self.scale, -self.scale]


@kept_last(18)
def ground(territories: Territories, code_region: str) -> Ground:
    """Draw a region's départements in its legal projection."""
    table = territories.departements
    mine = table[table["code_region"] == code_region].sort_values("code_departement")
    shapes = mine.geometry.to_crs(LEGAL_CRS[code_region]).to_numpy()
    left, bottom, right, top = shapely.total_bounds(shapes)
    scale = min(WIDTH / (right - left), HEIGHT / (top - bottom))
    drawn = shapely.transform(shapes, lambda xy: (xy - [left, top]) * [scale, -scale])
    drawn = shapely.coverage_simplify(drawn, FINE)
    centres = shapely.get_point(shapely.maximum_inscribed_circle(drawn, tolerance=1), 0)
    labels = tuple(
        (code, name, round(shapely.get_x(centre), 1), round(shapely.get_y(centre), 1))
        for code, name, centre in zip(mine["code_departement"], mine["nom"], centres, strict=True)
    )
    return Ground(
        (right - left) * scale,
        (top - bottom) * scale,
        left,
        top,
        scale,
        LEGAL_CRS[code_region],
        _path(shapely.union_all(drawn)),
        "".join(_path(shape) for shape in drawn),
        labels,
    )


def _path(shape: shapely.Geometry) -> str:
    rings = [
        ring
        for polygon in shapely.get_parts(shape)
        if shapely.area(polygon) > FINE
        for ring in shapely.get_rings(polygon)
    ]
    return "".join(_ring(shapely.get_coordinates(ring)[:-1]) for ring in rings)


def _ring(coordinates: np.ndarray) -> str:
    """A closed ring in half units, as relative moves: a third of the size of absolute ones."""
    halves = np.rint(coordinates * 2).astype(int)
    moves = np.diff(halves, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    steps = "".join(f"{' ' if step >= 0 else ''}{step}" for step in moves.ravel().tolist())
    return f"M{halves[0][0]} {halves[0][1]}l{steps.lstrip()}z"


def _mask(ground: Ground, drawing: str) -> str:
    """CSS of a mask that lets a drawing, in half units, through."""
    box = f"0 0 {2 * ground.width:.0f} {2 * ground.height:.0f}"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box}'>{drawing}</svg>"
    return f'mask-image:url("data:image/svg+xml,{quote(svg, safe=_PLAIN)}")'


@kept_last(18)
def silhouette_mask(territories: Territories, code_region: str) -> str:
    """CSS that cuts the region's plain shape out of whatever background it is set on."""
    shape = ground(territories, code_region)
    outline = shapely.union_all(_parts(territories, code_region, shape))
    return _mask(shape, f"<path d='{_path(shapely.simplify(outline, COARSE))}'/>")


def _parts(territories: Territories, code_region: str, shape: Ground) -> np.ndarray:
    table = territories.regions
    mine = table[table["code_region"] == code_region].geometry.to_crs(shape.crs).to_numpy()
    origin, flip = [shape.left, shape.top], [shape.scale, -shape.scale]
    return shapely.transform(mine, lambda xy: (xy - origin) * flip)


def region_map(portrait: Portrait) -> Markup:
    """HTML of the region's map: départements by code, actors and projects that have a place."""
    drawn = ground(portrait.territories, portrait.code_region)
    fill = _mask(drawn, f"<path d='{drawn.outline}'/>")
    lines = f"<path d='{drawn.borders}' fill='none' stroke='black' stroke-width='2.4'/>"
    names = joined(
        html(
            '<span class="code" style="{}" title="{}">{}</span>',
            _at(drawn, x, y),
            typeset(name),
            code,
        )
        for code, name, x, y in drawn.labels
    )
    width, height = f"{drawn.width:.0f}", f"{drawn.height:.0f}"
    return html(
        '<div class="portrait-carte" role="img" aria-label="{}" '
        'style="aspect-ratio:{}/{};max-width:{}px">'
        '<span class="sol" style="{}"></span><span class="limites" style="{}"></span>{}{}</div>',
        region_map_alt(portrait),
        width,
        height,
        width,
        fill,
        _mask(drawn, lines),
        names,
        _dots(portrait, drawn),
    )


def _dots(portrait: Portrait, drawn: Ground) -> str:
    return joined(
        html(
            '<span class="point point-{}" style="{}" title="{}"></span>',
            row["sorte"],
            _at(drawn, x, y),
            _said(row),
        )
        for x, y, row in dots_placed(portrait, drawn)
    )


def dots_placed(portrait: Portrait, drawn: Ground) -> list[tuple[float, float, pd.Series]]:
    """Where each point is drawn, and its row; declared actors last, above the others."""
    shown = _placed(portrait)
    if shown.empty:
        return []
    spread = points(shown, spread_km=DOT * drawn.unit_km)
    places = drawn.place(spread["lon"], spread["lat"])
    order = sorted(range(len(spread)), key=lambda rank: spread["sorte"].iloc[rank] == DECLARED.code)
    return [(*places[rank], spread.iloc[rank]) for rank in order]


def _placed(portrait: Portrait) -> pd.DataFrame:
    kinds = [DECLARED.code if declared else ALLIED.code for declared in portrait.actors["amu"]]
    columns = ["id", "nom", "commune", "lon", "lat", "place", "sorte"]
    both = [
        portrait.actors.assign(sorte=kinds)[columns],
        portrait.projects.assign(sorte=PROJECT.code)[columns],
    ]
    shown = pd.concat(both, ignore_index=True)
    return shown[shown["place"]]


def _said(row: pd.Series) -> str:
    labels = {mark.code: mark.label for mark in MARKS}
    return typeset(f"{row['nom']}, {row['commune']} ({labels[row['sorte']].lower()})")


def _at(drawn: Ground, x: float, y: float) -> str:
    return f"left:{100 * x / drawn.width:.1f}%;top:{100 * y / drawn.height:.1f}%"


def region_map_legend(portrait: Portrait) -> Markup:
    """HTML: what each kind of dot means, or that there is none."""
    if _placed(portrait).empty:
        return Markup('<p class="secondaire">Ni acteur ni projet n’a de commune connue ici.</p>')
    return html('<ul class="legende-points">{}</ul>', kinds_of_points())


def region_map_alt(portrait: Portrait) -> str:
    """The map in words."""
    placed = portrait.actors[portrait.actors["place"]]
    declared = int(placed["amu"].sum())
    projects = int(portrait.projects["place"].sum())
    allied = plural(
        len(placed) - declared, "acteur d’une pratique voisine", "acteurs d’une pratique voisine"
    )
    departements = plural(portrait.place.departements, "département")
    ours = plural(declared, "acteur de l’AMU", "acteurs de l’AMU")
    return typeset(
        f"Carte : {portrait.place.nom}, {departements}. {ours}, {allied} et "
        f"{plural(projects, 'projet')} y sont placés au centre de leur commune."
    )
