"""Actors and example projects in full: who, where, what they do, and the page that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from amu_geo.charts.base.markup import html, hue, joined
from amu_geo.charts.base.source import briefly_sourced
from amu_geo.edition import referentials
from amu_geo.french import collation
from amu_geo.french.regions import in_region
from amu_geo.french.typography import number, typeset
from amu_geo.measure.actors import ActorFilters
from amu_geo.vocabulary import FAMILIES

Names = Mapping[str, str]


def actors_list(actors: pd.DataFrame, names: Names) -> str:
    """HTML of the actors, by name.

    Parameters
    ----------
    actors
        Rows of `actors.actor_list`; with `distance_km`, in their order and with that distance.
    names
        Names of the régions by code.
    """
    near = "distance_km" in actors.columns
    shown = actors if near else _by_name(actors)
    return _listing(_actor(row, names) for row in shown.to_dict("records"))


def projects_list(projects: pd.DataFrame, names: Names) -> str:
    """HTML of the example projects, as the actors'."""
    shown = projects if "distance_km" in projects.columns else _by_name(projects)
    return _listing(_project(row, names) for row in shown.to_dict("records"))


def _by_name(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("nom", key=lambda names: names.map(collation.key), kind="stable")


def _listing(items) -> str:
    return html('<ul class="repertoire">{}</ul>', joined(items))


def _actor(row: dict[str, Any], names: Names) -> str:
    year = row["annee_creation"]
    since = "" if pd.isna(year) else f"depuis {int(year)}"
    facts = [row["type_libelle"], _where(row, names), _phases(row), since, row["perimetre_libelle"]]
    return _entry(row, facts, [_site(row)])


def _project(row: dict[str, Any], names: Names) -> str:
    year = "" if pd.isna(row["annee"]) else str(int(row["annee"]))
    facts = [row["categorie_libelle"], _where(row, names), year, row["acteur"], _phases(row)]
    return _entry(row, facts, [])


def _entry(row: dict[str, Any], facts: list[str], links: list[str]) -> str:
    dots = joined(hue(FAMILIES[code]) for code in row["familles"] if code in FAMILIES)
    told = " · ".join(fact for fact in (_distance(row), *facts) if fact)
    sources = joined((part for part in (_source(row), *links) if part), by=" · ")
    return html(
        '<li><p class="nom"><strong>{}</strong>'
        '<span class="pastilles">{}</span></p>'
        '<p class="meta">{}</p>'
        '<p>{}</p><p class="meta">{}</p></li>',
        typeset(row["nom"]),
        dots,
        typeset(told),
        typeset(row["preuve"]),
        sources,
    )


def _distance(row: dict[str, Any]) -> str:
    if "distance_km" not in row:
        return ""
    return "dans la commune" if row["distance_km"] < 0.05 else f"à {number(row['distance_km'])} km"


def _where(row: dict[str, Any], names: Names) -> str:
    region = names.get(row["code_region"], "")
    if row["commune"]:
        return f"{row['commune']} ({region})" if region else row["commune"]
    return region or "lieu non documenté"


def _phases(row: dict[str, Any]) -> str:
    return ", ".join(referentials.label("phases", code).lower() for code in row["phases"])


def _source(row: dict[str, Any]) -> str:
    nature = html(" ({})", row["lien"]) if row["lien"] else ""
    title = f"{row['titre_source']}. {row['confiance_libelle']}".strip(". ")
    return briefly_sourced(row["url_source"], "source", typeset(title)) + nature


def _site(row: dict[str, Any]) -> str:
    return briefly_sourced(row["site_web"], "site") if row["site_web"] else ""


def criteria(filters: ActorFilters) -> str:
    """The choices in words, to follow a headline: « , phase Dessiner, en Occitanie »."""
    parts = [f"type {referentials.label('type', code)}" for code in filters.types]
    parts += [referentials.label("perimetre", code) for code in filters.perimetres]
    parts += [f"phase {referentials.label('phases', code)}" for code in filters.phases]
    parts += [f"famille {FAMILIES[code].label}" for code in filters.familles]
    parts += [in_region(code) for code in filters.regions]
    return typeset("".join(f", {part}" for part in parts))


def readable_actors(actors: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The actors as a table for people, AMU first."""
    shown = _by_name(actors).sort_values("amu", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Nom": shown["nom"],
            "Périmètre": shown["perimetre_libelle"],
            "Type": shown["type_libelle"],
            "Commune": shown["commune"],
            "Région": [names.get(code, "") for code in shown["code_region"]],
            "Familles": [_labels(codes) for codes in shown["familles"]],
            "Phases": [", ".join(codes) for codes in shown["phases"]],
            "Confiance": shown["confiance"],
            "Source": shown["url_source"],
        }
    )


def _labels(codes: tuple[str, ...]) -> str:
    return ", ".join(FAMILIES[code].label for code in codes if code in FAMILIES)
