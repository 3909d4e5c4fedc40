"""What exists on friches, bourgs-centres, No Watt, tiers-lieux? Search, table, timeline, detail."""

from amu_geo.ui import scheme_dialog, schemes_page
from amu_geo.ui.view import open_view

view = open_view()
selection = schemes_page.selected(view)
schemes_page.headline(selection)
view.notices()
view.controls()
schemes_page.filters(view, selection)
schemes_page.table(view, selection)
schemes_page.timeline(view, selection)
scheme_dialog.detail(view)
view.address.write()
