"""Around a commune: actors within a distance, comparable projects, what other regions offer."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.actors.listing import actors_list, projects_list
from amu_geo.charts.base.markup import html, link
from amu_geo.charts.compare.learning import missing_list
from amu_geo.figures.my_commune import RADII, USUAL_RADIUS, near_figure
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, number, plural, typeset
from amu_geo.profiles.commune import comparable_projects, elsewhere
from amu_geo.ui.choice import loaders
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.my_commune.page import CommuneView

ACTORS_SHOWN = 6
# Title and reason of each way of looking elsewhere.
ELSEWHERE = {
    "voisines": (
        "Ce que les régions voisines ont, et pas la vôtre",
        "Elles ont une frontière commune avec la vôtre",
    ),
    "jumelles": (
        "Ce que les régions jumelles ont, et pas la vôtre",
        "La vôtre n’a pas de voisine ; celles-ci lui ressemblent le plus par leurs programmes",
    ),
    "meme-zone": (
        "Ce que les autres régions de la même zone ont, et pas la vôtre",
        "Sans voisine ni dispositif documenté à comparer : les régions de la même zone",
    ),
}


def actors_around(page: CommuneView) -> None:
    """Actors within the chosen distance, AMU first and apart, with a rate where people live."""
    figure_anchor("proches")
    st.html(Markup('<h2 class="partie">Les acteurs proches</h2>'))
    with st.container(key="pilules-rayon", horizontal=True):
        page.view.address.select(
            "rayon",
            "À moins de",
            list(RADII),
            USUAL_RADIUS,
            labels=lambda code: f"{code} km",
            help=typeset(
                "Distance à vol d’oiseau entre les centres des communes, sur l’ellipsoïde WGS 84."
            ),
            width=150,
        )
    near = page.near
    st.html(
        html('<p class="avis avis-attention">{}</p>', sentences.actors_warning(page.view.edition))
    )
    if page.places_nobody:
        st.html(html('<p class="avis">{}</p>', _not_known(page)))
    else:
        _groups(page, near.acteurs)
    everyone = loaders.actors(page.view.edition)
    if not page.places_nobody:
        figure = near_figure(page.place, near, page.radius, everyone, page.names)
        figure_foot(page.view, figure)


def _not_known(page: CommuneView) -> str:
    """Nobody is placed: what the edition says of the region instead."""
    text = "Aucun acteur de cette édition n’a de lieu connu : leur nombre ici n’est pas documenté."
    stated = page.view.edition.stated_figure("acteurs", page.place.code_region)
    if stated:
        text += f" La source dit « {stated} » {in_region(page.place.code_region)}, sans liste."
    return typeset(text)


def _groups(page: CommuneView, near: pd.DataFrame) -> None:
    """AMU actors, then those of an allied practice, never mixed."""
    for key, declared, one, many in (
        ("amu-proches", True, "acteur de l’AMU", "acteurs de l’AMU"),
        (
            "voisins-proches",
            False,
            "acteur d’une pratique voisine",
            "acteurs d’une pratique voisine",
        ),
    ):
        _group(page, key, one, many, near[near["amu"] == declared])


def _group(page: CommuneView, key: str, one: str, many: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        missing = page.near.non_places
        st.html(
            html(
                '<p class="avis">{}{} de l’édition n’ont pas de lieu connu.</p>',
                typeset(f"Aucun {one} recensé à moins de {page.radius} km ; "),
                plural(missing, "acteur"),
            )
        )
        return
    st.html(
        html("<h3>{}</h3>", plural(len(rows), one, many))
        + actors_list(rows.head(ACTORS_SHOWN), page.names)
    )
    rest = rows.iloc[ACTORS_SHOWN:]
    if len(rest):
        opened = st.expander(
            plural(len(rest), "autre, plus loin", "autres, plus loin"), key=key, on_change="rerun"
        )
        if opened.open:
            with opened:
                st.html(actors_list(rest, page.names))


def projects(page: CommuneView) -> None:
    """Example projects like what the commune may do."""
    families = page.project.familles if page.asked else ()
    everything = loaders.projects(page.view.edition)
    found = comparable_projects(everything, page.place, page.view.territories, families)
    st.html(Markup('<h2 class="partie">Des projets comparables</h2>'))
    if found.empty:
        st.html(Markup('<p class="avis">Aucun projet de cette édition n’a de lieu connu.</p>'))
        return
    lost = int((~everything["place"]).sum())
    st.html(
        projects_list(found, page.names)
        + Markup('<p class="source">')
        + typeset(
            "D’abord ceux de votre famille de projet, puis des communes de taille semblable, puis "
            f"les plus proches. {plural(len(everything), 'projet')} dans l’édition, dont "
            f"{number(lost)} sans lieu connu."
        )
        + Markup("</p>")
    )


def what_others_offer(page: CommuneView) -> None:
    """What the neighbouring regions (or the twins of an island) have and one's own has not."""
    view = page.view
    found = elsewhere(view.coverage, page.place.code_region, view.territories)
    names = enumerate_fr(view.territories.name(code) for code in found.regions)
    title, second = ELSEWHERE[found.sorte]
    st.html(html("<h2 class='partie'>{}</h2><p>{}</p>", title, typeset(f"{second} : {names}.")))
    if found.manques:
        st.html(missing_list(found.manques, view.coverage))
    else:
        st.html(Markup('<p class="avis">Rien de documenté là-bas qui manque chez vous.</p>'))
    codes = ",".join((page.place.code_region, *found.regions)[:6])
    href = view.address.link("/comparer", regions=codes)
    compare = link(href, "Comparer ces régions", "page", f"/comparer?regions={codes}")
    st.html(html("<p>{}</p>", compare))
