"""The figures of a portrait: families, schemes through time, numbers, places, neighbours."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.listing import actors_list, projects_list
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.compare.learning import missing_list
from amu_geo.charts.picture.frame import Picture
from amu_geo.charts.picture.pieces import Piece, Room
from amu_geo.charts.picture.timeline import timeline
from amu_geo.charts.region import tables
from amu_geo.charts.region.families import families
from amu_geo.charts.region.figures import dated_points, indicators
from amu_geo.charts.region.gaps import contradictions, gaps
from amu_geo.charts.region.kin import alike_note, kin
from amu_geo.charts.region.map import region_map, region_map_legend
from amu_geo.charts.region.models import MODELS_SHOWN, models
from amu_geo.charts.region.picture import DRAWN
from amu_geo.charts.region.places import departements
from amu_geo.charts.schemes.table import Opener
from amu_geo.charts.schemes.timeline import scheme_timeline, selection_bars
from amu_geo.figures.compare import models_figure as missing_figure
from amu_geo.figures.figure import TEXTS, Drawn, Figure, Kind
from amu_geo.figures.seen import Seen
from amu_geo.french.typography import plural
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import remembered
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.portrait.models import MODELS_TITLE, models_finding, portrait_models
from amu_geo.sentences.schemes import timeline_finding
from amu_geo.territories import Territories

PATH = "/region"


def portrait_of(coverage: Coverage, territories: Territories, code_region: str) -> Portrait:
    """The portrait of a region, gathered once for a coverage."""
    return remembered(
        coverage,
        ("portrait", code_region),
        lambda: Portrait(coverage, territories, code_region),
    )


def _figure(portrait: Portrait, key: str, title: str, data, **more) -> Figure:
    given = {"region": portrait.code_region}
    return Figure(
        key=key, title=title, data=data, given=given, ignores=("famille", "preuve"), **more
    )


def _of(title: str, portrait: Portrait) -> str:
    return f"{title} : {portrait.place.nom}"


def families_figure(portrait: Portrait) -> Figure:
    """The four families and what proves each."""
    return _figure(
        portrait,
        "portrait-familles",
        sentences.region_headline(portrait.coverage, portrait.code_region),
        lambda: tables.families_data(portrait),
        files={"CSV": "/api/v1/dispositifs.csv"},
    )


def models_figure(portrait: Portrait) -> Figure:
    """What the region could copy from others."""
    return _figure(
        portrait,
        "portrait-a-copier",
        models_finding(portrait),
        lambda: tables.models_data(portrait),
        note="Non documenté ne veut pas dire inexistant.",
    )


def models_picture(portrait: Portrait, opens: Opener) -> Markup:
    """HTML: how many there are to copy, then the first of them; "" when there is none."""
    drawn = models(portrait.models, opens)
    told = portrait_models(portrait, MODELS_SHOWN)
    return html('<p class="secondaire">{}</p>{}', told, drawn) if drawn else Markup("")


def timeline_bars(portrait: Portrait) -> pd.DataFrame:
    """The bars of the region's schemes: who pays takes the place of the region on every line."""
    rows = portrait.schemes.rows
    funders = "financeur : " + rows.set_index("id")["financeur_libelle"].str.lower()
    bars = selection_bars(portrait.schemes)
    return bars.assign(region=bars["id"].map(funders))


def timeline_figure(portrait: Portrait) -> Figure:
    """The schemes through time."""
    return _figure(
        portrait,
        "portrait-frise",
        _of(timeline_finding(portrait.schemes), portrait),
        lambda: tables.schemes_data(portrait),
        note="Une barre par dispositif ; ce qui est incertain est dessiné incertain.",
    )


def numbers_figure(portrait: Portrait) -> Figure:
    """The numbers that schemes state."""
    title = _of(words.portrait_figures(portrait), portrait)
    return _figure(portrait, "portrait-chiffres", title, lambda: tables.figures_data(portrait))


def national_figure(portrait: Portrait) -> Figure:
    """The national programmes."""
    title = _of(words.portrait_indicators(portrait), portrait)
    data = lambda: tables.indicators_data(portrait)  # noqa: E731
    return _figure(portrait, "portrait-nationaux", title, data)


def _counted(portrait: Portrait) -> str:
    actors, projects = plural(len(portrait.actors), "acteur"), len(portrait.projects)
    return f"{actors}, {plural(projects, 'projet')}"


def places_figure(portrait: Portrait) -> Figure:
    """The region's map and its départements."""
    return _figure(
        portrait,
        "portrait-departements",
        _of(words.portrait_places(portrait), portrait),
        lambda: tables.departements_data(portrait),
        note=f"Chaque point est au centre de sa commune. {words.portrait_unplaced(portrait)}",
        counted=_counted(portrait),
    )


def places_picture(portrait: Portrait, style: str = "f-deux") -> Markup:
    """HTML of the region's map beside its départements; `style` lays the two out."""
    return html(
        '<div class="{}"><div>{}{}</div><div>{}</div></div>',
        style,
        region_map(portrait),
        region_map_legend(portrait),
        departements(portrait),
    )


def actors_figure(portrait: Portrait) -> Figure:
    """The actors, one by one."""
    return _figure(
        portrait,
        "portrait-acteurs",
        words.portrait_actors(portrait),
        lambda: tables.actors_data(portrait),
        files={"CSV": "/api/v1/acteurs.csv"},
        counted=_counted(portrait),
    )


