"""What a new edition changes: rows added, removed, changed; and what that does to the coverage."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo.charts.base.markup import dot, folded, html, html_table, joined, shown
from amu_geo.charts.map.levels import label
from amu_geo.edition.difference import ADDED, CHANGED, METADATA_TABLE, REMOVED
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.french.grammar import capital, counted
from amu_geo.french.typography import enumerate_fr, number, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.difference import coverage_difference, region_difference
from amu_geo.vocabulary import FAMILIES, STATES

ROWS_SHOWN = 300
ROWS_UNFOLDED = 6
KINDS = {ADDED: "ajoutée", REMOVED: "retirée", CHANGED: "modifiée"}
_KEY = ["table", "id", "changement"]


def row_counts(changes: pd.DataFrame) -> pd.DataFrame:
    """Rows added, removed and changed by table; a row changed in two cells counts once.

    Parameters
    ----------
    changes
        `edition.difference.difference`.

    Returns
    -------
    DataFrame
        One row per changed table, in the order of the tables: table, ajout, retrait,
        modification (integers).
    """
    kept = changes["table"] != METADATA_TABLE
    rows = changes[kept]
    changed = rows[rows["changement"] == CHANGED].drop_duplicates(_KEY)
    counted_rows = pd.concat([rows[rows["changement"] != CHANGED], changed])
    counts = pd.crosstab(counted_rows["table"], counted_rows["changement"])
    ordered = [name for name in TABLES if name in counts.index]
    counts = counts.reindex(index=ordered, columns=list(KINDS), fill_value=0)
    return counts.rename_axis(index="table", columns=None).reset_index()


def changes_sentence(changes: pd.DataFrame, base: str) -> str:
    """« Par rapport à « Édition 2026 » : 3 lignes ajoutées, 1 modifiée. »"""
    counts = row_counts(changes)
    told = []
    for kind, word in KINDS.items():
        count = int(counts[kind].sum())
        if count:
            noun = "ligne " if not told else ""
            many = "lignes " if not told else ""
            told.append(plural(count, f"{noun}{word}", f"{many}{word}s"))
    if not told:
        described = " seule sa description change" if len(changes) else " rien ne change"
        return typeset(f"Par rapport à « {base} » :{described}.")
    return typeset(f"Par rapport à « {base} » : {enumerate_fr(told)}.")


def counts_table(changes: pd.DataFrame) -> str:
    """HTML of the rows added, removed and changed by table; "" when no row moves."""
    counts = row_counts(changes)
    if counts.empty:
        return ""
    rows = [
        [shown(table_schema(row.table).title), *(number(getattr(row, kind)) for kind in KINDS)]
        for row in counts.itertuples()
    ]
    heads = ["Table", "Ajoutées #", "Retirées #", "Modifiées #"]
    return html_table("Lignes qui changent, par table", heads, rows, "etroit")


def changed_tables(changes: pd.DataFrame) -> dict[str, str]:
    """Title of each table that changes, its description included, by name."""
    present = set(changes["table"])
    titles = {METADATA_TABLE: "Description de l’édition"}
    titles |= {name: table_schema(name).title for name in TABLES}
    return {name: title for name, title in titles.items() if name in present}


def rows_table(changes: pd.DataFrame, table: str) -> str:
    """HTML of the changes of one table, row by row and cell by cell."""
    found = changes[changes["table"] == table]
    rows = [
        [
            shown(row.id or row.apres or row.avant or row.colonne),
            html('<span class="change {}">{}</span>', row.changement, KINDS[row.changement]),
            html("<code>{}</code>", shown(row.colonne)) if row.colonne else "",
            shown(_short(row.avant)),
            shown(_short(row.apres)),
        ]
        for row in found.head(ROWS_SHOWN).itertuples()
    ]
    more = len(found) - ROWS_SHOWN
    note = html("<p>… et {} dans le CSV.</p>", plural(more, "autre ligne", "autres lignes"))
    heads = ["Ligne", "Changement", "Colonne", "Avant", "Après"]
    return html_table("Ligne à ligne", heads, rows, "lignes") + (note if more > 0 else "")


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:159] + "…"


def coverage_effect(old: Coverage, new: Coverage) -> str:
    """HTML of what the new edition does to the coverage, region by region and cell by cell."""
    regions = region_difference(old, new)
    cells = coverage_difference(old, new)
    cells = cells[cells["avant"] != cells["apres"]]
    if regions.empty and cells.empty:
        return html("<p>{}</p>", typeset("La couverture des régions ne change pas."))
    by_region = dict(list(cells.groupby("code_region")))
    columns = {
        "Familles confirmées sur documentées": [
            _arrow(label(old, code), label(new, code)) for code in regions["code_region"]
        ],
        "Ce qui change d’état": [_cells(by_region.get(code)) for code in regions["code_region"]],
        "Dispositifs": _arrows(regions, "nb_dispositifs"),
        "Dispositifs confirmés": _arrows(regions, "nb_confirmes"),
        "Acteurs": _arrows(regions, "nb_acteurs"),
    }
    moving = {name: values for name, values in columns.items() if any(map(_moves, values))}
    rows = [
        [shown(name), *cells_of_row]
        for name, *cells_of_row in zip(regions["nom"], *moving.values(), strict=True)
    ]
    table = html_table("Régions dont la mesure change", ["Région", *moving], rows, "effet")
    if len(rows) <= ROWS_UNFOLDED:
        return table
    count = plural(len(rows), "région change", "régions changent")
    return folded(html("{} : {}", count, shown(enumerate_fr(moving).lower())), table)


def effect_sentence(old: Coverage, new: Coverage) -> str:
    """How many regions win or lose families, confirmed ones then documented ones."""
    both = region_difference(old, new)
    parts = [_won_and_lost(both, what) for what in ("confirmée", "documentée")]
    if not any(parts):
        return typeset("Aucune région ne change de nombre de familles sous cette lecture.")
    return typeset(" ".join(f"{capital(part)}." for part in parts if part))


def _won_and_lost(regions: pd.DataFrame, what: str) -> str:
    """« deux régions gagnent au moins une famille confirmée et une région en perd »."""
    count = f"familles_{what.replace('é', 'e')}s"
    gap = regions[f"{count}_apres"] - regions[f"{count}_avant"]
    parts = []
    for regions_moved, one, many in (
        (int((gap > 0).sum()), "gagne", "gagnent"),
        (int((gap < 0).sum()), "perd", "perdent"),
    ):
        if regions_moved:
            subject = counted(regions_moved, "région", feminine=True)
            verb = one if regions_moved == 1 else many
            said = f"en {verb}" if parts else f"{verb} au moins une famille {what}"
            parts.append(f"{subject} {said}")
    return enumerate_fr(parts)


def _arrow(before: str, after: str) -> str:
    if before == after:
        return html('<span class="secondaire">{}</span>', before)
    return html("{} → <strong>{}</strong>", before, after)


def _arrows(regions: pd.DataFrame, count: str) -> list[str]:
    pairs = zip(regions[f"{count}_avant"], regions[f"{count}_apres"], strict=True)
    return [_arrow(number(before), number(after)) for before, after in pairs]


def _moves(cell: str) -> bool:
    return "→" in cell


def _cells(cells: pd.DataFrame | None) -> str:
    if cells is None:
        return Markup('<span class="secondaire">rien</span>')
    return joined(
        html(
            '<span class="famille-nommee">{} {} : {} → {}</span>',
            dot(FAMILIES[row.famille], row.apres, spoken=False),
            shown(FAMILIES[row.famille].label),
            STATES[row.avant],
            STATES[row.apres],
        )
        for row in cells.itertuples()
    )
