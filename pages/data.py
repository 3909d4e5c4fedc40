"""Can I trust this, and reuse it? Ranking put to the test, method, gaps, sources, imports."""

from amu_geo.ui import data_page, data_reuse, import_page, preview_page, to_confirm
from amu_geo.ui.scroll import follow_sections
from amu_geo.ui.view import open_view

view = open_view()
data_page.headline(view)
view.notices()
view.controls()
with data_page.beside_contents(view):
    preview_page.changes(view)
    data_page.ranking(view)
    data_page.method(view)
    data_page.mapping(view)
    data_page.unknowns(view)
    to_confirm.to_be_confirmed(view)
    data_page.editions(view)
    data_reuse.sources(view)
    data_reuse.downloads(view)
    import_page.own_edition(view)
    data_page.words()
follow_sections()
view.address.write()
