"""The schemes through time: one bar a scheme, what is uncertain drawn uncertain.

HTML rather than a drawing: each line is read aloud with its dates, opens its scheme and prints.
"""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import STATE_CLASSES, html, joined
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.typography import plural, typeset
from amu_geo.schemes.bars import scheme_bars
from amu_geo.schemes.selection import Selection
from amu_geo.vocabulary import CONFIRMED, FIRST_YEAR, TO_CONFIRM

# Years between two that are named, for axes of at most so many years; more have the last.
STEPS = ((8, 1), (16, 2))
STEP = 5
# Beyond that share of the axis there is no room for four figures.
EDGE = 0.88
# A start that is not known fades in over so many years; an unknown end fades until today,
# since the scheme may still run.
FADE = 3
_STATES = {CONFIRMED: "confirmé", TO_CONFIRM: "à confirmer"}


def selection_bars(selection: Selection) -> pd.DataFrame:
    """The bars of the schemes found, with region (name), retenu (bool), etat and raison.

    `etat` is "" for those that are set aside, `raison` for the others.
    """
    rows = selection.rows
    bars = scheme_bars(rows, selection.coverage.edition, FIRST_YEAR)
    known = rows.set_index("id")[["region", "retenu", "etat", "raison"]]
    return bars.join(known, on="id")


def readable_bars(bars: pd.DataFrame) -> pd.DataFrame:
    """The bars as a table for people: words, and « n.d. » where no date is known."""
    sure = {True: "connu", False: "inconnu ou déduit"}
    ends = {True: "connue", False: "inconnue"}
    drawn = bars["datee"]
    return pd.DataFrame(
        {
            "Dispositif": bars["nom"],
            "Région": bars["region"],
            "Programme": bars["programme_libelle"],
            "Période": bars["periode"],
            "Dessiné de": bars["debut"].astype(str).where(drawn, "n.d."),
            "à": bars["fin"].astype(str).where(drawn, "n.d."),
            "Début": bars["debut_connu"].map(sure),
            "Fin": bars["fin_connue"].map(ends),
            "Retenu": bars["retenu"].map({True: "oui", False: "non"}),
            "État": bars["etat"].map(_STATES | {"": "écarté"}),
        }
    )


def scheme_timeline(bars: pd.DataFrame, last: int, opens: Opener, year: int | None = None) -> str:
    """HTML of the timeline, by programme then by start; what is not retained is folded.

    Parameters
    ----------
    bars
        What `selection_bars` gives: full when confirmed, hollow when to be confirmed, grey
        when the reading sets it aside.
    last
        Last year drawn, the edition's.
    opens
        Makes the link to a scheme, from its id and the HTML of its name.
    year
        A past year that is read, marked by a line; None for the present state.
    """
    kept, aside = bars[bars["retenu"]], bars[~bars["retenu"]]
    drawn = _drawn(kept, last, opens, year) if len(kept) else ""
    legend = _legend() if bars["datee"].any() else ""
    return legend + drawn + _set_aside(aside, last, opens, year, kept.empty)


def _set_aside(
    bars: pd.DataFrame, last: int, opens: Opener, year: int | None, is_open: bool
) -> str:
    if bars.empty:
        return ""
    number = plural(len(bars), "dispositif non retenu", "dispositifs non retenus")
    return html(
        '<details class="ecartes"{}><summary>{}</summary>{}</details>',
        Markup(" open") if is_open else "",
        typeset(f"{number} : ce qui les écarte, et quand ils ont eu lieu"),
        _drawn(bars, last, opens, year),
    )


def _drawn(bars: pd.DataFrame, last: int, opens: Opener, year: int | None) -> str:
    """The bars under an axis of their own, then those that no source dates."""
    dated, undated = bars[bars["datee"]], bars[~bars["datee"]]
    if dated.empty:
        return _nothing_dated() + _undated(undated, opens)
    axis = Axis(first_year(dated), last + 1)
    groups = joined(
        _group(label, rows, axis, opens, year)
        for (_, label), rows in dated.groupby(["rang", "programme_libelle"])
    )
    return html(
        '<div class="frise" style="--depart:{};--pas:{}">'
        '<div class="frise-axe" aria-hidden="true"><span></span>'
        '<div class="frise-piste">{}</div></div>{}</div>'
        "{}",
        axis.at(axis.named[0]),
        axis.at(axis.first + axis.step),
        _ticks(axis),
        groups,
        _undated(undated, opens),
    )


def first_year(bars: pd.DataFrame) -> int:
    """The year in which something begins; one more where that beginning is uncertain."""
    return int((bars["debut"] - ~bars["debut_connu"]).min())


