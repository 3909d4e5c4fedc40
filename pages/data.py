"""Can I trust this, and reuse it? Ranking put to the test, method, gaps, sources, imports."""

from amu_geo.ui.browser.scroll import follow_sections
from amu_geo.ui.choice.view import open_view
from amu_geo.ui.data import (
    import_page,
    page,
    preview_page,
    reuse,
    to_confirm,
)

view = open_view()
page.headline(view)
view.notices()
view.controls()
with page.beside_contents(view):
    preview_page.changes(view)
    page.ranking(view)
    page.method(view)
    page.mapping(view)
    page.unknowns(view)
    to_confirm.to_be_confirmed(view)
    page.editions(view)
    reuse.sources(view)
    reuse.downloads(view)
    import_page.own_edition(view)
    page.words()
follow_sections()
view.address.write()
