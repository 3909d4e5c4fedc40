"""The overview's figures: the map of the regions, the table of proofs."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.overview.matrix import matrix
from amu_geo.charts.overview.picture import map_and_ranking, matrix_drawn
from amu_geo.charts.overview.table import readable
from amu_geo.charts.picture.frame import Picture
from amu_geo.figures.figure import Drawn, Figure, Kind
from amu_geo.figures.maps import FILES, coverage_picture, map_key_of
from amu_geo.figures.seen import Seen
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import remembered
from amu_geo.sentences.schemes import users_finding

PATH = "/"
MAP_SHOWS = "Familles d’AMU confirmées sur documentées, dans chaque région"
MATRIX_SHOWS = "Familles et régions : ce qui est confirmé, documenté, non documenté"
# The sheet and the other view of the same figures change neither.
_IGNORED = ("region", "vue", "preuve")


def coverage_figure(coverage: Coverage) -> Figure:
    """The map of the regions."""
    return remembered(
        coverage,
        "figure de la carte",
        lambda: Figure(
            key="couverture",
            ignores=_IGNORED,
            is_map=True,
            title=sentences.overview_headline(coverage),
            caution=sentences.leading_sentence(coverage),
            beside=users_finding(coverage),
            data=lambda: readable(coverage),
            files=FILES,
        ),
    )


def proofs_figure(coverage: Coverage) -> Figure:
    """The families × regions table."""
    return remembered(
        coverage,
        "figure des preuves",
        lambda: Figure(
            key="matrice",
            ignores=_IGNORED,
            title=sentences.ranking_sentence(coverage).rstrip("."),
            data=lambda: readable(coverage),
            files={"CSV": FILES["CSV"]},
        ),
    )


def _map(seen: Seen) -> Drawn:
    coverage = seen.coverage
    image = Picture(
        lambda room: map_and_ranking(coverage, room), MAP_SHOWS, True, map_key_of(coverage)
    )
    return Drawn(coverage_figure(coverage), coverage_picture(coverage), image=image)


def _proofs(seen: Seen) -> Drawn:
    drawn = matrix(
        seen.coverage,
        lambda code, family: seen.link("/region", region=code, famille=family),
        sentences.retained_phrase(seen.coverage),
    )
    image = Picture(lambda room: matrix_drawn(seen.coverage, room), MATRIX_SHOWS)
    return Drawn(proofs_figure(seen.coverage), Markup(drawn), image=image)


KINDS = (
    Kind("couverture", "La carte des régions", PATH, _map, height=860),
    Kind("matrice", "Familles et régions, case par case", PATH, _proofs, height=900),
)
