"""What deserves a second look without forbidding anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from amu_geo.edition.checking.places import places_of
from amu_geo.edition.checking.problems import ROWS_NAMED, WARNING, Problem, named
from amu_geo.edition.checking.values import (
    SPOILT_ACCENT,
    Proposals,
    is_date,
    numbers,
)
from amu_geo.edition.raw import RawEdition, RawTable
from amu_geo.edition.schema import table_schema
from amu_geo.territories import Territories, normalise

NAMED_TABLES = frozenset({"dispositifs", "acteurs", "projets"})
PLACED_TABLES = frozenset({"acteurs", "projets"})
LATEST = "9999"  # an edition without a date is wrong, and told so: its proofs are not


def warn_edition(raw: RawEdition, territories: Territories) -> list[Problem]:
    """The warnings of every table, then those that compare two tables."""
    found: list[Problem] = []
    for table in raw.tables.values():
        found += warn_table(table, territories)
        if table_schema(table.name).required and not len(table.cells):
            message = "cette table n’a aucune ligne."
            found.append(Problem(message, table.file, table.sheet, gravite=WARNING))
    if {"observations", "dispositifs"} <= raw.tables.keys():
        found += _figures_outside_period(raw.tables["observations"], raw.tables["dispositifs"])
    if {"attestations", "dispositifs"} <= raw.tables.keys():
        found += _proofs_too_late(raw.tables["attestations"], raw)
    if {"projets", "acteurs"} <= raw.tables.keys():
        found += _unknown_actors(raw.tables["projets"], raw.tables["acteurs"])
    return found


def warn_table(table: RawTable, territories: Territories) -> list[Problem]:
    """The warnings that need no other table."""
    found = _spoilt_accents(table)
    if table.name in NAMED_TABLES:
        found += _same_names(table)
    if table.name in PLACED_TABLES:
        found += _half_points(table)
        found += _points_elsewhere(table, territories)
        found += _communes_elsewhere(table, territories)
    if table.name == "acteurs":
        found += _actors_without_commune(table)
    return found


def _spoilt_accents(table: RawTable) -> list[Problem]:
    """Texts in which an accent was lost or spoilt before the file came here."""
    found: list[Problem] = []
    for field in table_schema(table.name).fields:
        if field.type != "string" or field.allowed or field.is_url or field.territory:
            continue
        values = table.cells[field.name].tolist()
        whole = "\n".join(values)
        if not any(sign in whole for sign in ("?", "Ã", "â€", "Â")):
            continue  # as in nearly every column
        positions = [i for i, value in enumerate(values) if SPOILT_ACCENT.search(value)]
        message = "des accents semblent perdus ou abîmés."
        expected = "le texte avec ses accents, dans un fichier enregistré en UTF-8"
        found += _warn(table, field.name, positions, message, expected)
    return found


def _same_names(table: RawTable) -> list[Problem]:
    names = table.cells["nom"]
    by_name = {name: normalise(name) for name in names.unique()}
    keys = pd.DataFrame({"nom": names.map(by_name), "code_region": table.cells["code_region"]})
    twice = keys.duplicated() & (keys["nom"] != "")
    line_of: dict[tuple[str, ...], int] = {}
    for key, line in zip(keys.itertuples(index=False, name=None), table.lines, strict=True):
        line_of.setdefault(key, line)
    return _warn(
        table,
        "nom",
        np.flatnonzero(twice),
        "ce nom paraît deux fois dans la même région.",
        "un nom par organisation, projet ou dispositif",
        lambda i: f"Déjà à la ligne {line_of[tuple(keys.loc[i])]}.",
    )


def _half_points(table: RawTable) -> list[Problem]:
    empty_lon, empty_lat = table.cells["lon"] == "", table.cells["lat"] == ""
    return _warn(
        table,
        "lon",
        np.flatnonzero(empty_lon != empty_lat),
        "le point n’a qu’une coordonnée sur deux, il ne sera pas placé.",
        "lon et lat, ou aucune des deux",
    )


def _points_elsewhere(table: RawTable, territories: Territories) -> list[Problem]:
    lon, lat = points(table)
    placed = lon.notna() & lat.notna()
    if not placed.any():
        return []
    claimed = table.cells.loc[placed, "code_region"]
    here = places_of(territories).whereabouts(lon[placed].to_numpy(), lat[placed].to_numpy())
    layer = territories.departements
    region_of = dict(zip(layer["code_departement"], layer["code_region"], strict=True))
    found = pd.Series(here.departements, index=claimed.index).map(region_of).fillna("")
    swapped = pd.Series(here.swapped, index=claimed.index)
    wrong = found.index[(found != claimed) & ((claimed != "") | (found == ""))]

    def detail(i: int) -> str:
        if swapped[i]:
            return "Coordonnées inversées ? Dans l’autre ordre, il serait en France."
        if not found[i]:
            return "Il ne tombe dans aucune région."
        return f"Il tombe dans la région {territories.name(found[i])} ({found[i]})."

    message = "le point n’est pas dans la région de la ligne."
    return _warn(table, "code_region", wrong, message, "la région du point", detail)


def _communes_elsewhere(table: RawTable, territories: Territories) -> list[Problem]:
    region_of = places_of(territories).region_of
    codes = table.cells["code_commune"]
    actual = pd.Series([region_of.get(code, "") for code in codes], index=codes.index)
    claimed = table.cells["code_region"]
    wrong = np.flatnonzero((actual != "") & (claimed != "") & (actual != claimed))
    return _warn(
        table,
        "code_region",
        wrong,
        "la commune n’est pas dans la région de la ligne.",
        "la région de la commune",
        lambda i: f"Elle est dans la région {territories.name(actual[i])} ({actual[i]}).",
    )


def _actors_without_commune(table: RawTable) -> list[Problem]:
    nowhere = (table.cells["commune"].str.strip() == "") & (table.cells["code_commune"] == "")
    return _warn(
        table,
        "commune",
        np.flatnonzero(nowhere),
        "cet acteur n’a pas de commune.",
        "le nom ou le code d’une commune",
        value="nom",
    )


def _figures_outside_period(figures: RawTable, schemes: RawTable) -> list[Problem]:
    periods = schemes.cells.drop_duplicates("id").set_index("id")
    years = numbers(figures.cells["annee"])
    bounds = {
        name: figures.cells["id_dispositif"].map(numbers(periods[name])).astype("float64")
        for name in ("annee_debut", "annee_fin")
    }
    outside = (years < bounds["annee_debut"]) | (years > bounds["annee_fin"])

    def detail(i: int) -> str:
        start, end = (_year(bounds[name][i]) for name in ("annee_debut", "annee_fin"))
        return f"Période de {figures.cells.at[i, 'id_dispositif']} : {start}–{end}."

    message = "l’année du chiffre est hors de la période de son dispositif."
    expected = "une année de la période"
    return _warn(figures, "annee", np.flatnonzero(outside), message, expected, detail)


def _proofs_too_late(proofs: RawTable, raw: RawEdition) -> list[Problem]:
    """Proofs dated after their scheme's end, or after the edition: they prove nothing."""
    schemes = raw.tables["dispositifs"].cells.drop_duplicates("id").set_index("id")
    exact = schemes["date_fin"].where(schemes["date_fin"] != "", schemes["annee_fin"])
    end_of = dict(exact)
    ends = [end_of.get(name, "") for name in proofs.cells["id_dispositif"]]
    published = str(raw.metadata.get("date", "")) or LATEST
    dates, natures = proofs.cells["date"].tolist(), proofs.cells["nature"].tolist()
    # A shorter date stands for its whole period: it is later only if its beginning is.
    after_edition = [is_date(day) and day[:10] > published[: len(day)] for day in dates]
    after_end = [
        nature != "fin" and is_date(day) and is_date(end) and day[: len(end)] > end[: len(day)]
        for day, end, nature in zip(dates, ends, natures, strict=True)
    ]
    expected = "une date antérieure à celle de l’édition"
    message = "cette preuve est datée d’après l’édition : elle ne compte pas."
    found = _warn(proofs, "date", np.flatnonzero(after_edition), message, expected)
    message = "cette preuve est datée d’après la fin du dispositif."
    expected = "une date antérieure à la fin du dispositif, ou une fin corrigée"
    return found + _warn(
        proofs,
        "date",
        np.flatnonzero(after_end),
        message,
        expected,
        lambda i: f"Fin de {proofs.cells.at[i, 'id_dispositif']} : {ends[i]}.",
    )


