"""The way in when no region is asked for: the eighteen regions, each with its shape."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from amu_geo.charts.base.markup import dots, html, joined, link
from amu_geo.charts.base.states import both_numbers
from amu_geo.charts.map.levels import NOT_DOCUMENTED
from amu_geo.charts.region.head import silhouette
from amu_geo.comparison.references import group_members
from amu_geo.french import collation
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES


def region_cards(
    coverage: Coverage, territories: Territories, href: Callable[[str], tuple[str, str]]
) -> str:
    """HTML of the 18 cards, mainland then overseas, in alphabetical order.

    Parameters
    ----------
    href
        From a region code, the whole address of its portrait and the one to follow without
        loading the application again.
    """
    groups = []
    for _, title, codes in list(group_members(territories))[1:]:
        ordered = sorted(codes, key=lambda code: collation.key(territories.name(code)))
        cards = joined(_card(coverage, territories, code, *href(code)) for code in ordered)
        groups.append(html('<h2>{}</h2><ul class="portrait-choix">{}</ul>', title, cards))
    return joined(groups)


def _card(coverage: Coverage, territories: Territories, code: str, href: str, inside: str) -> str:
    row = coverage.by_region[code]
    states = [(family.code, row[family.column]) for family in FAMILIES.values()]
    known = coverage.documented(code)
    number = Markup('<span class="nd mot">n.d.</span>')
    if known:
        both = both_numbers(int(row["familles_confirmees"]), int(row["familles_documentees"]))
        number = html("<span>{}</span>", both)
    told = [plural(int(row["nb_dispositifs"]), "dispositif retenu", "dispositifs retenus")]
    if row["nb_acteurs"]:
        told.append(plural(int(row["nb_acteurs"]), "acteur recensé", "acteurs recensés"))
    if not known:
        told[0] = NOT_DOCUMENTED
    content = html(
        "{}<span>"
        "<strong>{}</strong>"
        '<span class="familles-ligne">{} {}</span>'
        "<small>{}</small></span>",
        silhouette(coverage, territories, code),
        typeset(row["nom"]),
        dots(states),
        number,
        typeset(" · ".join(told)),
    )
    return html("<li>{}</li>", link(href, content, "page", inside))
