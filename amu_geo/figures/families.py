"""The figure of the families' page: who documents one of them."""

from __future__ import annotations

import pandas as pd

from amu_geo import sentences
from amu_geo.charts.families.picture import family_drawn
from amu_geo.charts.picture.frame import Picture
from amu_geo.figures.figure import Drawn, Figure, Kind
from amu_geo.figures.maps import FILES, coverage_picture, map_key_of
from amu_geo.figures.seen import Seen
from amu_geo.schemes.family import FamilySupport, family_support
from amu_geo.vocabulary import FAMILIES, STATES

PATH = "/familles"
FIRST = next(iter(FAMILIES))


def family_figure(found: FamilySupport) -> Figure:
    """The map of one family."""
    return Figure(
        key="famille",
        given={"famille": found.famille},
        ignores=("preuve",),
        is_map=True,
        title=sentences.family_headline(found.coverage, found.famille),
        data=lambda: _readable(found),
        files=FILES,
    )


def _readable(found: FamilySupport) -> pd.DataFrame:
    coverage, family = found.coverage, FAMILIES[found.famille]
    counts = {region.code_region: region for region in found.soutiens}
    codes = coverage.table["code_region"]
    return pd.DataFrame(
        {
            "Région": coverage.table["nom"],
            family.label: coverage.table[family.column].map(STATES),
            "Dispositifs": [str(counts[code].nb) if code in counts else "n.d." for code in codes],
            "dont confirmés": [
                str(counts[code].nb_confirmes) if code in counts else "n.d." for code in codes
            ],
        }
    )


def _map(seen: Seen) -> Drawn:
    famille = seen.one("famille", FAMILIES, FIRST)
    figure = family_figure(family_support(seen.coverage, famille))
    coverage, family = seen.coverage, FAMILIES[famille]
    shows = f"Famille {family.label} (échelle : {family.scale}), dans chaque région"
    image = Picture(
        lambda room: family_drawn(coverage, famille, room),
        shows,
        True,
        map_key_of(coverage, famille),
    )
    return Drawn(figure, coverage_picture(coverage, famille), image=image)


KINDS = (Kind("famille", "La carte d’une famille", PATH, _map, choices=("famille",), height=860),)
