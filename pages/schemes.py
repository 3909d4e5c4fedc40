"""What exists on friches, bourgs-centres, No Watt, tiers-lieux? Search, table, timeline, detail."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.schemes import dialog, page

view = open_view()
selection = page.selected(view)
page.headline(selection)
view.notices()
view.controls()
page.filters(view, selection)
page.table(view, selection)
page.timeline(view, selection)
page.missing(view)
dialog.detail(view)
view.address.write()
