"""A bundle as people send it, checked and put in place as an edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from amu_geo import paths
from amu_geo.edition import Edition
from amu_geo.edition.checking.problems import EditionError, Problem, errors, questions
from amu_geo.edition.difference import difference
from amu_geo.edition.publishing import publish_edition, refusals
from amu_geo.edition.shelf import Shelf, read_shelf
from amu_geo.importing.imported import Imported
from amu_geo.importing.importer import import_path
from amu_geo.territories import Territories

FIRST_EDITION = "première édition"


@dataclass(frozen=True, eq=False)
class Published:
    """An edition in place: where, and what was understood of the file it came from."""

    edition: Edition
    folder: Path
    imported: Imported


@dataclass(frozen=True, eq=False)
class Preparation:
    """A bundle that nothing forbids to publish, and what must be answered before it is.

    `shelf` holds what is published so far; None when nothing can be read there.
    """

    edition: Edition
    imported: Imported
    shelf: Shelf
    territories: Territories
    root: Path

    @cached_property
    def follows(self) -> Edition | None:
        """The latest published edition that is not of a later date; None for a first edition."""
        earlier = [one for one in self.shelf.editions.values() if one.date <= self.edition.date]
        return max(earlier, key=lambda one: (one.date, one.id), default=None)

    @property
    def shown(self) -> Edition | None:
        """What those who ask for no edition see so far; None when there is none."""
        return self.shelf.default if self.shelf.editions else None

    @property
    def lacks_journal(self) -> bool:
        """True when it follows an edition, and its journal says nothing that the other did not."""
        if self.follows is None:
            return False
        known, own = (set(_entries(one)) for one in (self.follows, self.edition))
        return own <= known

    @property
    def may_be_default(self) -> bool:
        """True when it is at least as recent as what visitors see: that is for a person to say."""
        return self.shown is not None and self.edition.date >= self.shown.date

    @property
    def questions(self) -> list[Problem]:
        """What the file holds that a person may not have seen."""
        return questions(self.imported.problems)

    @cached_property
    def changes(self) -> pd.DataFrame | None:
        """`difference` from the edition that it follows, None when it follows none."""
        return None if self.follows is None else difference(self.follows, self.edition)

    def publish(
        self, default: bool | None = None, journal: str = "", today: date | None = None
    ) -> Published:
        """Put the edition in place.

        Parameters
        ----------
        default
            As for `publish_edition`.
        journal
            What the edition changes and why, added when its own journal does not say it.

        Raises
        ------
        EditionError
            When its id, its title or its date is refused.
        """
        edition = self.edition
        if self.lacks_journal and journal.strip():
            edition = _with_journal(edition, journal.strip())
        elif self.follows is None and edition.tables["journal"].empty:
            edition = _with_journal(edition, FIRST_EDITION)
        folder = publish_edition(
            edition,
            self.territories,
            self.root,
            follows=self.follows,
            default=default,
            today=today,
        )
        return Published(edition, folder, self.imported)


def prepare_bundle(
    bundle: Path,
    territories: Territories,
    root: Path = paths.SCHEMES,
    today: date | None = None,
) -> Preparation:
    """Check a bundle (folder, zip or workbook), all that forbids to publish it included.

    Raises
    ------
    EditionError
        With every problem; also when the id or the title is taken (published editions never
        change), or the date is still to come.
    """
    imported = import_path(bundle, bundle.name, territories)
    if not imported.is_whole_edition:
        expected = "une édition entière : dossier, archive ou classeur"
        alone = Problem("une table seule ne se publie pas.", bundle.name, attendu=expected)
        raise EditionError([*errors(imported.problems), alone])
    if errors(imported.problems):
        raise EditionError(errors(imported.problems))
    edition = Edition.from_raw(imported.raw, territories)
    refused = refusals(edition, root, today or date.today())
    if refused:
        raise EditionError(refused)
    return Preparation(edition, imported, read_shelf(territories, root), territories, root)


def publish_bundle(
    bundle: Path,
    territories: Territories,
    root: Path = paths.SCHEMES,
    *,
    default: bool | None = None,
    journal: str = "",
    today: date | None = None,
) -> Published:
    """Check a bundle and put its edition in place, without asking anything.

    Raises
    ------
    EditionError
        As `prepare_bundle`.
    """
    prepared = prepare_bundle(bundle, territories, root, today)
    return prepared.publish(default, journal, today)


def _entries(edition: Edition) -> list[tuple[str, ...]]:
    return list(edition.tables["journal"].itertuples(index=False, name=None))


def _with_journal(edition: Edition, said: str) -> Edition:
    """The same edition, whose journal says one thing more, of the whole."""
    entry = {
        "date": edition.date.isoformat(),
        "table": "edition",
        "id": "",
        "changement": FIRST_EDITION if said == FIRST_EDITION else "nouvelle édition",
        "raison": said,
    }
    known = edition.tables["journal"]
    added = pd.DataFrame([entry], columns=known.columns).astype(known.dtypes.to_dict())
    journal = pd.concat([known, added], ignore_index=True)
    return replace(edition, tables={**edition.tables, "journal": journal})
