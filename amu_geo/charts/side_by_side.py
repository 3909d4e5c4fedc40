"""Regions side by side: families or programmes in rows, the schemes inside the cells.

What differs is marked and coloured; what is the same everywhere stays quiet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pandas as pd

from amu_geo.charts.levels import label, level
from amu_geo.charts.markup import dot, joined, link
from amu_geo.coverage import Coverage, main_families
from amu_geo.typography import number, typeset
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# A cell names the first schemes; its proof names them all.
NAMED_IN_A_CELL = 2
MASCULINE_WORDS = {CONFIRMED: "couvert", TO_CONFIRM: "probable", UNDOCUMENTED: "non documenté"}


@dataclass(frozen=True)
class Links:
    """Addresses that the table leads to.

    `proof(code_region, famille)` is the portrait where a cell's proof also stands;
    `first(code_region)` is the same view with that region in the first place.
    """

    proof: Callable[[str, str], str]
    first: Callable[[str], str]


def families_side_by_side(
    coverage: Coverage, matrix: pd.DataFrame, references: pd.DataFrame, links: Links, caption: str
) -> str:
    """HTML of the table families × regions.

    Parameters
    ----------
    matrix
        `comparison.family_matrix` of the compared regions, the reader's own first.
    references
        `comparison.support_references` of the 18 regions.
    """
    codes = list(dict.fromkeys(matrix["code_region"]))
    lines = dict(iter(matrix.groupby("famille", sort=False)))
    body = joined(
        _line(
            f"{dot(FAMILIES[line], spoken=False)} {escape(FAMILIES[line].label)}",
            f"échelle : {FAMILIES[line].scale}",
            line,
            lines[line],
            references[references["famille"] == line],
            links,
        )
        for line in lines
    )
    return _table("Famille", coverage, codes, body, links, caption)


def programmes_side_by_side(
    coverage: Coverage, matrix: pd.DataFrame, references: pd.DataFrame, links: Links, caption: str
) -> str:
    """HTML of the table programmes × regions, the programmes that differ first.

    A cell opens the proof of the family that its programme supports. `matrix` and
    `references` as above, with `programme_matrix`.
    """
    supported = main_families(coverage.edition.programmes)
    codes = list(dict.fromkeys(matrix["code_region"]))
    lines = dict(iter(matrix.groupby("programme", sort=False)))
    body = ""
    for line in sorted(lines, key=lambda line: not lines[line]["differe"].iloc[0]):
        families = [family for family in FAMILIES if family in supported.get(line, ())]
        title = escape(typeset(lines[line]["programme_libelle"].iloc[0]))
        about = ", ".join(FAMILIES[family].label for family in families)
        body += _line(
            title,
            f"soutient : {about}" if about else "",
            families[0] if families else "",
            lines[line],
            references[references["programme"] == line],
            links,
        )
    return _table("Programme", coverage, codes, body, links, caption)


def _table(
    first: str, coverage: Coverage, codes: list[str], body: str, links: Links, caption: str
) -> str:
    heads = joined(_head(coverage, code, code == codes[0], links) for code in codes)
    label_ = escape(typeset(caption))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{label_}">'
        f'<table class="tableau comparaison"><caption>{label_}</caption>'
        f'<thead><tr><th scope="col">{first}</th>{heads}'
        '<th scope="col" class="reperes">Repères<small>régions où c’est couvert</small></th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head(coverage: Coverage, code: str, own: bool, links: Links) -> str:
    row = coverage.by_region[code]
    name = escape(typeset(row["nom"]))
    known = coverage.documented(code)
    score = f"niveau-{level(coverage, code)}" if known else "nd"
    said = "familles sur quatre" if known else "non documenté"
    mine = (
        '<small class="vous">première choisie</small>'
        if own
        else "<small>"
        + link(links.first(code), "mettre en premier", "premiere", code)
        + f'<span class="invisible"> : {name}</span></small>'
    )
    return (
        f'<th scope="col"{" class=vous" if own else ""}><span class="note {score}">'
        f'{label(coverage, code)}</span><span class="invisible"> {said}, </span>{name}{mine}</th>'
    )


def _line(
    title: str,
    about: str,
    family: str,
    cells: pd.DataFrame,
    references: pd.DataFrame,
    links: Links,
) -> str:
    differs = bool(cells["differe"].iloc[0])
    several = len(cells) > 1
    mark = ""
    if several:
        words = "≠ elles diffèrent" if differs else "= le même état"
        mark = f'<small class="marque">{words}</small>'
    boxes = joined(_cell(cell, family, links) for cell in cells.itertuples())
    style = "differe" if differs else "pareil"
    return (
        f'<tr class="{style}"><th scope="row">{title}'
        f"<small>{escape(typeset(about))}</small>{mark}</th>"
        f'{boxes}<td class="reperes">{_references(references)}</td></tr>'
    )


def _cell(cell, family: str, links: Links) -> str:
    state = (STATES if hasattr(cell, "famille") else MASCULINE_WORDS)[cell.etat]
    named = "".join(
        f'<span class="nom" title="{escape(typeset(name))}">{escape(typeset(name))}</span>'
        for name in cell.noms[:NAMED_IN_A_CELL]
    )
    more = len(cell.noms) - NAMED_IN_A_CELL
    if more > 0:
        named += f'<span class="suite">et {more} autre{"s" if more > 1 else ""}</span>'
    if cell.etat == UNDOCUMENTED:
        named = '<span class="mot">n.d.</span>'
    elif cell.etat == TO_CONFIRM:
        named = f'<span class="mot">probable : dates incertaines</span>{named}'
    words = escape(typeset(f"{cell.nom} : {state}, voir la preuve."))
    spoken = f'<span class="invisible">{words} </span>'
    inside = spoken + named
    if family:
        inside = link(
            links.proof(cell.code_region, family),
            inside,
            "preuve",
            f"{cell.code_region}|{family}",
            "boite",
        )
    style = {CONFIRMED: "couvert", TO_CONFIRM: "probable", UNDOCUMENTED: "manque"}[cell.etat]
    return f'<td class="etat-{style} teinte-{family}">{inside}</td>'


def _references(references: pd.DataFrame) -> str:
    return joined(
        f"<span>{escape(row.libelle)} <strong>{number(row.soutiens)}</strong>"
        f"<small> sur {number(row.regions)}</small></span>"
        for row in references.itertuples()
    )
