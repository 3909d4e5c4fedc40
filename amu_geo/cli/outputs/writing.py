"""Where a command may write, looked at before anything is made."""

from __future__ import annotations

from pathlib import Path

from amu_geo import disk


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
    disk.write_whole(path, content)


def _refused(path: Path) -> str:
    return f"« {path} » ne peut pas s’écrire"
