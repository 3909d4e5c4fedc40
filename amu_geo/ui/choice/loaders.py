"""What pages read again and again about an edition, described once and shared.

Nothing returned may be changed: it is everyone's.
"""

from __future__ import annotations

import pandas as pd

from amu_geo import store
from amu_geo.edition import Edition
from amu_geo.measure.actors import actor_list, project_list
from amu_geo.memory import kept, remembered


def actors(edition: Edition) -> pd.DataFrame:
    """`actors.actor_list` of an edition."""
    return remembered(edition, "acteurs", lambda: actor_list(edition, store.territories()))


def projects(edition: Edition) -> pd.DataFrame:
    """`actors.project_list` of an edition."""
    return remembered(edition, "projets", lambda: project_list(edition, store.territories()))


@kept
def commune_codes() -> tuple[str, ...]:
    """The codes of today's communes, "" first for none."""
    return ("", *store.territories().communes["code_commune"])
