"""What is written of every figure: where it comes from, how it is quoted and cited."""

from __future__ import annotations

from datetime import date

from amu_geo import sentences
from amu_geo.figures.figure import Figure
from amu_geo.french.typography import date_fr, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import licence_said

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


def sentence(coverage: Coverage, figure: Figure) -> str:
    """What to quote: the finding, who finds it, when, under which reading; what it depends on."""
    edition = coverage.edition
    read = figure.counted or coverage.reading.describe()
    return typeset(
        f"« {figure.title} » (source : {edition.auteur}, {edition.titre}, "
        f"{date_fr(edition.date.isoformat())}, {read}). {figure.caution}".strip()
    )


def bibtex(coverage: Coverage, figure: Figure, address: str) -> str:
    """A BibTeX entry; `address` is the figure's, in its page."""
    edition, title = coverage.edition, typeset(figure.title)
    fields = {
        "author": f"{{{_in_tex(edition.auteur)}}}",
        "title": f"{{{_in_tex(title)}}}",
        "year": str(edition.date.year),
        "month": str(edition.date.month),
        "note": _in_tex(f"{edition.titre}, {figure.counted or coverage.reading.describe()}"),
        "howpublished": _in_tex(licence_said(edition)),
        "url": address,
        "urldate": date.today().isoformat(),
        "language": "french",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    key = f"observatoire-amu-{edition.id}-{figure.key}"
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


# What TeX reads as a command.
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "\\": "\\textbackslash{}",
    }
)


def _in_tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def citation(coverage: Coverage, figure: Figure) -> str:
    """A reference ready to paste, but for the address that ends it: who, what, when."""
    return reference(coverage, figure.title, figure.counted)


def reference(coverage: Coverage, title: str, counted: str = "") -> str:
    """The same for what is no figure; `counted` as in `Figure`."""
    edition = coverage.edition
    read = date_fr(date.today().isoformat())
    return typeset(
        f"{edition.auteur}, « {title} », {edition.titre}, "
        f"{date_fr(edition.date.isoformat())}, {counted or coverage.reading.describe()}. "
        f"Consulté le {read}."
    )


def short_citation(coverage: Coverage) -> str:
    """The same in short, for a caption or a note, but for the address: who, which edition, when."""
    edition = coverage.edition
    return typeset(f"{edition.auteur}, {edition.titre}, {date_fr(edition.date.isoformat())}.")
