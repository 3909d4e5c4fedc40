"""The figures of a portrait as drawings: families, places, national programmes, neighbours."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.actors.map import MARKS
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.plain import BORDER, LAND
from amu_geo.charts.map.svg import PAPER, SECOND_INK
from amu_geo.charts.picture.pieces import (
    Cell,
    Piece,
    Room,
    Run,
    above,
    beside,
    flowed,
    followed,
    runs,
    scaled,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import (
    discs,
    family_disc,
    score,
    states_legend,
    states_of,
    unknown,
)
from amu_geo.charts.picture.table import Column, Line, table
from amu_geo.charts.picture.text import BOLD, REGULAR, SEMI, line
from amu_geo.charts.region.figures import rate
from amu_geo.charts.region.kin import programmes_told, why
from amu_geo.charts.region.map import dots_placed, ground
from amu_geo.french.grammar import capital
from amu_geo.french.typography import UNKNOWN, number, plural
from amu_geo.profiles.region import Portrait
from amu_geo.schemes import Proof
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

_RADII = {"amu": 6.0, "voisine": 4.8, "projet": 4.6}
NOT_COMPARED, NOBODY = "ne se compare pas", "aucun acteur recensé"


def families_drawn(portrait: Portrait, room: Room) -> Piece:
    """The four families: state, what gives it, the scheme that proves most."""
    columns = [
        Column(width=250 if room.small else 320),
        Column(width=210 if room.small else 250),
        Column(),
    ]
    lines = [Line(_family(found, room)) for found in portrait.proofs]
    return table(columns, lines, room, centred=room.small)


def _family(found: Proof, room: Room) -> list[Cell]:
    family, size = FAMILIES[found.famille], room.size
    big = size * 1.15
    name = above(
        words(family.label, big, SEMI),
        words(f"échelle : {family.scale}", size * 0.85, fill=SECOND_INK),
        gap=0,
    )
    schemes = list(found.dispositifs.itertuples())
    parts = [] if room.small else [words(f"{found.regle} {'' if schemes else found.elargir}", size)]
    if schemes:
        first = schemes[0]
        parts.append(words(first.nom, size, SEMI, at_most=1 if room.small else 3))
        if not room.small:
            parts.append(words(f"{capital(first.regle)}.", size * 0.9, fill=SECOND_INK))
            facts = f"{first.programme_libelle} · financeur : {first.financeur_libelle}"
            parts.append(words(f"{facts} · {first.periode}", size * 0.9, fill=SECOND_INK))
        more = len(schemes) - 1
        if more:
            told = f"et {plural(more, 'autre dispositif', 'autres dispositifs')}"
            parts.append(words(told, size * 0.9, fill=SECOND_INK))
    return [followed(family_disc(found.famille, found.etat, 24), name, 14), _state(found, size),
            above(*parts, gap=5)]  # fmt: skip


def _state(found: Proof, size: float) -> Cell:
    if found.etat == UNDOCUMENTED:
        mark = unknown(size * 0.9)

        def undocumented(width: float) -> Piece:
            return followed(mark(width), words(STATES[found.etat], size))(width)

        if not found.manque:
            return undocumented
        return above(undocumented, words(found.manque, size * 0.88, fill=SECOND_INK), gap=2)
    parts = [words(capital(STATES[found.etat]), size, SEMI)]
    if found.etat == TO_CONFIRM:
        parts.append(words(found.manque, size * 0.88, fill=SECOND_INK))
    if found.etat == CONFIRMED:
        proven, kept = int(found.dispositifs["fonde"].sum()), len(found.dispositifs)
        among = "" if proven == kept else f" sur {kept}"
        told = f"{plural(proven, 'dispositif')}{among}"
        parts.append(words(told, size * 0.88, fill=SECOND_INK))
    return above(*parts, gap=2)


def places_drawn(portrait: Portrait, room: Room) -> Piece:
    """The region's map, beside its départements where there is room."""
    key = [followed(_point(mark), words(mark.label, room.size)) for mark in MARKS]
    drawn = ground(portrait.territories, portrait.code_region)
    if room.height is not None:
        legend = flowed(key, room.width)
        high = room.height - legend.height - 12
        scale = min(high / drawn.height, room.width / drawn.width)
        return stacked([_region_map(portrait, scale), legend], gap=12)
    width = 640.0
    legend = flowed(key, width)
    left = stacked([_region_map(portrait, min(width / drawn.width, 1.3)), legend], gap=16)
    left = left._replace(width=width)
    gap = 56.0
    return beside(left, _departements(portrait, Room(room.width - width - gap)), gap=gap)


