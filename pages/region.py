"""Everything on one region: families and proofs, schemes, figures, actors, gaps, neighbours."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.region import page

view = open_view()
portrait = page.chosen(view)
page.headline(view, portrait)
view.notices()
page.controls(view)
page.content(view, portrait)
view.address.write()
