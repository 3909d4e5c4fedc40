"""What the workbook of an edition says before its tables: how to read, the coverage, the sources.

An import leaves these sheets aside: they are made of the tables.
"""

from __future__ import annotations

import pandas as pd
from openpyxl import Workbook

from amu_geo.charts.overview.table import readable
from amu_geo.edition import Edition
from amu_geo.edition.schema import all_schemas
from amu_geo.edition.sources import STATED, source_links
from amu_geo.export.figure_workbook import GUIDE, SOURCES, guide_sheet, table_sheet
from amu_geo.export.reading_guide import edition_citation, reading_guide
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories

COVERAGE = "couverture"
SHEETS = {
    COVERAGE: "Les familles documentées et confirmées des 18 régions. Calculée : l’import ne la "
    "relit pas.",
    SOURCES: "Toutes les pages citées, et ce que chacune établit. L’import ne les relit pas.",
    "guide": "Comment remplir ou corriger ce classeur.",
    "édition": "Qui publie quoi, et à quelle date.",
}


def add_reading_sheets(book: Workbook, edition: Edition, territories: Territories) -> None:
    """Put the three sheets before the others."""
    coverage = compute_coverage(edition, Reading(), territories)
    guide_sheet(book.create_sheet(GUIDE, 0), edition.titre, _guide(coverage))
    table_sheet(book.create_sheet(COVERAGE, 1), COVERAGE, readable(coverage))
    table_sheet(book.create_sheet(SOURCES, 2), SOURCES, _sources(edition, territories))
    book.active = 0


def _guide(coverage: Coverage) -> list[tuple[str, str]]:
    edition = coverage.edition
    tables = {
        name: f"{schema.description} {plural(rows, 'ligne')}."
        for name, schema in all_schemas().items()
        if (rows := len(edition.tables[name]))
    }
    told = reading_guide(
        coverage,
        first=[("Ce classeur", "Une édition entière : chaque feuille est une de ses tables.")],
        said=[("Source", edition.auteur), ("Citer", f"{edition_citation(edition)}.")],
    )
    sheets = {**SHEETS, **tables}.items()
    return told + [(typeset(f"Feuille « {name} »"), words) for name, words in sheets]


def _sources(edition: Edition, territories: Territories) -> pd.DataFrame:
    links = source_links(edition)
    titles = {name: schema.title for name, schema in all_schemas().items()}
    names = {code: territories.name(code) for code in territories.codes}
    return pd.DataFrame(
        {
            "Table": links["table"].map({**titles, STATED: "Totaux cités"}),
            "Ce qu’elle établit": links["quoi"],
            "Région": links["code_region"].map(names).fillna(""),
            "Page": links["titre_source"],
            "Adresse": links["url_source"],
            "Date de la page": links["date_source"],
        }
    )
