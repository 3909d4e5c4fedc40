"""The sections of the comparison: families, models, programmes, actors, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st
from markupsafe import Markup

from amu_geo import comparison as compare
from amu_geo import sentences
from amu_geo.charts.base.markup import html
from amu_geo.charts.base.states import defined
from amu_geo.charts.compare.figures import (
    PER_AREA,
    PER_PEOPLE,
    comparable_cards,
    indicators_table,
    not_comparable,
)
from amu_geo.charts.compare.learning import missing_list, steps_list, twins_list
from amu_geo.charts.compare.side_by_side import (
    Links,
    families_side_by_side,
    programmes_side_by_side,
)
from amu_geo.charts.compare.tracks import actors_tracks, families_and_schemes
from amu_geo.figures.compare import (
    actors_figure,
    families_figure,
    means_figure,
    national_figure,
    programmes_figure,
    stated_figure,
    to_copy_figure,
)
from amu_geo.figures.known import KINDS
from amu_geo.french.grammar import agree, capital
from amu_geo.french.regions import with_article
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.actors import ActorCounts, actor_list, count_actors
from amu_geo.memory import remembered
from amu_geo.sentences.compare import programmes_title
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.ui.frame.proof import open_proof
from amu_geo.ui.frame.proposal import proposal_address

Piece = TypeVar("Piece")
NATIONAL = (
    "Une même source et une même année pour toutes les régions ; les barres disent le nombre "
    f"{PER_PEOPLE}. Ce sont des programmes de l’État ou des inventaires : ils ne comptent pas "
    "dans les familles."
)


def sections(view: View, codes: list[str]) -> None:
    """Everything about the compared regions, the first of `codes` being the reader's own."""
    if len(codes) == 1:
        st.info("Une seule région est choisie : ajoutez-en une autre pour voir les différences.")
    _families(view, codes)
    _learning(view, codes)
    _programmes(view, codes)
    _actors(view, codes)
    _figures(view, codes)
    open_proof(view)


def compared_with(view: View, codes: Sequence[str]) -> str:
    """Address of the same view with other regions."""
    return address("/comparer", {**view.address.shared(), "regions": ",".join(codes)})


def _kept(view: View, codes: list[str], name: str, draw: Callable[[], Piece]) -> Piece:
    """What is made of these regions, kept with the coverage: its links carry the choices."""
    return view.kept(("comparer", name, *codes), draw)


def _links(view: View, codes: list[str]) -> Links:
    return Links(
        proof=lambda code, family: view.address.link("/region", region=code, famille=family),
        first=lambda code: compared_with(view, compare.put_first(codes, code)),
    )


def _family_references(view: View) -> pd.DataFrame:
    matrix = compare.family_matrix(view.coverage, view.territories.codes)
    return compare.support_references(matrix, view.territories)


def _programme_references(view: View) -> pd.DataFrame:
    return compare.support_references(compare.programme_matrix(view.coverage), view.territories)


def _actor_counts(view: View) -> ActorCounts:
    return count_actors(actor_list(view.edition, view.territories), view.territories)


def _families(view: View, codes: list[str]) -> None:
    matrix = _kept(view, codes, "familles", lambda: compare.family_matrix(view.coverage, codes))
    counts = remembered(view.coverage, "reperes-familles", lambda: _family_references(view))
    means = remembered(
        view.coverage,
        "moyennes",
        lambda: compare.reference_lines(view.coverage, view.territories),
    )
    figure_anchor("comparaison-familles")
    st.html(html("<h2 class=section>{}</h2>", KINDS["comparaison-familles"].heading))
    caption = "Chaque case ouvre sa preuve."

    def beside() -> str:
        links = _links(view, codes)
        drawn = families_side_by_side(view.coverage, matrix, counts, links, caption)
        return drawn + defined(view.coverage)

    st.html(_kept(view, codes, "familles-cote", beside))
    figure_foot(
        view,
        families_figure(view.coverage, codes, matrix),
    )
    figure_anchor("comparaison-reperes")
    drawn = _kept(view, codes, "jauges", lambda: families_and_schemes(view.coverage, codes, means))
    st.html(html('<div class="jauges-cote">{}</div>', drawn))
    figure_foot(
        view,
        means_figure(view.coverage, codes, means),
    )


