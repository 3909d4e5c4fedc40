"""The workbook of a figure: its data, how they read, the pages behind the schemes that count."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo.export.figure_workbook import Sheets, figure_workbook
from amu_geo.figures.figure import Drawn, Kind
from amu_geo.figures.words import citation, source_line
from amu_geo.french.typography import date_fr
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.listing import described
from amu_geo.sentences import states_in_words
from amu_geo.vocabulary import STATES


def workbook_of(kind: Kind, drawn: Drawn, coverage: Coverage, address: str) -> bytes:
    """The bytes of an XLSX; `address` is the figure's, in its page."""
    figure = drawn.figure
    measured = drawn.coverage or coverage
    meaning = states_in_words(measured)
    guide = [
        ("Figure", kind.name),
        ("Édition", f"{measured.edition.titre}, {date_fr(measured.edition.date.isoformat())}"),
        ("Lecture", measured.reading.describe()),
        ("Note", figure.note),
        ("Source", source_line(measured, figure)),
        ("Citer", f"{citation(measured, figure)} {address}"),
        *((words, _plain(meaning[state])) for state, words in STATES.items()),
        ("Cellule vide", "L’information n’est pas connue : ce n’est jamais un zéro."),
    ]
    told = [(what, words) for what, words in guide if words]
    return figure_workbook(Sheets(figure.title, figure.data(), told, _pages(measured)))


def _plain(text: str) -> str:
    return str(Markup(text).striptags())


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
