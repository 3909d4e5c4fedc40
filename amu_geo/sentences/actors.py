"""How many actors, of what kind, and what their number measures."""

from __future__ import annotations

import pandas as pd

from amu_geo.edition import Edition
from amu_geo.french.grammar import capital
from amu_geo.french.regions import in_region
from amu_geo.french.typography import enumerate_fr, plural, typeset


def actors_warning(edition: Edition) -> str:
    """What counts of actors measure; it names the regions most searched, none when not told."""
    where = enumerate_fr(in_region(code) for code in edition.effort_recherche)
    most = f" : la recherche a été la plus poussée {where}" if where else ""
    return typeset(
        f"Ces nombres mesurent l’effort de recherche autant que la présence{most}. Ils ne "
        "classent pas les régions."
    )


def actors_headline(edition: Edition, actors: pd.DataFrame) -> str:
    """Who practises AMU: the total as the edition words it, else declared and allied apart."""
    stated = edition.stated_figure("acteurs")
    if stated:
        named = "aucune n’est nommée" if actors.empty else f"dont {len(actors)} nommées"
        return typeset(f"{capital(stated)} structures analysées, {named}")
    if actors.empty:
        return "Aucun acteur ne répond à ces choix"
    declared = int(actors["amu"].sum())
    allied = len(actors) - declared
    what = f"{plural(declared, 'acteur')} de l’AMU" if declared else "aucun acteur de l’AMU"
    others = plural(allied, "acteur d’une pratique voisine", "acteurs d’une pratique voisine")
    return typeset(capital(f"{what} et {others}" if allied else what))


def actors_unplaced(without_commune: int, total: int) -> str:
    """How many of what is counted are not on the map; "" when all are."""
    if not without_commune:
        return ""
    verb = "n’a pas de commune connue" if without_commune == 1 else "n’ont pas de commune connue"
    return typeset(f"{without_commune} sur {total} {verb} et ne sont pas sur la carte.")
