"""The template's two example rows: written by the workbook, left out by the import."""

from __future__ import annotations

from amu_geo.edition.schema import Field, TableSchema

MARK = "(exemple à effacer)"
# Where the first templates had the codes of programmes in their examples.
FORMER = {"programmes": "id", "lacunes": "programme"}
FORMER_CODES = ("tiers-lieux", "urbanisme-transitoire")


def example_rows(schema: TableSchema) -> list[list[str]]:
    """Two rows made from the examples of the schema, marked so that nobody takes them for data.

    The second row has only what is required, to show what may stay empty.
    """
    full = {entry.name: entry.example for entry in schema.fields}
    bare = {entry.name: entry.example if entry.required else "" for entry in schema.fields}
    for name in ("id", "id_dispositif"):
        if name in full and not schema.field(name).allowed:
            full[name], bare[name] = "exemple-1", "exemple-2"
    if "succede_a" in full:
        full["succede_a"] = "exemple-2"
    for entry in schema.fields:
        if entry.allowed and entry.name in schema.primary_key:
            bare[entry.name] = entry.allowed[-1]
    marked = next(entry.name for entry in schema.fields if _is_free_text(schema, entry))
    full[marked] = f"{full[marked]} {MARK}"
    bare[marked] = f"{schema.field(marked).example} {MARK}"
    return [list(full.values()), list(bare.values())]


def all_example_rows(schema: TableSchema) -> list[list[str]]:
    """The rows of today's template and of those that people downloaded before."""
    rows = example_rows(schema)
    if schema.name not in FORMER:
        return rows
    place = schema.columns.index(FORMER[schema.name])
    former = [
        [*row[:place], code, *row[place + 1 :]]
        for row, code in zip(rows, FORMER_CODES, strict=True)
    ]
    return rows + former


def _is_free_text(schema: TableSchema, entry: Field) -> bool:
    coded = entry.allowed or entry.is_url or entry.territory or "pattern" in entry.constraints
    named = entry.name in {"id", "table", "id_dispositif"} or schema.target_of(entry.name)
    return entry.type == "string" and not coded and not named
