"""What is written of every figure: where it comes from, how it is cited."""

from __future__ import annotations

from datetime import date

from amu_geo import sentences
from amu_geo.figures.figure import Figure
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.coverage import Coverage

CONTOURS = "Contours : IGN et Insee, COG 2026, Licence Ouverte 2.0."


def source_line(coverage: Coverage, figure: Figure, private: bool = False) -> str:
    """« Source : Observatoire AMU, Édition 2026 (…), 91 dispositifs retenus… Licence… »."""
    edition = coverage.edition
    read = f"{coverage.reading.describe()} ; {sentences.retained_phrase(coverage)}"
    return typeset(
        f"{'Aperçu privé, non publié. ' if private else ''}"
        f"Source : {edition.auteur}, {edition.titre} "
        f"({date_fr(edition.date.isoformat())}), {figure.counted or read}. "
        f"{sentences.licence_said(edition)}.{' ' + CONTOURS if figure.is_map else ''}"
    )


def citation(coverage: Coverage, figure: Figure) -> str:
    """A reference ready to paste, but for the address that ends it: who, what, when."""
    edition = coverage.edition
    read = date_fr(date.today().isoformat())
    return typeset(
        f"{edition.auteur}, « {figure.title} », {edition.titre}, "
        f"{date_fr(edition.date.isoformat())}, {figure.counted or coverage.reading.describe()}. "
        f"Consulté le {read}."
    )
