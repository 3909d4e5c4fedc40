"""The top of a portrait: the region's shape and figures, and the way to each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from amu_geo.charts.base.markup import dot, joined, link
from amu_geo.charts.base.term import term
from amu_geo.charts.map.levels import level, numbers_in_words
from amu_geo.charts.region.families import family_id
from amu_geo.charts.region.map import silhouette_mask
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.portrait import portrait_facts
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES, STATES

# The parts of the page: the end of their identifier, their name.
PARTS: tuple[tuple[str, str], ...] = (
    ("familles", "Familles et preuves"),
    ("frise", "Frise"),
    ("chiffres", "Chiffres"),
    ("nationaux", "Programmes nationaux"),
    ("acteurs", "Acteurs et départements"),
    ("lacunes", "Ce qui manque"),
    ("apprendre", "Apprendre des autres"),
)
_TOLD = {
    "Familles confirmées": "confirme",
    "Dispositifs retenus": "dispositif",
    "Acteurs de l’AMU": "amu-declaree",
    "Acteurs d’une pratique voisine": "pratique-voisine",
}


def part_id(code: str) -> str:
    """Identifier of a part of the page, for links inside it."""
    return f"partie-{code}"


def head(portrait: Portrait, href: Callable[[str], str]) -> str:
    """HTML of the shape, the four families and the facts.

    Parameters
    ----------
    href
        Address of the portrait with a family's proof unfolded.
    """
    facts = joined(
        f"<div><dt>{_name(what)}</dt><dd>{escape(typeset(much))}</dd></div>"
        for what, much in portrait_facts(portrait)
    )
    shape = silhouette(portrait.coverage, portrait.territories, portrait.code_region)
    said = escape(capital(numbers_in_words(portrait.coverage, portrait.code_region)))
    return (
        f'<div class="portrait-tete"><figure>{shape}<figcaption>{said}</figcaption></figure>'
        f"<div>{_families(portrait, href)}"
        f'<dl class="portrait-faits">{facts}</dl></div></div>'
    )


def _name(what: str) -> str:
    return term(_TOLD[what], what) if what in _TOLD else escape(what)


def silhouette(coverage: Coverage, territories: Territories, code_region: str) -> str:
    """HTML of the region's shape in the colour of its confirmed families, hatched for n.d."""
    families = level(coverage, code_region)
    style = f"niveau-{families}" if families >= 0 else "nd"
    mask = silhouette_mask(territories, code_region)
    shape = f'<span class="silhouette {style}" style="{mask}"></span>'
    return f'<span class="contour" aria-hidden="true">{shape}</span>'


def _families(portrait: Portrait, href: Callable[[str], str]) -> str:
    """Each family leads to its proof, which unfolds (`data-famille`) and comes to view."""
    items = joined(
        f'<li><a href="{escape(href(found.famille))}" target="_self" '
        f'data-famille="{found.famille}" data-montre="{family_id(found.famille)}">'
        f"{dot(FAMILIES[found.famille], found.etat, spoken=False)} "
        f"{FAMILIES[found.famille].label} <small>{STATES[found.etat]}</small></a></li>"
        for found in portrait.proofs
    )
    return f'<ul class="portrait-pastilles">{items}</ul>'


def summary(parts: Sequence[tuple[str, str]] = PARTS) -> str:
    """HTML of the links to the parts of the page."""
    items = joined(
        f"<li>{link(f'#{part_id(code)}', escape(name), 'vers', part_id(code))}</li>"
        for code, name in parts
    )
    return f'<nav class="portrait-sommaire" aria-label="Dans ce portrait"><ul>{items}</ul></nav>'
