"""« Ce qui a changé » between two years of an edition, or between two editions."""

from __future__ import annotations

from itertools import product

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.changes import CHANGES_ID, KINDS, KINDS_OF_EDITIONS, changes_table
from amu_geo.charts.schemes.proof import proof_html
from amu_geo.figures.evolution import (
    EDITIONS,
    FROM_YEAR,
    YEARS,
    Moment,
    changes_figure,
    other_edition,
    scheme_names,
)
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.measure.difference import coverage_difference
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import FIRST_DRAWN
from amu_geo.measure.years import with_kinds
from amu_geo.schemes import proof
from amu_geo.sentences.evolution import difference_sentence
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.preview import PREVIEW
from amu_geo.ui.choice.view import CURRENT, View, own_year, year_label, year_options
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proof import WIDTH, ask_proof, asked_proof, follow_proof
from amu_geo.vocabulary import FAMILIES

MODES = {YEARS: "Entre deux années", EDITIONS: "Entre deux éditions"}
# What the links of the figure always spell.
_GIVEN = {YEARS: ("depuis", "jusqua"), EDITIONS: ("avec",)}
_OPEN = "_preuve_d_un_moment"


def read_choices(view: View) -> None:
    """Read this section's own choices, so that an unknown one is said before it is drawn."""
    options, synonyms = year_options(view.edition), own_year(view.edition)
    view.address.value("ecart", MODES, YEARS)
    view.address.value("depuis", options, _first_year(view), synonyms)
    view.address.value("jusqua", options, CURRENT, synonyms)
    view.address.value("avec", _other_editions(view) or [""], _other_edition(view))
    cells = product("01", view.territories.codes, FAMILIES)
    st.session_state[_OPEN] = asked_proof(view.address, ["-".join(cell) for cell in cells])


def compared_moments(view: View) -> str:
    """What is compared, as it is announced: « Ce qui a changé entre 2018 et 2026 »."""
    state = st.session_state
    if state["ecart"] == YEARS:
        names = [year_label(view.edition, state[name]) for name in ("depuis", "jusqua")]
        return typeset(f"Ce qui a changé entre {enumerate_fr(names)}")
    other = state["avec"]
    return other and typeset(
        f"Ce qui a changé entre les éditions {enumerate_fr([view.edition.id, other])}"
    )


def what_changed(view: View) -> None:
    """The section: its choices, its sentence, the table, the proof that a reader asks for."""
    figure_anchor("ce-qui-a-change")
    st.html(html('<h2 class="section" id="{}">Ce qui a changé</h2>', CHANGES_ID))
    mode = _mode(view)
    before, after = _two_years(view) if mode == YEARS else _two_editions(view)
    if before is None:
        st.html(
            Markup('<p class="carte-blanche">Une seule édition est publiée : rien à comparer.</p>')
        )
        return
    # Of what is drawn: these two moments, and no other.
    key = (
        "changements",
        mode,
        *(moment.coverage.edition.fingerprint for moment in (before, after)),
    )
    key += (before.name, after.name)
    changes = view.kept(
        key, lambda: with_kinds(coverage_difference(before.coverage, after.coverage))
    )
    warning = sentences.EDITIONS_WARNING if mode == EDITIONS else ""
    names, moments = scheme_names(before, after), (before.name, after.name)
    kinds = KINDS if mode == YEARS else KINDS_OF_EDITIONS
    st.html(
        (html('<p class="avis avis-attention">{}</p>', warning) if warning else "")
        + html("<p>{}</p>", difference_sentence(changes, None if mode == YEARS else moments))
    )
    given = {name: st.session_state[name] for name in _GIVEN[mode]}
    given = {name: code for name, code in given.items() if code != CURRENT} | {"ecart": mode}
    st.html(
        view.kept(
            ("table", *key),
            lambda: changes_table(
                changes,
                names,
                moments,
                lambda code, family, rank: _portrait(view, (before, after)[rank], code, family),
                "Chaque état ouvre sa preuve.",
                kinds,
            ),
        )
    )
    figure_foot(
        view,
        changes_figure(changes, before, after, mode == EDITIONS, given),
    )
    _proof_of_a_moment((before, after))


def _mode(view: View) -> str:
    mode = st.segmented_control(
        "Comparer", list(MODES), format_func=MODES.get, key="ecart", required=True
    )
    view.address.keep("ecart", mode, YEARS)
    return mode


def _first_year(view: View) -> str:
    options = year_options(view.edition)
    return FROM_YEAR if FROM_YEAR in options else str(FIRST_DRAWN)


def _two_years(view: View) -> tuple[Moment, Moment]:
    with st.container(key="pilules-annees", horizontal=True, vertical_alignment="center"):
        first = _year_choice(view, "depuis", "De", _first_year(view))
        second = _year_choice(view, "jusqua", "À", CURRENT)
    return _of_year(view, first), _of_year(view, second)


def _year_choice(view: View, name: str, label: str, default: str) -> str:
    return view.address.select(
        name,
        label,
        year_options(view.edition),
        default,
        labels=lambda code: year_label(view.edition, code),
        width=150,
    )


def _of_year(view: View, year: str) -> Moment:
    annee = None if year == CURRENT else int(year)
    coverage = store.coverage(view.edition, Reading(annee, view.reading.lecture))
    return Moment(coverage, year_label(view.edition, year))


def _other_editions(view: View) -> list[str]:
    return [name for name, edition in view.shelf.editions.items() if edition is not view.edition]


def _other_edition(view: View) -> str:
    return other_edition(view.edition, view.shelf.editions)


def _two_editions(view: View) -> tuple[Moment, Moment] | tuple[None, None]:
    others = _other_editions(view)
    if not others:
        return None, None
    with st.container(key="pilules-editions", horizontal=True, vertical_alignment="center"):
        name = view.address.select(
            "avec",
            f"L’édition {view.edition.id} et l’édition",
            others,
            _other_edition(view),
            labels=lambda code: "aperçu" if code == PREVIEW else code,
            width=300,
        )
    pair = sorted((view.edition, view.shelf.get(name)), key=lambda edition: edition.date)
    reading = Reading(None, view.reading.lecture)
    older, newer = (
        Moment(store.coverage(edition, reading), f"édition {edition.id}") for edition in pair
    )
    return older, newer


def _portrait(view: View, moment: Moment, code: str, family: str) -> str:
    reading = moment.coverage.reading
    query = {**view.address.shared(), **reading.to_query(), "region": code, "famille": family}
    if reading.annee is None:
        query.pop("annee", None)
    edition = moment.coverage.edition.id
    return address("/region", query | ({"edition": edition} if edition else {}))


def _proof_of_a_moment(moments: tuple[Moment, Moment]) -> None:
    on_click("moment", ask_proof, key="clic-moment")
    asked = st.session_state[_OPEN]
    follow_proof(asked, f"data-moment='{asked.replace('-', '|', 2)}'")
    if asked:
        rank, code, family = asked.split("-", 2)
        _dialog(moments[int(rank)], code, family)


@st.dialog("La preuve", width=WIDTH, position="right")
def _dialog(moment: Moment, code: str, family: str) -> None:
    found = proof(moment.coverage, code, family)
    st.html(
        html('<p class="secondaire">{}</p>', moment.name)
        + proof_html(found, moment.coverage.edition)
    )
