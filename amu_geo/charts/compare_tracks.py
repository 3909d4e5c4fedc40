"""The compared regions on common scales: families, schemes, actors, with reference lines."""

from __future__ import annotations

import pandas as pd

from amu_geo.actors import ActorCounts
from amu_geo.charts.compare_figures import PER_PEOPLE
from amu_geo.charts.glossary import term
from amu_geo.charts.levels import level
from amu_geo.charts.tracks import Reference, Track, tracks
from amu_geo.coverage import Coverage
from amu_geo.sentences import ACTORS_WARNING
from amu_geo.typography import UNKNOWN, number, plural
from amu_geo.vocabulary import FAMILIES


def families_and_schemes(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> str:
    """HTML of two sets of bars: families covered and schemes retained.

    `references` is `comparison.reference_lines`: means over the documented regions.
    """
    return _families(coverage, codes, references) + _schemes(coverage, codes, references)


def _families(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> str:
    rows = []
    for code in codes:
        row = coverage.by_region[code]
        sure, possible = int(row["familles_confirmees"]), int(row["familles_documentees"])
        known = coverage.documented(code)
        text = f"{sure} sur 4" if known else UNKNOWN
        if possible > sure:
            text += f", peut-être {possible}"
        parts = ((sure, f"niveau-{level(coverage, code)}"), (possible - sure, "incertain"))
        rows.append(Track(row["nom"], parts, text, known, code == codes[0]))
    note = "Moyennes des régions documentées ; « n.d. » n’y compte pas pour zéro."
    title = f"{term('famille', 'Familles')} couvertes, sur quatre"
    lines = _lines(references, "familles_moyenne", 1)
    return tracks(title, rows, lines, note, top=len(FAMILIES))


def _schemes(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> str:
    rows = []
    for code in codes:
        row = coverage.by_region[code]
        kept = int(row["nb_dispositifs"])
        known = kept > 0
        text = plural(kept, "dispositif") if known else UNKNOWN
        rows.append(Track(row["nom"], ((kept, "neutre"),), text, known, code == codes[0]))
    title = f"{term('dispositif', 'Dispositifs')} retenus par cette lecture"
    note = "Un dispositif de plus n’est pas une famille de plus."
    return tracks(title, rows, _lines(references, "dispositifs_moyenne", 1), note)


def actors_tracks(
    coverage: Coverage, codes: list[str], counts: ActorCounts, references: pd.DataFrame
) -> str:
    """HTML of the actors for 100 000 inhabitants: declared AMU, apart from allied practice.

    `references` is `comparison.actor_references`.
    """
    table = counts.table.set_index("code_region")
    title = f"{term('amu-declaree', 'Acteurs de l’AMU')} {PER_PEOPLE}"
    return _actors(coverage, codes, table, references, "amu", title) + _actors(
        coverage,
        codes,
        table,
        references,
        "voisins",
        f"Acteurs d’une {term('pratique-voisine', 'pratique voisine')} {PER_PEOPLE}",
    )


def _actors(
    coverage: Coverage,
    codes: list[str],
    table: pd.DataFrame,
    references: pd.DataFrame,
    kind: str,
    title: str,
) -> str:
    rows = []
    for code in codes:
        rate, found = table.at[code, f"{kind}_pour_100000"], int(table.at[code, f"nb_{kind}"])
        known = not pd.isna(rate) and found > 0
        size = float(rate) if known else 0.0
        text = f"{number(size, 2)} ({plural(found, 'acteur')})" if known else "aucun recensé"
        stated = coverage.edition.stated_figure("acteurs", code) if kind == "amu" else None
        if stated:
            text = f"{text} ; {stated} selon l’article"
        part = ((size, f"acteurs-{kind}"),)
        rows.append(Track(coverage.by_region[code]["nom"], part, text, known, code == codes[0]))
    note = ACTORS_WARNING if kind == "amu" else ""
    lines = [
        line if line.value else Reference(line.name, None, "aucun recensé")
        for line in _lines(references, f"{kind}_pour_100000", 2)
    ]
    return tracks(title, rows, lines, note)


def _lines(references: pd.DataFrame, column: str, decimals: int) -> list[Reference]:
    lines = []
    for row in references.itertuples():
        value = getattr(row, column)
        known = None if pd.isna(value) else float(value)
        lines.append(Reference(row.libelle, known, number(known, decimals)))
    return lines
