"""Reading what people really send; every repair is listed, nothing is silently guessed."""

from amu_geo.importing.files.limits import Limits
from amu_geo.importing.headers import propose_mapping
from amu_geo.importing.imported import Imported, replace_tables
from amu_geo.importing.importer import import_path
from amu_geo.importing.mapping import (
    ColumnMapping,
    CountMapping,
    Source,
    UnknownTable,
    missing_columns,
    propose_constants,
)
from amu_geo.importing.repairs import Repair

__all__ = [
    "ColumnMapping",
    "CountMapping",
    "Imported",
    "Limits",
    "Repair",
    "Source",
    "UnknownTable",
    "import_path",
    "missing_columns",
    "propose_constants",
    "propose_mapping",
    "replace_tables",
]
