"""« Ce qui a changé », row by row: state before, state after, schemes gained and lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, hue, joined, link
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.measure.years import ENDED, FOUND, GONE, LOST, OTHERS, WON
from amu_geo.vocabulary import FAMILIES, STATES, UNDOCUMENTED

NAMED_IN_A_CELL = 3
# Of the part of the page, which links of the same page lead to.
CHANGES_ID = "ce-qui-a-change"
KINDS = {
    WON: "▲ devient confirmée",
    LOST: "▼ n’est plus confirmée",
    ENDED: "▼ n’est plus ni confirmée ni documentée",
    FOUND: "△ documentée, à confirmer",
    GONE: "▽ n’est plus documentée",
    OTHERS: "= même état, autres dispositifs",
}
# Between editions nothing « becomes »: it was found, or not.
KINDS_OF_EDITIONS = {
    **KINDS,
    WON: "▲ confirmée dans la seconde seulement",
    LOST: "▼ confirmée dans la première seulement",
    ENDED: "▼ documentée et confirmée dans la première seulement",
    FOUND: "△ documentée dans la seconde seulement",
    GONE: "▽ documentée dans la première seulement",
}
NOTHING_CHANGES = typeset(
    "Aucune case ne change : les mêmes familles sont documentées et confirmées, par les mêmes "
    "dispositifs."
)
EMPTY = html('<p class="carte-blanche">{}</p>', NOTHING_CHANGES)


def changes_table(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    moments: tuple[str, str],
    href: Callable[[str, str, int], str],
    caption: str,
    kinds: Mapping[str, str] = KINDS,
) -> str:
    """HTML of the table; each state opens its proof by `data-moment="<0|1>|<région>|<famille>"`.

    Parameters
    ----------
    changes
        What `timeline_summary.with_kinds` gives.
    names
        Name of each scheme by its id, those of both moments.
    moments
        What heads the columns « avant » and « après ».
    href
        Address of the proof of a region and family, at the first (0) or second (1) moment.
    kinds
        Words of each kind of change: `KINDS`, or `KINDS_OF_EDITIONS` between editions.
    """
    if changes.empty:
        return EMPTY
    same = changes["sorte"] == OTHERS
    shown = _table(changes[~same], names, moments, href, caption, kinds) if not same.all() else ""
    if not same.any():
        return shown
    rest = _table(changes[same], names, moments, href, f"Même état. {caption}", kinds)
    summary = f"Même état, autres dispositifs ({int(same.sum())})"
    return html('{}<details class="raison"><summary>{}</summary>{}</details>', shown, summary, rest)


def _table(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    moments: tuple[str, str],
    href: Callable[[str, str, int], str],
    caption: str,
    kinds: Mapping[str, str],
) -> str:
    heads = joined(
        html('<th scope="col">{}</th>', typeset(capital(title)))
        for title in ("Région", "Famille", *moments, "Dispositifs en plus", "Dispositifs en moins")
    )
    body = joined(_row(row, names, href, kinds) for row in changes.itertuples())
    label = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau changements"><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        label,
        label,
        heads,
        body,
    )


def _row(
    row,
    names: Mapping[str, str],
    href: Callable[[str, str, int], str],
    kinds: Mapping[str, str],
) -> str:
    family = FAMILIES[row.famille]
    states = joined(
        html("<td>{}</td>", _state(row, rank, state, href))
        for rank, state in enumerate((row.avant, row.apres))
    )
    return html(
        '<tr class="{}"><th scope="row">{}</th>'
        "<td>{} {}"
        '<small class="sorte">{}</small></td>{}'
        "<td>{}</td><td>{}</td></tr>",
        row.sorte,
        typeset(row.nom),
        hue(family, spoken=False),
        family.label,
        kinds[row.sorte],
        states,
        _schemes(row.gagnes, names),
        _schemes(row.perdus, names),
    )


def _state(row, rank: int, state: str, href: Callable[[str, str, int], str]) -> str:
    family = FAMILIES[row.famille]
    style = "mot nd" if state == UNDOCUMENTED else "mot"
    words = f"{row.nom}, {family.label}, {'après' if rank else 'avant'}, voir la preuve"
    content = html(
        '{}<span class="{}">{}</span><span class="invisible">{}</span>',
        dot(family, state, spoken=False),
        style,
        STATES[state],
        typeset(words),
    )
    cell = f"{rank}|{row.code_region}|{row.famille}"
    return link(href(row.code_region, row.famille, rank), content, "moment", cell, "cellule")


def _schemes(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    shown = joined(html("<li>{}</li>", typeset(names.get(i, i))) for i in ids[:NAMED_IN_A_CELL])
    more = len(ids) - NAMED_IN_A_CELL
    if more > 0:
        shown += html("<li>et {} autre{}</li>", more, "s" if more > 1 else "")
    return html("<ul>{}</ul>", shown) if shown else Markup('<span class="secondaire">aucun</span>')


def changes_data(
    changes: pd.DataFrame,
    names: Mapping[str, str],
    moments: tuple[str, str],
    kinds: Mapping[str, str] = KINDS,
) -> pd.DataFrame:
    """The same, as a table to take away."""
    return pd.DataFrame(
        {
            "Région": changes["nom"],
            "Famille": [FAMILIES[family].label for family in changes["famille"]],
            "Changement": [kinds[kind][2:] for kind in changes["sorte"]],
            moments[0]: changes["avant"].map(STATES),
            moments[1]: changes["apres"].map(STATES),
            "En plus": [" ; ".join(names.get(i, i) for i in ids) for ids in changes["gagnes"]],
            "En moins": [" ; ".join(names.get(i, i) for i in ids) for ids in changes["perdus"]],
        }
    )


def years_data(years: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """`timeline.coverage_by_year` with names and words: year, region, families, states."""
    wide = years.pivot(index=["annee", "code_region"], columns="famille", values="etat")
    counts = years.drop_duplicates(["annee", "code_region"])
    known = counts["familles_documentees"] > 0
    rows = pd.DataFrame(
        {
            "Année": counts["annee"].astype("string"),
            "Région": counts["code_region"].map(names),
            "Familles confirmées": _written(counts["familles_confirmees"], known),
            "Familles documentées": _written(counts["familles_documentees"], known),
        }
    )
    keys = pd.MultiIndex.from_frame(counts[["annee", "code_region"]])
    for family in FAMILIES.values():
        rows[family.label] = wide[family.code].reindex(keys).map(STATES).to_numpy()
    return rows


def _written(numbers: pd.Series, known: pd.Series) -> pd.Series:
    return numbers.astype("string").where(known, "n.d.")
