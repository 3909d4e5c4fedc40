"""What is under the finding of the actors' page, on the live page and in its first picture."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import html
from amu_geo.charts.base.term import term
from amu_geo.french.typography import typeset
from amu_geo.measure.actors import unplaced

PHASES_TITLE = typeset("Par où entrer : les quatre temps de l’« art d’habiter »")


def actors_lead(actors: pd.DataFrame) -> Markup:
    """HTML: the two groups that are never mixed, then how many actors have no known place.

    `actors` is `measure.actors.actor_list`, or what filters keep of it.
    """
    defined = html(
        "Un acteur de l’{} s’en réclame, figure dans un annuaire de l’AMU ou "
        "est cité par l’article de 2018 ; une {} "
        "lui ressemble sans s’en réclamer.",
        term("amu", "AMU"),
        term("pratique-voisine", "pratique voisine"),
    )
    return html("{} {}", typeset(defined), sentences.actors_unplaced(unplaced(actors), len(actors)))


def actors_caution(warning: str) -> Markup:
    """HTML of what the counts measure: `warning` is `sentences.actors_warning`."""
    return html('<p class="avis avis-attention">{}</p>', warning)
