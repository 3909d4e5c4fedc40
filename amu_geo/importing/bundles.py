"""A bundle as people send it, checked and put in place as an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.checking.problems import EditionError, Problem, errors, questions
from amu_geo.edition.publishing import publish_edition
from amu_geo.importing.importer import Imported, import_path
from amu_geo.territories import Territories

Confirm = Callable[[list[Problem]], bool]


class UnconfirmedError(EditionError):
    """What the file hides, or lost on its way, was not said to be known: nothing is published."""


@dataclass(frozen=True, eq=False)
class Published:
    """An edition in place: where, and what was understood of the file it came from."""

    edition: Edition
    folder: Path
    imported: Imported


def publish_bundle(
    bundle: Path,
    territories: Territories,
    root: Path = paths.SCHEMES,
    confirm: Confirm | None = None,
) -> Published:
    """Check a bundle (folder, zip or workbook) and put its edition in place.

    Parameters
    ----------
    confirm
        Asked about what the person may not have seen in her file: hidden sheets, formulas
        without a value… No answer is a no.

    Raises
    ------
    UnconfirmedError
        There is such a thing, and `confirm` did not say yes.
    EditionError
        With every problem; also when the id is already taken, for published editions never
        change.
    """
    imported = import_path(bundle, bundle.name, territories)
    if not imported.is_whole_edition:
        expected = "une édition entière : dossier, archive ou classeur"
        alone = Problem("une table seule ne se publie pas.", bundle.name, attendu=expected)
        raise EditionError([*errors(imported.problems), alone])
    if errors(imported.problems):
        raise EditionError(errors(imported.problems))
    asked = questions(imported.problems)
    if asked and not (confirm and confirm(asked)):
        raise UnconfirmedError(asked)
    edition = Edition.from_raw(imported.raw, territories)
    return Published(edition, publish_edition(edition, territories, root), imported)
