"""The rows behind each resource of the API: a head that says where they come from, a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from amu_geo import store
from amu_geo.coverage import Coverage, main_families
from amu_geo.edition import Edition
from amu_geo.export.coverage_files import coverage_rows, provenance, records
from amu_geo.server.problems import RefusedError
from amu_geo.server.query import View
from amu_geo.vocabulary import ALLIED_PRACTICE, FAMILIES, UNDOCUMENTED

# Of the shapes and codes of the regions; their datapackage says it in full.
REGIONS_LICENCE = "Licence Ouverte 2.0"
REGIONS_SOURCE = "IGN (Admin Express) et Insee (COG, populations légales), mis en forme par nous"
EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Table:
    """What a resource answers, before it takes a form.

    Attributes
    ----------
    head
        licence, source and what else is said once (JSON only).
    frame
        One line a row, without geometry.
    rows
        The same rows for JSON, with nested values when a table can't carry them.
    shapes
        One shape (or None) a row, in lon/lat; None when the resource has no geometry.
    """

    head: dict[str, Any]
    frame: pd.DataFrame
    rows: list[dict[str, Any]]
    shapes: Sequence[Any] | None = None
    key: str = "id"
    features: list[dict[str, Any]] = field(default_factory=list)


def couverture(view: View, options: Mapping[str, str]) -> Table:
    """Coverage of the regions; `famille` keeps those that cover it, surely or probably."""
    coverage = view.coverage
    kept = _chosen(coverage.table["code_region"], view.chosen_regions)
    if view.famille:
        kept &= coverage.table[FAMILIES[view.famille].column] != UNDOCUMENTED
    frame = coverage.table[kept]
    codes = set(frame["code_region"])
    geo = coverage.geo(store.territories())
    geo = geo[geo["code_region"].isin(codes)]
    return Table(
        head={**provenance(coverage), "nb": len(frame)},
        frame=frame,
        rows=[row for row in coverage_rows(coverage) if row["code_region"] in codes],
        shapes=list(geo.geometry),
        key="code_region",
        features=records(pd.DataFrame(geo.drop(columns="geometry"))),
    )


def dispositifs(view: View, options: Mapping[str, str]) -> Table:
    """The schemes that the reading retains, with their state and the families they support."""
    coverage = view.coverage
    frame = with_families(coverage)
    kept = _chosen(frame["code_region"], view.chosen_regions)
    if view.famille:
        kept &= _has_part(frame["familles"], view.famille)
    for parameter, column in SCHEME_FILTERS.items():
        if options.get(parameter):
            kept &= frame[column].isin(options[parameter].split(","))
    kept &= _mentions(frame, ("nom", "operateur", "preuve", "programme"), options)
    frame = frame[kept]
    return Table(
        head={
            **provenance(coverage),
            "nb": len(frame),
            "nb_retenus": len(coverage.retained),
            "nb_total": len(view.edition.dispositifs),
        },
        frame=frame,
        rows=records(frame),
    )


SCHEME_FILTERS = {
    "programme": "programme",
    "financeur": "financeur",
    "statut": "statut",
    "implication": "implication_usagers",
    "confiance": "confiance",
}


def with_families(coverage: Coverage) -> pd.DataFrame:
    """The retained schemes with `familles`: those of their programme, separated by « ; »."""
    supported = main_families(coverage.edition.programmes)
    texts = {
        programme: ";".join(code for code in FAMILIES if code in families)
        for programme, families in supported.items()
    }
    return coverage.retained.assign(familles=coverage.retained["programme"].map(texts).fillna(""))


def acteurs(view: View, options: Mapping[str, str]) -> Table:
    """The organisations; their point is their own, else their commune's, else unknown."""
    frame = placed(view.edition.acteurs)
    radius = options.get("rayon", "")
    if radius:
        kept = _within(frame, view.commune, float(radius))
    else:
        kept = _chosen(frame["code_region"], view.chosen_regions)
    if view.famille:
        kept &= _has_part(frame["familles"], view.famille)
    if options.get("moment"):
        kept &= _has_part(frame["phases"], options["moment"])
    if options.get("confiance"):
        kept &= frame["confiance"].isin(options["confiance"].split(","))
    kept &= _mentions(frame, ("nom", "commune", "preuve"), options)
    frame = frame[kept]
    return Table(
        head={
            **edition_head(view.edition),
            "nb": len(frame),
            "nb_amu": int((frame["perimetre"] != ALLIED_PRACTICE).sum()),
            "nb_non_places": int((frame["placement"] == "").sum()),
            "nb_total": len(view.edition.acteurs),
        },
        frame=frame,
        rows=records(frame),
        shapes=[
            None if missing else shapely.Point(lon, lat)
            for lon, lat, missing in zip(
                frame["lon"], frame["lat"], frame["placement"] == "", strict=True
            )
        ],
        features=records(frame),
    )


