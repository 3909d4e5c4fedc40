"""Everything on one region: families and proofs, schemes, figures, actors, gaps, neighbours."""

from amu_geo.ui import region_page
from amu_geo.ui.view import open_view

view = open_view()
portrait = region_page.chosen(view)
region_page.headline(view, portrait)
view.notices()
region_page.controls(view)
region_page.content(view, portrait)
view.address.write()
