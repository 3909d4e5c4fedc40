"""Putting an edition in place: whole or not at all, whatever happens meanwhile.

The files are written in a folder whose name no edition can bear, flushed to the disk, read
back as any reader would, then renamed: one step, that either happened or did not. What a
killed publication left behind is never read, and is swept by the next one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition, edition_folders, read_edition
from amu_geo.edition.checking.problems import EditionError, Problem
from amu_geo.edition.difference import difference
from amu_geo.edition.raw import METADATA_FILE
from amu_geo.edition.shelf import Shelf, UnknownEditionError, read_shelf
from amu_geo.edition.state import (
    PREPARED,
    STAGING,
    STATE_FILE,
    State,
    alone,
    flush,
    prepare_state,
    put_prepared_state,
    read_state,
    write_state,
)
from amu_geo.edition.writing import edition_files
from amu_geo.territories import Territories, normalise

CHANGES_FILE = "changements.csv"


def publish_edition(
    edition: Edition,
    territories: Territories,
    root: Path = paths.SCHEMES,
    *,
    follows: Edition | None = None,
    default: bool | None = None,
    today: date | None = None,
) -> Path:
    """Put a checked edition in place under `root`; return its folder.

    Parameters
    ----------
    follows
        The edition that it follows: the list of what changed since is kept with it.
    default
        Whether those who ask for no edition see it from now on: True or False is written in
        `etat.toml`; None leaves that file, and its rule, as they are.
    today
        The day of the publication; that of the clock when None.

    Raises
    ------
    EditionError
        When an edition of that id or of that title is already there, or the date is still to
        come.
    DamagedFileError
        When `etat.toml` cannot be understood.
    UnwritableError
        When the disk refuses it: nothing is then published.
    """
    with alone(root):
        refused = refusals(edition, root, today or date.today())
        if refused:
            raise EditionError(refused)
        state = read_state(root)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
        try:
            _write(edition, follows, staging)
            if read_edition(staging, territories).fingerprint != edition.fingerprint:
                message = "l’édition écrite ne se relit pas comme elle a été donnée."
                raise EditionError([Problem(message, edition.id)])
            if default is False:
                # Before the new one is there, so that nobody sees it as the default for a moment.
                shown = read_shelf(territories, root).default
                write_state(root, replace(state, default=shown.id))
            elif default:
                prepare_state(root, replace(state, default=edition.id))
            try:
                os.rename(staging, root / edition.id)
            except OSError:
                if default is False:
                    _put_back(root, state)
                raise
            flush(root)
            if default:
                put_prepared_state(root)
        finally:
            (root / PREPARED).unlink(missing_ok=True)
            shutil.rmtree(staging, ignore_errors=True)
    return root / edition.id


def refusals(edition: Edition, root: Path, today: date) -> list[Problem]:
    """What forbids to publish a sound edition: its id, its title or its date, all at once."""
    found = []
    if os.path.lexists(root / edition.id):
        message = "une édition de ce nom est déjà publiée, et une édition publiée ne change jamais."
        found.append(_metadata("id", message, edition.id, "un nouvel identifiant"))
    for folder, title in _titles(root).items():
        if normalise(title) == normalise(edition.titre):
            message = f"l’édition « {folder} » porte déjà ce titre."
            found.append(_metadata("titre", message, edition.titre, "un titre qui la distingue"))
    if edition.date > today:
        message = "cette date est à venir : une édition dit ce qui est connu à sa date."
        expected = f"le {today.isoformat()} au plus tard"
        found.append(_metadata("date", message, edition.date.isoformat(), expected))
    return found


def set_default(edition_id: str, territories: Territories, root: Path = paths.SCHEMES) -> Shelf:
    """Choose what those who ask for no edition see; return the shelf as it is then.

    Raises
    ------
    UnknownEditionError
        When no edition that visitors may choose has that id.
    """
    with alone(root):
        read_shelf(territories, root).get_listed(edition_id)
        write_state(root, replace(read_state(root), default=edition_id))
    return read_shelf(territories, root)


def withdraw_edition(
    edition_id: str, territories: Territories, root: Path = paths.SCHEMES, today: date | None = None
) -> Shelf:
    """Take an edition out of sight, its links kept; return the shelf as it is then.

    Raises
    ------
    UnknownEditionError
        When no edition that visitors may choose has that id.
    ValueError
        When it is the last one that they may choose.
    """
    with alone(root):
        shelf, state = read_shelf(territories, root), read_state(root)
        shelf.get_listed(edition_id)
        if len(shelf.editions) == 1:
            raise ValueError(
                f"« {edition_id} » est la seule édition que voient les visiteurs : publiez-en une "
                "autre avant de la retirer."
            )
        withdrawn = {**state.withdrawn, edition_id: today or date.today()}
        kept = "" if state.default == edition_id else state.default
        write_state(root, State(kept, withdrawn))
    return read_shelf(territories, root)


def restore_edition(
    edition_id: str, territories: Territories, root: Path = paths.SCHEMES, default: bool = False
) -> Shelf:
    """Show a withdrawn edition again; the default one stays, unless `default`.

    Raises
    ------
    UnknownEditionError
        When no edition of that id is withdrawn.
    """
    with alone(root):
        shelf, state = read_shelf(territories, root), read_state(root)
        if edition_id not in shelf.withdrawn:
            known = ", ".join(shelf.withdrawn) or "aucune"
            message = f"L’édition « {edition_id} » n’est pas retirée. Éditions retirées : {known}."
            raise UnknownEditionError(message)
        withdrawn = {name: day for name, day in state.withdrawn.items() if name != edition_id}
        shown = edition_id if default else shelf.default.id
        write_state(root, State(shown, withdrawn))
    return read_shelf(territories, root)


def _put_back(root: Path, state: State) -> None:
    """The state before a publication that failed; no file where there was none."""
    if state == State():
        (root / STATE_FILE).unlink(missing_ok=True)
    else:
        write_state(root, state)


def _titles(root: Path) -> dict[str, str]:
    """The titles of the published editions that still tell theirs, by folder."""
    found = {}
    for folder in edition_folders(root):
        try:
            content = tomllib.loads((folder / METADATA_FILE).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            continue  # damaged: it is told elsewhere, and shown to nobody
        found[folder.name] = str(content.get("titre", ""))
    return found


def _metadata(key: str, message: str, value: str, expected: str) -> Problem:
    return Problem(message, METADATA_FILE, colonne=key, valeur=value, attendu=expected)


def _write(edition: Edition, follows: Edition | None, folder: Path) -> None:
    # Private while it is prepared; as readable as any other edition once in place.
    folder.chmod(0o755)
    files = edition_files(edition)
    if follows is not None:
        changes = difference(follows, edition)
        files[CHANGES_FILE] = changes.to_csv(index=False, lineterminator="\n")
    for name, text in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    flush(folder)
