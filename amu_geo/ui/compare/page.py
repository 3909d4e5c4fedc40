"""The parts of the comparison page, laid out from the view and the regions chosen."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from amu_geo import comparison as compare
from amu_geo import sentences
from amu_geo.charts.base.markup import html, joined, link
from amu_geo.charts.base.states import amu_defined
from amu_geo.french.typography import typeset
from amu_geo.report.naming import LEAST, MOST
from amu_geo.sentences.views import (
    COMPARED_AT_MOST,
    COMPARED_LABEL,
    compared_told,
    comparison_headline,
    regions_told,
)
from amu_geo.site import COMPARISON_PDF
from amu_geo.ui.browser.clicks import on_click
from amu_geo.ui.browser.status import announce
from amu_geo.ui.choice.address import choose
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.several import several
from amu_geo.ui.choice.view import View
from amu_geo.ui.compare.sections import compared_with, sections

CHOICE = "regions"
# How many regions one page of paper compares.
PRINTED = range(LEAST, MOST + 1)


def compared(view: View) -> list[str]:
    """The regions compared, the reader's own first; none when the reader took them all out."""
    usual = compare.usual_choice(view.coverage, view.address.query.get("region", ""))
    codes = view.address.values(CHOICE, list(view.territories.codes), usual)
    if len(codes) > COMPARED_AT_MOST:
        names = ", ".join(view.territories.name(code) for code in codes[COMPARED_AT_MOST:])
        told = f"Six régions au plus se comparent. Laissées de côté : {names}."
        st.info(as_text(told))
        codes = st.session_state[CHOICE] = codes[:COMPARED_AT_MOST]
        view.address.keep(CHOICE, ",".join(codes), ",".join(usual))
    return codes


def headline(view: View, codes: list[str]) -> None:
    """The finding of the comparison, then by what the regions differ."""
    if not codes:
        st.html(html("<h1>{}</h1>", typeset("Quelles régions comparer ?")))
        return
    st.html(
        html(
            '<h1>{}</h1><p class="chapeau">{}</p>{}',
            comparison_headline(view.coverage, codes),
            sentences.comparison_second(view.coverage, codes),
            amu_defined(),
        )
    )


def choice(view: View, codes: list[str]) -> None:
    """The box that chooses the regions, and ready-made choices."""
    with st.container(key="choix-regions"):
        several(
            CHOICE,
            COMPARED_LABEL,
            view.territories.alphabetical,
            lambda code: typeset(view.territories.name(code)),
            view.territories.find,
            max_selections=COMPARED_AT_MOST,
            placeholder="Choisir deux à six régions…",
        )
        own = (codes or compare.usual_choice(view.coverage))[0]
        links = joined(
            (
                link(compared_with(view, offered), typeset(name), "choix", ",".join(offered))
                for name, offered in compare.ready_made(view.coverage, view.territories, own)
            ),
            by=" · ",
        )
        ready = html("{} {}", typeset("Choix tout prêts :"), links)
        st.html(html('<p class="secondaire">{}{}</p>', ready, _on_paper(view, codes)))


def _on_paper(view: View, codes: list[str]) -> str:
    """The way to the page of paper that compares them; none for too many, none in private."""
    if view.is_private or len(codes) not in PRINTED:
        return ""
    way = link(view.link(COMPARISON_PDF, regions=",".join(codes)), "Ces régions en une page (PDF)")
    return html('<span class="sur-papier-aussi">{}</span>', way)


def content(view: View, codes: list[str]) -> None:
    """Everything under the choice, or the invitation to choose."""
    told = compared_told(view.coverage, codes)
    announce("/comparer", regions=told, vue=regions_told(view.coverage))
    if codes:
        sections(view, codes)
    else:
        st.html(
            Markup(
                '<p class="carte-blanche">Prenez au moins deux régions ci-dessus, ou un choix tout '
                "prêt. La première est la vôtre : la page dit ce que les autres ont et qu’elle n’a "
                "pas.</p>"
            )
        )
    on_click("choix", _choose, key="clic-choix")
    on_click("premiere", _put_first, key="clic-premiere")
    on_click("ajouter", _add, key="clic-ajouter")


def _choose(codes: str) -> None:
    choose(CHOICE, codes.split(","))


def _put_first(code: str) -> None:
    choose(CHOICE, compare.put_first(st.session_state[CHOICE], code))


def _add(code: str) -> None:
    choose(CHOICE, compare.with_region(st.session_state[CHOICE], code))