def _learning(view: View, codes: list[str]) -> None:
    own, coverage = codes[0], view.coverage
    near = list(dict.fromkeys([*codes[1:], *view.territories.neighbours(own)]))
    missing = _kept(view, codes, "a-copier", lambda: compare.missing_from(coverage, own, near=near))
    twins = _kept(view, codes, "jumelles", lambda: compare.twins(coverage, own))
    name = view.territories.name(own)
    with st.container(key="apprendre"):
        figure_anchor("a-copier")
        has = agree([own], "n’a", "n’ont")
        title = f"Ce que les autres ont et que {with_article(own)} {has} pas"
        st.html(html("<h2 class=section>{}</h2>", typeset(title)))
        st.html(
            _kept(view, codes, "a-copier-liste", lambda: missing_list(missing, coverage))
            or Markup(
                "<p>Rien de documenté ailleurs ne manque à cette région sous cette lecture.</p>"
            )
        )
        if missing:
            figure_foot(view, to_copy_figure(missing, codes, name))
    left, right = st.columns(2, gap="large")
    with left:
        st.html(
            html(
                "<h2 class=section>Régions jumelles</h2><p>{}</p>",
                sentences.twins_sentence(name, twins),
            )
        )
        st.html(
            twins_list(
                twins,
                view.edition.programme_labels,
                lambda code: compared_with(view, compare.with_region(codes, code)),
            )
        )
    with right:
        shown = _kept(view, codes, "changement", lambda: _smallest_steps(view, own, near))
        if shown:
            st.html(html("<h2 class=section>Le plus petit changement</h2>{}", shown))


def _smallest_steps(view: View, own: str, near: list[str]) -> str:
    steps = compare.smallest_steps(view.coverage, own, near)
    return steps_list(steps, view.coverage, lambda scheme: proposal_address(view, scheme))


def _programmes(view: View, codes: list[str]) -> None:
    matrix = _kept(
        view, codes, "programmes", lambda: compare.programme_matrix(view.coverage, codes)
    )
    counts = remembered(view.coverage, "reperes-programmes", lambda: _programme_references(view))
    title = programmes_title(matrix)
    figure_anchor("comparaison-programmes")
    st.html(html("<h2 class=section>{}</h2>", title))
    caption = "Chaque case ouvre la preuve de la famille à laquelle le programme est rattaché."

    def beside() -> str:
        links = _links(view, codes)
        return programmes_side_by_side(view.coverage, matrix, counts, links, caption)

    st.html(_kept(view, codes, "programmes-cote", beside))
    figure_foot(
        view,
        programmes_figure(view.coverage, codes, matrix),
    )


def _actors(view: View, codes: list[str]) -> None:
    counts = remembered(view.edition, "acteurs-par-region", lambda: _actor_counts(view))
    figure_anchor("comparaison-acteurs")
    st.html(Markup("<h2 class=section>Les acteurs</h2>"))

    def tracks() -> str:
        references = compare.actor_references(counts, view.territories)
        return actors_tracks(view.coverage, codes, counts, references)

    shown = _kept(view, codes, "acteurs", tracks)
    st.html(html('<div class="jauges-cote">{}</div>', shown))
    figure_foot(
        view,
        actors_figure(view.edition, codes, counts),
    )


def _figures(view: View, codes: list[str]) -> None:
    figures = _kept(
        view,
        codes,
        "chiffres",
        lambda: compare.comparable_figures(view.edition, codes, view.territories),
    )
    indicators = _kept(
        view,
        codes,
        "indicateurs",
        lambda: compare.indicator_figures(view.edition, codes, view.territories),
    )
    # A section that only says that nothing in it compares is none.
    if figures["comparable"].any():
        _comparable(view, codes, figures)
    if len(indicators):
        _indicators(view, codes, indicators)


def _comparable(view: View, codes: list[str], figures: pd.DataFrame) -> None:
    fit = int(figures["comparable"].sum())
    figure_anchor("comparaison-chiffres")
    cards = _kept(view, codes, "chiffres-cote", lambda: comparable_cards(figures, codes))
    st.html(
        html(
            "<h2 class=section>Les chiffres des dispositifs</h2><p>{}</p>"
            '<div class="jauges-cote">{}</div>',
            _figures_sentence(fit, len(figures)),
            cards,
        )
    )
    if len(figures) > fit:
        opened = st.expander(
            as_text(f"Les {len(figures) - fit} chiffres qui ne se comparent pas, et pourquoi"),
            key="non-comparables",
            on_change="rerun",
        )
        if opened.open:
            opened.html(not_comparable(figures))
    figure_foot(view, stated_figure(codes, figures))


def _figures_sentence(fit: int, total: int) -> str:
    told = plural(total, "chiffre relevé", "chiffres relevés")
    rule = "même programme, même mesure, même année, même champ"
    verb = "se compare" if fit == 1 else "se comparent"
    return typeset(f"{told} : {fit} {verb} d’une région à l’autre ({rule}).")


def _indicators(view: View, codes: list[str], indicators: pd.DataFrame) -> None:
    references = remembered(
        view.edition,
        "reperes-nationaux",
        lambda: compare.indicator_references(view.edition, view.territories),
    )
    figure_anchor("comparaison-indicateurs")
    st.html(
        html(
            "<h2 class=section>Les programmes nationaux dans ces régions</h2><p>{}</p>",
            typeset(NATIONAL),
        )
    )
    caption = f"{capital(PER_PEOPLE)}, {PER_AREA}, et le nombre."
    st.html(
        _kept(
            view,
            codes,
            "indicateurs-cote",
            lambda: indicators_table(indicators, references, codes, caption),
        )
    )
    figure_foot(
        view,
        national_figure(codes, indicators),
    )
