"""An edition: what is known at a date, by whom. Read once, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from amu_geo import paths
from amu_geo.edition.checking.checks import check_edition
from amu_geo.edition.checking.metadata import EDITION_ID, EFFORT_KEY
from amu_geo.edition.checking.problems import EditionError, Problem, errors
from amu_geo.edition.raw import RawEdition, RawTable, read_folder
from amu_geo.edition.schema import TABLES, TableSchema, table_schema
from amu_geo.territories import Territories
from amu_geo.vocabulary import SHORT_LABELS


@dataclass(frozen=True)
class StatedFigure:
    """A total that a source words without counting: « près de 50 ».

    `texte` is what is shown, `valeur_citee` the source's own words when they differ.
    """

    mesure: str
    code_region: str
    texte: str
    valeur_citee: str = ""
    source: str = ""


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition.

    `tables` maps each name of `schema.TABLES` to a DataFrame with the schema's columns:
    text columns are str ("" when empty), years Int64, numbers Float64 (both with <NA>).
    A table that the edition lacks is there, empty. `effort_recherche` holds the codes of the
    regions that were searched most, when the edition says so.
    """

    id: str
    titre: str
    date: date
    auteur: str
    licence: str
    contact: str
    description: str
    tables: Mapping[str, pd.DataFrame]
    chiffres: tuple[StatedFigure, ...] = ()
    effort_recherche: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = field(default=(), repr=False)

    @classmethod
    def from_raw(cls, raw: RawEdition, territories: Territories) -> Edition:
        """Check and type an edition.

        Raises
        ------
        EditionError
            With every error at once.
        """
        problems = check_edition(raw, territories)
        if errors(problems):
            raise EditionError(errors(problems))
        texts = {key: str(raw.metadata[key]).strip() for key in _TEXT_KEYS}
        return cls(
            **texts,
            date=date.fromisoformat(str(raw.metadata["date"])),
            chiffres=tuple(
                StatedFigure(*(str(entry.get(key, "")).strip() for key in _FIGURE_KEYS))
                for entry in raw.metadata.get("chiffres", [])
            ),
            tables={name: typed_table(name, raw.tables.get(name)) for name in TABLES},
            effort_recherche=tuple(raw.metadata.get(EFFORT_KEY, ())),
            warnings=tuple(problems),
        )

    @property
    def year(self) -> int:
        """The year of the edition's date: the one that is read when no other is asked."""
        return self.date.year

    @property
    def dispositifs(self) -> pd.DataFrame:
        """The schemes, one a row."""
        return self.tables["dispositifs"]

    @property
    def programmes(self) -> pd.DataFrame:
        """The mapping programme → families, one programme a row."""
        return self.tables["programmes"]

    @cached_property
    def programme_labels(self) -> Mapping[str, str]:
        """What readers see of each programme, by its code, in the order of the edition's table."""
        table = self.programmes
        pairs = zip(table["id"].tolist(), table["libelle"].tolist(), strict=True)
        return {code: SHORT_LABELS.get(label, label) for code, label in pairs}

    @property
    def attestations(self) -> pd.DataFrame:
        """The dated proofs that a scheme was in force, or had ended, one a row."""
        return self.tables["attestations"]

    @property
    def acteurs(self) -> pd.DataFrame:
        """The organisations, one a row."""
        return self.tables["acteurs"]

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change when any content of the edition does."""
        told = (metadata(self), self.chiffres, self.effort_recherche)
        digest = hashlib.sha256(repr(told).encode())
        for name in TABLES:
            digest.update(table_to_csv(self.tables[name]).encode())
        return digest.hexdigest()[:16]

    def stated_figure(self, mesure: str, code_region: str = "") -> str | None:
        """The total as the source words it, for a region or ("") for all; None if it has none."""
        for figure in self.chiffres:
            if (figure.mesure, figure.code_region) == (mesure, code_region):
                return figure.texte
        return None


# Columns that came after the first editions: files without them stay as they are.
OPTIONAL_COLUMNS = ("lon", "lat", "date_fin", "departement", "code_postal")

_FIGURE_KEYS = tuple(entry.name for entry in fields(StatedFigure))
_TEXT_KEYS = ("id", "titre", "auteur", "licence", "contact", "description")


def read_edition(folder: Path, territories: Territories) -> Edition:
    """Read a published edition's folder.

    Raises
    ------
    EditionError
        With every problem of its files, when there is one.
    """
    return Edition.from_raw(read_folder(folder), territories)


def edition_folders(root: Path = paths.SCHEMES) -> list[Path]:
    """Folders of the published editions, by name: those named as an edition may be.

    A name that no edition can bear (« .preparation-… ») is work in progress and no edition.
    """
    if not root.is_dir():
        return []
    return sorted(
        path for path in root.iterdir() if EDITION_ID.fullmatch(path.name) and path.is_dir()
    )


def typed_table(name: str, table: RawTable | None) -> pd.DataFrame:
    """A checked table of text as typed data; empty with all its columns when there is none."""
    schema = table_schema(name)
    cells = table.cells if table is not None else _empty(schema)
    typed = {}
    for column in schema.fields:
        values = cells[column.name]
        if column.type == "year":
            typed[column.name] = pd.to_numeric(values.replace("", pd.NA)).astype("Int64")
        elif column.type == "number":
            typed[column.name] = pd.to_numeric(values.replace("", pd.NA)).astype("Float64")
        else:
            typed[column.name] = values
    return pd.DataFrame(typed)


def _empty(schema: TableSchema) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="str") for column in schema.columns})


def table_to_csv(table: pd.DataFrame) -> str:
    """A table in the form in which editions are kept: comma, LF, minimal quoting, no « .0 »."""
    text = table.copy()
    for column in text.columns:
        if pd.api.types.is_float_dtype(text[column].dtype):
            text[column] = text[column].map(_plain_number, na_action="ignore")
    # An optional column that nobody filled is left out, as in files that never had it.
    unused = [name for name in OPTIONAL_COLUMNS if name in text and _empty_column(text[name])]
    kept: pd.DataFrame = text.drop(columns=unused)
    return str(kept.to_csv(index=False, lineterminator="\n"))


def _empty_column(values: pd.Series) -> bool:
    return bool((values.isna() | (values == "")).all())


def _plain_number(value: float) -> str:
    if float(value).is_integer():
        return str(int(value))
    return np.format_float_positional(value, trim="-")


def metadata(edition: Edition) -> dict[str, Any]:
    """The edition's description as flat data, without its tables."""
    return {
        "id": edition.id,
        "titre": edition.titre,
        "date": edition.date.isoformat(),
        "auteur": edition.auteur,
        "licence": edition.licence,
        "contact": edition.contact,
        "description": edition.description,
    }
