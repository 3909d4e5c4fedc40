"""Schemes as a table: one row a scheme, its source at the end of the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import pandas as pd

from amu_geo.charts.base.markup import dot, joined, shown, sign
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
        f'<th scope="col" role="columnheader">{term(word, label) if word else label}</th>'
        for _, label, word in shown
    )
    names = [name for name, _, _ in shown]
    body = joined(_group(group, opens, names) for group in groups if len(group.rows))
    label = escape(typeset(caption))
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="tableau dispositifs" role="table">'
        f'<caption class="invisible">{label}</caption><thead role="rowgroup"><tr role="row">'
        f'<th scope="col" role="columnheader">{term("dispositif")}</th>{heads}</tr></thead>'
        f"{body}</table></div>"
    )


def _group(group: Group, opens: Opener, columns: list[str]) -> str:
    rows = joined(_row(scheme, opens, columns) for scheme in group.rows.itertuples())
    title = ""
    if group.title:
        title = (
            f'<tr role="row" class="groupe"><th scope="rowgroup" role="rowheader" '
            f'colspan="{len(columns) + 1}">{group.title}</th></tr>'
        )
    return f'<tbody role="rowgroup">{title}{rows}</tbody>'


def _row(scheme, opens: Opener, columns: list[str]) -> str:
    notes = f'<span class="operateur">{escape(typeset(scheme.operateur))}</span>'
    if scheme.etat:
        notes += f'<span class="etat">{sign(scheme.etat)} {shown(capital(scheme.regle))}</span>'
    reason = getattr(scheme, "raison", "")
    if reason:
        notes += f'<span class="d-raison">Écarté : {escape(typeset(reason))}</span>'
    name = opens(scheme.id, escape(typeset(scheme.nom)))
    cells = joined(
        f'<td role="cell" class="c-{column}">{_CELLS[column](scheme)}</td>' for column in columns
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{name}{notes}</th>{cells}</tr>'


def source_link(scheme) -> str:
    """HTML: the site of the source as a link, its age, and whether it is a copy."""
    site = (urlsplit(scheme.url_source).hostname or "source").removeprefix("www.")
    words = scheme.titre_source or site
    copy = f'<span class="copie">{escape(typeset(scheme.lien))}</span>' if scheme.lien else ""
    return (
        f'<a href="{escape(scheme.url_source)}" target="_blank" rel="noopener" '
        f'class="source-lien" title="{escape(typeset(words))}">{_breakable(site)}</a>'
        f'<span class="age">{escape(typeset(scheme.source_age))}</span>{copy}'
    )


def _breakable(site: str) -> str:
    """A host name that may be cut after its points and hyphens."""
    return escape(site).replace(".", ".<wbr>").replace("-", "-<wbr>")


def _programme(scheme) -> str:
    """The programme, with the families of a scheme that counts, in the sign of its state."""
    programme = escape(scheme.programme_libelle)
    families = [FAMILIES[code] for code in scheme.familles if code in FAMILIES]
    if not scheme.etat or not families:
        return programme
    dots = joined(dot(family, scheme.etat, spoken=False) for family in families)
    named = escape(enumerate_fr(family.label for family in families))
    return (
        f'<span class="pastilles" title="{named}">{dots}</span> {programme}'
        f'<span class="invisible"> (famille {named})</span>'
    )


def _period(scheme) -> str:
    status = scheme.statut_libelle.lower()
    if scheme.statut == RUNNING:
        # What its source says, at the date of the source: it confirms nothing.
        status = scheme.statut_phrase
    return f'{escape(typeset(scheme.periode))}<span class="statut">{shown(status)}</span>'


def _users(scheme) -> str:
    style = "usagers-oui" if scheme.implication_usagers in INVOLVING else "usagers-tu"
    return f'<span class="{style}">{escape(scheme.implication_libelle.lower())}</span>'


def _confidence(scheme) -> str:
    hint = escape(typeset(referentials.explanation("confiance", scheme.confiance)))
    return f'<abbr title="{hint}">{escape(scheme.confiance)}</abbr>'


_CELLS: dict[str, Callable[..., str]] = {
    "region": lambda scheme: escape(typeset(scheme.region)),
    "programme": _programme,
    "financeur": lambda scheme: escape(typeset(scheme.financeur_libelle)),
    "periode": _period,
    "usagers": _users,
    "confiance": _confidence,
    "source": source_link,
}
