"""The rows behind each resource of the API: a head that says where they come from, a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from amu_geo import store
from amu_geo.export.actor_files import actor_points, actor_rows
from amu_geo.export.coverage_files import coverage_rows, edition_head, provenance, records
from amu_geo.measure.actors import actor_list, near
from amu_geo.measure.coverage import Coverage, main_families
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.freshness import cell_freshness
from amu_geo.server.http.problems import RefusedError
from amu_geo.server.http.query import Asked
from amu_geo.territories import normalise
from amu_geo.vocabulary import ALLIED_PRACTICE, FAMILIES, UNDOCUMENTED

# Of the shapes and codes of the regions; their datapackage says it in full.
REGIONS_LICENCE = "Licence Ouverte 2.0"
REGIONS_SOURCE = "IGN (Admin Express) et Insee (COG, populations légales), mis en forme par nous"


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


def couverture(view: Asked, options: Mapping[str, str]) -> Table:
    """Coverage of the regions; `famille` keeps those that document it, confirmed or not."""
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


def dispositifs(view: Asked, options: Mapping[str, str]) -> Table:
    """The schemes that the reading retains, with their state and their programme's families."""
    coverage = view.coverage
    frame = with_families(coverage)
    kept = _chosen(frame["code_region"], view.chosen_regions)
    if view.famille:
        kept &= _has_part(frame["familles"], view.famille)
    for parameter, column in SCHEME_FILTERS.items():
        if options.get(parameter):
            kept &= frame[column].isin(options[parameter].split(","))
    if options.get("recherche"):
        listed = SchemeList.of(view.edition, store.territories())
        found = listed.filtered(Filters(recherche=options["recherche"]))
        kept &= frame["id"].isin(found["id"])
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


def attestations(view: Asked, options: Mapping[str, str]) -> Table:
    """The dated proofs in the columns of their file, so that they can be sent back as they are."""
    frame = view.edition.attestations
    schemes = view.edition.dispositifs.set_index("id")
    scheme = options.get("dispositif", "")
    if scheme and scheme not in schemes.index:
        detail = f"Aucun dispositif de cette édition ne s’appelle « {scheme[:40]} »."
        raise RefusedError(400, detail, "dispositif")
    of_scheme = schemes.loc[frame["id_dispositif"], ["code_region", "programme"]]
    of_scheme = of_scheme.set_index(frame.index)
    kept = _chosen(of_scheme["code_region"], view.chosen_regions)
    if view.famille:
        supported = main_families(view.edition.programmes)
        kept &= of_scheme["programme"].map(lambda code: view.famille in supported.get(code, ()))
    for parameter, values in PROOF_FILTERS.items():
        if options.get(parameter):
            kept &= values(frame, of_scheme).isin(options[parameter].split(","))
    shown = frame[kept.astype(bool)]
    return Table(
        head={**edition_head(view.edition), "nb": len(shown), "nb_total": len(frame)},
        frame=shown,
        rows=records(shown),
    )


def fraicheur(view: Asked, options: Mapping[str, str]) -> Table:
    """How old the last proof of each cell is."""
    frame = cell_freshness(view.coverage)
    kept = _chosen(frame["code_region"], view.chosen_regions)
    if view.famille:
        kept &= frame["famille"] == view.famille
    frame = frame[kept]
    return Table({**provenance(view.coverage), "nb": len(frame)}, frame, records(frame))


PROOF_FILTERS: dict[str, Callable[[pd.DataFrame, pd.DataFrame], pd.Series]] = {
    "dispositif": lambda proofs, schemes: proofs["id_dispositif"],
    "programme": lambda proofs, schemes: schemes["programme"],
    "nature": lambda proofs, schemes: proofs["nature"],
    "confiance": lambda proofs, schemes: proofs["confiance"],
}


def acteurs(view: Asked, options: Mapping[str, str]) -> Table:
    """The organisations; their point is their own, else their commune's, else unknown."""
    frame = actor_rows(view.edition, store.territories())
    radius = options.get("rayon", "")
    if radius:
        kept = frame["id"].isin(_near(view, float(radius))["id"])
    else:
        kept = _chosen(frame["code_region"], view.chosen_regions)
    if view.famille:
        kept &= _has_part(frame["familles"], view.famille)
    if options.get("moment"):
        kept &= _has_part(frame["phases"], options["moment"])
    if options.get("confiance"):
        kept &= frame["confiance"].isin(options["confiance"].split(","))
    if options.get("recherche"):
        kept &= _mentions(frame, ("nom", "commune", "preuve"), options["recherche"])
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
        shapes=actor_points(frame),
        features=records(frame),
    )


def _near(view: Asked, radius_km: float) -> pd.DataFrame:
    """The actors at most that far from the commune of the view."""
    if not view.commune:
        detail = "« rayon » demande aussi « commune », le centre du cercle."
        raise RefusedError(400, detail, "rayon")
    territories = store.territories()
    communes = territories.communes
    centre = communes[communes["code_commune"] == view.commune].iloc[0]
    actors = actor_list(view.edition, territories)
    return near(actors, float(centre["lon"]), float(centre["lat"]), radius_km)


def regions(view: Asked, options: Mapping[str, str]) -> Table:
    """The 18 regions, with their shapes."""
    territories = store.territories()
    geo = territories.regions
    geo = geo[_chosen(geo["code_region"], view.chosen_regions)].sort_values("code_region")
    frame = pd.DataFrame(geo.drop(columns="geometry"))
    rows = records(frame)
    head = {"licence": REGIONS_LICENCE, "source": REGIONS_SOURCE, "nb": len(frame)}
    return Table(head, frame, rows, list(geo.geometry), "code_region", rows)


def editions(view: Asked, options: Mapping[str, str]) -> Table:
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
            "nb_attestations": len(edition.attestations),
            "effort_recherche": list(edition.effort_recherche),
            "empreinte": edition.fingerprint,
            "description": edition.description.strip(),
        }
        for edition in shelf.editions.values()
    ]
    default = shelf.default
    head = {"licence": default.licence, "source": default.auteur, "nb": len(rows)}
    frame = pd.DataFrame(rows)
    frame["effort_recherche"] = frame["effort_recherche"].map(";".join)
    return Table(head, frame, rows)


def _chosen(codes: pd.Series, wanted: Iterable[str]) -> pd.Series:
    wanted = set(wanted)
    return codes.isin(wanted) if wanted else pd.Series(True, index=codes.index)


def _has_part(lists: pd.Series, part: str) -> pd.Series:
    return pd.Series([part in text.split(";") for text in lists], index=lists.index, dtype=bool)


def _mentions(frame: pd.DataFrame, columns: tuple[str, ...], search: str) -> pd.Series:
    """Rows in which every word is found, whatever the accents and the capitals."""
    words = normalise(search).split()
    texts = [normalise(" ".join(row)) for row in frame[list(columns)].itertuples(index=False)]
    found = [all(word in text for word in words) for text in texts]
    return pd.Series(found, index=frame.index, dtype=bool)


# By name of resource; a test holds that each resource has one.
BUILDERS: dict[str, Callable[[Asked, Mapping[str, str]], Table]] = {
    "couverture": couverture,
    "dispositifs": dispositifs,
    "attestations": attestations,
    "fraicheur": fraicheur,
    "acteurs": acteurs,
    "regions": regions,
    "editions": editions,
}
