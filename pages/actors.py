"""Who practises AMU, and where? Phases, points, counts, every actor with its source."""

from amu_geo.ui import actors_page, actors_view
from amu_geo.ui.view import open_view

view = open_view()
page = actors_view.open_actors(view)
actors_page.headline(page)
view.notices()
actors_view.controls(view)
actors_page.warning(page)
actors_page.phases(page)
actors_page.map_and_counts(page)
actors_page.lists(page)
view.address.write()
