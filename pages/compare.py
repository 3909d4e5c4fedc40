"""My region against others? Families, programmes, figures, actors, and whom to learn from."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.compare import page

view = open_view()
codes = page.compared(view)
page.headline(view, codes)
view.notices()
view.controls()
page.choice(view, codes)
page.content(view, codes)
view.address.write()
