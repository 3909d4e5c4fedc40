"""The tile map: 18 equal tiles, so that Mayotte weighs as much as Nouvelle-Aquitaine."""

from __future__ import annotations

from markupsafe import escape

from amu_geo.charts.base.markup import dots, html, joined
from amu_geo.charts.map.levels import in_words, label, level
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.weakest import weakest_proof
from amu_geo.vocabulary import FAMILIES

# Column and row of each region: neighbours on the ground stay neighbours where they can; the
# overseas regions stand in the first column, as on the map.
PLACES: dict[str, tuple[int, int]] = {
    "01": (1, 1),
    "02": (1, 2),
    "03": (1, 3),
    "04": (1, 4),
    "06": (1, 5),
    "32": (4, 1),
    "28": (3, 2),
    "11": (4, 2),
    "44": (5, 2),
    "53": (2, 3),
    "52": (3, 3),
    "24": (4, 3),
    "27": (5, 3),
    "75": (3, 4),
    "84": (4, 4),
    "76": (3, 5),
    "93": (4, 5),
    "94": (5, 5),
}


def tiles(coverage: Coverage, chosen: str) -> str:
    """HTML of the tiles; each is a button `data-region="<code>"` that says both numbers.

    Parameters
    ----------
    chosen
        Code of the region whose sheet is open, or "".
    """
    inside = joined(_tile(coverage, code, place, chosen) for code, place in PLACES.items())
    return html(
        '<div class="mosaique" role="group" aria-label="Mosaïque des régions">{}</div>', inside
    )


def _tile(coverage: Coverage, code: str, place: tuple[int, int], chosen: str) -> str:
    row = coverage.by_region[code]
    families = level(coverage, code)
    states = [(family.code, row[family.column]) for family in FAMILIES.values()]
    weakest = weakest_proof(coverage, code)
    proof = f" ; preuve la plus faible : {weakest}" if weakest else ""
    said = escape(typeset(f"{row['nom']} : {in_words(coverage, code)}{proof}"))
    style = f"niveau-{families}" if families >= 0 else "nd"
    column, line = place
    return html(
        '<button type="button" class="{}" data-region="{}" '
        'aria-pressed="{}" '
        'aria-label="{}" '
        'style="--colonne:{};--ligne:{}">'
        '<span class="nom">{}</span>'
        "<strong>{}</strong>{}</button>",
        style,
        code,
        "true" if code == chosen else "false",
        said,
        column,
        line,
        typeset(row["nom"]),
        label(coverage, code),
        dots(states) if families >= 0 else "",
    )
