"""The data page, part by part: the ranking put to the test, the method, what is not known."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from amu_geo import sentences, store
from amu_geo.charts.base.markup import folded, html, joined, shown
from amu_geo.charts.base.prose import prose
from amu_geo.charts.data.editions import editions_table, journal_table
from amu_geo.charts.data.glossary import glossary_list, impact_registers_list
from amu_geo.charts.data.method import (
    families_list,
    mapping_table,
    missions_table,
    readings_table,
    states_list,
    year_rules,
)
from amu_geo.charts.data.sensitivity import (
    choices_table,
    months_sentence,
    months_table,
    sensitivity_legend,
    sensitivity_table,
)
from amu_geo.charts.data.unknowns import contradictions_table, gaps_table
from amu_geo.edition import referentials
from amu_geo.edition.doubts import CHOICE, CONTRADICTION, of_nature
from amu_geo.figures.data import choices_figure, months_figure, sensitivity_figure
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.reading import Reading
from amu_geo.measure.sensitivity import (
    mapping_sensitivity,
    months_sensitivity,
    reading_sensitivity,
)
from amu_geo.memory import remembered
from amu_geo.sentences.data import journal_sentence, unknowns_sentence
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View
from amu_geo.ui.frame.figure import figure_anchor, figure_foot
from amu_geo.vocabulary import LECTURES

PATH = "/donnees"
SECTIONS = {
    "classement": "Le classement tient-il ?",
    "mesure": "Ce qui est mesuré",
    "correspondance": "Des programmes aux familles",
    "inconnu": "Ce que l’on ne sait pas",
    "a-confirmer": "À confirmer",
    "editions": "Éditions et journal",
    "sources": "Sources et licences",
    "telecharger": "Télécharger, réutiliser",
    "votre-edition": "Votre édition",
    "mots": "Les mots, les repères",
}
PREVIEW_SECTION = ("apercu", "Votre aperçu")


def headline(view: View) -> None:
    """Whether the ranking holds, then how it moves."""
    title = remembered(view.coverage, "épreuve", lambda: sentences.data_headline(view.coverage))
    second = remembered(
        view.coverage,
        "épreuve en mots",
        lambda: sentences.reading_sentence(view.coverage),
    )
    st.html(html('<h1>{}</h1><p class="chapeau">{}</p>', shown(title), shown(second)))


def beside_contents(view: View) -> DeltaGenerator:
    """Draw the table of contents; what follows stands beside it."""
    contents, content = st.columns([2.1, 9], gap="large")
    sections = dict([PREVIEW_SECTION]) | SECTIONS if view.is_private else SECTIONS
    items = joined(
        html('<li><a href="#{}">{}</a></li>', code, shown(name)) for code, name in sections.items()
    )
    with contents:
        st.html(
            html('<nav class="sommaire" aria-label="Sommaire de la page"><ol>{}</ol></nav>', items)
        )
    return content


def section(code: str, lead: str = "") -> None:
    """Title of a section of the page, and its first sentence (HTML)."""
    name = (SECTIONS | dict([PREVIEW_SECTION]))[code]
    first = html('<p class="entree">{}</p>', lead) if lead else ""
    st.html(html('<h2 id="{}" class="section">{}</h2>{}', code, shown(name), first))


def opened_on_demand(title: str, key: str, draw: Callable[[], None]) -> None:
    """A detail whose content is made and sent only when a reader opens it."""
    detail = st.expander(as_text(title), key=f"pli-{key}", on_change="rerun")
    if detail.open:
        with detail:
            draw()


def ranking(view: View) -> None:
    """How the ranking moves under every mapping and every reading."""
    coverage = view.coverage
    section(
        "classement",
        typeset(
            "Rattacher un programme à une famille est un jugement, et le niveau de preuve exigé en "
            "est un autre. Voici ce que deviendrait chaque région si l’on jugeait autrement."
        ),
    )
    by_reading = remembered(coverage, "par lecture", lambda: reading_sensitivity(coverage))
    by_mapping = remembered(coverage, "par choix", lambda: mapping_sensitivity(coverage))
    figure_anchor("sensibilite")
    st.html(
        sensitivity_legend()
        + remembered(coverage, "épreuve en table", lambda: sensitivity_table(coverage, by_reading))
    )
    figure_foot(
        view,
        sensitivity_figure(coverage, by_reading),
    )
    figure_anchor("choix")
    st.html(Markup("<h3>Un choix à la fois</h3>") + choices_table(by_mapping))
    figure_foot(
        view,
        choices_figure(by_mapping),
    )
    _months(view)


def _months(view: View) -> None:
    """What would be confirmed if a proof stayed fresh for a shorter or a longer time."""
    coverage = view.coverage
    by_months = remembered(
        coverage, "par durée", lambda: months_sensitivity(coverage, view.territories)
    )
    told = months_sentence(by_months)
    figure_anchor("duree-preuve")
    st.html(
        html(
            "<h3>La durée d’une preuve</h3><p>{}</p>{}",
            shown(told),
            months_table(coverage, by_months),
        )
    )
    figure_foot(
        view,
        months_figure(by_months),
    )


def method(view: View) -> None:
    """Families, states, readings, years."""
    section(
        "mesure",
        typeset(
            "Une région documente une famille d’AMU quand au moins un de ses dispositifs, retenu "
            "par la lecture choisie, en relève ; elle la confirme quand l’un d’eux est prouvé en "
            "vigueur. Les deux nombres vont de 0 à 4."
        ),
    )
    by_reading = {
        code: store.coverage(view.edition, Reading(view.reading.annee, code)) for code in LECTURES
    }
    st.html(
        html(
            "<h3>Quatre familles, du bâtiment au territoire</h3>{}"
            "<h3>Trois états, jamais deux</h3>{}"
            "<h3>Quatre lectures, quatre niveaux de preuve</h3>{}"
            "<h3>L’année</h3>{}",
            families_list(),
            states_list(),
            readings_table(by_reading),
            year_rules(view.edition.year),
        )
    )


def mapping(view: View) -> None:
    """Which programme supports which family, and why: our reading."""
    section(
        "correspondance",
        typeset(
            Markup(
                "C’est <strong>notre lecture</strong>, publiée pour être discutée : chaque "
                "programme "
                "relève d’une famille, avec la raison et l’autre lecture possible."
            )
        ),
    )
    st.html(mapping_table(view.coverage))
    st.html(
        folded(
            typeset("Notre lecture aussi : des missions d’AMU aux familles (page Mon territoire)"),
            missions_table(),
        )
    )


def unknowns(view: View) -> None:
    """Gaps, contradictions, cautious choices."""
    edition = view.edition
    section("inconnu", shown(unknowns_sentence(edition)))
    # How the edition was made limits all that it says: that stands in sight, the rest is folded.
    first, _, _ = edition.description.strip().partition("\n\n")
    if first:
        st.html(html('<div class="avis releve">{}</div>', prose(first)))
    names = dict(zip(view.territories.codes, map(view.region_name, view.territories.codes),
                     strict=True))  # fmt: skip
    gaps = len(edition.tables["lacunes"])
    if gaps:
        opened_on_demand(
            f"{plural(gaps, 'lacune')} de la recherche",
            "lacunes",
            lambda: st.html(gaps_table(edition, names, lambda c: view.link("/region", region=c))),
        )
    for nature, one, many in (
        (CONTRADICTION, "contradiction entre sources", "contradictions entre sources"),
        (CHOICE, "choix prudent", "choix prudents"),
    ):
        count = len(of_nature(edition, nature))
        if count:
            opened_on_demand(
                plural(count, one, many),
                nature,
                lambda nature=nature: st.html(contradictions_table(edition, nature, names)),
            )


def editions(view: View) -> None:
    """Which editions there are, what each says of itself, what changed."""
    section(
        "editions",
        typeset(
            "Une édition dit ce qui est su à une date, par qui et d’après quoi. Publiée, elle ne "
            "change plus : une correction fait une nouvelle édition, avec son journal."
        ),
    )
    st.html(
        editions_table(
            view.shelf.editions, view.edition, lambda code: address(PATH, {"edition": code})
        )
    )
    edition = view.edition
    opened_on_demand(
        f"À lire avant d’interpréter : {edition.titre}",
        "description",
        lambda: st.html(prose(edition.description)),
    )
    if len(edition.tables["journal"]):
        opened_on_demand(
            journal_sentence(edition), "journal", lambda: st.html(journal_table(edition))
        )


def words() -> None:
    """The glossary, and the impact registers of practitioners."""
    section(
        "mots",
        typeset(
            "Ce que disent les mots de l’observatoire, et les questions que des praticiens se "
            "posent pour savoir ce qu’un projet change."
        ),
    )
    st.html(html("<h3>Mesurer ce qu’un projet change</h3>{}", impact_registers_list()))
    count = len(referentials.rows("glossaire"))
    opened_on_demand(
        f"Glossaire : {plural(count, 'mot')}", "glossaire", lambda: st.html(glossary_list())
    )