def actors_lists(portrait: Portrait) -> Markup:
    """HTML of the actors and projects, declared AMU first and apart."""
    names = {portrait.code_region: portrait.place.nom}
    declared = portrait.actors[portrait.actors["amu"]]
    allied = portrait.actors[~portrait.actors["amu"]]
    blocks = [
        (declared, "Acteurs de l’AMU", actors_list),
        (allied, "Acteurs d’une pratique voisine", actors_list),
        (portrait.projects, "Projets d’exemple", projects_list),
    ]
    return joined(
        html('<section class="portrait-liste"><h3>{}</h3>{}</section>', title, listed(rows, names))
        for rows, title, listed in blocks
        if len(rows)
    )


def gaps_figure(portrait: Portrait) -> Figure:
    """What was looked for in vain, what sources contradict."""
    title = _of(words.portrait_gaps(portrait), portrait)
    return _figure(portrait, "portrait-lacunes", title, lambda: tables.gaps_data(portrait))


def kin_figure(portrait: Portrait) -> Figure:
    """Neighbours and twins."""
    return _figure(
        portrait,
        "portrait-proches",
        words.portrait_kin(portrait).rstrip("."),
        lambda: tables.kin_data(portrait),
        note=alike_note(),
    )


def lessons_figure(portrait: Portrait) -> Figure:
    """What others have and the region has not."""
    title, given = words.portrait_lessons(portrait), {"region": portrait.code_region}
    return missing_figure(portrait.missing, "portrait-modeles", title, given)


def _alone(
    key: str, figure: Callable[[Portrait], Figure], picture: Callable[[Portrait, Seen], str]
) -> Callable[[Seen], Drawn | None]:
    """Draws a part of a portrait; nothing when its picture is empty."""

    def draw(seen: Seen) -> Drawn | None:
        code = seen.one("region", seen.territories.codes)
        portrait = portrait_of(seen.coverage, seen.territories, code)
        drawn = picture(portrait, seen)
        if not drawn:
            return None
        image = _image(key, portrait) if key in _IMAGES else None
        return Drawn(figure(portrait), Markup(drawn), image=image)

    return draw


def _image(key: str, portrait: Portrait) -> Picture:
    draw, shows, tall = _IMAGES[key]
    return Picture(lambda room: draw(portrait, room), _of(shows, portrait) if shows else "", tall)


def _drawn_timeline(portrait: Portrait, room: Room) -> Piece:
    coverage = portrait.coverage
    bars, year = timeline_bars(portrait), coverage.reading.annee
    return timeline(bars, coverage.edition.year, room, year)


_IMAGES = {**DRAWN, "portrait-frise": (_drawn_timeline, "Une barre par dispositif", False)}


def _timeline(portrait: Portrait, seen: Seen) -> str:
    if portrait.schemes.rows.empty:
        return ""
    year = seen.coverage.reading.annee
    return scheme_timeline(timeline_bars(portrait), seen.edition.year, seen.opens, year)


def _kin(portrait: Portrait, seen: Seen) -> str:
    def both(path: str, **choices: str) -> tuple[str, str]:
        return seen.link(path, **choices), ""

    own = portrait.code_region
    return kin(
        portrait,
        lambda code: both(PATH, region=code),
        lambda code: both("/comparer", regions=f"{own},{code}"),
    )


def _gaps(portrait: Portrait, seen: Seen) -> str:
    return html("{}{}", gaps(portrait), contradictions(portrait, seen.opens))


_PARTS = (
    ("portrait-a-copier", "Ce qu’une région peut copier", models_figure,
     lambda portrait, seen: models_picture(portrait, seen.opens)),
    ("portrait-familles", "Les familles d’une région et leurs preuves", families_figure,
     lambda portrait, seen: families(portrait, seen.opens, "", seen.proposes)),
    ("portrait-frise", "Les dispositifs d’une région dans le temps", timeline_figure, _timeline),
    ("portrait-chiffres", "Les chiffres des dispositifs d’une région", numbers_figure,
     lambda portrait, seen: dated_points(portrait.figures, seen.opens)),
    ("portrait-nationaux", "Les programmes nationaux dans une région", national_figure,
     lambda portrait, seen: indicators(portrait)),
    ("portrait-departements", "Les acteurs d’une région, par département", places_figure,
     lambda portrait, seen: places_picture(portrait)),
    ("portrait-acteurs", "Les acteurs d’une région", actors_figure,
     lambda portrait, seen: actors_lists(portrait)),
    ("portrait-lacunes", "Ce qu’on ne sait pas d’une région", gaps_figure, _gaps),
    ("portrait-proches", "Les voisines et les jumelles d’une région", kin_figure, _kin),
    ("portrait-modeles", "Ce que d’autres régions ont en plus", lessons_figure,
     lambda portrait, seen: missing_list(portrait.missing, portrait.coverage)),
)  # fmt: skip

KINDS = tuple(
    Kind(
        key,
        name,
        PATH,
        _alone(key, figure, picture),
        choices=("region",),
        needs="region",
        over=MODELS_TITLE if key == "portrait-a-copier" else "",
        height=900,
        no_image="" if key in _IMAGES else TEXTS,
    )
    for key, name, figure, picture in _PARTS
)
