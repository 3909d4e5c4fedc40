"""The coverage drawn as a map that needs no script, for every figure that is one."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import html
from amu_geo.charts.map.legend import explained, legend
from amu_geo.charts.map.svg import inline_map
from amu_geo.charts.picture.maps import map_key
from amu_geo.charts.picture.pieces import Drawing
from amu_geo.export.resources import FORM_NAMES
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences.families import family_alt
from amu_geo.vocabulary import FAMILIES

_NAMES = [family.label for family in FAMILIES.values()]
SIGNS_ORDER = (
    f"Sous chaque nombre, un signe par famille documentée, dans l’ordre : {', '.join(_NAMES)}."
)
FILES = {
    FORM_NAMES[form]: f"/api/v1/couverture.{form}" for form in ("csv", "geojson", "gpkg", "parquet")
}


def map_key_of(coverage: Coverage, famille: str = "") -> Drawing:
    """The legend of the map of an image, where it stands apart from it."""
    return lambda room: map_key(coverage, room, famille)


def coverage_picture(coverage: Coverage, famille: str = "") -> Markup:
    """HTML of the map and of its legend, of all families or of one."""
    alt = family_alt(coverage, famille) if famille else sentences.map_alt(coverage)
    drawn = Markup(inline_map(coverage, alt, (), famille))
    # The class by which the pages' style sheets dress it.
    drawn = drawn.replace(Markup("<svg "), Markup('<svg class="p-trace" '), 1)
    if famille:
        return html('<div class="f-carte">{}</div>{}', drawn, legend(coverage, famille))
    return html(
        '<div class="f-carte">{}</div><p class="source">{}</p>{}',
        drawn,
        typeset(SIGNS_ORDER),
        explained(coverage),
    )
