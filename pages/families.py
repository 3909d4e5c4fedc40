"""Who supports this family, with what? Definition, map, schemes by region, regions without."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.families import page

view = open_view()
found = page.chosen_family(view)
page.headline(found)
view.notices()
view.controls()
page.tabs(view, found)
page.map_and_programmes(view, found)
page.schemes_by_region(view, found)
page.without(view, found)
view.address.write()
