"""Who supports this family, with what? Definition, map, schemes by region, regions without."""

from amu_geo.ui import families_page
from amu_geo.ui.view import open_view

view = open_view()
found = families_page.chosen_family(view)
families_page.headline(found)
view.notices()
view.controls()
families_page.tabs(view, found)
families_page.map_and_programmes(view, found)
families_page.schemes_by_region(view, found)
families_page.without(view, found)
view.address.write()
