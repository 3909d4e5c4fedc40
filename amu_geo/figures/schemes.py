"""The figures of the page of schemes: those that count, and all of them through time."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import html, sign
from amu_geo.charts.picture.frame import Picture
from amu_geo.charts.picture.timeline import timeline
from amu_geo.charts.schemes.table import Group, scheme_table
from amu_geo.charts.schemes.timeline import readable_bars, scheme_timeline, selection_bars
from amu_geo.edition import Edition, referentials
from amu_geo.figures.figure import TEXTS, Drawn, Figure, Kind
from amu_geo.figures.seen import Seen
from amu_geo.french.typography import plural
from amu_geo.memory import remembered
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.selection import Selection, readable_rows, select
from amu_geo.sentences.schemes import finding, timeline_finding
from amu_geo.territories import Territories
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM

PATH = "/dispositifs"
TIMELINE_SHOWS = "Une barre par dispositif, par programme puis par début"
# Parameter of each filter, and the field whose codes it takes.
FIELDS = {
    "financeur": "financeur",
    "statut": "statut",
    "implication": "implication_usagers",
    "confiance": "confiance",
}
CHOICES = ("recherche", "region", "programme", *FIELDS)
# What is open over the table changes nothing of it.
_IGNORED = ("dispositif", "proposer")
_TITLES = {
    CONFIRMED: ("dispositif confirmé", "dispositifs confirmés"),
    TO_CONFIRM: ("dispositif à confirmer", "dispositifs à confirmer"),
}


def schemes_figure(selection: Selection) -> Figure:
    """The table of the schemes."""
    return Figure(
        key="dispositifs",
        ignores=_IGNORED,
        title=finding(selection),
        data=lambda: readable_rows(selection),
    )


def timeline_figure(selection: Selection) -> Figure:
    """The schemes through time."""
    return Figure(
        key="frise",
        ignores=_IGNORED,
        title=timeline_finding(selection),
        data=lambda: readable_bars(selection_bars(selection)),
        note="Une barre par dispositif, pleine quand il est confirmé ; un trait qui s’efface "
        "dit une date inconnue.",
    )


def _selection(seen: Seen) -> Selection:
    chosen = {name: tuple(seen.several(name, referentials.codes(FIELDS[name]))) for name in FIELDS}
    region = seen.one("region", seen.territories.codes)
    filters = Filters(
        recherche=seen.query.get("recherche", ""),
        programmes=tuple(seen.several("programme", seen.edition.programme_labels)),
        regions=(region,) if region else (),
        financeurs=chosen["financeur"],
        statuts=chosen["statut"],
        implications=chosen["implication"],
        confiances=chosen["confiance"],
    )
    return select(_listed(seen.edition, seen.territories), seen.coverage, filters)


def _listed(edition: Edition, territories: Territories) -> SchemeList:
    """The same as on the page: described and indexed once."""
    return remembered(edition, "dispositifs", lambda: SchemeList.of(edition, territories))


def _schemes(seen: Seen) -> Drawn | None:
    selection = _selection(seen)
    kept = selection.retained
    if kept.empty:
        return None
    groups = [
        Group(html("{} {}", sign(state), plural(len(rows), *words)), rows)
        for state, words in _TITLES.items()
        for rows in (kept[kept["etat"] == state],)
    ]
    figure = schemes_figure(selection)
    return Drawn(figure, Markup(scheme_table(groups, figure.title, seen.opens)))


def _timeline(seen: Seen) -> Drawn | None:
    selection = _selection(seen)
    if selection.rows.empty:
        return None
    bars, year = selection_bars(selection), seen.coverage.reading.annee
    drawn = scheme_timeline(bars, seen.edition.year, seen.opens, year)
    last, only = seen.edition.year, seen.narrowed(CHOICES, FIELDS)
    shows = f"{TIMELINE_SHOWS} ({only})" if only else TIMELINE_SHOWS
    image = Picture(lambda room: timeline(bars, last, room, year), shows)
    return Drawn(timeline_figure(selection), Markup(drawn), image=image)


def _kind(key: str, name: str, draw, no_image: str = "") -> Kind:
    return Kind(key, name, PATH, draw, choices=CHOICES, height=1000, no_image=no_image)


KINDS = (
    _kind("dispositifs", "Les dispositifs retenus", _schemes, TEXTS),
    _kind("frise", "Les dispositifs dans le temps", _timeline),
)
