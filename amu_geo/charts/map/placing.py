"""Where a real point lies on the browser's map, overseas frames included.

The mainland is drawn where it is. An overseas region is drawn in a frame beside it: its points
make the same move as its shape did when the map was built.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyproj

from amu_geo.building.browser_map import (
    FRAMES,
    MAINLAND_CRS,
    SMALLEST_ISLAND,
    fitting,
    frame_inside,
    without_specks,
)
from amu_geo.memory import kept
from amu_geo.territories import LEGAL_CRS, Territories

Move = Callable[[np.ndarray], np.ndarray]


def on_the_map(placed: pd.DataFrame, territories: Territories) -> pd.DataFrame:
    """Rows with `lon` and `lat` where the map draws them.

    Parameters
    ----------
    placed
        Rows with lon, lat (degrees, <NA> when unknown) and code_region ("" when unknown).

    Returns
    -------
    DataFrame
        The same rows; lon and lat (Float64) in the degrees of the drawing.
    """
    lon = placed["lon"].to_numpy("float64", na_value=np.nan, copy=True)
    lat = placed["lat"].to_numpy("float64", na_value=np.nan, copy=True)
    codes = placed["code_region"].to_numpy()
    for code, move in _moves(territories).items():
        there = (codes == code) & np.isfinite(lon) & np.isfinite(lat)
        if there.any():
            lon[there], lat[there] = move(np.column_stack([lon[there], lat[there]])).T
    return placed.assign(lon=_degrees(lon), lat=_degrees(lat))


def _degrees(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.array(np.where(np.isfinite(values), values, None), "Float64")


@kept
def _moves(territories: Territories) -> dict[str, Move]:
    """The move of each framed region, from degrees to the degrees of the drawing."""
    return {code: _move(territories, rank, code) for rank, code in enumerate(FRAMES)}


def _move(territories: Territories, rank: int, code: str) -> Move:
    regions = territories.regions
    legal = regions[regions["code_region"] == code].to_crs(LEGAL_CRS[code]).geometry.iloc[0]
    into_frame = fitting(without_specks(legal, SMALLEST_ISLAND), frame_inside(rank))
    to_legal = pyproj.Transformer.from_crs(4326, LEGAL_CRS[code], always_xy=True)
    to_degrees = pyproj.Transformer.from_crs(MAINLAND_CRS, 4326, always_xy=True)

    def move(lonlat: np.ndarray) -> np.ndarray:
        metres = np.column_stack(to_legal.transform(lonlat[:, 0], lonlat[:, 1]))
        moved = into_frame(metres)
        return np.column_stack(to_degrees.transform(moved[:, 0], moved[:, 1]))

    return move
