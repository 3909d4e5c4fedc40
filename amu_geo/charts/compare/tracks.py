"""The compared regions on common scales: families, schemes, actors, with reference lines."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.term import term
from amu_geo.charts.base.tracks import Bars, Reference, Track, tracks
from amu_geo.charts.compare.figures import PER_PEOPLE
from amu_geo.charts.map.levels import level
from amu_geo.french.typography import UNKNOWN, number, plural
from amu_geo.measure.actors import ActorCounts
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import actors_warning
from amu_geo.vocabulary import FAMILIES


def families_and_schemes(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> str:
    """HTML of two sets of bars, families and schemes: what is confirmed inside what is documented.

    `references` is `comparison.reference_lines`: means over the documented regions.
    """
    return joined(map(tracks, coverage_bars(coverage, codes, references)))


def coverage_bars(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> list[Bars]:
    """The same bars, for whatever draws them."""
    return [_families(coverage, codes, references), _schemes(coverage, codes, references)]


def _families(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> Bars:
    rows = []
    for code in codes:
        row = coverage.by_region[code]
        sure, documented = int(row["familles_confirmees"]), int(row["familles_documentees"])
        known = coverage.documented(code)
        text = _of(sure, documented) if known else UNKNOWN
        parts = ((sure, f"niveau-{level(coverage, code)}"), (documented - sure, "a-confirmer"))
        rows.append(Track(row["nom"], parts, text, known, code == codes[0]))
    note = (
        "Plein : confirmé ; contour : documenté, à confirmer. Traits : moyennes confirmées des "
        "régions documentées ; « n.d. » n’y compte pas pour zéro."
    )
    title = html("{} confirmées sur documentées, de 0 à 4", term("famille", "Familles"))
    lines = _lines(references, "familles_confirmees", 1, "familles_documentees")
    return Bars(title, rows, lines, note, top=len(FAMILIES))


def _of(sure: int, total: int) -> str:
    return f"{number(sure)} sur {number(total)}"


def _schemes(coverage: Coverage, codes: list[str], references: pd.DataFrame) -> Bars:
    rows = []
    for code in codes:
        row = coverage.by_region[code]
        kept, sure = int(row["nb_dispositifs"]), int(row["nb_confirmes"])
        known = kept > 0
        text = _of(sure, kept) if known else UNKNOWN
        parts = ((sure, "neutre"), (kept - sure, "a-confirmer"))
        rows.append(Track(row["nom"], parts, text, known, code == codes[0]))
    title = html("{} confirmés sur retenus par cette lecture", term("dispositif", "Dispositifs"))
    note = "Un dispositif de plus n’est pas une famille de plus."
    return Bars(title, rows, _lines(references, "nb_confirmes", 1, "nb_dispositifs"), note)


def actors_tracks(
    coverage: Coverage, codes: list[str], counts: ActorCounts, references: pd.DataFrame
) -> str:
    """HTML of the actors for 100 000 inhabitants: declared AMU, apart from allied practice.

    `references` is `comparison.actor_references`.
    """
    return joined(map(tracks, actors_bars(coverage, codes, counts, references)))


def actors_bars(
    coverage: Coverage, codes: list[str], counts: ActorCounts, references: pd.DataFrame
) -> list[Bars]:
    """The same bars, for whatever draws them."""
    table = counts.table.set_index("code_region")
    ours = html("{} {}", term("amu-declaree", "Acteurs de l’AMU"), PER_PEOPLE)
    practice = term("pratique-voisine", "pratique voisine")
    allied = html("Acteurs d’une {} {}", practice, PER_PEOPLE)
    return [
        _actors(coverage, codes, table, references, "amu", ours),
        _actors(coverage, codes, table, references, "voisins", allied),
    ]


def _actors(
    coverage: Coverage,
    codes: list[str],
    table: pd.DataFrame,
    references: pd.DataFrame,
    kind: str,
    title: str,
) -> Bars:
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
    note = actors_warning(coverage.edition) if kind == "amu" else ""
    lines = [
        line if line.value else Reference(line.name, None, "aucun recensé")
        for line in _lines(references, f"{kind}_pour_100000", 2)
    ]
    return Bars(title, rows, lines, note)


def _lines(
    references: pd.DataFrame, column: str, decimals: int, among: str = ""
) -> list[Reference]:
    """A line a group; with `among`, the column of what the figure is part of: « 1,2 sur 2,4 »."""
    lines = []
    for row in references.to_dict("records"):
        known = None if pd.isna(row[column]) else float(row[column])
        text = number(known, decimals)
        if among and known is not None:
            text += f" sur {number(float(row[among]), decimals)}"
        lines.append(Reference(row["libelle"], known, text))
    return lines
