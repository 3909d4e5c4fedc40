"""Schemes as a table: one row a scheme, its source at the end of the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, joined, shown, sign
from amu_geo.charts.base.source import brief_note
from amu_geo.charts.base.term import term
from amu_geo.edition import referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.schemes.words import RUNNING
from amu_geo.vocabulary import FAMILIES, INVOLVING

# Column of the table, its heading and, when it is jargon, its word in the glossary.
_HEADS = (
    ("region", "Région", ""),
    ("programme", "Programme", "programme"),
    ("financeur", "Financeur", "financeur"),
    ("periode", "Période", ""),
    ("usagers", "Usagers", "implication-des-usagers"),
    ("confiance", "Confiance", "confiance"),
    ("source", "Source", ""),
)

# Makes the link that opens a scheme, from its id and the HTML of its name.
Opener = Callable[[str, str], str]


@dataclass(frozen=True, eq=False)
class Group:
    """Rows under a heading of their own; `title` is HTML, "" for no heading."""

    title: str
    rows: pd.DataFrame


def scheme_table(
    groups: Sequence[Group], caption: str, opens: Opener, columns: Sequence[str] = ()
) -> str:
    """HTML of the table.

    Parameters
    ----------
    groups
        Rows as `described`, with `etat` ("" for those set aside), `regle` (what confirms each
        or what is missing) and, for those set aside, `raison`.
    caption
        What the table holds; read aloud, not drawn.
    columns
        Those that are shown among region, programme, financeur, periode, usagers, confiance,
        source; all of them by default.
    """
    shown = [head for head in _HEADS if not columns or head[0] in columns]
    heads = joined(
        html('<th scope="col" role="columnheader">{}</th>', term(word, label) if word else label)
        for _, label, word in shown
    )
    names = [name for name, _, _ in shown]
    body = joined(_group(group, opens, names) for group in groups if len(group.rows))
    label = escape(typeset(caption))
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau dispositifs" role="table">'
        '<caption class="invisible">{}</caption><thead role="rowgroup"><tr role="row">'
        '<th scope="col" role="columnheader">{}</th>{}</tr></thead>'
        "{}</table></div>",
        label,
        label,
        term("dispositif"),
        heads,
        body,
    )


def _group(group: Group, opens: Opener, columns: list[str]) -> str:
    rows = joined(_row(scheme, opens, columns) for scheme in group.rows.itertuples())
    title = ""
    if group.title:
        title = html(
            '<tr role="row" class="groupe"><th scope="rowgroup" role="rowheader" '
            'colspan="{}">{}</th></tr>',
            len(columns) + 1,
            group.title,
        )
    return html('<tbody role="rowgroup">{}{}</tbody>', title, rows)


def _row(scheme, opens: Opener, columns: list[str]) -> str:
    notes = html('<span class="operateur">{}</span>', typeset(scheme.operateur))
    if scheme.etat:
        notes += html(
            '<span class="etat">{} {}</span>', sign(scheme.etat), shown(capital(scheme.regle))
        )
    reason = getattr(scheme, "raison", "")
    if reason:
        notes += html('<span class="d-raison">Écarté : {}</span>', typeset(reason))
    name = opens(scheme.id, escape(typeset(scheme.nom)))
    cells = joined(
        html('<td role="cell" class="c-{}">{}</td>', column, _CELLS[column](scheme))
        for column in columns
    )
    return html(
        '<tr role="row"><th scope="row" role="rowheader">{}{}</th>{}</tr>', name, notes, cells
    )


def source_link(scheme) -> str:
    """HTML: the site of the source as a link, its age, and whether it is a copy."""
    site = (urlsplit(scheme.url_source).hostname or "source").removeprefix("www.")
    words = scheme.titre_source or site
    copy = html('<span class="copie">{}</span>', typeset(scheme.lien)) if scheme.lien else ""
    return html(
        '<a href="{}" target="_blank" rel="noopener" '
        'class="source-lien" title="{}">{}</a>'
        '{}<span class="age">{}</span>{}',
        scheme.url_source,
        typeset(words),
        _breakable(site),
        brief_note(scheme.url_source),
        typeset(scheme.source_age),
        copy,
    )


def _breakable(site: str) -> str:
    """A host name that may be cut after its points and hyphens."""
    return escape(site).replace(".", Markup(".<wbr>")).replace("-", Markup("-<wbr>"))


def _programme(scheme) -> str:
    """The programme, with the families of a scheme that counts, in the sign of its state."""
    programme = escape(scheme.programme_libelle)
    families = [FAMILIES[code] for code in scheme.familles if code in FAMILIES]
    if not scheme.etat or not families:
        return programme
    dots = joined(dot(family, scheme.etat, spoken=False) for family in families)
    named = escape(enumerate_fr(family.label for family in families))
    return html(
        '<span class="pastilles" title="{}">{}</span> {}'
        '<span class="invisible"> (famille {})</span>',
        named,
        dots,
        programme,
        named,
    )


def _period(scheme) -> str:
    status = scheme.statut_libelle.lower()
    if scheme.statut == RUNNING:
        # What its source says, at the date of the source: it confirms nothing.
        status = scheme.statut_phrase
    return html('{}<span class="statut">{}</span>', typeset(scheme.periode), shown(status))


def _users(scheme) -> str:
    style = "usagers-oui" if scheme.implication_usagers in INVOLVING else "usagers-tu"
    return html('<span class="{}">{}</span>', style, scheme.implication_libelle.lower())


def _confidence(scheme) -> str:
    hint = escape(typeset(referentials.explanation("confiance", scheme.confiance)))
    return html('<abbr title="{}">{}</abbr>', hint, scheme.confiance)


_CELLS: dict[str, Callable[..., str]] = {
    "region": lambda scheme: escape(typeset(scheme.region)),
    "programme": _programme,
    "financeur": lambda scheme: escape(typeset(scheme.financeur_libelle)),
    "periode": _period,
    "usagers": _users,
    "confiance": _confidence,
    "source": source_link,
}
