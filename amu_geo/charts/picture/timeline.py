"""The schemes through time as a drawing: the bars of the page, by programme then by start."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.map.signs import SIGN
from amu_geo.charts.map.svg import BRICK, HAIRLINE, SECOND_INK, WHITE
from amu_geo.charts.picture.pieces import (
    Piece,
    Room,
    Run,
    at,
    flowed,
    followed,
    runs,
    stacked,
    words,
)
from amu_geo.charts.picture.signs import TRACE
from amu_geo.charts.picture.text import REGULAR, SEMI, baseline, line, measure, shortened, typed
from amu_geo.charts.schemes.timeline import SAMPLES, Axis, bar_parts, first_year
from amu_geo.french.typography import plural

NOTHING_DATED = "Aucune des sources lues ne date ces dispositifs : rien à placer dans le temps."
NONE_KEPT = "Aucun dispositif n’est retenu : tous ceux-ci sont écartés."
_NAME, _WHEN, _GAP = 540.0, 400.0, 24.0
_BAR = 12.0


def timeline(bars: pd.DataFrame, last: int, room: Room, year: int | None = None) -> Piece:
    """The bars of the schemes retained; of those set aside where none is.

    Parameters
    ----------
    bars
        What `selection_bars` gives.
    last
        Last year drawn, the edition's.
    year
        A past year that is read, marked by a line; None for the present state.
    """
    kept = bars[bars["retenu"]]
    told = "" if len(kept) else NONE_KEPT
    kept = kept if len(kept) else bars
    dated = kept[kept["datee"]]
    if dated.empty:
        return words(NOTHING_DATED, room.size)(room.width)
    axis = Axis(first_year(dated), last + 1)
    groups = [(label, rows) for (_, label), rows in dated.groupby(["rang", "programme_libelle"])]
    warning = words(told, room.size, SEMI)(room.width)
    legend = stacked([warning, _legend(dated, room)], gap=8)
    left = None if room.height is None else room.height - legend.height - 44
    drawn = _named(groups, axis, room, year)
    if left is not None and drawn.height > left:
        drawn = _bare(groups, axis, room, year, left)
    aside = _left_out(bars, kept, dated)
    told = words(aside, room.size * 0.85, fill=SECOND_INK)(room.width)
    return stacked([legend, drawn, *([told] if not room.small else [])], gap=12)


def _left_out(bars: pd.DataFrame, kept: pd.DataFrame, dated: pd.DataFrame) -> str:
    """How many are not drawn, and why."""
    undated, aside = len(kept) - len(dated), len(bars) - len(kept)
    parts = []
    if undated:
        parts.append(f"{plural(undated, 'dispositif')} sans aucune date")
    if aside:
        parts.append(plural(aside, "dispositif non retenu", "dispositifs non retenus"))
    return f"Hors de la figure : {' et '.join(parts)}." if parts else ""


def _legend(dated: pd.DataFrame, room: Room) -> Piece:
    samples = list(SAMPLES)
    if (dated["etat"] == "").any():
        samples.append(("barre", "ecarte", "écarté par cette lecture"))
    size = room.size * 0.88
    return flowed(
        [
            followed(Piece(_part(look, tone, 0, 40), 40, _BAR), words(told, size, fill=SECOND_INK))
            for look, tone, told in samples
        ],
        room.width,
        gap=24,
    )


def _named(
    groups: Sequence[tuple[str, pd.DataFrame]], axis: Axis, room: Room, year: int | None
) -> Piece:
    """A row a scheme, with its name and dates."""
    name, when = (_NAME, _WHEN) if not room.small else (430.0, 0.0)
    left = name + when + _GAP * (2 if when else 1)
    width = room.width - left
    rows = []
    for label, bars in groups:
        number = plural(len(bars), "dispositif daté", "dispositifs datés")
        head = runs(
            Run(label, SEMI, room.size), Run(f"  {number}", REGULAR, room.size * 0.85, SECOND_INK)
        )(room.width)
        rows.append(Piece(at(head, 0, 9), room.width, head.height + 13))
        rows += [_row(bar, axis, room, (name, when), left, width) for bar in bars.itertuples()]
    body = stacked(rows)
    return _on_axis(body, axis, left, width, room, year)


def _row(
    bar, axis: Axis, room: Room, columns: tuple[float, float], left: float, width: float
) -> Piece:
    size = room.size * (0.85 if room.small else 0.9)
    name = words(bar.nom, size, at_most=1 if room.small else 2)(columns[0])
    said = f"{bar.region}, {bar.periode}"
    when = words(said, size * 0.9, fill=SECOND_INK, at_most=2)(columns[1]) if columns[1] else None
    tall = max(name.height, when.height if when else 0, 20) + (2 if room.small else 8)
    drawn = [
        html('<path d="M0 0H{}" stroke="{}"/>', f"{room.width:g}", HAIRLINE),
        at(name, 0, (tall - name.height) / 2),
        at(when, columns[0] + _GAP, (tall - when.height) / 2) if when else "",
        at(_bar(bar, axis, width, _BAR), left, (tall - _BAR) / 2),
    ]
    return Piece(joined(drawn), room.width, tall)


def _bare(
    groups: Sequence[tuple[str, pd.DataFrame]],
    axis: Axis,
    room: Room,
    year: int | None,
    height: float,
) -> Piece:
    """The same bars without names, as thin as their number asks for, under their programme."""
    left, gap = 270.0, 8.0
    width = room.width - left
    number = sum(len(bars) for _, bars in groups)
    pitch = min(14.0, (height - 30 - gap * len(groups)) / number)
    rows = []
    for label, bars in groups:
        size = room.size * 0.9
        told = typed(f"{label} ({len(bars)})")
        cut = shortened([told, ""], 1, REGULAR, size, left - 20) if measure(
            told, REGULAR, size) > left - 20 else [told]  # fmt: skip
        thick = max(2.0, pitch - 1.4)
        drawn = [
            at(_bar(bar, axis, width, thick), left, rank * pitch)
            for rank, bar in enumerate(bars.itertuples())
        ]
        tall = max(len(bars) * pitch, size * 1.1) + gap
        text = line(cut[0], 0, (tall - gap) / 2 + size * 0.35, size)
        rule = html('<path d="M0 {}H{}" stroke="{}"/>', f"{tall - gap / 2:.1f}", width + left,
                    HAIRLINE)  # fmt: skip
        rows.append(Piece(rule + text + joined(drawn), room.width, tall))
    return _on_axis(stacked(rows), axis, left, width, room, year)


def _on_axis(
    body: Piece, axis: Axis, left: float, width: float, room: Room, year: int | None
) -> Piece:
    """Years above, their lines behind, the year that is read over all."""
    size, top = room.size * 0.88, room.size * 1.7
    grid, named = [], []
    for each in axis.named:
        x = left + width * axis.share(each)
        grid.append(
            html('<path d="M{} {}V{}" stroke="{}"/>', f"{x:.1f}", f"{top - 6:.1f}",
                 f"{top + body.height:.1f}", HAIRLINE)
        )  # fmt: skip
        edge = x + measure(str(each), REGULAR, size) / 2 > left + width
        anchor = "end" if edge else "middle"
        named.append(line(str(each), min(x, left + width), baseline(size), size, REGULAR,
                          SECOND_INK, anchor))  # fmt: skip
    read = ""
    if year:
        x = left + width * axis.share(year + 0.5)
        read = html('<path d="M{} {}V{}" stroke="{}" stroke-width="2.5" stroke-opacity="0.6"/>',
                    f"{x:.1f}", f"{top:.1f}", f"{top + body.height:.1f}", BRICK)  # fmt: skip
    drawn = joined((joined(grid), joined(named), at(body, 0, top), read))
    return Piece(drawn, room.width, top + body.height)


def _bar(bar, axis: Axis, width: float, thick: float) -> Piece:
    parts = joined(
        _part(look, tone, start * width, (end - start) * width, thick)
        for look, tone, start, end in bar_parts(bar, axis)
    )
    return Piece(parts, width, thick)


def _part(look: str, tone: str, x: float, width: float, thick: float = _BAR) -> Markup:
    color = TRACE if tone == "ecarte" else SIGN
    if look.startswith("flou"):
        return _faded(look == "flou-apres", color, x, width, thick)
    width = max(width, 5)
    full = tone == "confirmee"
    stroke = 0 if full else min(2.5 if tone == "a-confirmer" else 1.5, thick / 3)
    half = stroke / 2
    start, end, top, low = x + half, x + width - half, half, thick - half
    tip = min(8.0, width / 2) if look.endswith("en-cours") and tone != "ecarte" else 0
    shape = (
        f"M{start:.1f} {top:.1f}H{end - tip:.1f}L{end:.1f} {thick / 2:.1f}"
        f"L{end - tip:.1f} {low:.1f}H{start:.1f}Z"
        if tip
        else f"M{start:.1f} {top:.1f}H{end:.1f}V{low:.1f}H{start:.1f}Z"
    )
    return html(
        '<path d="{}" fill="{}" stroke="{}" stroke-width="{}" stroke-linejoin="round"/>',
        shape,
        color if full else WHITE,
        color,
        f"{stroke:.1f}",
    )


def _faded(after: bool, color: str, x: float, width: float, thick: float) -> Markup:
    """Stripes that fade away from what is known: a date that nobody gives."""
    stripes, number = [], int(width // 10) + 1
    for rank in range(number):
        place = rank * 10 if after else width - 5 - rank * 10
        wide = min(5.0, width - rank * 10)
        if wide < 1:
            continue
        fade = 1 - 0.9 * rank / max(number - 1, 1)
        stripes.append(
            html(
                '<rect x="{}" width="{}" height="{}" opacity="{}"/>',
                f"{x + max(place, 0):.1f}",
                f"{wide:.1f}",
                f"{thick:g}",
                f"{fade:.2f}",
            )
        )
    return html('<g fill="{}">{}</g>', color, joined(stripes))
