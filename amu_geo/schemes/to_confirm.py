"""What is still to be confirmed: the schemes whose confirmation would confirm a cell."""

from __future__ import annotations

from typing import Any

import pandas as pd

from amu_geo.edition import referentials
from amu_geo.edition.schema import table_schema
from amu_geo.french import collation
from amu_geo.measure.coverage import Coverage, main_families
from amu_geo.schemes.freshness import last_proof, last_proof_words
from amu_geo.vocabulary import FAMILIES, TO_CONFIRM

COLUMNS = [
    "id", "nom", "code_region", "region", "programme_libelle", "familles", "manque",
    "url_source", "titre_source", "lien",
]  # fmt: skip


def to_confirm(coverage: Coverage) -> pd.DataFrame:
    """The retained schemes that would confirm at least one cell if they were proven.

    Most useful first: those that would confirm most cells, then those whose last proof is the
    most recent (a newer page is the likeliest to be found), by region and name.

    Returns
    -------
    DataFrame
        One row a scheme: id, nom, code_region, region, programme_libelle, familles (tuple of the
        families that it would confirm in its region), manque (« dernière preuve : mars 2022 »),
        url_source, titre_source (of the latest proof, else of the scheme's page), lien (""
        for the publisher's own page, else what kind of copy it is).
    """
    supported = main_families(coverage.edition.programmes)
    found = []
    for scheme in coverage.retained.itertuples():
        families = tuple(
            family
            for family in FAMILIES
            if family in supported.get(scheme.programme, ())
            and coverage.state(scheme.code_region, family) == TO_CONFIRM
        )
        if families:
            found.append((_rank(coverage, scheme, families), _row(coverage, scheme, families)))
    rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
    return pd.DataFrame(rows, columns=COLUMNS)


def to_fill(rows: pd.DataFrame) -> pd.DataFrame:
    """These schemes in the columns of `attestations`, ready to be filled.

    The known page is given as the place where to begin; the date, the nature and the rest are
    left to whoever finds the proof, so that no row passes for one before it is filled.
    """
    columns = table_schema("attestations").columns
    table = pd.DataFrame("", index=rows.index, columns=columns)
    given = rows[["url_source", "titre_source"]].assign(id_dispositif=rows["id"])
    return table.assign(**{name: given[name] for name in given.columns})[columns]


def _rank(coverage: Coverage, scheme: Any, families: tuple[str, ...]) -> tuple[Any, ...]:
    latest = last_proof(coverage.edition, [scheme.id], coverage.reading.annee)
    # Later first: each character of the date is turned round; no date comes last.
    recent = tuple(-ord(mark) for mark in latest.date) if latest else (0,)
    region = coverage.by_region[scheme.code_region]["nom"]
    return (-len(families), recent, collation.key(region), collation.key(scheme.nom))


def _row(coverage: Coverage, scheme: Any, families: tuple[str, ...]) -> tuple[Any, ...]:
    edition, year = coverage.edition, coverage.reading.annee
    latest = last_proof(edition, [scheme.id], year)
    page = latest or scheme
    return (
        scheme.id,
        scheme.nom,
        scheme.code_region,
        coverage.by_region[scheme.code_region]["nom"],
        edition.programme_labels.get(scheme.programme, scheme.programme),
        families,
        last_proof_words(edition, [scheme.id], year),
        page.url_source,
        page.titre_source,
        referentials.link_nature(page.url_source),
    )
