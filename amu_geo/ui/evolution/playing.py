"""The map that plays the years: a button, a slider that the keyboard moves, the year's finding.

While it plays, the server sends one year after the other; the address is written when it stops,
so that Back does not go through every year. Where the reader's system asks for less motion, the
button goes one year on at each press, and nothing moves by itself.
"""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from amu_geo import sentences, store
from amu_geo.charts.base.markup import html
from amu_geo.charts.evolution.levels import years_levels
from amu_geo.charts.map.legend import legend
from amu_geo.charts.map.told import map_name, told
from amu_geo.edition import Edition
from amu_geo.figures.evolution import year_figure
from amu_geo.french.typography import typeset
from amu_geo.measure.difference import coverage_difference
from amu_geo.measure.reading import Reading
from amu_geo.measure.timeline import FIRST_DRAWN
from amu_geo.measure.years import regions_by_level, with_kinds
from amu_geo.memory import remembered
from amu_geo.sentences.evolution import year_changes
from amu_geo.sentences.views import regions_told
from amu_geo.ui.browser.live_map import live_map
from amu_geo.ui.browser.script import script
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import Address, choose
from amu_geo.ui.choice.view import CURRENT, View, own_year, year_label, year_options
from amu_geo.ui.evolution.changes import compared_moments
from amu_geo.ui.evolution.page import MAP_PLACE, evolution_headline, years_of
from amu_geo.ui.frame.figure import figure_anchor, figure_data, figure_foot
from amu_geo.ui.frame.map_widget import DrawnFigure, drawn_map, map_config, outline

# Seconds a year stays on the map.
PACE = 1.1
_PLAYING, _YEAR, _NEXT = "_evolution_joue", "_evolution_annee", "_evolution_suivante"
CALM = "Votre appareil demande moins de mouvement : chaque appui sur « Jouer » avance d’une année."
# Before Streamlit hears the click; what a run began in another window plays, the button stops.
_SCRIPT = """
function act(component) {
  const listen = (event) => {
    const button = event.target.closest && event.target.closest(".st-key-jouer button");
    if (!button || button.textContent.includes("Pause")) return;
    if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    event.preventDefault();
    event.stopPropagation();
    component.setTriggerValue("pas", true);
  };
  document.addEventListener("click", listen, true);
  return () => document.removeEventListener("click", listen, true);
}
"""
_stepper = script("pas", _SCRIPT)


def playing_map(view: View) -> None:
    """The map and its commands; only they run again while the years go by."""
    st.html(html('<span id="{}" class="ancre" tabindex="-1"></span>', MAP_PLACE))
    playing = _playing()
    st.fragment(_map_of_a_year, run_every=PACE if playing else None)(view, playing)


def slider_years(edition: Edition, year: str = CURRENT) -> list[str]:
    """The slider's years up to the edition's own (`CURRENT`); an earlier one of the address too."""
    first = FIRST_DRAWN if year == CURRENT else min(FIRST_DRAWN, int(year))
    return [*(str(y) for y in range(first, edition.year)), CURRENT]


def following(years: list[str], year: str) -> str:
    """The year after one, itself at the end."""
    return years[min(years.index(year) + 1, len(years) - 1)]


def _playing() -> bool:
    return st.session_state.get(_PLAYING, False)


def _map_of_a_year(view: View, playing: bool) -> None:
    address = view.address.of_this_run()
    if _playing():
        _advance(view.edition)
    if _playing() != playing:
        # The years begin or stop going by only when the whole page runs.
        st.rerun()
    year = address.value("annee", year_options(view.edition), CURRENT, own_year(view.edition))
    if not address.partial:
        # Said again, the browser's slider follows: the last year of a play may not have reached it.
        st.session_state["annee"] = year
    _commands(view.edition, slider_years(view.edition, year))
    shown = _at(view, address, year)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _drawn(shown)
    with right:
        _told(shown)
    figure_data(shown, year_figure(shown.coverage))
    # While the years go by, nothing could be heard of them.
    if not playing:
        announce("/evolution", annee=regions_told(shown.coverage), ecart=compared_moments(view))
        address.write()


