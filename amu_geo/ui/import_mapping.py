"""The mapping screen: which column of a foreign file is which of ours, and its source, once."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from amu_geo import referentials
from amu_geo.charts.markup import shown, table
from amu_geo.edition.schema import TABLES, Field, table_schema
from amu_geo.importing import ColumnMapping, CountMapping, Source, UnknownTable, missing_columns
from amu_geo.importing.guessing import guess_code_column, guess_table
from amu_geo.importing.headers import HELPERS
from amu_geo.territories import normalise
from amu_geo.typography import plural, typeset
from amu_geo.ui.deposit import Deposit, read_again

COUNT = "compter"
HELPER_TITLES = {"departement": "Département (aide à trouver la commune)",
                 "code_postal": "Code postal (aide à trouver la commune)"}  # fmt: skip
LEFT_OUT = "— laisser de côté —"
TO_CHOOSE = "— à choisir —"
CONSTANTS_IN_A_ROW = 3
KEY = "correspondance"


def mapping_screen(deposit: Deposit) -> None:
    """Show the file's first rows, ask what they are, and read it again accordingly."""
    unknown = deposit.unknown
    rows = plural(unknown.lignes, "ligne")
    columns = plural(len(unknown.colonnes), "colonne")
    told = (
        f"{deposit.filename} se lit bien ({rows}, {columns}), mais ses colonnes ne sont pas celles "
        "du modèle. Dites ce qu’elles contiennent : nos propositions se corrigent."
    )
    st.html(f'<p class="avis" role="status">{shown(told)}</p>')
    st.html(table(pd.DataFrame(unknown.exemples), "Les premières lignes du fichier", "premieres"))
    if KEY not in st.session_state:
        st.session_state[KEY] = guess_table(unknown) or COUNT
    kind = st.selectbox(
        "Que contient ce fichier ?",
        [COUNT, *TABLES],
        format_func=_kind_title,
        key=KEY,
    )
    ask = _ask_count if kind == COUNT else _ask_columns
    with st.form(f"form-{kind}", border=False):
        mapping, source = ask(unknown, kind)
        sent = st.form_submit_button("Lire le fichier ainsi", type="primary")
    if not sent:
        return
    missing = _missing(mapping, source)
    if missing:
        st.error(typeset(f"Il manque encore : {missing}."))
        return
    read_again(deposit, mapping, source)
    st.rerun()


def _kind_title(kind: str) -> str:
    if kind == COUNT:
        return "Des lignes à compter par région (indicateur national)"
    return typeset(f"La table « {table_schema(kind).title} »")


def _ask_columns(unknown: UnknownTable, kind: str) -> tuple[ColumnMapping, Source]:
    proposal = unknown.proposal(kind)
    st.html(f"<h4>{typeset('Les colonnes du fichier, et les nôtres')}</h4>")
    paired = [title for title in unknown.colonnes if proposal.columns.get(title)]
    others = [title for title in unknown.colonnes if title not in paired]
    columns = {title: _column_box(unknown, kind, title, proposal) for title in paired}
    if others:
        count = plural(len(others), "autre colonne", "autres colonnes")
        with st.expander(typeset(f"{count}, laissées de côté"), key=f"autres-{kind}"):
            columns |= {t: _column_box(unknown, kind, t, proposal) for t in others}
    constants = _ask_constants(kind, proposal)
    return ColumnMapping(kind, columns, constants), _ask_source()


def _column_box(unknown: UnknownTable, kind: str, title: str, proposal: ColumnMapping) -> str:
    """One column of the file: its title, some of its cells, and the box of ours."""
    options = ["", *table_schema(kind).columns, *HELPERS]
    name, box = st.columns([5, 6], vertical_alignment="center")
    cells = [row.get(title, "") for row in unknown.exemples]
    seen = " · ".join(cell[:40] for cell in dict.fromkeys(cells) if cell)
    name.html(
        f'<p class="colonne"><strong>{shown(title)}</strong>'
        f"<small>{shown(seen) or 'vide'}</small></p>"
    )
    return box.selectbox(
        f"Notre colonne pour {title}",
        options,
        index=options.index(proposal.columns.get(title, "")),
        format_func=lambda column: _column_title(kind, column),
        key=f"colonne-{kind}-{title}",
        label_visibility="collapsed",
    )


