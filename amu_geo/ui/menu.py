"""The pages: their addresses, files and names, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One page of the application."""

    path: str
    file: str
    title: str
    in_menu: bool = True


ENTRIES = (
    Entry("", "overview.py", "Vue d’ensemble"),
    Entry("comparer", "compare.py", "Comparer"),
    Entry("familles", "families.py", "Familles"),
    Entry("dispositifs", "schemes.py", "Dispositifs"),
    Entry("acteurs", "actors.py", "Acteurs"),
    Entry("evolution", "evolution.py", "Évolution"),
    Entry("region", "region.py", "Portrait", in_menu=False),
    Entry("mon-territoire", "my_commune.py", "Mon territoire"),
    Entry("donnees", "data.py", "Données"),
    Entry("mentions", "legal.py", "Mentions légales", in_menu=False),
)
