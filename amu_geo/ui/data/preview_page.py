"""What a private edition changes, and how to publish it: first on the data page meanwhile."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import store
from amu_geo.charts.base.markup import html, joined, link, shown
from amu_geo.charts.data.edition_changes import (
    changed_tables,
    changes_sentence,
    counts_table,
    coverage_effect,
    effect_sentence,
    rows_table,
)
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.ui.choice.preview import Preview, refused
from amu_geo.ui.choice.preview_banner import bundle_button, bundle_name
from amu_geo.ui.choice.view import View
from amu_geo.ui.data.page import opened_on_demand, section
from amu_geo.ui.data.preview_naming import naming
from amu_geo.ui.frame.figure import spreadsheet_csv


def changes(view: View) -> None:
    """The difference row by row, its effect on the coverage, the way to publish."""
    preview = view.preview
    if preview is None:
        return
    with st.spinner(typeset("Comparaison avec l’édition publiée…")):
        rows = preview.changes
        published = store.coverage(preview.base, view.reading)
    section("apercu", shown(changes_sentence(rows, preview.base.titre)))
    st.html(
        html("<p>{} {}</p>", shown(effect_sentence(published, view.coverage)), _pages(view))
        + _effect(published, view.coverage)
    )
    st.html(Markup("<h3>Ligne à ligne</h3>") + counts_table(rows))
    for name, title in changed_tables(rows).items():
        count = int((rows["table"] == name).sum())
        opened_on_demand(
            f"{title} : {plural(count, 'changement')}",
            f"change-{name}",
            lambda name=name: st.html(rows_table(rows, name)),
        )
    if len(rows):
        st.download_button(
            "Tous les changements (CSV pour tableur)",
            data=lambda: spreadsheet_csv(rows),
            file_name=f"changements-{preview.edition.id}.csv",
            mime="text/csv",
            on_click="ignore",
            key="changements-csv",
        )
    _publish(preview)


def _effect(published: Coverage, coverage: Coverage) -> str:
    return html("<h3>Ce que devient la couverture</h3>{}", coverage_effect(published, coverage))


def _pages(view: View) -> str:
    """The pages where the private edition is worth a look."""
    ways = {"/": "Voir la carte", "/comparer": "Comparer", "/acteurs": "Voir les acteurs"}
    return joined(
        (link(view.link(path), typeset(words), "page", path) for path, words in ways.items()),
        by=" · ",
    )


def _publish(preview: Preview) -> None:
    st.html(Markup("<h3>Publier</h3>"))
    if problems := refused(preview.edition):
        naming(preview, problems)
        return
    st.html(
        Markup("<p>")
        + typeset(
            "Le paquet contient les données, leurs schémas, leur description et la liste des "
            "changements. Rien ne se publie depuis cette page : confiez-le à qui tient le serveur, "
            "qui lancera la commande que voici. Elle demande si tous les visiteurs verront cette "
            "édition, et ce qu’elle change quand son journal ne le dit pas :"
        )
        + Markup("</p>")
    )
    st.code(f"python -m amu_geo publish {bundle_name(preview)}", language=None)
    bundle_button(preview, "paquet")