def _region_map(portrait: Portrait, scale: float) -> Piece:
    """The region, `scale` times as large as it is drawn; words keep their size."""
    drawn = ground(portrait.territories, portrait.code_region)
    names = joined(
        line(code, x, y + 5 / scale, 15 / scale, SEMI, SECOND_INK, "middle")
        for code, _, x, y in drawn.labels
    )
    dots = joined(_dot(row["sorte"], x, y) for x, y, row in dots_placed(portrait, drawn))
    code = portrait.code_region
    shape = html(
        '<g transform="scale(0.5)"><path id="region-{}" data-region="{}" d="{}" fill="{}"/>'
        '<path d="{}" fill="none" stroke="{}" stroke-width="2.6" stroke-linejoin="round"/></g>',
        code,
        code,
        drawn.outline,
        LAND,
        drawn.borders,
        BORDER,
    )
    return scaled(Piece(shape + names + dots, drawn.width, drawn.height), scale)


def _dot(kind: str, x: float, y: float) -> str:
    mark = next(mark for mark in MARKS if mark.code == kind)
    return html(
        '<g transform="translate({} {})" opacity="{}">{}</g>',
        f"{x:.1f}",
        f"{y:.1f}",
        f"{max(mark.opacity, 0.85):g}",
        _mark(kind, _RADII[kind], mark.color, mark.line),
    )


def _mark(kind: str, r: float, color: str, outline: str) -> str:
    if kind == "projet":
        return html(
            '<path d="M0 {}L{} 0L0 {}L{} 0Z" fill="{}" stroke="{}"/>', -r, r, r, -r, color, PAPER
        )
    return html('<circle r="{}" fill="{}" stroke="{}" stroke-width="1.3"/>', r, color, outline)


def _point(mark) -> Piece:
    drawn = html('<g transform="translate(8 8)">{}</g>', _mark(mark.code, 7, mark.color, mark.line))
    return Piece(drawn, 16, 16)


def _departements(portrait: Portrait, room: Room) -> Piece:
    heads = ("Habitants", "km²", "AMU", "Voisine", "Projets")
    columns = [Column("Département", share=2.2)]
    columns += [Column(head, width=width, align="end")
                for head, width in zip(heads, (110, 80, 55, 75, 75), strict=True)]  # fmt: skip
    size, lines = room.size * 0.92, []
    for row in portrait.departements.itertuples():
        nobody = row.nb_amu + row.nb_voisins + row.nb_projets == 0
        counts = (
            [unknown(size * 0.9), words("", size), words("", size)]
            if nobody
            else [words(str(n), size) for n in (row.nb_amu, row.nb_voisins, row.nb_projets)]
        )
        name = runs(
            Run(row.nom, SEMI, size), Run(f" {row.code_departement}", size=size * 0.85,
                                          fill=SECOND_INK)
        )  # fmt: skip
        people = [words(number(n), size) for n in (row.population, row.superficie_km2)]
        lines.append(Line([name, *people, *counts]))
    shown = table(columns, lines, room)
    told = words(f"n.d. : {NOBODY}, ce qui n’est pas un zéro.", size * 0.9, fill=SECOND_INK)
    rows = portrait.departements
    empty = (rows["nb_amu"] + rows["nb_voisins"] + rows["nb_projets"] == 0).any()
    return stacked([shown, told(room.width)] if empty else [shown], gap=8)


