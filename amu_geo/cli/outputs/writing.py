"""A file of ours is written whole or not at all, and what refuses it is said in French."""

from __future__ import annotations

import os
from pathlib import Path


def check_place(path: Path) -> None:
    """Refuse what could not be written before anything is made.

    Raises
    ------
    ValueError
        When its folder is not there, or when a folder bears its name.
    """
    if not path.parent.exists():
        raise ValueError(f"{_refused(path)} : le dossier « {path.parent} » n’existe pas.")
    if not path.parent.is_dir():
        raise ValueError(f"{_refused(path)} : « {path.parent} » n’est pas un dossier.")
    if path.is_dir():
        raise ValueError(f"{_refused(path)} : un dossier porte ce nom. Attendu : un fichier.")


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place; a failure leaves what was there.

    Raises
    ------
    ValueError
        When the place refuses it.
    """
    check_place(path)
    staging = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        staging.write_bytes(content)
        os.replace(staging, path)
    except PermissionError:
        staging.unlink(missing_ok=True)
        raise ValueError(
            f"{_refused(path)} : le dossier « {path.parent} » refuse l’écriture."
        ) from None
    except OSError as error:
        staging.unlink(missing_ok=True)
        raise ValueError(f"{_refused(path)} : le disque refuse l’écriture ({error}).") from None


def _refused(path: Path) -> str:
    return f"« {path} » ne peut pas s’écrire"
