"""The table of the file: every region, its cells and its numbers; the script changes it in place.

What a cell says is read from the data of the file, so that both say the same.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from amu_geo.charts.base.markup import dot, html, joined
from amu_geo.charts.map.alone import STATE_RANKS
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED, Family

WORDS = {CONFIRMED: "confirmée", TO_CONFIRM: "à confirmer", UNDOCUMENTED: "n.d."}
UNKNOWN = "n.d."
_STATES = {rank: state for state, rank in STATE_RANKS.items()}


def table_html(data: dict[str, Any], view: list[Any], caption: str) -> Markup:
    """HTML of the table of a view, regions in their order."""
    texts, (cases, order) = data["textes"], view[-2:]
    body = joined(
        _row(data["regions"][rank], data["cas"][rank][cases[rank]], texts) for rank in order
    )
    families = joined(
        html('<th scope="col" class="famille"><span>{}</span></th>', family.label)
        for family in FAMILIES.values()
    )
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="Toutes les régions">'
        '<table id="tableau"><caption>{}</caption><thead><tr><th scope="col">Région</th>{}'
        '<th scope="col" class="nombre">Confirmées sur documentées</th>'
        '<th scope="col" class="nombre">Documentées, min. – max.</th>'
        '<th scope="col" class="nombre">Dispositifs, dont confirmés</th>'
        '<th scope="col" class="nombre">Acteurs, dont AMU</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        caption,
        families,
        body,
    )


def _row(region: list[Any], case: list[Any], texts: list[str]) -> Markup:
    code, name, _, (actors, declared) = region
    confirmed, documented, least, most, schemes, proven, *_, cells = case
    both = html("<b>{}</b> sur {}", confirmed, documented) if documented else html("<b>n.d.</b>")
    return html(
        '<tr data-ligne="{}"><th scope="row">{}</th>{}<td class="nombre deux">{}</td>'
        '<td class="nombre">{}</td><td class="nombre">{}</td><td class="nombre">{}</td></tr>',
        code,
        name,
        joined(
            _cell(family, cell, texts)
            for family, cell in zip(FAMILIES.values(), cells, strict=True)
        ),
        both,
        f"{least} – {most}" if documented else UNKNOWN,
        f"{schemes}, dont {proven}" if schemes else schemes,
        f"{actors}, dont {declared}" if actors else UNKNOWN,
    )


def _cell(family: Family, cell: list[Any], texts: list[str]) -> Markup:
    state = _STATES[cell[0]]
    return html(
        '<td class="case {}">{}<span class="mot"><b>{}</b> <small>{}</small></span></td>',
        "nd-case" if state == UNDOCUMENTED else state,
        dot(family, state, spoken=False),
        WORDS[state],
        texts[cell[2]],
    )
