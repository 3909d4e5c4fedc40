"""The workbook of a figure: its data, how they read, the pages behind the schemes that count."""

from __future__ import annotations

import pandas as pd

from amu_geo.export.figure_workbook import Sheets, figure_workbook
from amu_geo.export.reading_guide import reading_guide
from amu_geo.figures.figure import Drawn, Kind
from amu_geo.figures.words import citation, source_line
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.listing import described
from amu_geo.vocabulary import STATES


def workbook_of(kind: Kind, drawn: Drawn, coverage: Coverage, address: str) -> bytes:
    """The bytes of an XLSX; `address` is the figure's, in its page."""
    figure = drawn.figure
    measured = drawn.coverage or coverage
    told = reading_guide(
        measured,
        first=[("Figure", kind.name)],
        said=[
            ("Note", figure.note),
            ("Source", source_line(measured, figure)),
            ("Citer", f"{citation(measured, figure)} {address}"),
        ],
    )
    return figure_workbook(Sheets(figure.title, figure.data(), told, _pages(measured)))


def _pages(coverage: Coverage) -> pd.DataFrame:
    """The page behind each scheme that the reading retains."""
    names = dict(zip(coverage.table["code_region"], coverage.table["nom"], strict=True))
    rows = described(coverage.retained, coverage.edition, names)
    shown = pd.DataFrame(
        {
            "Région": rows["region"],
            "Dispositif": rows["nom"],
            "État": rows["etat"].map(STATES),
            "Page": rows["titre_source"],
            "Adresse": rows["url_source"],
            "Date de la page": rows["date_source"],
            "Confiance": rows["confiance"],
        }
    )
    return shown.sort_values(["Région", "Dispositif"]).reset_index(drop=True)
