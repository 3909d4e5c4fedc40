"""What a bundle says of itself to whoever opens it first: `LISEZMOI.md`."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.edition import Edition
from amu_geo.edition.schema import table_schema
from amu_geo.export.reading_guide import edition_citation
from amu_geo.french.typography import date_fr, plural, typeset
from amu_geo.measure.reading import Reading
from amu_geo.sentences import licence_said

CONVENTIONS = (
    "CSV : UTF-8, séparateur virgule, point décimal, codes de région en texte (« 01 »). Une "
    "cellule vide veut dire que l’information n’est pas connue, jamais qu’elle est nulle."
)
RAW = (
    "Les cellules sont brutes : un texte qui commence par =, +, - ou @ est laissé tel quel, et un "
    "tableur pourrait le prendre pour une formule. Pour un tableur, prenez plutôt le classeur "
    "XLSX ou le « CSV pour tableur » des pages, où une apostrophe le précède."
)

OTHERS = (
    "Les contours des régions viennent de l’IGN et de l’Insee (Licence Ouverte 2.0). Les pages "
    "citées restent à leurs éditeurs."
)
CHECKED = "    sha256sum -c SHA256SUMS\n    frictionless validate datapackage.json"


def readme(edition: Edition, tables: Sequence[str], previous: Edition | None) -> str:
    """The text, in Markdown; `tables` are those that the bundle holds."""
    day = date_fr(edition.date.isoformat())
    lines = [
        f"# {edition.titre}",
        "",
        f"{edition.auteur}, {day}. {licence_said(edition)}. Contact : {edition.contact}.",
        "",
        edition.description,
        "",
        "## Les fichiers",
        "",
        "- `edition.toml` : qui publie quoi, et à quelle date.",
        *(f"- `{name}.csv` : {_of_table(edition, name)}" for name in tables),
    ]
    if previous is not None:
        lines.append(f"- `changements.csv` : ce qui a changé depuis « {previous.titre} ».")
    lines.append(
        "- `mesure/couverture` : les familles documentées et confirmées des 18 régions "
        f"({Reading().describe()}), en CSV, et avec leurs contours en GeoPackage et en GeoParquet."
    )
    if len(edition.acteurs):
        lines.append(
            "- `mesure/acteurs` : les acteurs et leur point quand il est connu, en GeoPackage et "
            "en GeoParquet."
        )
    lines += [
        "- `schemas/` : le sens et les valeurs de chaque colonne (Table Schema, Frictionless).",
        "- `datapackage.json` : la description de l’ensemble (Data Package, Frictionless).",
        "- `SHA256SUMS` : l’empreinte de chaque fichier.",
        "",
        "Les tables, avec `edition.toml`, sont l’édition entière ; `mesure/` en est calculé.",
        "",
        "## Lire les cellules",
        "",
        CONVENTIONS,
        "",
        RAW,
        "",
        "## Vérifier",
        "",
        CHECKED,
        "",
        "Deux paquets d’une même édition sont les mêmes, octet pour octet.",
        "",
        "## Licence",
        "",
        f"{licence_said(edition)}. {OTHERS}",
        "",
        "## Citer",
        "",
        f"{edition_citation(edition)}, `{edition.id}`.",
    ]
    # Our own words; names of files stay as they are, and the description is the edition's.
    asis = {edition.description, CHECKED}
    kept = (line if line in asis or line.startswith("- `") else typeset(line) for line in lines)
    return "\n".join(kept) + "\n"


def _of_table(edition: Edition, name: str) -> str:
    told = table_schema(name).description
    return f"{told} {plural(len(edition.tables[name]), 'ligne')}."
