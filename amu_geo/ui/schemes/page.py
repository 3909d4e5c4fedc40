"""The parts of the page of schemes: search, filters, table, timeline."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html, joined, link, sign
from amu_geo.charts.schemes.table import Group, Opener, scheme_table
from amu_geo.charts.schemes.timeline import scheme_timeline, selection_bars
from amu_geo.edition import Edition
from amu_geo.export.rows import excel_csv
from amu_geo.figures.schemes import schemes_figure, timeline_figure
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.memory import kept_last, remembered
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.selection import Selection, select, spreadsheet_rows
from amu_geo.sentences.schemes import finding, second_sentence, timeline_finding
from amu_geo.sentences.views import regions_told, schemes_told
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import address, choose
from amu_geo.ui.choice.several import several
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proposal import MISSING, PROPOSALS, PROPOSED, missing_form
from amu_geo.ui.schemes.choice import choices
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM

PATH = "/dispositifs"
SEARCH, REGION, OPENED = "recherche", "region", "dispositif"


def scheme_list(edition: Edition) -> SchemeList:
    """The schemes of an edition in words, described and indexed once."""
    return remembered(edition, "dispositifs", lambda: SchemeList.of(edition, store.territories()))


def _selection(coverage: Coverage, filters: Filters) -> Selection:
    return remembered(
        coverage,
        ("choix", filters),
        lambda: select(scheme_list(coverage.edition), coverage, filters),
    )


def selected(view: View) -> Selection:
    """What the address and the filters leave."""
    chosen = {
        choice.name: view.address.values(choice.name, choice.codes)
        for choice in choices(view.edition)
    }
    region = view.address.value(REGION, ["", *view.territories.codes], "")
    filters = Filters(
        recherche=view.address.text(SEARCH),
        programmes=tuple(chosen["programme"]),
        regions=(region,) if region else (),
        financeurs=tuple(chosen["financeur"]),
        statuts=tuple(chosen["statut"]),
        implications=tuple(chosen["implication"]),
        confiances=tuple(chosen["confiance"]),
    )
    view.address.value(OPENED, openable(view), "")
    view.address.value(PROPOSED, PROPOSALS, "")
    return _selection(view.coverage, filters)


def headline(selection: Selection) -> None:
    """How many schemes, about what, and what they ask of users."""
    st.html(
        html('<h1>{}</h1><p class="chapeau">{}</p>', finding(selection), second_sentence(selection))
    )


def filters(view: View, selection: Selection) -> None:
    """The search box and the filters, then what they leave."""
    with st.container(key="filtres", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Chercher",
            key=SEARCH,
            placeholder=typeset("Un nom, une ville, un opérateur…"),
            max_chars=80,
            help=typeset("Les accents et les fautes de frappe ne comptent pas."),
        )
        st.selectbox(
            "Région",
            ["", *view.territories.alphabetical],
            format_func=lambda code: view.territories.name(code) if code else "Toutes",
            key=REGION,
        )
        for choice in choices(view.edition):
            several(
                choice.name,
                choice.label,
                choice.codes,
                choice.labels,
                placeholder=choice.placeholder,
            )
    _count(view, selection)


def _count(view: View, selection: Selection) -> None:
    announce("/dispositifs", liste=schemes_told(selection), vue=regions_told(view.coverage))
    left = sentences.schemes_headline(view.edition, len(selection.rows), selection.filters)
    if len(selection.rows):
        kept, aside = len(selection.retained), len(selection.set_aside)
        left += f" : {plural(kept, 'retenu')}"
        left += f", dont {plural(selection.nb_confirmed, 'confirmé')}" if kept else ""
        left += f" ; {plural(aside, 'écarté')}" if aside else ""
    with st.container(key="compte", horizontal=True, vertical_alignment="center"):
        st.html(
            html('<p class="compte"><strong>{}</strong></p>', typeset(left)),
            width="content",
        )
        if selection.filters.active:
            st.button("Effacer les filtres", on_click=_clear, args=(view,), type="tertiary")
        st.download_button(
            "Télécharger ces lignes (CSV)",
            data=lambda: excel_csv(spreadsheet_rows(selection)).encode(),
            file_name=f"observatoire-amu-dispositifs-{view.edition.id}.csv",
            mime="text/csv",
            on_click="ignore",
            key="csv-lignes",
            disabled=selection.rows.empty,
        )


def _clear(view: View) -> None:
    for name in (SEARCH, REGION):
        choose(name, "")
    for choice in choices(view.edition):
        choose(choice.name, [])


def table(view: View, selection: Selection) -> None:
    """The schemes that count, then those that the reading sets aside, then the known gaps."""
    figure_anchor("dispositifs")
    with st.container(key="tableau-dispositifs"):
        st.html(_tables(selection, opens(view)))
    gaps = selection.gaps
    if len(gaps):
        st.html(_gaps(view, selection))
    if len(selection.retained):
        figure_foot(
            view,
            schemes_figure(selection),
        )


def opens(view: View) -> Opener:
    """Makes the links that open a scheme on this page, with the reader’s choices."""
    # Whatever scheme is open, the links are the same: the table is not sent again.
    query = view.address.next_query()
    return _openers(tuple(item for item in query.items() if item[0] not in (OPENED, PROPOSED)))


@kept_last(64)
def _openers(query: tuple[tuple[str, str], ...]) -> Opener:
    def opens(scheme_id: str, name: str) -> str:
        return link(address(PATH, {**dict(query), OPENED: scheme_id}), name, OPENED, scheme_id)

    return opens


def _tables(selection: Selection, opens: Opener) -> str:
    return remembered(
        selection.coverage,
        ("table des dispositifs", selection.filters, opens),
        lambda: joined([_retained(selection, opens), _set_aside(selection, opens)]),
    )


def _timeline(selection: Selection, opens: Opener) -> str:
    reading, edition = selection.coverage.reading, selection.coverage.edition
    return remembered(
        selection.coverage,
        ("frise des dispositifs", selection.filters, opens),
        lambda: scheme_timeline(selection_bars(selection), edition.year, opens, reading.annee),
    )


def _retained(selection: Selection, opens: Opener) -> str:
    if selection.retained.empty:
        return Markup(
            '<p class="nd vide-dessine">Aucun dispositif retenu. Cela ne veut pas dire qu’il '
            "n’en existe pas : c’est ce que disent les pages lues, avec cette lecture.</p>"
        )
    caption = f"Dispositifs retenus : {finding(selection)}"
    kept = selection.retained
    if selection.filters.recherche.strip():
        # A search puts the best first, whatever their state.
        return scheme_table([Group("", kept)], caption, opens)
    proven = kept["etat"] == CONFIRMED
    groups = [
        Group(_state_title(state, words, len(rows)), rows)
        for state, words, rows in (
            (CONFIRMED, ("confirmé", "confirmés"), kept[proven]),
            (TO_CONFIRM, ("à confirmer", "à confirmer"), kept[~proven]),
        )
    ]
    return scheme_table(groups, caption, opens)


def _state_title(state: str, words: tuple[str, str], count: int) -> str:
    return html(
        "{} {}", sign(state), plural(count, f"dispositif {words[0]}", f"dispositifs {words[1]}")
    )


def _set_aside(selection: Selection, opens: Opener) -> str:
    aside = selection.set_aside
    if aside.empty:
        return ""
    number = plural(len(aside), "dispositif écarté", "dispositifs écartés")
    opened = " open" if selection.retained.empty or selection.filters.recherche else ""
    caption = f"{number} par la lecture ou par l’année"
    inside = scheme_table([Group("", aside)], caption, opens)
    return html(
        '<details class="ecartes"{}><summary>{}, avec la raison</summary>{}</details>',
        opened,
        typeset(caption),
        inside,
    )


def _gaps(view: View, selection: Selection) -> str:
    labels = view.edition.programme_labels
    items = joined(
        html(
            "<li><strong>{}, {}</strong> : {}</li>",
            view.territories.name(row.code_region),
            labels.get(row.programme, row.programme),
            typeset(row.constat),
        )
        for row in selection.gaps.itertuples()
    )
    return html(
        '<details class="lacunes"><summary>Ce qui a été cherché sans succès '
        "({})</summary><ul>{}</ul></details>",
        len(selection.gaps),
        items,
    )


def timeline(view: View, selection: Selection) -> None:
    """The schemes through time."""
    if selection.rows.empty:
        return
    title = timeline_finding(selection)
    figure_anchor("frise")
    st.html(html('<h2 class="partie">{}</h2>', title))
    with st.container(key="frise"):
        st.html(_timeline(selection, opens(view)))
    figure_foot(
        view,
        timeline_figure(selection),
    )


def missing(view: View) -> None:
    """The form for a scheme that the list lacks."""
    missing_form(view, st.session_state[PROPOSED] == MISSING)


def openable(view: View) -> list[str]:
    """The schemes that the address may open, "" for none."""
    return ["", *view.edition.dispositifs["id"]]