def _year(value: float) -> str:
    return "…" if pd.isna(value) else str(int(value))


def _unknown_actors(projects: RawTable, actors: RawTable) -> list[Problem]:
    names = [name for name in actors.cells["nom"].unique() if name]
    known = {normalise(name) for name in names}
    proposals = Proposals(names)
    found: list[Problem] = []
    for text, positions in projects.cells.groupby("acteur", sort=False).indices.items():
        for name in (part.strip() for part in text.split(";")):
            if not name or normalise(name) in known:
                continue
            near = proposals.nearest(name)
            for i in positions:
                found.append(
                    Problem(
                        "cet acteur n’est pas dans la table acteurs.",
                        projects.file,
                        projects.sheet,
                        projects.lines[i],
                        "acteur",
                        name,
                        "un nom de la table acteurs, ou un texte libre assumé",
                        near,
                        WARNING,
                    )
                )
    return named(found)


def points(table: RawTable) -> tuple[pd.Series, pd.Series]:
    """Longitudes and latitudes of a table as numbers; missing when they are no coordinates."""
    lon, lat = numbers(table.cells["lon"]), numbers(table.cells["lat"])
    return lon.where(lon.abs() <= 180), lat.where(lat.abs() <= 90)


def _warn(
    table: RawTable,
    column: str,
    positions: Sequence[int] | np.ndarray,
    message: str,
    expected: str,
    detail_of: Callable[[int], str] | None = None,
    value: str | None = None,
) -> list[Problem]:
    place, shown = (table.file, table.sheet), table.cells[value or column].tolist()
    first = Problem(message, *place, None, column, None, expected, gravite=WARNING)
    found = [
        replace(
            first,
            ligne=table.lines[i],
            valeur=shown[i] or None,
            detail=detail_of(i) if detail_of else None,
        )
        for i in positions[:ROWS_NAMED]
    ]
    left = [(table.lines[i], shown[i] or None) for i in positions[ROWS_NAMED:]]
    return [*found, first.rest(left)] if left else found
