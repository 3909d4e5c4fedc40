"""The open-data bundle of an edition: its tables, their schemas, who says so and what changed.

The same edition gives the same bytes, whoever asks and whenever.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from amu_geo import store
from amu_geo.disk import write_all
from amu_geo.edition import Edition
from amu_geo.edition.difference import difference
from amu_geo.edition.schema import TABLES
from amu_geo.edition.writing import edition_files
from amu_geo.export.bundled.measure import measure_files
from amu_geo.export.bundled.readme import CONVENTIONS, RAW, readme
from amu_geo.export.bundled.schemas import dumped, schema_of_rows, schema_of_table
from amu_geo.export.geofiles import LONLAT
from amu_geo.export.resources import GEOPACKAGE, GEOPARQUET
from amu_geo.export.rows import machine_csv
from amu_geo.territories import Territories

README = "LISEZMOI.md"
PACKAGE = "datapackage.json"
CHANGES = "changements.csv"
SUMS = "SHA256SUMS"
OPEN_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
KEYWORDS = ("assistance à maîtrise d’usage", "régions")
# Archives made twice of the same edition are the same bytes.
ZIP_DATE = (2020, 1, 1, 0, 0, 0)
_BINARY = {"gpkg": GEOPACKAGE, "parquet": GEOPARQUET}


def bundle_files(
    edition: Edition, previous: Edition | None = None, territories: Territories | None = None
) -> dict[str, bytes]:
    """The files of the bundle: relative path → bytes.

    `edition.toml` and the tables stand at the top, so that the folder is an edition as it is;
    the schemas are in `schemas/`, what we made of the tables in `mesure/`. With a `previous`
    edition, `changements.csv` lists row by row what changed since. `territories` are those of
    the project when None.
    """
    territories = territories or store.territories()
    texts = edition_files(edition)
    tables = [name for name in TABLES if f"{name}.csv" in texts]
    schemas: dict[str, dict[str, Any]] = {}
    for name in tables:
        columns = texts[f"{name}.csv"].split("\n", 1)[0].split(",")
        schemas[name] = schema_of_table(name, columns, tables)
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    resources = {f"{name}.csv": name for name in tables}
    if previous is not None:
        changes = difference(previous, edition)
        files[CHANGES] = machine_csv(changes).encode()
        told = f"Ce qui a changé depuis « {previous.titre} »"
        schemas["changements"] = schema_of_rows(told, changes)
        resources[CHANGES] = "changements"
    for path, (schema, content, described) in measure_files(edition, territories).items():
        files[path], resources[path], schemas[schema] = content, schema, described
    files[README] = readme(edition, tables, previous).encode()
    for name, schema in schemas.items():
        files[f"schemas/{name}.json"] = dumped(schema)
    files[PACKAGE] = dumped(_package(edition, files, resources, schemas))
    files[SUMS] = _sums(files)
    return {PACKAGE: files.pop(PACKAGE), **files}


def bundle_zip(
    edition: Edition, previous: Edition | None = None, territories: Territories | None = None
) -> bytes:
    """The bundle as the bytes of a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(bundle_files(edition, previous, territories).items()):
            entry = zipfile.ZipInfo(f"{edition.id}/{name}", ZIP_DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write_bundle(
    edition: Edition,
    folder: Path,
    previous: Edition | None = None,
    territories: Territories | None = None,
) -> list[Path]:
    """Write the bundle's files under a folder, made if need be; return them.

    Raises
    ------
    ValueError
        In French, when the folder is a file, or holds what the bundle has not: an edition is
        what its folder holds; or when the disk refuses it.
    """
    files = bundle_files(edition, previous, territories)
    _refuse_others(folder, edition, set(files))
    return write_all(folder, files)


def _refuse_others(folder: Path, edition: Edition, names: set[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"« {folder} » est un fichier. Attendu : un dossier où écrire.")
    tables = (path.name for path in folder.glob("*.csv")) if folder.exists() else ()
    others = sorted(name for name in tables if name not in names)
    if others:
        raise ValueError(
            f"« {folder} » contient déjà {', '.join(others)}, qui n’est pas de l’édition "
            f"« {edition.id} ». Attendu : un dossier vide, ou celui d’un paquet de cette édition."
        )


def _sums(files: Mapping[str, bytes]) -> bytes:
    """What `sha256sum -c` reads."""
    lines = (f"{_sha256(content)}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _package(
    edition: Edition,
    files: Mapping[str, bytes],
    resources: Mapping[str, str],
    schemas: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    author = {"title": edition.auteur, "role": "author"}
    if "@" in edition.contact:
        author["email"] = edition.contact
    return {
        "profile": "data-package",
        "name": f"observatoire-amu-{edition.id}",
        "title": edition.titre,
        "description": edition.description,
        "version": edition.date.isoformat(),
        "created": f"{edition.date.isoformat()}T00:00:00Z",
        "keywords": [*KEYWORDS, *edition.programme_labels.values()],
        "contributors": [author],
        "licenses": [licence_of(edition)],
        "conventions": CONVENTIONS,
        "cellules": RAW,
        "resources": [
            _resource(path, files[path], schema, schemas[schema])
            for path, schema in resources.items()
        ],
    }


def licence_of(edition: Edition) -> dict[str, str]:
    """Name, title and, where it is known, address (`path`) of an edition's licence."""
    if re.search(r"licence ouverte|etalab", edition.licence, re.IGNORECASE):
        return OPEN_LICENCE
    return {"name": "notspecified", "title": edition.licence}


def _resource(
    path: str, content: bytes, schema: str, described: Mapping[str, Any]
) -> dict[str, Any]:
    file, form = PurePosixPath(path), path.rpartition(".")[2]
    told = described.get("description", "")
    known = {
        # By its name the key of another table finds it.
        "name": file.stem if form == "csv" else file.name,
        "title": described["title"],
        **({"description": told} if told else {}),
        "path": path,
        "format": form,
        "bytes": len(content),
        "hash": f"sha256:{_sha256(content)}",
        "schema": f"schemas/{schema}.json",
    }
    if form in _BINARY:
        return {**known, "type": "file", "mediatype": _BINARY[form], "crs": LONLAT}
    return {
        "profile": "tabular-data-resource",
        **known,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
    }