def _column_title(kind: str, column: str) -> str:
    if not column:
        return LEFT_OUT
    return HELPER_TITLES.get(column) or _field_title(table_schema(kind).field(column))


def _field_title(field: Field) -> str:
    return typeset(f"{field.title} ({field.name})")


def _ask_constants(kind: str, proposal: ColumnMapping) -> dict[str, str]:
    """Values for what the file lacks, the same for all its rows."""
    schema = table_schema(kind)
    asked = dict.fromkeys(
        [*proposal.constants, *(f.name for f in missing_columns(proposal, Source("oui")))]
    )
    if not asked:
        return {}
    st.html(f"<h4>{typeset('Pour toutes les lignes')}</h4>")
    boxes = st.columns(CONSTANTS_IN_A_ROW)
    given = {
        name: _constant_box(boxes[place % CONSTANTS_IN_A_ROW], kind, schema.field(name), proposal)
        for place, name in enumerate(asked)
    }
    return {name: value.strip() for name, value in given.items() if value.strip()}


def _constant_box(box: DeltaGenerator, kind: str, field: Field, proposal: ColumnMapping) -> str:
    value, key = proposal.constants.get(field.name, ""), f"constante-{kind}-{field.name}"
    if not field.allowed:
        return box.text_input(typeset(field.title), value, key=key, help=typeset(field.description))
    options = ["", *field.allowed]
    return box.selectbox(
        typeset(field.title),
        options,
        index=options.index(value) if value in options else 0,
        format_func=lambda code: referentials.label(field.name, code) if code else TO_CHOOSE,
        key=key,
        help=typeset(field.description),
    )


def _ask_source() -> Source:
    st.html(
        f"<h4>{typeset('La source du fichier')}</h4>"
        f"<p>{typeset('Demandée une fois, elle vaut pour chaque ligne qui n’en a pas.')}</p>"
    )
    url = st.text_input("Adresse de la page (https://…)", key="source-url")
    left, right = st.columns(2)
    title = left.text_input("Titre de la page", key="source-titre")
    date = right.text_input(
        "Date de la page", key="source-date", help="AAAA, AAAA-MM ou AAAA-MM-JJ."
    )
    return Source(url.strip(), title.strip(), date.strip())


def _ask_count(unknown: UnknownTable, kind: str) -> tuple[CountMapping, Source]:
    st.html(
        f"<h4>{typeset('Ce que l’on compte')}</h4>"
        f"<p>{typeset('Chaque ligne compte pour la région de sa commune.')}</p>"
    )
    columns = unknown.colonnes
    code = st.selectbox(
        "Colonne des codes de commune (seuls, ou dans un texte comme « Bouillante (97106) »)",
        columns,
        index=columns.index(guess_code_column(unknown)),
        key="compte-colonne",
    )
    label = st.text_input(
        "Nom de l’indicateur", key="compte-libelle", placeholder="Communes Petites villes de demain"
    )
    left, middle, right = st.columns(3)
    unit = left.text_input("Unité", key="compte-unite", placeholder="communes")
    year = middle.text_input("Année", key="compte-annee", placeholder="2024")
    licence = right.text_input("Licence", key="compte-licence", placeholder="Licence Ouverte 2.0")
    description = st.text_input("Ce qu’il compte, en une phrase", key="compte-description")
    mapping = CountMapping(
        code, slug(label), label.strip(), unit.strip(), year.strip(), licence.strip(), description
    )
    return mapping, _ask_source()


def slug(label: str) -> str:
    """A label as the code of an indicator: « Petites villes » → petites_villes."""
    return re.sub(r"[^a-z0-9]+", "_", normalise(label)).strip("_")


COUNT_FIELDS: Mapping[str, str] = {
    "libelle": "le nom de l’indicateur",
    "unite": "l’unité",
    "annee": "l’année",
    "licence": "la licence",
}


def _missing(mapping: ColumnMapping | CountMapping, source: Source) -> str:
    """What must still be given, in words; "" when all is."""
    if isinstance(mapping, CountMapping):
        lacking = [words for name, words in COUNT_FIELDS.items() if not getattr(mapping, name)]
        lacking += [] if source.url else ["l’adresse de la source"]
    else:
        lacking = [_field_title(field) for field in missing_columns(mapping, source)]
    return ", ".join(lacking)
