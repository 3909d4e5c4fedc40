"""My region against others? Families, programmes, figures, actors, and whom to learn from."""

from amu_geo.ui import compare_page
from amu_geo.ui.view import open_view

view = open_view()
codes = compare_page.compared(view)
compare_page.headline(view, codes)
view.notices()
view.controls()
compare_page.choice(view, codes)
compare_page.content(view, codes)
view.address.write()
