"""The template's two example rows: written by the workbook, left out by the import."""

from __future__ import annotations

from amu_geo.edition.schema import Field, TableSchema

MARK = "(exemple à effacer)"


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
    marked = next(entry.name for entry in schema.fields if _is_free_text(entry))
    full[marked] = f"{full[marked]} {MARK}"
    bare[marked] = f"{schema.field(marked).example} {MARK}"
    return [list(full.values()), list(bare.values())]


def _is_free_text(entry: Field) -> bool:
    coded = entry.allowed or entry.is_url or entry.territory or "pattern" in entry.constraints
    return (
        entry.type == "string" and not coded and entry.name not in {"id", "table", "id_dispositif"}
    )
