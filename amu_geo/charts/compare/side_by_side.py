"""Regions side by side: families or programmes in rows, the schemes inside the cells.

What differs is marked and coloured; what is the same everywhere stays quiet. A cell says its
state by the sign that stands for it everywhere, and by a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, joined, link, sign
from amu_geo.charts.map.levels import in_words, label, level
from amu_geo.charts.schemes.state import SCHEME_STATES, lacking_proof
from amu_geo.french.typography import UNKNOWN, number, plural, typeset
from amu_geo.measure.coverage import Coverage, main_families
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# A cell names the first schemes; its proof names them all.
NAMED_IN_A_CELL = 2


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
            coverage,
            escape(FAMILIES[line].label),
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
    codes = list(dict.fromkeys(matrix["code_region"]))
    body = joined(
        _line(
            coverage,
            escape(typeset(title)),
            about,
            family,
            cells,
            references[references["programme"] == programme],
            links,
        )
        for programme, title, about, family, cells in programme_lines(coverage, matrix)
    )
    return _table("Programme", coverage, codes, body, links, caption)


def programme_lines(
    coverage: Coverage, matrix: pd.DataFrame
) -> Iterator[tuple[str, str, str, str, pd.DataFrame]]:
    """The lines of the programmes, those that differ first.

    Each is its code, its label, the families that it belongs to in words, the first of them ("" for
    none), its cells.
    """
    supported = main_families(coverage.edition.programmes)
    lines = dict(iter(matrix.groupby("programme", sort=False)))
    for line in sorted(lines, key=lambda line: not lines[line]["differe"].iloc[0]):
        families = [family for family in FAMILIES if family in supported.get(line, ())]
        about = ", ".join(FAMILIES[family].label for family in families)
        yield (
            line,
            lines[line]["programme_libelle"].iloc[0],
            f"famille : {about}" if about else "",
            families[0] if families else "",
            lines[line],
        )


def _table(
    first: str, coverage: Coverage, codes: list[str], body: str, links: Links, caption: str
) -> str:
    heads = joined(_head(coverage, code, code == codes[0], links) for code in codes)
    label_ = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau comparaison"><caption>{}</caption>'
        '<thead><tr><th scope="col">{}</th>{}'
        '<th scope="col" class="reperes">Repères<small>nombre de régions : confirmée/documentée'
        "</small></th></tr></thead><tbody>{}</tbody></table></div>",
        label_,
        label_,
        first,
        heads,
        body,
    )


def _head(coverage: Coverage, code: str, own: bool, links: Links) -> str:
    row = coverage.by_region[code]
    name = escape(typeset(row["nom"]))
    known = coverage.documented(code)
    score = f"niveau-{level(coverage, code)}" if known else "nd"
    states = [(family.code, row[family.column]) for family in FAMILIES.values()]
    mine = (
        Markup('<small class="vous">première choisie</small>')
        if own
        else Markup("<small>")
        + link(links.first(code), "mettre en premier", "premiere", code)
        + html('<span class="invisible"> : {}</span></small>', name)
    )
    return html(
        '<th scope="col"{}>{}'
        '<span class="invisible"> : {}. </span>'
        '<span class="bilan" aria-hidden="true"><span class="note {}">'
        "{}</span>{}</span>{}</th>",
        " class=vous" if own else "",
        name,
        in_words(coverage, code),
        score,
        label(coverage, code),
        _signs(states),
        mine,
    )


def _signs(states: list[tuple[str, str]]) -> str:
    """The four signs, silent: what they say is told in words beside them."""
    inside = joined(dot(FAMILIES[family], state, spoken=False) for family, state in states)
    return html('<span class="pastilles">{}</span>', inside)


def _line(
    coverage: Coverage,
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
        words = "≠ pas dans le même état" if differs else "= dans le même état"
        mark = html('<small class="marque">{}</small>', words)
    boxes = joined(_cell(coverage, cell, family, links) for cell in cells.itertuples())
    style = "differe" if differs else "pareil"
    return html(
        '<tr class="{}"><th scope="row">{}'
        "<small>{}</small>{}</th>"
        '{}<td class="reperes">{}</td></tr>',
        style,
        title,
        typeset(about),
        mark,
        boxes,
        _references(references),
    )


def _cell(coverage: Coverage, cell, family: str, links: Links) -> str:
    words = STATES if hasattr(cell, "famille") else SCHEME_STATES
    spoken = escape(typeset(f"{cell.nom} : {words[cell.etat]}, voir la preuve."))
    inside = html(
        '<span class="invisible">{} </span><span class="mot" aria-hidden="true">{}{}</span>{}',
        spoken,
        _sign(cell.etat, family),
        _short(words[cell.etat], cell.etat),
        _named(coverage, cell),
    )
    if family:
        inside = link(
            links.proof(cell.code_region, family),
            inside,
            "preuve",
            f"{cell.code_region}|{family}",
            "boite",
        )
    return html('<td class="etat-{} teinte-{}">{}</td>', cell.etat, family, inside)


def _sign(state: str, family: str) -> str:
    return dot(FAMILIES[family], state, spoken=False) if family else sign(state)


def _short(words: str, state: str) -> str:
    if state == UNDOCUMENTED:
        return "n.d."
    return typeset(words.removeprefix("documentée, ").removeprefix("documenté, "))


def _named(coverage: Coverage, cell) -> str:
    """The schemes of a cell; of a confirmed one, those that confirm it."""
    since = ""
    shown = named_in_a_cell(cell)
    if cell.etat == TO_CONFIRM:
        since = html('<span class="suite">{}</span>', lacking(coverage, cell))
    named = joined(
        html('<span class="nom" title="{}">{}</span>', typeset(name), typeset(name))
        for name in shown
    )
    others = others_told(cell, len(shown))
    more = html('<span class="suite">{}</span>', others) if others else ""
    return joined((since, named, more))


def named_in_a_cell(cell) -> tuple[str, ...]:
    """Names of the first schemes of a cell; of a confirmed one, of those that confirm it."""
    return cell.noms[: min(NAMED_IN_A_CELL, cell.confirmes or len(cell.noms))]


def lacking(coverage: Coverage, cell) -> str:
    """What a cell lacks to be confirmed."""
    return lacking_proof(coverage, cell.dispositifs)


def others_told(cell, shown: int) -> str:
    """« et 2 autres dispositifs, dont 1 à confirmer »; "" when all are shown."""
    more, unproven = len(cell.noms) - shown, len(cell.noms) - cell.confirmes
    if not more:
        return ""
    text = f"et {plural(more, 'autre dispositif', 'autres dispositifs')}"
    if cell.etat == CONFIRMED and unproven:
        text += ", à confirmer" if unproven == more else f", dont {unproven} à confirmer"
    return typeset(text)


def _references(references: pd.DataFrame) -> str:
    return joined(
        html(
            "<span>{} <small>({})</small> <span>{}</span></span>",
            typeset(row.libelle),
            number(row.regions),
            _regions(row),
        )
        for row in references.itertuples()
    )


def _regions(row) -> str:
    """« 7/15 »: regions where it is confirmed, documented; « n.d. » where it is in none."""
    if not row.documentees:
        return UNKNOWN
    return html("<strong>{}</strong>/{}", number(row.confirmees), number(row.documentees))