def nationals_drawn(portrait: Portrait, room: Room) -> Piece:
    """The national programmes: the number, and the rates where they may be compared."""
    found = portrait.indicators
    columns = [
        Column("Indicateur national", share=2.2),
        Column("Ici", align="end"),
        Column("Pour 100 000 hab.", align="end"),
        Column("Toutes les régions", align="end"),
        Column(portrait.zone[1], align="end"),
    ]
    if not room.small:
        columns.append(Column("Source", width=80, align="end"))
    lines = []
    for caution in sorted(found["prudence"].unique(), key=lambda one: one != ""):
        if caution:
            lines.append(Line([words(capital(caution), room.size * 0.95, SEMI, SECOND_INK)]))
        rows = found[found["prudence"] == caution]
        lines += [Line(_indicator(row, room)) for row in rows.itertuples()]
    return table(columns, lines, room, ("autre indicateur", "autres indicateurs"), dense=room.small)


def _indicator(row, room: Room) -> list[Cell]:
    size = room.size
    value = UNKNOWN if pd.isna(row.valeur) else number(float(row.valeur))
    here = runs(Run(value, BOLD, size), Run(f" {row.unite}", REGULAR, size * 0.88, SECOND_INK))
    if row.prudence:
        rates = [words("", size), words("", size), words(NOT_COMPARED, size * 0.85,
                                                         fill=SECOND_INK)]  # fmt: skip
    else:
        told = (row.pour_100000_habitants, row.reference_ensemble, row.reference_zone)
        rates = [words(rate(one), size, SEMI if not rank else REGULAR)
                 for rank, one in enumerate(told)]  # fmt: skip
    cells = [words(row.libelle, size, at_most=1 if room.small else 2), here, *rates]
    return cells if room.small else [*cells, words(str(int(row.annee)), size, fill=SECOND_INK)]


def kin_drawn(portrait: Portrait, room: Room) -> Piece:
    """Neighbours and twins: their signs, what they have in common, what they have more."""
    size, coverage = room.size, portrait.coverage
    columns = [
        Column("Région", share=1.1),
        Column("Lien", share=0.9),
        Column("Familles : confirmées/documentées", width=185),
        *([] if room.small else [Column("Programmes en commun", share=1.9)]),
        Column("Elle a en plus", share=1.5),
    ]
    lines = []
    for one in portrait.kin:
        four = discs(states_of(coverage, one.code_region), 16, 5)
        sums = score(coverage, one.code_region, size * 0.9)
        cells = [
            words(one.nom, size, SEMI),
            words(why(one), size),
            _followed(four, sums),
            *([] if room.small else [words(programmes_told(portrait, one.communs), size * 0.92)]),
            words(programmes_told(portrait, one.en_plus), size * 0.92),
        ]
        lines.append(Line(cells, region=one.code_region))
    legend = flowed(states_legend(size * 0.9), room.width, gap=22)
    left = None if room.height is None else room.height - legend.height - 12
    rows = table(columns, lines, Room(room.width, left), ("autre région", "autres régions"))
    return stacked([legend, rows], gap=12)


def _followed(first: Cell, second: Cell) -> Cell:
    return lambda width: followed(first(width), second, 12)(width)


# How a part is drawn as an image, what is said that it shows, whether it is as high as wide.
DRAWN = {
    "portrait-familles": (families_drawn, "Les quatre familles, et leurs preuves", False),
    "portrait-nationaux": (nationals_drawn, "Programmes nationaux", False),
    "portrait-departements": (places_drawn, "Acteurs et projets, au centre de leur commune", True),
    "portrait-proches": (kin_drawn, "Régions voisines et régions jumelles", False),
}
