"""The mapping screen: which column of a foreign file is which of ours, and its source, once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from amu_geo.charts.base.markup import html, joined, shown, table
from amu_geo.edition import referentials
from amu_geo.edition.checking.values import is_web_address
from amu_geo.edition.schema import TABLES, Field, table_schema
from amu_geo.french.typography import plural, typeset
from amu_geo.importing import ColumnMapping, CountMapping, Source, missing_columns
from amu_geo.importing.guessing import guess_table
from amu_geo.importing.headers import HELPERS
from amu_geo.territories import normalise
from amu_geo.ui.browser.scroll import scroll_to
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.data.deposit import Deposit, read_again, read_sheet

COUNT = "compter"
HELPER_TITLES = {"departement": "Département (aide à trouver la commune)",
                 "code_postal": "Code postal (aide à trouver la commune)"}  # fmt: skip
LEFT_OUT = "— laisser de côté —"
TO_CHOOSE = "— à choisir —"
COUNT_TITLES = {
    "libelle": "Nom de l’indicateur",
    "unite": "Unité",
    "annee": "Année",
    "licence": "Licence",
    "description": "Ce qu’il compte, en une phrase",
}
ADDRESS = "une adresse de source qui commence par https://"
# What is missing besides the source, which has a box of its own.
ANY_SOURCE = Source("https://exemple.fr")
AS_FOUND = "celle que nous avons trouvée"
CONSTANTS_IN_A_ROW = 3


def mapping_screen(deposit: Deposit) -> None:
    """Show the file's first rows, ask what they are, and read it again accordingly."""
    _ask_sheet(deposit)
    unknown = deposit.unknown
    rows = plural(unknown.lignes, "ligne")
    columns = plural(len(unknown.colonnes), "colonne")
    told = (
        f"{deposit.title} se lit bien ({rows}, {columns}), mais ses colonnes ne sont pas celles du "
        "modèle. Dites ce qu’elles contiennent : nos propositions se corrigent."
    )
    st.html(html('<p class="avis" role="status">{}</p>', shown(told)))
    st.html(table(pd.DataFrame(unknown.exemples), "Les premières lignes du fichier", "premieres"))
    kinds = [COUNT, *TABLES]
    kind = st.selectbox(
        "Que contient ce fichier ?",
        kinds,
        index=kinds.index(_first_kind(deposit)),
        format_func=_kind_title,
        key=f"correspondance-{deposit.number}",
    )
    ask = _ask_count if kind == COUNT else _ask_columns
    with st.form(f"form-{kind}-{deposit.number}", border=False):
        mapping = ask(deposit, kind)
        source = _ask_source(deposit)
        sent = st.form_submit_button("Lire le fichier ainsi", type="primary")
    if not sent:
        return
    missing = _missing(mapping, source)
    if missing:
        st.error(as_text(f"Il manque encore : {missing}."))
        return
    read_again(deposit, mapping, source)
    scroll_to("rapport")
    st.rerun()


def _ask_sheet(deposit: Deposit) -> None:
    """Of a file of several tables of which none is ours, the one to read."""
    unknown = deposit.unknown
    if not unknown.autres:
        return
    count = plural(len(unknown.autres) + 1, "table")
    chosen = st.selectbox(
        as_text(f"Ce fichier a {count}, lues une à une. Laquelle ?"),
        [unknown.place, *unknown.autres],
        format_func=as_text,
        # Each reading has its own list, whose first is what is read.
        key=f"feuille-{deposit.number}-{unknown.place}",
    )
    if chosen != unknown.place:
        read_sheet(deposit, chosen)
        st.rerun()


def _first_kind(deposit: Deposit) -> str:
    """What the reader said before; else what the file looks like."""
    if isinstance(deposit.mapping, ColumnMapping):
        return deposit.mapping.table
    if isinstance(deposit.mapping, CountMapping):
        return COUNT
    return guess_table(deposit.unknown) or COUNT