class Axis:
    """Years to shares of the track's width."""

    def __init__(self, first: int, end: int) -> None:
        self.first, self.end = first, end
        fitting = (step for most, step in STEPS if end - first <= most)
        self.step = next(fitting, STEP)

    @property
    def named(self) -> range:
        """The years that are written: round ones, where they are many."""
        return range(-(-self.first // self.step) * self.step, self.end, self.step)

    def share(self, year: float) -> float:
        """0 at the first year, 1 at the end; what lies outside is brought to the edge."""
        return min(max((year - self.first) / (self.end - self.first), 0), 1)

    def at(self, year: float) -> str:
        """The same as a CSS length."""
        return f"{100 * self.share(year):.3f}%"


def _ticks(axis: Axis) -> str:
    """The years that are written, the last one on the left of its line where it would stick out."""
    return joined(
        html(
            '<span class="frise-an{}" style="left:{}">{}</span>',
            " au-bord" if axis.share(year) > EDGE else "",
            axis.at(year),
            year,
        )
        for year in axis.named
    )


def _group(
    label: str, bars: pd.DataFrame, axis: Axis, opens: Opener, year: int | None = None
) -> str:
    read = html('<i style="left:{}"></i>', axis.at(year + 0.5)) if year else ""
    lines = joined(_line(bar, axis, opens, read) for bar in bars.itertuples())
    number = plural(len(bars), "dispositif daté", "dispositifs datés")
    return html("<h3>{} <small>{}</small></h3><ol>{}</ol>", label, number, lines)


def _line(bar, axis: Axis, opens: Opener, read: str) -> str:
    name = opens(bar.id, escape(typeset(bar.nom)))
    said = escape(typeset(f"{bar.region}, {bar.periode}"))
    state = html('<span class="invisible">, {}</span>', _STATES.get(bar.etat, "écarté"))
    return html(
        '<li><span class="nom">{}<span class="quand">{}{}</span>{}</span>'
        '<span class="frise-piste" aria-hidden="true">{}{}</span></li>',
        name,
        said,
        state,
        _why(bar),
        read,
        joined(_piece(*part) for part in bar_parts(bar, axis)),
    )


def _why(bar) -> str:
    """What sets a scheme aside, in a line of its own; "" when it is retained."""
    if not bar.raison:
        return ""
    return html('<span class="d-raison">Écarté : {}</span>', typeset(bar.raison))


def bar_parts(bar, axis: Axis) -> list[tuple[str, str, float, float]]:
    """The parts of a bar: look, tone, from which share of the axis to which."""
    start, end = axis.share(bar.debut), axis.share(bar.fin + 1)
    tone = STATE_CLASSES.get(bar.etat, "ecarte")
    parts = []
    if not bar.debut_connu:
        parts.append(("flou-avant", tone, axis.share(bar.debut - FADE), start))
    tail = "en-cours" if bar.en_cours and bar.fin_connue and end == 1 else ""
    parts.append((f"barre {tail}".strip(), tone, start, end))
    if not bar.fin_connue:
        parts.append(("flou-apres", tone, end, 1))
    return parts


def _piece(style: str, tone: str, start: float, end: float) -> str:
    place = f"left:{100 * start:.2f}%;width:{100 * (end - start):.2f}%"
    return html('<b class="{} {}" style="{}"></b>', style, tone, place)


# Look, tone and meaning of what a bar is made of.
SAMPLES = (
    ("barre", "confirmee", "confirmé"),
    ("barre", "a-confirmer", "documenté, à confirmer"),
    ("barre en-cours", "confirmee", "en cours d’après sa source"),
    ("flou-apres", "confirmee", "fin inconnue"),
    ("flou-avant", "confirmee", "début inconnu ou déduit"),
)


def _legend() -> str:
    items = joined(
        html('<li><span class="frise-piste"><b class="{} {}"></b></span>{}</li>', *sample)
        for sample in SAMPLES
    )
    return html('<ul class="frise-legende">{}</ul>', items)


def _nothing_dated() -> str:
    return Markup(
        '<p class="nd vide-dessine">Aucune des sources lues ne date ces dispositifs : '
        "il n’y a rien à placer dans le temps.</p>"
    )


def _undated(undated: pd.DataFrame, opens: Opener) -> str:
    if undated.empty:
        return ""
    items = joined(
        html(
            "<li>{}, {}{}</li>",
            opens(bar.id, escape(typeset(bar.nom))),
            typeset(bar.region),
            typeset(f" : {bar.raison}") if bar.raison else "",
        )
        for bar in undated.itertuples()
    )
    one = "dispositif n’a aucune date et n’est pas dessiné"
    many = "dispositifs n’ont aucune date et ne sont pas dessinés"
    return html(
        '<details class="sans-date"><summary>{}</summary><ul>{}</ul></details>',
        plural(len(undated), one, many),
        items,
    )
