"""The search of the header: a form that works by itself, which a script makes answer at once."""

from __future__ import annotations

from collections.abc import Mapping

from amu_geo.charts.base.markup import html, joined
from amu_geo.french.typography import typeset
from amu_geo.site import READING


def search_box(action: str, query: Mapping[str, str], asked: str = "") -> str:
    """HTML of the form.

    Parameters
    ----------
    action
        Where the search is.
    query
        The reader's choices, of which the reading goes along.
    asked
        What stands in the field.
    """
    hidden = joined(
        html('<input type="hidden" name="{}" value="{}">', name, query[name])
        for name in READING
        if query.get(name)
    )
    label = "Chercher une région, une commune, un dispositif, un acteur, un mot"
    return html(
        '<form class="chercher" role="search" action="{}" method="get">{}'
        '<input type="search" name="recherche" aria-label="{}" placeholder="{}" value="{}" '
        'maxlength="80" autocomplete="off" spellcheck="false">'
        '<input type="hidden" name="aller" value="oui"></form>',
        action,
        hidden,
        label,
        typeset("Chercher…"),
        asked,
    )