def _kind_title(kind: str) -> str:
    if kind == COUNT:
        return "Des lignes à compter par région (indicateur national)"
    return typeset(f"La table « {table_schema(kind).title} »")


def _ask_columns(deposit: Deposit, kind: str) -> ColumnMapping:
    unknown, given = deposit.unknown, deposit.mapping
    known = isinstance(given, ColumnMapping) and given.table == kind
    proposal = given if known else unknown.proposal(kind)
    st.html(html("<h4>{}</h4>", typeset("Les colonnes du fichier, et les nôtres")))
    paired = [title for title in unknown.colonnes if proposal.columns.get(title)]
    others = [title for title in unknown.colonnes if title not in paired]
    columns = {title: _column_box(deposit, title, proposal) for title in paired}
    if others:
        count = plural(len(others), "autre colonne", "autres colonnes")
        with st.expander(
            as_text(f"{count}, laissées de côté"), key=f"autres-{kind}-{deposit.number}"
        ):
            columns |= {title: _column_box(deposit, title, proposal) for title in others}
    return ColumnMapping(kind, columns, _ask_constants(deposit, proposal))


def _column_box(deposit: Deposit, title: str, proposal: ColumnMapping) -> str:
    """One column of the file: its title, some of its cells, and the box of ours."""
    kind = proposal.table
    options = ["", *dict.fromkeys([*table_schema(kind).columns, *HELPERS])]
    name, box = st.columns([5, 6], vertical_alignment="center")
    cells = [row.get(title, "") for row in deposit.unknown.exemples]
    seen = " · ".join(cell[:40] for cell in dict.fromkeys(cells) if cell)
    name.html(
        html(
            '<p class="colonne"><strong>{}</strong><small>{}</small></p>',
            shown(title),
            shown(seen) or "vide",
        )
    )
    return box.selectbox(
        as_text(f"Notre colonne pour {title}"),
        options,
        index=options.index(proposal.columns.get(title, "")),
        format_func=lambda column: _column_title(kind, column),
        key=f"colonne-{kind}-{title}-{deposit.number}",
        label_visibility="collapsed",
    )


def _column_title(kind: str, column: str) -> str:
    if not column:
        return LEFT_OUT
    return HELPER_TITLES.get(column) or _field_title(table_schema(kind).field(column))


def _field_title(field: Field) -> str:
    return typeset(f"{field.title} ({field.name})")


def _ask_constants(deposit: Deposit, proposal: ColumnMapping) -> dict[str, str]:
    """Values for what the file lacks, the same for all its rows."""
    schema = table_schema(proposal.table)
    asked = dict.fromkeys(
        [*proposal.constants, *(f.name for f in missing_columns(proposal, ANY_SOURCE))]
    )
    if not asked:
        return {}
    st.html(html("<h4>{}</h4>", typeset("Pour toutes les lignes")))
    boxes = st.columns(CONSTANTS_IN_A_ROW)
    given = {
        name: _constant_box(
            boxes[place % CONSTANTS_IN_A_ROW], deposit, schema.field(name), proposal
        )
        for place, name in enumerate(asked)
    }
    return {name: value.strip() for name, value in given.items() if value.strip()}


def _constant_box(
    box: DeltaGenerator, deposit: Deposit, field: Field, proposal: ColumnMapping
) -> str:
    value = proposal.constants.get(field.name, "")
    key = f"constante-{proposal.table}-{field.name}-{deposit.number}"
    labels = _labels(deposit, proposal.table, field)
    if not labels:
        return box.text_input(as_text(field.title), value, key=key, help=as_text(field.description))
    options = ["", *labels]
    return box.selectbox(
        as_text(field.title),
        options,
        index=options.index(value) if value in options else 0,
        format_func=lambda code: typeset(labels[code]) if code else TO_CHOOSE,
        key=key,
        help=as_text(field.description),
    )


