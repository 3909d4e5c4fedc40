"""Table Schemas (Frictionless): the one description of each table of an edition.

The JSON files in `data/schemas/` validate imports, make the spreadsheet template and
document the open data; their titles and descriptions are in French for that reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, read_json

# In the order in which a person fills them.
TABLES = (
    "dispositifs",
    "programmes",
    "attestations",
    "observations",
    "acteurs",
    "projets",
    "indicateurs",
    "indicateurs_libelles",
    "lacunes",
    "contradictions",
    "journal",
)


@dataclass(frozen=True)
class Field:
    """One column: its name, type, meaning and constraints.

    `reason` says, in French, why its list of values is closed; "" when that goes without saying.
    `made_of` are the columns from which the import makes it when a person leaves it empty.
    """

    name: str
    title: str
    description: str
    type: str
    example: str
    constraints: dict[str, Any]
    is_url: bool
    list_of: tuple[str, ...]
    territory: str
    reason: str = ""
    made_of: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """True when an empty cell is an error."""
        return bool(self.constraints.get("required"))

    @property
    def to_fill(self) -> bool:
        """True when a person has to fill it on each row."""
        return self.required and not self.made_of

    @property
    def is_date(self) -> bool:
        """True when it holds dates: a day, and for most a month or a year too."""
        return self.type == "date" or self.name in {"date", "date_source", "date_fin"}

    @property
    def allowed(self) -> tuple[str, ...]:
        """The closed list of values, empty when any value will do."""
        return tuple(self.constraints.get("enum", ())) or self.list_of


@dataclass(frozen=True)
class Reference:
    """A column whose values must exist in another table's column."""

    field: str
    table: str
    target: str


@dataclass(frozen=True)
class TableSchema:
    """One table of an edition."""

    name: str
    title: str
    description: str
    required: bool
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns in their published order."""
        return [field.name for field in self.fields]

    def target_of(self, column: str) -> Reference | None:
        """Where the values of a column come from, when it is another table of the edition."""
        return next((found for found in self.references if found.field == column), None)

    def field(self, name: str) -> Field:
        """The column of that name; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@kept
def table_schema(name: str) -> TableSchema:
    """Read the Table Schema of a table from `data/schemas/`.

    Raises
    ------
    DamagedFileError
        When its file cannot be read, or does not describe a table.
    """
    path = paths.TABLE_SCHEMAS / f"{name}.json"
    content = read_json(path)
    try:
        return _schema(name, content)
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedFileError(path, f"ce n’est pas un schéma de table ({error})") from None


def _schema(name: str, content: dict[str, Any]) -> TableSchema:
    key = content.get("primaryKey", [])
    return TableSchema(
        name=name,
        title=content["title"],
        description=content["description"],
        required=content["obligatoire"],
        fields=tuple(_field(entry) for entry in content["fields"]),
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        references=tuple(
            Reference(entry["fields"], entry["reference"]["resource"], entry["reference"]["fields"])
            for entry in content.get("foreignKeys", ())
        ),
    )


def all_schemas() -> dict[str, TableSchema]:
    """Every table's schema, in filling order."""
    return {name: table_schema(name) for name in TABLES}


def _field(entry: dict[str, Any]) -> Field:
    return Field(
        name=entry["name"],
        title=entry["title"],
        description=entry["description"],
        type=entry["type"],
        example=entry.get("example", ""),
        constraints=entry.get("constraints", {}),
        is_url=entry.get("format") == "uri",
        list_of=tuple(entry.get("listeDe", ())),
        territory=entry.get("valeursTerritoires", ""),
        reason=entry.get("raison", ""),
        made_of=tuple(entry.get("composeDe", ())),
    )
