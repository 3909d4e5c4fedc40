"""The identity of a region in its portrait: shape, families, figures."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from amu_geo.charts.base.markup import dot, html, joined
from amu_geo.charts.base.term import term
from amu_geo.charts.map.levels import level, numbers_in_words
from amu_geo.charts.region.families import family_id
from amu_geo.charts.region.map import silhouette_mask
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.region_parts import portrait_facts
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES, STATES

_TOLD = {
    "Familles confirmées": "confirme",
    "Dispositifs retenus": "dispositif",
    "Acteurs de l’AMU": "amu-declaree",
    "Acteurs d’une pratique voisine": "pratique-voisine",
}


def part_id(code: str) -> str:
    """Identifier of the title of a part of the page, for links inside it."""
    return f"partie-{code}"


def head(portrait: Portrait, href: Callable[[str], str]) -> str:
    """HTML of the shape, the four families and the facts.

    Parameters
    ----------
    href
        Address of the portrait with a family's proof unfolded.
    """
    facts = joined(
        html("<div><dt>{}</dt><dd>{}</dd></div>", _name(what), typeset(much))
        for what, much in portrait_facts(portrait)
    )
    shape = silhouette(portrait.coverage, portrait.territories, portrait.code_region)
    said = escape(capital(numbers_in_words(portrait.coverage, portrait.code_region)))
    return html(
        '<div class="portrait-tete"><figure>{}<figcaption>{}</figcaption></figure>'
        "<div>{}"
        '<dl class="portrait-faits">{}</dl></div></div>',
        shape,
        said,
        _families(portrait, href),
        facts,
    )


def _name(what: str) -> str:
    return term(_TOLD[what], what) if what in _TOLD else escape(what)


def silhouette(coverage: Coverage, territories: Territories, code_region: str) -> str:
    """HTML of the region's shape in the colour of its confirmed families, hatched for n.d."""
    families = level(coverage, code_region)
    style = f"niveau-{families}" if families >= 0 else "nd"
    mask = silhouette_mask(territories, code_region)
    shape = html('<span class="silhouette {}" style="{}"></span>', style, mask)
    return html('<span class="contour" aria-hidden="true">{}</span>', shape)


def _families(portrait: Portrait, href: Callable[[str], str]) -> str:
    """Each family leads to its proof, which unfolds (`data-famille`) and comes to view."""
    items = joined(
        html(
            '<li><a href="{}" target="_self" '
            'data-famille="{}" data-montre="{}">'
            "{} "
            "{} <small>{}</small></a></li>",
            href(found.famille),
            found.famille,
            family_id(found.famille),
            dot(FAMILIES[found.famille], found.etat, spoken=False),
            FAMILIES[found.famille].label,
            STATES[found.etat],
        )
        for found in portrait.proofs
    )
    return html('<ul class="portrait-pastilles">{}</ul>', items)
