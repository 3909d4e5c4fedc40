"""An edition with three cells to be confirmed, and records in the services' shapes that confirm
them.
"""

from __future__ import annotations

from dataclasses import replace

from amu_geo.edition import Edition
from amu_geo.harvest.record import Record
from tests import making

DAY = "2026-11-27"
LIEUX, BOURGS, HABITAT, ENDED, RIVAL = (
    "76-tiers-lieux",
    "76-bourgs-centres",
    "11-habitat-participatif",
    "52-friches",
    "76-tiers-lieux-ami",
)


def edition() -> Edition:
    """Three schemes whose proof is old, one that is confirmed, one that has ended."""
    old = {"date_source": "2021-05", "annee_debut": 2018}
    made = making.edition(
        [
            making.scheme(LIEUX, "76", "tiers-lieux", nom="Label « Tiers-Lieux » d’Occitanie",
                          **old),
            making.scheme(BOURGS, "76", "bourgs-centres", nom="Contrats Bourgs-Centres (2018)",
                          **old),
            making.scheme(HABITAT, "11", "habitat-participatif",
                          nom="Aide à l’habitat participatif francilien", **old),
            making.scheme(ENDED, "52", "friches", nom="Fonds de reconquête des friches ligériennes",
                          date_source="2026-05"),
            making.scheme(RIVAL, "76", "tiers-lieux", nom="AMI Tiers-Lieux 2012-2014",
                          statut="termine", annee_debut=2012, annee_fin=2014, date_source="2013"),
        ],
        "2026-11-21",
    )  # fmt: skip
    # As `check` wants it, so that what is made of it may be published.
    justified = made.programmes.assign(justification="Parce que.")
    return replace(made, tables={**made.tables, "programmes": justified})


def record(title: str, region: str = "76", **cells) -> Record:
    """A record of a service, open and dated of this year."""
    given = {
        "url": "https://exemple.invalid/aide", "operator": "Région", "updated": "2026-10-01",
        "licence": "Licence Ouverte 2.0", "asked_on": DAY, "trust": "A",
    } | cells  # fmt: skip
    return Record(
        "essai", "Service d’essai", given.pop("id", title), title,
        regions=(region,) if region else (), **given,
    )  # fmt: skip
