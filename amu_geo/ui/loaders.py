"""What pages read again and again about an edition, described once and shared.

Nothing returned may be changed: it is everyone's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import pandas as pd

from amu_geo import store
from amu_geo.actors import actor_list, project_list
from amu_geo.edition import Edition

# The published editions, and the last few that visitors brought.
EDITIONS_KEPT = 8


@lru_cache(EDITIONS_KEPT)
def actors(edition: Edition) -> pd.DataFrame:
    """`actors.actor_list` of an edition."""
    return actor_list(edition, store.territories())


@lru_cache(EDITIONS_KEPT)
def projects(edition: Edition) -> pd.DataFrame:
    """`actors.project_list` of an edition."""
    return project_list(edition, store.territories())


@cache
def commune_codes() -> tuple[str, ...]:
    """The codes of today's communes, "" first for none."""
    return ("", *store.territories().communes["code_commune"])


@cache
def former_commune_codes() -> Mapping[str, str]:
    """Codes of former communes and the code that each has today."""
    former = store.territories().former_communes
    return dict(zip(former["code_ancienne"], former["code_commune"], strict=True))
