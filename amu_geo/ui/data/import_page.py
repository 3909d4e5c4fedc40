"""« Votre édition »: template, deposit, report, preview, in the order in which they happen."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import store
from amu_geo.charts.base.markup import html, shown
from amu_geo.charts.data.import_report import counts_table, problems_list, repairs_list, report_head
from amu_geo.edition.checking.problems import EditionError, errors
from amu_geo.edition.schema import table_schema
from amu_geo.export.workbook import edition_workbook, template_workbook
from amu_geo.french.grammar import capital
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.importing.apart.reading import prepare
from amu_geo.importing.counting.regions import Counts
from amu_geo.importing.report import report_frame
from amu_geo.ui.browser.scroll import scroll_to
from amu_geo.ui.choice import preview
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View
from amu_geo.ui.data import deposit as deposits
from amu_geo.ui.data.deposit import Deposit
from amu_geo.ui.data.import_mapping import mapping_screen
from amu_geo.ui.data.page import section
from amu_geo.ui.data.reuse import XLSX
from amu_geo.ui.frame.figure import spreadsheet_csv

ANCHOR = "votre-edition"
REPORT = "rapport"


def own_edition(view: View) -> None:
    """Everything from the empty template to the private preview."""
    section(
        ANCHOR,
        typeset(
            "Vous tenez un observatoire ? Remplissez le modèle dans Excel, déposez-le : tout ce "
            "qui ne va pas est dit d’un coup, puis toutes les pages montrent votre édition, à vous "
            "seul. Rien n’est écrit sur ce serveur."
        ),
    )
    _template(view)
    _uploader(view)
    if not view.is_private:
        deposits.follow(view.edition)
    deposit = deposits.current()
    if deposit is None:
        return
    st.html(html('<h3 id="{}">3. Ce qui a été lu</h3>', REPORT))
    if deposit.needs_mapping:
        mapping_screen(deposit)
    else:
        _report(view, deposit)
        _next_step(view, deposit)


def _template(view: View) -> None:
    st.html(
        Markup("<h3>1. Prendre le modèle</h3><p>")
        + typeset(
            "Un classeur : une feuille par table, des listes où choisir, une note sur chaque titre "
            "de colonne, des lignes d’exemple, un guide, les programmes de la dernière édition. "
            "Pour corriger une édition, partez d’elle."
        )
        + Markup("</p>")
    )
    with st.container(key="modeles", horizontal=True):
        st.download_button(
            "Le modèle vide (XLSX)",
            data=lambda: template_workbook(view.territories, store.shelf().default),
            file_name="modele-observatoire-amu.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="modele-vide",
        )
        edition = view.edition
        st.download_button(
            as_text(f"« {edition.titre} » dans ce modèle (XLSX)"),
            data=lambda: edition_workbook(edition, view.territories),
            file_name=f"observatoire-amu-{edition.id}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="modele-edition",
        )


def _uploader(view: View) -> None:
    st.html(
        Markup("<h3>2. Déposer le fichier</h3><p>")
        + typeset(
            "Glissez-le dans le cadre, ou choisissez-le. Une édition entière : classeur Excel ou "
            "LibreOffice (XLSX, ODS), archive zip, dossier ou plusieurs CSV à la fois. Ou une "
            "seule de ses tables, ou plusieurs, qui remplacent celles de l’édition affichée : CSV, "
            "XLSX, GeoJSON, GeoPackage, Shapefile (zip), GeoParquet ou JSON, même avec d’autres "
            "noms de colonnes. "
            "50 Mo et 200 000 lignes au plus par fichier."
        )
        + Markup("</p>")
    )
    prepare()
    files = st.file_uploader(
        "Votre fichier",
        accept_multiple_files=True,
        key=deposits.uploader_key(),
        label_visibility="collapsed",
    )
    if files:
        deposits.receive(files, view.edition)
        scroll_to(REPORT)
        st.rerun()


def _report(view: View, deposit: Deposit) -> None:
    imported = deposit.imported
    problems = [*deposit.refusals, *imported.problems]
    counts = imported.counts
    st.html(
        report_head(imported, deposit.title)
        + (counts_table(counts, view.territories) if counts else html(""))
        + problems_list(problems)
        + repairs_list(imported.repairs)
    )
    with st.container(key="rapport-actions", horizontal=True):
        if problems or imported.repairs:
            st.download_button(
                "Le rapport complet (CSV pour tableur)",
                data=lambda: spreadsheet_csv(report_frame(imported)),
                file_name="rapport-de-lecture.csv",
                mime="text/csv",
                on_click="ignore",
                key="rapport-csv",
            )
        if deposit.mapping is not None:
            st.button("Revoir la correspondance", on_click=_map_again, key="revoir")
        st.button("Oublier ce fichier", on_click=deposits.forget, key="oublier")


def _map_again() -> None:
    deposit = deposits.current()
    if deposit is not None:
        deposit.reviewed = True


def _next_step(view: View, deposit: Deposit) -> None:
    if errors(deposit.imported.problems):
        st.html(html('<p class="avis avis-attention">{}</p>', typeset(_correct(deposit))))
        return
    st.html(html("<h3>4. Voir l’aperçu</h3><p>{}</p>", shown(_what_it_shows(view, deposit))))
    if st.button("Voir l’aperçu", type="primary", key="voir-apercu"):
        with st.spinner(typeset("Préparation de l’aperçu…")):
            _start(view, deposit)
        st.rerun()


def _correct(deposit: Deposit) -> str:
    again = "revoyez la correspondance, ou corrigez" if deposit.mapping else "Corrigez"
    return capital(
        f"{again} ces erreurs dans votre fichier et déposez-le de nouveau à l’étape 2 : l’aperçu "
        "s’ouvrira quand il n’y en aura plus. Les avertissements, eux, n’empêchent rien."
    )


def _what_it_shows(view: View, deposit: Deposit) -> str:
    if deposit.imported.is_whole_edition:
        return (
            "Toutes les pages montreront votre édition, sous un bandeau qui le dit. Elle reste "
            "dans cet onglet : recharger la page l’efface."
        )
    if deposit.imported.counts is not None:
        return _what_the_count_joins(view, deposit.imported.counts)
    tables = deposit.imported.raw.tables.values()
    told = enumerate_fr(
        f"« {table_schema(table.name).title} » ({plural(len(table.cells), 'ligne')})"
        for table in tables
    )
    which = "la table qu’elle a déjà" if len(tables) == 1 else "celles qu’elle a déjà"
    return (
        f"L’aperçu montrera « {view.edition.titre} » avec {told} à la place de {which}, pour vous "
        "seul : recharger la page l’efface."
    )


def _what_the_count_joins(view: View, counts: Counts) -> str:
    known = set(view.edition.tables["indicateurs_libelles"]["indicateur"])
    code, name = counts.label["indicateur"], counts.label["libelle"]
    others = plural(len(known - {code}), "autre indicateur", "autres indicateurs")
    where = "à la place de celui qui porte ce nom, " if code in known else ""
    return (
        f"L’aperçu montrera « {view.edition.titre} » avec « {name} », {where}parmi {others}, pour "
        "vous seul : recharger la page l’efface."
    )


def _start(view: View, deposit: Deposit) -> None:
    """Make the edition and show it; what forbids it joins the report."""
    try:
        edition = deposit.imported.edition(view.territories, view.edition)
    except EditionError as error:
        deposit.refusals = error.problems
        return
    deposit.refusals = []
    preview.start(edition, store.shelf(), deposit.title)
    scroll_to("apercu")