def _labels(deposit: Deposit, table: str, field: Field) -> dict[str, str]:
    """The values of a column that has a list of them, with their labels; {} for any other."""
    target = table_schema(table).target_of(field.name)
    if target is not None and target.table == "programmes" and deposit.onto is not None:
        return dict(deposit.onto.programme_labels)
    return {code: referentials.label(field.name, code) for code in field.allowed}


def _ask_source(deposit: Deposit) -> Source:
    given, number = deposit.origin or Source(""), deposit.number
    st.html(
        html(
            "<h4>{}</h4><p>{}</p>",
            typeset("La source du fichier"),
            typeset("Demandée une fois, elle vaut pour chaque ligne qui n’en a pas."),
        )
    )
    url = st.text_input("Adresse de la page (https://…)", given.url, key=f"source-url-{number}")
    left, right = st.columns(2)
    title = left.text_input("Titre de la page", given.titre, key=f"source-titre-{number}")
    date = right.text_input(
        "Date de la page",
        given.date,
        key=f"source-date-{number}",
        help="AAAA, AAAA-MM ou AAAA-MM-JJ.",
    )
    return Source(url.strip(), title.strip(), date.strip())


def _ask_count(deposit: Deposit, kind: str) -> CountMapping:
    st.html(
        html(
            "<h4>{}</h4><p>{}</p>",
            typeset("Ce que l’on compte"),
            typeset("Chaque ligne compte une fois, pour la région où elle est."),
        )
    )
    st.html(_placing(deposit.unknown.placements))
    columns, number = deposit.unknown.colonnes, deposit.number
    given = deposit.mapping
    if not isinstance(given, CountMapping):
        given = CountMapping("", "", "", "", "", "")
    options = ["", *columns] if deposit.unknown.placements else columns
    code = st.selectbox(
        typeset(
            "Colonne des codes de commune (seuls, ou dans un texte comme « Bouillante (97106) »)"
        ),
        options,
        index=options.index(given.code_column) if given.code_column in options else 0,
        format_func=lambda title: title or AS_FOUND,
        key=f"{kind}-colonne-{number}",
    )

    def ask(box, name: str, example: str = "") -> str:
        words, value = COUNT_TITLES[name], getattr(given, name)
        key = f"{kind}-{name}-{number}"
        return box.text_input(words, value, key=key, placeholder=example).strip()

    label = ask(st, "libelle", "Communes Petites villes de demain")
    left, middle, right = st.columns(3)
    return CountMapping(
        code,
        slug(label),
        label,
        ask(left, "unite", "communes"),
        ask(middle, "annee", "2024"),
        ask(right, "licence", "Licence Ouverte 2.0"),
        ask(st, "description"),
    )


def _placing(placements: Sequence[str]) -> str:
    """What places the rows, with three of the values and how many of the first rows have one."""
    if not placements:
        told = "Rien ne place ces lignes à coup sûr : dites quelle colonne porte leur code."
        return html('<p class="avis">{}</p>', typeset(told))
    items = joined(html("<li>{}</li>", shown(placement)) for placement in placements)
    return html("<p>{}</p><ul>{}</ul>", "Ce qui place les lignes, le plus sûr d’abord :", items)


def slug(label: str) -> str:
    """A label as the code of an indicator: « Petites villes » → petites_villes."""
    return re.sub(r"[^a-z0-9]+", "_", normalise(label)).strip("_")


def _missing(mapping: ColumnMapping | CountMapping, source: Source) -> str:
    """What must still be given, in words; "" when all is."""
    sound = is_web_address(source.url)
    if isinstance(mapping, CountMapping):
        asked = [name for name in COUNT_TITLES if name != "description"]
        lacking = [COUNT_TITLES[name] for name in asked if not getattr(mapping, name)]
        return ", ".join(lacking + [ADDRESS] * (not sound))
    fields = missing_columns(mapping, source if sound else None)
    lacking = [_field_title(field) for field in fields if field.name != "url_source"]
    needs_address = len(lacking) < len(fields) or (source.url and not sound)
    return ", ".join(lacking + [ADDRESS] * bool(needs_address))
