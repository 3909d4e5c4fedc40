"""The figures of the comparison: families, models, programmes, actors, figures of others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from amu_geo import comparison as compare
from amu_geo.charts.base.markup import html
from amu_geo.charts.base.states import state_key
from amu_geo.charts.base.tracks import Bars
from amu_geo.charts.compare.figures import (
    PER_AREA,
    PER_PEOPLE,
    comparable_cards,
    figures_bars,
    indicators_table,
    not_comparable,
)
from amu_geo.charts.compare.learning import missing_list
from amu_geo.charts.compare.picture import families_drawn, indicators_drawn, programmes_drawn
from amu_geo.charts.compare.side_by_side import (
    Links,
    families_side_by_side,
    programmes_side_by_side,
)
from amu_geo.charts.compare.tables import (
    actors_data,
    figures_data,
    indicators_data,
    matrix_data,
    missing_data,
    tracks_data,
)
from amu_geo.charts.compare.tracks import (
    actors_bars,
    actors_tracks,
    coverage_bars,
    families_and_schemes,
)
from amu_geo.charts.picture.bars import side_by_side
from amu_geo.charts.picture.frame import Picture
from amu_geo.comparison import Missing
from amu_geo.edition import Edition
from amu_geo.figures.figure import TEXTS, Drawn, Figure, Kind
from amu_geo.figures.maps import FILES
from amu_geo.figures.seen import Seen, UnknownChoiceError
from amu_geo.french.grammar import capital
from amu_geo.french.typography import plural
from amu_geo.measure.actors import ActorCounts, actor_list, count_actors
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.compare import programmes_title
from amu_geo.sentences.views import COMPARED_AT_MOST, comparison_headline

PATH = "/comparer"
FAMILIES_TITLE = "Les quatre familles, et les dispositifs qui les documentent"


def _of(codes: Sequence[str]) -> dict[str, str]:
    return {"regions": ",".join(codes)}


def families_figure(coverage: Coverage, codes: Sequence[str], matrix: pd.DataFrame) -> Figure:
    """The four families side by side; `matrix` is `comparison.family_matrix`."""
    return Figure(
        key="comparaison-familles",
        given=_of(codes),
        title=comparison_headline(coverage, codes),
        data=lambda: matrix_data(matrix),
        files={"CSV": FILES["CSV"]},
    )


def means_figure(coverage: Coverage, codes: list[str], means: pd.DataFrame) -> Figure:
    """Families and schemes on a common scale; `means` is `comparison.reference_lines`."""
    return Figure(
        key="comparaison-reperes",
        given=_of(codes),
        title=f"{comparison_headline(coverage, codes)} : repères",
        data=lambda: tracks_data(coverage, codes, means),
    )


def models_figure(
    missing: Sequence[Missing], key: str, title: str, given: dict[str, str]
) -> Figure:
    """A list of what others have, on whatever page."""
    return Figure(
        key=key,
        given=given,
        title=title,
        data=lambda: missing_data(missing),
        note="Non documenté ne veut pas dire inexistant.",
    )


def to_copy_figure(missing: Sequence[Missing], codes: Sequence[str], name: str) -> Figure:
    """What others have and the first of the regions, called `name`, has not."""
    title = f"Ce que les autres ont et qui n’est pas documenté : {name}"
    return models_figure(missing, "a-copier", title, _of(codes))


def programmes_figure(coverage: Coverage, codes: Sequence[str], matrix: pd.DataFrame) -> Figure:
    """The programmes side by side; `matrix` is `comparison.programme_matrix`."""
    return Figure(
        key="comparaison-programmes",
        given=_of(codes),
        title=f"{programmes_title(matrix)} : {comparison_headline(coverage, codes)}",
        data=lambda: matrix_data(matrix),
    )


def actors_figure(edition: Edition, codes: list[str], counts: ActorCounts) -> Figure:
    """Actors for as many inhabitants."""
    lost = counts.non_places_amu + counts.non_places_voisins
    return Figure(
        key="comparaison-acteurs",
        given=_of(codes),
        title=f"Acteurs de l’AMU et pratiques voisines {PER_PEOPLE}",
        data=lambda: actors_data(counts, codes),
        note=f"{plural(lost, 'acteur')} sans région connue." if lost else "",
        counted=plural(len(edition.acteurs), "acteur"),
    )


def stated_figure(codes: Sequence[str], figures: pd.DataFrame) -> Figure:
    """The numbers that schemes state; `figures` is `comparison.comparable_figures`."""
    return Figure(
        key="comparaison-chiffres",
        given=_of(codes),
        title="Chiffres des dispositifs et raisons de ne pas les comparer",
        data=lambda: figures_data(figures),
        note="Aucune somme n’est faite : ces chiffres ne s’additionnent pas.",
        counted=plural(len(figures), "chiffre relevé", "chiffres relevés"),
    )


def national_figure(codes: Sequence[str], indicators: pd.DataFrame) -> Figure:
    """National programmes; `indicators` is `comparison.indicator_figures`."""
    number = indicators["indicateur"].nunique()
    return Figure(
        key="comparaison-indicateurs",
        given=_of(codes),
        title=f"Programmes nationaux {PER_PEOPLE} et {PER_AREA}",
        data=lambda: indicators_data(indicators),
        note="Population municipale et superficie des régions d’aujourd’hui.",
        counted=plural(number, "indicateur national", "indicateurs nationaux"),
    )


def _codes(seen: Seen) -> list[str]:
    codes = seen.several("regions", seen.territories.codes)
    if len(codes) > COMPARED_AT_MOST:
        most = f"{COMPARED_AT_MOST} régions au plus"
        raise UnknownChoiceError("regions", ",".join(codes), (most,))
    return codes or list(compare.usual_choice(seen.coverage))


def _links(seen: Seen, codes: list[str]) -> Links:
    return Links(
        proof=lambda code, family: seen.link("/region", region=code, famille=family),
        first=lambda code: seen.link(PATH, **_of(compare.put_first(codes, code))),
    )


def _families(seen: Seen) -> Drawn:
    coverage, codes = seen.coverage, _codes(seen)
    matrix = compare.family_matrix(coverage, codes)
    everywhere = compare.family_matrix(coverage, seen.territories.codes)
    counts = compare.support_references(everywhere, seen.territories)
    drawn = families_side_by_side(
        coverage, matrix, counts, _links(seen, codes), "Chaque case ouvre sa preuve."
    )
    image = Picture(lambda room: families_drawn(coverage, matrix, counts, room), FAMILIES_TITLE)
    figure = families_figure(coverage, codes, matrix)
    return Drawn(figure, html("{}{}", drawn, state_key()), image=image)


def _means(seen: Seen) -> Drawn:
    coverage, codes = seen.coverage, _codes(seen)
    means = compare.reference_lines(coverage, seen.territories)
    drawn = families_and_schemes(coverage, codes, means)
    sets = coverage_bars(coverage, codes, means)
    return Drawn(means_figure(coverage, codes, means), _beside(drawn), image=_bars(sets))


def _bars(sets: Sequence[Bars]) -> Picture:
    return Picture(lambda room: side_by_side(sets, room))


def _beside(drawn: str) -> Markup:
    return html('<div class="jauges-cote">{}</div>', drawn)


def _to_copy(seen: Seen) -> Drawn | None:
    codes = _codes(seen)
    own = codes[0]
    near = list(dict.fromkeys([*codes[1:], *seen.territories.neighbours(own)]))
    missing = compare.missing_from(seen.coverage, own, near=near)
    figure = to_copy_figure(missing, codes, seen.territories.name(own))
    return Drawn(figure, Markup(missing_list(missing, seen.coverage))) if missing else None


def _programmes(seen: Seen) -> Drawn:
    coverage, codes = seen.coverage, _codes(seen)
    matrix = compare.programme_matrix(coverage, codes)
    counts = compare.support_references(compare.programme_matrix(coverage), seen.territories)
    caption = "Chaque case ouvre la preuve de la famille à laquelle le programme est rattaché."
    drawn = programmes_side_by_side(coverage, matrix, counts, _links(seen, codes), caption)
    image = Picture(lambda room: programmes_drawn(coverage, matrix, counts, room))
    return Drawn(programmes_figure(coverage, codes, matrix), Markup(drawn), image=image)


def _actors(seen: Seen) -> Drawn:
    codes = _codes(seen)
    counts = count_actors(actor_list(seen.edition, seen.territories), seen.territories)
    references = compare.actor_references(counts, seen.territories)
    drawn = actors_tracks(seen.coverage, codes, counts, references)
    image = _bars(actors_bars(seen.coverage, codes, counts, references))
    return Drawn(actors_figure(seen.edition, codes, counts), _beside(drawn), image=image)


def _stated(seen: Seen) -> Drawn | None:
    codes = _codes(seen)
    figures = compare.comparable_figures(seen.edition, codes, seen.territories)
    if not figures["comparable"].any():
        return None
    others = "" if figures["comparable"].all() else not_comparable(figures)
    drawn = html("{}{}", _beside(comparable_cards(figures, codes)), others)
    return Drawn(stated_figure(codes, figures), drawn, image=_bars(figures_bars(figures, codes)))


def _national(seen: Seen) -> Drawn | None:
    codes = _codes(seen)
    indicators = compare.indicator_figures(seen.edition, codes, seen.territories)
    if indicators.empty:
        return None
    references = compare.indicator_references(seen.edition, seen.territories)
    caption = f"{capital(PER_PEOPLE)}, {PER_AREA}, et le nombre."
    drawn = indicators_table(indicators, references, codes, caption)
    image = Picture(lambda room: indicators_drawn(indicators, references, codes, room), caption)
    return Drawn(national_figure(codes, indicators), Markup(drawn), image=image)


def _kind(key: str, name: str, draw, height: int, no_image: str = "") -> Kind:
    return Kind(key, name, PATH, draw, choices=("regions",), height=height, no_image=no_image)


KINDS = (
    _kind("comparaison-familles", FAMILIES_TITLE, _families, 900),
    _kind("comparaison-reperes", "Familles et dispositifs, et leurs moyennes", _means, 720),
    _kind("a-copier", "Ce que les autres ont et qui manque", _to_copy, 900, TEXTS),
    _kind("comparaison-programmes", "Les programmes, région contre région", _programmes, 900),
    _kind("comparaison-acteurs", "Les acteurs, région contre région", _actors, 720),
    _kind("comparaison-chiffres", "Les chiffres des dispositifs comparés", _stated, 900),
    _kind("comparaison-indicateurs", "Les programmes nationaux comparés", _national, 900),
)
