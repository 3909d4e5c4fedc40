"""How the ranking moves: the range under every mapping, the number under each reading."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.levels import label
from amu_geo.charts.markup import html_table, shown
from amu_geo.coverage import Coverage
from amu_geo.sentences import alphabetical
from amu_geo.typography import enumerate_fr, number_word, typeset
from amu_geo.vocabulary import FAMILIES, LECTURES

ND = '<span class="niveau nd">n.d.</span>'
NAMED_AT_MOST = 4


def sensitivity_table(coverage: Coverage, by_reading: pd.DataFrame) -> str:
    """HTML of one row per region: its range under every mapping, its number by reading.

    Parameters
    ----------
    by_reading
        `sensitivity.reading_sensitivity` of the coverage.
    """
    cells = {(row.code_region, row.lecture): row for row in by_reading.itertuples()}
    rows = [
        [
            shown(row.nom),
            _range(coverage, row.code_region),
            *(_reading(cells[row.code_region, lecture]) for lecture in LECTURES),
        ]
        for row in _ordered(coverage).itertuples()
    ]
    heads = ["Région", "Selon la correspondance, de 0 à 4 familles"]
    heads += [lecture.label.capitalize() for lecture in LECTURES.values()]
    caption = "Familles couvertes selon la correspondance choisie, puis selon la lecture, et rang"
    return html_table(caption, heads, rows, "sensibilite")


def _ordered(coverage: Coverage) -> pd.DataFrame:
    table = coverage.table.copy()
    places = {code: place for place, (code, _) in enumerate(alphabetical(table))}
    table["place"] = table["code_region"].map(places)
    keys = ["familles_confirmees", "max", "min", "place"]
    ordered = table.sort_values(keys, ascending=[False, False, False, True])
    documented = ordered["familles_documentees"] > 0
    return pd.concat([ordered[documented], ordered[~documented]])


def _range(coverage: Coverage, code: str) -> str:
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return '<span class="etendue nd"><span>n.d.</span></span>'
    low, now, high = (int(row[name]) for name in ("min", "familles_confirmees", "max"))
    said = f"{now}, quelle que soit la correspondance"
    if low != high:
        said = f"{now}, entre {low} et {high} selon la correspondance"
    return (
        f'<span class="etendue" style="--bas:{low};--haut:{high};--vaut:{now}" role="img" '
        f'aria-label="{said}" title="{said}"><i class="plage"></i><b>{now}</b></span>'
    )


def _reading(cell) -> str:
    if not cell.documentee:
        return ND
    families, rank = int(cell.familles_confirmees), int(cell.rang)
    ordinal = "1<sup>er</sup>" if rank == 1 else f"{rank}<sup>e</sup>"
    return f'<span class="niveau niveau-{families}">{families}</span> <small>{ordinal}</small>'


def choices_table(by_mapping: pd.DataFrame) -> str:
    """HTML of one row per alternative choice: who wins or loses a family, who leads then.

    Parameters
    ----------
    by_mapping
        `sensitivity.mapping_sensitivity` of the coverage.
    """
    rows = []
    for _, choice in by_mapping.groupby("choix", sort=False):
        first = choice.iloc[0]
        name = shown(first["libelle"])
        if first["programme"]:
            name = shown(f"Et si « {_programme(first)} » soutenait")
            name += f" {_family(first['famille'])} ?"
        rows.append([name, _moved(choice, 1), _moved(choice, -1), shown(_leaders(choice))])
    heads = ["Correspondance", "Gagnent une famille", "En perdent une", "En tête (familles)"]
    return html_table("Chaque autre choix, pris seul", heads, rows, "choix")


def _programme(row: pd.Series) -> str:
    return row["libelle"].split(" → ")[0]


def _family(code: str) -> str:
    return f"<strong>{shown(FAMILIES[code].label)}</strong>"


def _moved(choice: pd.DataFrame, sign: int) -> str:
    moved = choice[choice["ecart"] * sign > 0]
    if moved.empty:
        return '<span class="secondaire">aucune</span>'
    return shown(enumerate_fr(name for _, name in alphabetical(moved)))


def _leaders(choice: pd.DataFrame) -> str:
    first = choice[choice["rang"] == 1]
    if first.empty or not int(first["familles_confirmees"].max()):
        return "aucune"
    top = int(first["familles_confirmees"].max())
    names = f"{number_word(len(first), feminine=True)} régions"
    if len(first) <= NAMED_AT_MOST:
        names = enumerate_fr(name for _, name in alphabetical(first))
    return f"{names} ({top})"


def sensitivity_legend() -> str:
    """HTML of how to read the range."""
    words = (
        "Le point porte le nombre publié ; la barre va du moins au plus que donneraient toutes les "
        "autres correspondances."
    )
    sample = '<span class="etendue" style="--bas:2;--haut:4;--vaut:3" aria-hidden="true">'
    sample += '<i class="plage"></i><b>3</b></span>'
    return f'<p class="legende-etendue">{sample}<span>{typeset(words)}</span></p>'


def readable_sensitivity(coverage: Coverage, by_reading: pd.DataFrame) -> pd.DataFrame:
    """The figure's data: Région, Publié, Au moins, Au plus, then number and rank by reading."""
    rows = []
    wide = {(row.code_region, row.lecture): row for row in by_reading.itertuples()}
    for row in _ordered(coverage).itertuples():
        documented = coverage.documented(row.code_region)
        line = {
            "Région": row.nom,
            "Familles couvertes": label(coverage, row.code_region),
            "Au moins": str(row.min) if documented else "n.d.",
            "Au plus": str(row.max) if documented else "n.d.",
        }
        for lecture, words in LECTURES.items():
            cell = wide[row.code_region, lecture]
            line[f"Lecture {words.label}"] = (
                str(cell.familles_confirmees) if cell.documentee else "n.d."
            )
            line[f"Rang, lecture {words.label}"] = str(cell.rang) if cell.documentee else "n.d."
        rows.append(line)
    return pd.DataFrame(rows)


def readable_choices(by_mapping: pd.DataFrame) -> pd.DataFrame:
    """Every region under every alternative choice: Correspondance, Région, Familles, Écart."""
    moved = by_mapping[by_mapping["documentee"]]
    return pd.DataFrame(
        {
            "Correspondance": moved["libelle"],
            "Région": moved["nom"],
            "Familles": moved["familles_confirmees"],
            "Écart": moved["ecart"],
            "Rang": moved["rang"],
        }
    ).reset_index(drop=True)


def legend_words() -> str:
    """The rank, in words, for the foot of the figure."""
    return "Rang : 1 est la région qui couvre le plus de familles ; à égalité, le même rang."
