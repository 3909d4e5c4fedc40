"""A bundle as people send it, checked and put in place as an edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.checking.problems import EditionError, Problem, errors
from amu_geo.edition.publishing import publish_edition
from amu_geo.importing.imported import Imported
from amu_geo.importing.importer import import_path
from amu_geo.territories import Territories


@dataclass(frozen=True, eq=False)
class Published:
    """An edition in place: where, and what was understood of the file it came from."""

    edition: Edition
    folder: Path
    imported: Imported


def publish_bundle(bundle: Path, territories: Territories, root: Path = paths.SCHEMES) -> Published:
    """Check a bundle (folder, zip or workbook) and put its edition in place.

    Raises
    ------
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
    edition = Edition.from_raw(imported.raw, territories)
    return Published(edition, publish_edition(edition, territories, root), imported)