def placed(actors: pd.DataFrame) -> pd.DataFrame:
    """Actors with lon, lat and `placement`: point, commune (its centre) or "" (unknown)."""
    communes = store.territories().communes.set_index("code_commune")
    own = actors["lon"].notna() & actors["lat"].notna()
    by_commune = ~own & actors["code_commune"].isin(communes.index)
    frame = actors.copy()
    for axis in ("lon", "lat"):
        centres = actors["code_commune"].map(communes[axis]).astype("Float64")
        frame[axis] = actors[axis].where(own, centres).astype("Float64")
    frame["placement"] = np.select([own, by_commune], ["point", "commune"], "")
    return frame


def regions(view: View, options: Mapping[str, str]) -> Table:
    """The 18 regions, with their shapes."""
    territories = store.territories()
    geo = territories.regions
    geo = geo[_chosen(geo["code_region"], view.chosen_regions)].sort_values("code_region")
    frame = pd.DataFrame(geo.drop(columns="geometry"))
    rows = records(frame)
    head = {"licence": REGIONS_LICENCE, "source": REGIONS_SOURCE, "nb": len(frame)}
    return Table(head, frame, rows, list(geo.geometry), "code_region", rows)


def editions(view: View, options: Mapping[str, str]) -> Table:
    """The published editions, oldest first."""
    shelf = store.shelf()
    rows = [
        {
            "id": edition.id,
            "titre": edition.titre,
            "date": edition.date.isoformat(),
            "par_defaut": "oui" if edition is shelf.default else "non",
            "auteur": edition.auteur,
            "licence": edition.licence,
            "contact": edition.contact,
            "nb_dispositifs": len(edition.dispositifs),
            "nb_acteurs": len(edition.acteurs),
            "nb_projets": len(edition.tables["projets"]),
            "empreinte": edition.fingerprint,
            "description": edition.description.strip(),
        }
        for edition in shelf.editions.values()
    ]
    default = shelf.default
    head = {"licence": default.licence, "source": default.auteur, "nb": len(rows)}
    return Table(head, pd.DataFrame(rows), rows)


def edition_head(edition: Edition) -> dict[str, Any]:
    """What rows that no reading filters say of themselves."""
    return {
        "edition": edition.id,
        "titre": edition.titre,
        "date": edition.date.isoformat(),
        "licence": edition.licence,
        "source": f"{edition.auteur}, {edition.titre}",
    }


def fold(text: str) -> str:
    """Lower case without accents, so that « Île » is found by « ile »."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _chosen(codes: pd.Series, wanted: Iterable[str]) -> pd.Series:
    wanted = set(wanted)
    return codes.isin(wanted) if wanted else pd.Series(True, index=codes.index)


def _has_part(lists: pd.Series, part: str) -> pd.Series:
    return pd.Series([part in text.split(";") for text in lists], index=lists.index, dtype=bool)


def _mentions(
    frame: pd.DataFrame, columns: tuple[str, ...], options: Mapping[str, str]
) -> pd.Series:
    words = fold(options.get("recherche", "")).split()
    texts = [fold(" ".join(row)) for row in frame[list(columns)].itertuples(index=False)]
    found = [all(word in text for word in words) for text in texts]
    return pd.Series(found, index=frame.index, dtype=bool)


def _within(frame: pd.DataFrame, code_commune: str, radius_km: float) -> pd.Series:
    """Rows placed at most `radius_km` from a commune's point, as the crow flies."""
    if not code_commune:
        detail = "« rayon » demande aussi « commune », le centre du cercle."
        raise RefusedError(400, detail, "rayon")
    communes = store.territories().communes
    centre = communes.loc[communes["code_commune"] == code_commune, ["lon", "lat"]].iloc[0]
    lon, lat = (np.radians(frame[axis].astype("float64")) for axis in ("lon", "lat"))
    lon0, lat0 = np.radians(centre["lon"]), np.radians(centre["lat"])
    half = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * (
        np.sin((lon - lon0) / 2) ** 2
    )
    return (2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)) <= radius_km).fillna(False)