def _advance(edition: Edition) -> None:
    """Go to the next year when it is time; the server's year holds, not the slider's.

    A message of the browser may carry the slider's place before the last year that it was sent.
    """
    if time.monotonic() >= st.session_state[_NEXT]:
        st.session_state[_YEAR] = following(slider_years(edition), st.session_state[_YEAR])
        st.session_state[_NEXT] = time.monotonic() + PACE / 2
    st.session_state["annee"] = st.session_state[_YEAR]
    if st.session_state[_YEAR] == CURRENT:
        st.session_state[_PLAYING] = False


def _at(view: View, address: Address, year: str) -> View:
    """The view as it is in a year: a fragment's own run knows only the year of the last one."""
    reading = Reading(None if year == CURRENT else int(year), view.reading.lecture)
    coverage = store.coverage(view.edition, reading)
    return replace(view, address=address, reading=reading, coverage=coverage)


def _commands(edition: Edition, years: list[str]) -> None:
    with st.container(key="lecteur", horizontal=True, vertical_alignment="bottom"):
        playing = _playing()
        # One button, of two names: the key that started the years stops them.
        st.button(
            "Pause" if playing else "Jouer",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            on_click=_pause if playing else _play,
            key="jouer",
        )
        st.select_slider(
            "Année",
            years,
            format_func=lambda year: year_label(edition, year),
            help="Les flèches du clavier la déplacent.",
            key="annee",
            disabled=playing,
        )
    with st.container(key="discret-pas"):
        _stepper(key="pas", on_pas_change=lambda: _step(edition))


def _step(edition: Edition) -> None:
    """Go one year on; the first one comes after the last."""
    year = st.session_state["annee"]
    years = slider_years(edition, year)
    choose("annee", years[0] if year == CURRENT else following(years, year))


def _play() -> None:
    year = st.session_state["annee"]
    st.session_state[_YEAR] = str(FIRST_DRAWN) if year == CURRENT else year
    st.session_state[_NEXT] = time.monotonic() + PACE / 2
    st.session_state[_PLAYING] = True


def _pause() -> None:
    choose("annee", st.session_state[_YEAR])
    st.session_state[_PLAYING] = False


def _told(view: View) -> None:
    coverage, year = view.coverage, view.reading.annee or view.edition.year
    before = store.coverage(view.edition, Reading(year - 1, view.reading.lecture))
    change = remembered(
        coverage,
        "changements de l’année",
        lambda: year_changes(with_kinds(coverage_difference(before, coverage)), year),
    )
    st.html(
        html(
            '<div class="annee-dite"><p class="grand">{}</p><h2>{}</h2><p>{}</p>'
            '<p class="sans-mouvement">{}</p></div>',
            year,
            sentences.overview_headline(coverage),
            change,
            typeset(CALM),
        )
    )
    st.html(Markup('<h3 class="intertitre">Régions selon leur nombre de familles confirmées</h3>'))
    st.plotly_chart(
        remembered(coverage, "niveaux", lambda: _levels(view, year)),
        key="niveaux",
        config={"displayModeBar": False},
        theme=None,
        alt=evolution_headline(view, years_of(view)),
    )


def _levels(view: View, year: int) -> DrawnFigure:
    return DrawnFigure(years_levels(regions_by_level(years_of(view)), year))


def _drawn(view: View) -> None:
    coverage = view.coverage
    outline(view.territories.codes, "")
    figure_anchor("carte-annee")
    st.plotly_chart(
        remembered(coverage, "carte", lambda: drawn_map(coverage)),
        key="carte",
        config=map_config(),
        theme=None,
        alt=remembered(coverage, "carte en mots", lambda: sentences.map_alt(coverage)),
    )
    live_map(remembered(coverage, "carte dite", lambda: told(coverage)), map_name())
    st.html(remembered(coverage, "legende de l’année", lambda: legend(coverage)))
    figure_foot(view, year_figure(coverage), with_data=False)
