"""The open-data bundle of an edition: its tables, their schemas, who says so and what changed."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.difference import difference
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.edition.writing import edition_files
from amu_geo.sentences import licence_said

README = "LISEZMOI.md"
PACKAGE = "datapackage.json"
CHANGES = "changements.csv"
OPEN_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
KEYWORDS = ("assistance à maîtrise d’usage", "régions")
CONVENTIONS = (
    "CSV : UTF-8, séparateur virgule, point décimal, codes de région en texte (« 01 »). Une "
    "cellule vide veut dire que l’information n’est pas connue, jamais qu’elle est nulle."
)
# Archives made twice of the same edition are the same bytes.
ZIP_DATE = (2020, 1, 1, 0, 0, 0)


def bundle_files(edition: Edition, previous: Edition | None = None) -> dict[str, bytes]:
    """The files of the bundle: relative path → bytes.

    `edition.toml` and the tables stand at the top, so that the folder is an edition as it is;
    the schemas are in `schemas/`. With a `previous` edition, `changements.csv` lists row by
    row what changed since.
    """
    texts = edition_files(edition)
    tables = [name for name in TABLES if f"{name}.csv" in texts]
    if previous is not None:
        texts[CHANGES] = difference(previous, edition).to_csv(index=False, lineterminator="\n")
    texts[README] = _readme(edition, tables, previous)
    for name in tables:
        schema = paths.TABLE_SCHEMAS / f"{name}.json"
        texts[f"schemas/{name}.json"] = schema.read_text(encoding="utf-8")
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    package = json.dumps(_package(edition, tables, files), ensure_ascii=False, indent=2)
    return {PACKAGE: f"{package}\n".encode(), **files}


def bundle_zip(edition: Edition, previous: Edition | None = None) -> bytes:
    """The bundle as the bytes of a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(bundle_files(edition, previous).items()):
            entry = zipfile.ZipInfo(f"{edition.id}/{name}", ZIP_DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write_bundle(edition: Edition, folder: Path, previous: Edition | None = None) -> list[Path]:
    """Write the bundle's files under a folder, made if need be; return them."""
    written = []
    for name, content in bundle_files(edition, previous).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def _package(edition: Edition, tables: list[str], files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"observatoire-amu-{edition.id}",
        "title": edition.titre,
        "description": edition.description,
        "version": edition.date.isoformat(),
        "created": f"{edition.date.isoformat()}T00:00:00Z",
        "keywords": [*KEYWORDS, *edition.programme_labels.values()],
        "contributors": [{"title": edition.auteur, "email": edition.contact, "role": "author"}],
        "licenses": [_licence(edition.licence)],
        "resources": [_resource(name, files[f"{name}.csv"]) for name in tables],
    }


def _licence(text: str) -> dict[str, str]:
    if re.search(r"licence ouverte|etalab", text, re.IGNORECASE):
        return OPEN_LICENCE
    return {"name": "notspecified", "title": text}


def _resource(name: str, content: bytes) -> dict[str, Any]:
    schema = table_schema(name)
    return {
        "profile": "tabular-data-resource",
        "name": name.replace("_", "-"),
        "title": schema.title,
        "description": schema.description,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": f"schemas/{name}.json",
    }


def _readme(edition: Edition, tables: list[str], previous: Edition | None) -> str:
    day = edition.date.isoformat()
    lines = [
        f"# {edition.titre}",
        "",
        f"{edition.auteur}, {day}. {licence_said(edition)}. Contact : {edition.contact}.",
        "",
        edition.description,
        "",
        "## Les fichiers",
        "",
        "- `edition.toml` : qui publie quoi, et à quelle date.",
    ]
    for name in tables:
        schema = table_schema(name)
        lines.append(f"- `{name}.csv` : {schema.description} {len(edition.tables[name])} lignes.")
    if previous is not None:
        lines.append(f"- `{CHANGES}` : ce qui a changé depuis « {previous.titre} ».")
    lines += [
        "- `schemas/` : le sens et les valeurs de chaque colonne (Table Schema, Frictionless).",
        f"- `{PACKAGE}` : la description de l’ensemble (Data Package, Frictionless).",
        "",
        CONVENTIONS,
        "",
        "## Citer",
        "",
        f"{edition.auteur}, « {edition.titre} », {day}, `{edition.id}`, {edition.licence}.",
    ]
    return "\n".join(lines) + "\n"
