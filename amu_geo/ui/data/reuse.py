"""The data page: where everything comes from, under which licence, and how to reuse it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from amu_geo import paths
from amu_geo.charts.base.markup import (
    folded,
    html,
    html_table,
    joined,
    link,
    outside_link,
    shown,
)
from amu_geo.charts.base.prose import prose
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.data.sources import (
    indicators_table,
    sources_table,
    tables_with_sources,
    territories_table,
)
from amu_geo.edition.sources import source_links
from amu_geo.export.bundle import OPEN_LICENCE, bundle_zip
from amu_geo.export.resources import FORM_NAMES, OPENAPI_PATH, RESOURCES, VIEW, Resource
from amu_geo.export.workbook import edition_workbook
from amu_geo.french.typography import typeset
from amu_geo.memory import kept, remembered
from amu_geo.sentences.data import sources_sentence
from amu_geo.site import OFFLINE, SLIDES
from amu_geo.territories.reading import read_package
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.view import View
from amu_geo.ui.data.page import opened_on_demand, section

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sources(view: View) -> None:
    """Every page that the edition rests on, table by table; licences; territories."""
    edition = view.edition
    links = remembered(edition, "sources", lambda: source_links(edition))
    section("sources", remembered(edition, "sources en mots", lambda: sources_sentence(links)))
    st.html(_licence(view))
    for table, title in tables_with_sources(links).items():
        opened_on_demand(
            title,
            f"sources-{table}",
            lambda table=table: st.html(
                remembered(edition, ("sources", table), lambda: sources_table(links, table))
            ),
        )
    labels = edition.tables["indicateurs_libelles"]
    if len(labels):
        opened_on_demand(
            "Indicateurs nationaux : unités, sources et licences",
            "indicateurs",
            lambda: st.html(indicators_table(labels)),
        )
    opened_on_demand("Contours, populations et codes des territoires", "territoires", _territories)


def _licence(view: View) -> str:
    edition = view.edition
    licence = shown(edition.licence)
    if edition.licence == OPEN_LICENCE["title"]:
        licence = outside_link(OPEN_LICENCE["path"], OPEN_LICENCE["title"])
    told = html(
        "Licence de l’édition : {}. Les pages citées restent à leurs éditeurs ; nous en "
        "reprenons des faits, avec leur adresse.",
        licence,
    )
    report = report_link(edition, "une source")
    return html("<p>{}{}</p>", typeset(told), html(" {}.", report) if report else "")


@kept
def _package() -> Mapping[str, Any]:
    return read_package(paths.REGIONS)


def _territories() -> None:
    package = _package()
    st.html(prose(package["description"]))
    st.html(territories_table(package))


def downloads(view: View) -> None:
    """The whole edition, its tables by address, the programming interface."""
    section("telecharger", typeset(_terms(view)))
    edition = view.edition
    with st.container(key="telechargements", horizontal=True):
        st.download_button(
            "L’édition entière (zip de CSV)",
            data=lambda: bundle_zip(edition),
            file_name=f"observatoire-amu-{edition.id}.zip",
            mime="application/zip",
            on_click="ignore",
            key="edition-zip",
        )
        st.download_button(
            "L’édition dans Excel (XLSX)",
            data=lambda: edition_workbook(edition, view.territories),
            file_name=f"observatoire-amu-{edition.id}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="edition-xlsx",
        )
    if not view.is_private:
        st.html(_slides(view) + _one_file(view) + _addresses(view) + _interface(view))


def _slides(view: View) -> str:
    query = {"edition": view.edition.id, **view.reading.to_query()}
    deck = link(address(SLIDES, query), "Des diapositives de cette vue (PPTX)")
    return html("<p>{}{}</p>", deck, typeset(" : carte, tableaux et graphiques à modifier."))


def _one_file(view: View) -> str:
    to = address(OFFLINE, {"edition": view.edition.id})
    told = "carte, fiches, comparaison et sources, à ouvrir d’une clé USB, sans réseau."
    return html(
        "<p>{}{}{}</p>",
        link(to, "L’édition en un fichier (HTML)"),
        typeset(" : "),
        typeset(told),
    )


def _terms(view: View) -> str:
    if view.is_private:
        return "L’aperçu est privé : rien n’en est servi par adresse. Vous pouvez l’emporter."
    if view.edition.licence == OPEN_LICENCE["title"]:
        return "Tout ce que montrent les pages se télécharge. Citer la source et la date suffit."
    return (
        "Tout ce que montrent les pages se télécharge. La licence de cette édition est dite "
        "ci-dessus : elle règle ce que l’on peut en faire."
    )


def _addresses(view: View) -> str:
    rows = [
        [
            shown(resource.title),
            _with_code(resource.description),
            joined(_forms(resource, _query(view, resource))),
        ]
        for resource in RESOURCES.values()
    ]
    heads = ["Données", "Ce qu’elles disent", "Formats"]
    return html_table("Par adresse, toujours à jour", heads, rows, "adresses")


def _with_code(text: str) -> str:
    """A description of the API as HTML: its `names` are code."""
    return joined(
        html("<code>{}</code>", part) if rank % 2 else shown(part)
        for rank, part in enumerate(text.split("`"))
    )


def _query(view: View, resource: Resource) -> dict[str, str]:
    if resource.name in ("regions", "editions"):
        return {}
    reading = view.reading.to_query() if resource.follows_reading else {}
    return {"edition": view.edition.id, **reading}


def _forms(resource: Resource, query: dict[str, str]) -> list[str]:
    named = [
        link(address(f"/api/v1/{resource.name}.{form}", query), FORM_NAMES[form])
        for form in resource.forms
    ]
    excel = address(f"/api/v1/{resource.name}.csv", query | {"format": "excel"})
    named.append(link(excel, "CSV pour Excel"))
    return [html('<span class="forme">{}</span>', form) for form in named]


def _interface(view: View) -> str:
    example = address(
        "/api/v1/dispositifs.csv",
        {"edition": view.edition.id, "regions": "76,84", "programme": "friches"},
    )
    names = joined(
        html("<li><code>{}</code> : {}</li>", parameter.name, _with_code(parameter.description))
        for parameter in VIEW
    )
    manners = typeset(
        "Lecture seule, sans clé, ouverte à tous les sites (CORS) ; chaque réponse a son empreinte "
        "(ETag), sa licence et sa source. Les adresses des pages et celles des données prennent "
        "les mêmes paramètres :"
    )
    shown_example = link(example, html("<code>{}</code>", shown(example)))
    whole = link(address(OPENAPI_PATH), typeset("Description complète, au format OpenAPI"))
    return folded(
        "Interface de programmation (API)",
        html(
            '<p>{}</p><ul class="puces">{}</ul><p>{} {}</p><p>{}</p>',
            manners,
            names,
            typeset("Exemple, les friches de deux régions :"),
            shown_example,
            whole,
        ),
    )
