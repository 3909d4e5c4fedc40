"""A commune's page: what the address asks for, the region's schemes, one's own project."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.listing import actors_list
from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.my_commune.commune import (
    families_row,
    project_counts,
    project_families,
    region_numbers,
    registers_list,
    schemes_list,
)
from amu_geo.edition import referentials
from amu_geo.figures.my_commune import RADII, USUAL_RADIUS, schemes_figure
from amu_geo.french.typography import plural, typeset
from amu_geo.profiles.commune import (
    Around,
    MyProject,
    Place,
    around,
    find_place,
    my_project,
    relevant_schemes,
)
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice import loaders
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_data, figure_foot
from amu_geo.ui.frame.proposal import proposal_address

SCHEMES_SHOWN = 5


@dataclass(frozen=True)
class CommuneView:
    """What the page shows of a commune."""

    view: View
    place: Place
    radius: int
    near: Around
    project: MyProject
    schemes: pd.DataFrame
    asked: bool

    @property
    def places_nobody(self) -> bool:
        """The edition gives no place to any actor: how many are near is not known, not zero."""
        return not loaders.actors(self.view.edition)["place"].any()

    @property
    def names(self) -> dict[str, str]:
        """Names of the régions by code."""
        return {code: self.view.territories.name(code) for code in self.view.territories.codes}


def open_commune(view: View) -> CommuneView | None:
    """Read the commune, the distance and the project of the address; None without commune."""
    code = view.address.value("commune", loaders.commune_codes(), "")
    radius = int(view.address.value("rayon", RADII, USUAL_RADIUS))
    moment = view.address.value("moment", _codes("moments"), "")
    mission = view.address.value("mission", _missions(moment), "")
    if not code:
        return None
    place = find_place(view.territories, code)
    actors = loaders.actors(view.edition)
    project = my_project(view.coverage, actors, place, moment, mission)
    asked = bool(moment or mission)
    return CommuneView(
        view,
        place,
        radius,
        around(actors, place, view.territories, radius),
        project,
        relevant_schemes(
            view.coverage,
            place.code_region,
            place.population,
            project.familles if asked else (),
        ),
        asked,
    )


def _codes(name: str) -> list[str]:
    return ["", *referentials.by_code(name)]


def _missions(moment: str) -> list[str]:
    return ["", *(row["code"] for row in referentials.missions_of(moment))]


def headline(view: View, page: CommuneView | None) -> None:
    """What the commune has within reach, then who it is."""
    if page is None:
        title = sentences.no_commune_headline(view.coverage, view.territories)
        second = (
            "Tapez son nom, même approximatif, ou son code postal : vous verrez les dispositifs "
            "de sa région, les acteurs proches, des projets comparables et ce que proposent les "
            "voisines."
        )
    else:
        actors = None if page.places_nobody else len(page.near.acteurs)
        title = sentences.commune_headline(page.place, len(page.schemes), actors, page.radius)
        second = sentences.commune_second(page.place, page.near, page.radius)
    announce("/mon-territoire", commune=title)
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', title, typeset(second)))


def schemes_and_project(page: CommuneView) -> None:
    """What the region offers, and beside it what serves one's project."""
    schemes_column, project_column = st.columns([7, 5], gap="large")
    with project_column, st.container(key="carte-blanche-projet"):
        _project(page)
    with schemes_column:
        _schemes(page)
    if len(page.schemes):
        figure_data(page.view, schemes_figure(page.place, page.schemes))


def _schemes(page: CommuneView) -> None:
    view, region = page.view, page.place.code_region
    figure_anchor("aides")
    st.html(
        html("<h2>Ce que propose la région {}</h2>", typeset(page.place.region))
        + families_row(
            view.coverage,
            region,
            lambda code, family: view.address.link("/region", region=code, famille=family),
        )
        + region_numbers(view.coverage, region)
    )
    if page.schemes.empty:
        st.html(html('<p class="avis">{}</p>', sentences.region_missing(view.coverage, region)))
        return
    _scheme_blocks(page)
    figure_foot(view, schemes_figure(page.place, page.schemes), with_data=False)


def _scheme_blocks(page: CommuneView) -> None:
    first = page.schemes[page.schemes["demande"]] if page.asked else page.schemes
    if page.asked:
        count = plural(len(first), "dispositif sert", "dispositifs servent")
        st.html(html('<h3 class="intertitre">{} votre projet</h3>', typeset(count)))
    view = page.view

    def listed(rows: pd.DataFrame) -> str:
        return schemes_list(view.coverage, rows, lambda scheme: proposal_address(view, scheme))

    shown = first.head(max(SCHEMES_SHOWN, len(first)) if page.asked else SCHEMES_SHOWN)
    rest = page.schemes.drop(shown.index)
    if len(shown):
        st.html(listed(shown))
    if len(rest):
        label = plural(len(rest), "autre dispositif", "autres dispositifs")
        opened = st.expander(f"{label} de la région", key="autres-aides", on_change="rerun")
        if opened.open:
            with opened:
                st.html(listed(rest))


def _project(page: CommuneView) -> None:
    choices = page.view.address
    st.html(
        Markup(
            "<h2>Mon projet</h2><p>Où en êtes-vous, et qu’attendez-vous de la maîtrise d’usage "
            "?</p>"
        )
    )
    moments, missions = referentials.by_code("moments"), referentials.by_code("missions")
    moment = choices.select(
        "moment",
        "Moment",
        _codes("moments"),
        "",
        labels=lambda code: moments[code]["libelle"] if code else "Choisir un moment…",
    )
    mission = choices.select(
        "mission",
        "Mission",
        _missions(moment),
        "",
        labels=lambda code: missions[code]["libelle"] if code else "Choisir une mission…",
    )
    if not page.asked:
        st.html(
            Markup(
                '<p class="meta">Choisissez un moment ou une mission : les dispositifs de '
                "la liste se "
                "rangent pour votre projet, et les questions à suivre s’affichent ici.</p>"
            )
        )
        return
    said = [row["description"] for row in (moments.get(moment), missions.get(mission)) if row]
    st.html(
        joined(html("<p>{}</p>", typeset(text)) for text in said)
        + project_families(page.project)
        + project_counts(page.project, page.place)
    )
    _project_lists(page)


def _project_lists(page: CommuneView) -> None:
    registers, actors = page.project.registres, page.project.acteurs
    parts = (
        ("registres", plural(len(registers), "question d’impact à suivre",
                             "questions d’impact à suivre"),
         len(registers), lambda: registers_list(registers)),
        ("acteurs-projet", plural(len(actors), "acteur de la région", "acteurs de la région"),
         len(actors), lambda: actors_list(actors, page.names)),
    )  # fmt: skip
    for key, label, count, content in parts:
        if count:
            opened = st.expander(label, key=key, on_change="rerun")
            if opened.open:
                with opened:
                    st.html(content())
