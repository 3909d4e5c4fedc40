"""Addresses that may name a file: looked at as text first, and never outside their folder."""

from __future__ import annotations

from pathlib import Path

# As file systems count: longer names do not exist.
LONGEST_NAME = 255
LONGEST_ADDRESS = 2000


def is_sound(path: str) -> bool:
    """Whether an address, already decoded, can name something of ours.

    One that climbs, or that a file system would read in a way of its own, is answered like any
    other that leads nowhere, and without a look at the disk: the answer tells nothing of it.
    """
    if not path.startswith("/") or len(path) > LONGEST_ADDRESS:
        return False
    if any(character < " " or character in "\\\x7f" for character in path):
        return False
    names = path[1:].removesuffix("/").split("/") if path != "/" else []
    return all(_is_name(name) for name in names)


def file_in(folder: Path, name: str) -> Path | None:
    """A file below a folder, by its name with « / » between; None when there is none."""
    if not is_sound(f"/{name}") or name.endswith("/"):
        return None
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        # A link in a circle, a name that this system has no writing for.
        return None


def _is_name(name: str) -> bool:
    return name not in ("", ".", "..") and len(name.encode("utf-8", "replace")) <= LONGEST_NAME
