"""An edition as text again: raw tables, and the TOML of its description."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd

from amu_geo.edition.checking.metadata import EFFORT_KEY
from amu_geo.edition.checking.problems import Problem
from amu_geo.edition.model import Edition, metadata, table_to_csv
from amu_geo.edition.raw import RawEdition, RawTable, read_strict_csv
from amu_geo.edition.schema import TABLES


def edition_files(edition: Edition) -> dict[str, str]:
    """The files of an edition's folder: name → text. A table without rows has no file."""
    files = {"edition.toml": metadata_toml(edition)}
    for name in TABLES:
        if len(edition.tables[name]):
            files[f"{name}.csv"] = table_to_csv(edition.tables[name])
    return files


def metadata_toml(edition: Edition) -> str:
    """The edition's description as TOML, long texts on several lines."""
    lines = [f"{key} = {_toml(value)}" for key, value in metadata(edition).items()]
    if edition.effort_recherche:
        codes = ", ".join(map(_escaped, edition.effort_recherche))
        lines.append(f"{EFFORT_KEY} = [{codes}]")
    for figure in edition.chiffres:
        lines += ["", "[[chiffres]]"]
        lines += [
            f"{key} = {_toml(value)}"
            for key, value in asdict(figure).items()
            if value or key in {"mesure", "code_region", "texte"}
        ]
    return "\n".join(lines) + "\n"


def _toml(value: str) -> str:
    """A TOML string. JSON's escapes are TOML's, save DEL, which TOML wants escaped too."""
    if "\n" not in value:
        return _escaped(value)
    body = "\n".join(_escaped(line)[1:-1] for line in value.split("\n"))
    return f'"""\n{body}"""'


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def raw_table(name: str, table: pd.DataFrame) -> RawTable:
    """A typed table as text again, as if read from its canonical file."""
    problems: list[Problem] = []
    raw = read_strict_csv(table_to_csv(table).encode(), name, f"{name}.csv", problems)
    assert raw is not None and not problems  # our own writing always reads back
    return raw


def raw_edition(edition: Edition) -> RawEdition:
    """A typed edition as text again."""
    figures = [asdict(figure) for figure in edition.chiffres]
    description: dict[str, Any] = metadata(edition) | ({"chiffres": figures} if figures else {})
    if edition.effort_recherche:
        description[EFFORT_KEY] = list(edition.effort_recherche)
    return RawEdition(description, {name: raw_table(name, edition.tables[name]) for name in TABLES})
