"""Where the project's files are, and what is said of one that is damaged; imports nothing of ours.

The data may stand in another folder, laid out as `data/`: the environment names it.
"""

from __future__ import annotations

import json
import logging
import os
import tomllib
from pathlib import Path
from typing import Any

DATA_ELSEWHERE = "OBSERVATOIRE_DONNEES"
PACKAGE = Path(__file__).resolve().parent
_INSTALLED = PACKAGE / "_files"
# The repository; once the package is installed, the folder inside it that holds the same.
ROOT = _INSTALLED if _INSTALLED.is_dir() else PACKAGE.parent
DATA = Path(os.environ.get(DATA_ELSEWHERE) or ROOT / "data").resolve()
REGIONS = DATA / "regions"
SCHEMES = DATA / "schemes"
TABLE_SCHEMAS = DATA / "schemas"
REFERENTIALS = DATA / "referentiels"
LINKS = DATA / "liens.csv"
STATIC = ROOT / "static"

_log = logging.getLogger(__name__)
_told: set[str] = set()


class DamagedFileError(Exception):
    """A file of the project that is missing or damaged; its message says which and how, in French.

    Nothing else raises it: whoever catches it never takes a mistake of the code for a fault of
    the data.
    """

    def __init__(self, path: Path, fault: str) -> None:
        self.file = named(path)
        self.fault = fault
        super().__init__(f"{self.file} : {fault}.")


def version() -> str:
    """The version of the project, « 1.0.0 »; it is written in `pyproject.toml` only."""
    path = ROOT / "pyproject.toml"
    try:
        return str(tomllib.loads(read_text(path))["project"]["version"])
    except (ValueError, KeyError, TypeError):
        raise DamagedFileError(path, "la version du projet n’y est pas") from None


def named(path: Path) -> str:
    """A file's name from the root of the project: « data/regions/carte.json »."""
    for start, folder in (("data", DATA), ("static", STATIC), ("", ROOT)):
        if path.is_relative_to(folder):
            return str(Path(start) / path.relative_to(folder))
    return path.name


def read_bytes(path: Path) -> bytes:
    """The content of a file of the project, never empty."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DamagedFileError(path, _why(path, error)) from None
    if not content.strip():
        raise DamagedFileError(path, "le fichier est vide")
    return content


def read_text(path: Path) -> str:
    """The text of a file of the project, which is in UTF-8."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = f"le fichier n’est pas en UTF-8 (octet {error.start})"
        raise DamagedFileError(path, fault) from None
    if "\0" in text:
        raise DamagedFileError(path, "le fichier porte un caractère nul : ce n’est pas du texte")
    return text


def read_json(path: Path) -> dict[str, Any]:
    """The object that a JSON file of the project holds."""
    try:
        content = json.loads(read_text(path))
    except (ValueError, RecursionError):
        raise DamagedFileError(path, "le fichier JSON est coupé ou mal formé") from None
    if not isinstance(content, dict):
        raise DamagedFileError(path, "le fichier JSON ne contient pas d’objet")
    return content


def tell_once(error: DamagedFileError) -> None:
    """One line of the log a fault, however many readers meet it."""
    if str(error) not in _told:
        _told.add(str(error))
        _log.error("damaged data: %s", error)


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "le lien ne mène à rien" if path.is_symlink() else "le fichier manque"
    if isinstance(error, IsADirectoryError):
        return "un dossier se trouve à la place du fichier"
    if isinstance(error, PermissionError):
        return "la lecture en est refusée"
    return f"le fichier ne se lit pas ({error.strerror})"
