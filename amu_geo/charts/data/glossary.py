"""The words of the trade, and the impact registers that practitioners follow."""

from __future__ import annotations

from itertools import groupby

from amu_geo.charts.base.markup import folded, html, joined, outside_link, shown
from amu_geo.edition import referentials
from amu_geo.french import collation
from amu_geo.french.typography import plural


def glossary_list() -> str:
    """HTML of the whole glossary, in alphabetical order, each definition with its source."""
    rows = sorted(referentials.rows("glossaire"), key=lambda row: collation.key(row["terme"]))
    items = joined(
        html(
            '<dt id="mot-{}">{}</dt><dd>{}{}</dd>',
            row["code"],
            shown(row["terme"]),
            shown(row["definition"]),
            _source(row),
        )
        for row in rows
    )
    return html('<dl class="lexique">{}</dl>', items)


def _source(row: referentials.Row) -> str:
    if not row["url_source"]:
        return ""
    return html(" <small>{}</small>", outside_link(row["url_source"], row["source"]))


def impact_registers_list() -> str:
    """HTML of the registers by who keeps them: the questions, when they are asked, the source."""
    blocks = []
    by_register = groupby(referentials.rows("registres_impact"), key=_register)
    for (who, name), rows in by_register:
        found = list(rows)
        items = joined(
            html(
                "<li><strong>{}</strong> : {}</li>",
                shown(row["dimension"]),
                shown(row["description"]),
            )
            for row in found
        )
        source = outside_link(found[0]["url_source"], found[0]["source"])
        content = html('<ul class="puces">{}</ul><p class="source">Source : {}</p>', items, source)
        count = plural(len(found), "question")
        blocks.append(
            folded(html("<strong>{}</strong> {}, {}", shown(name), shown(who), count), content)
        )
    return joined(blocks)


def _register(row: referentials.Row) -> tuple[str, str]:
    return row["porteur"], row["registre"]
