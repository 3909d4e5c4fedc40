"""Who practises AMU, and where? Phases, points, counts, every actor with its source."""

from amu_geo.ui.actors import choice, page
from amu_geo.ui.choice.view import open_view

view = open_view()
shown = choice.open_actors(view)
page.headline(shown)
view.notices()
choice.controls(view)
page.warning(shown)
page.phases(shown)
page.map_and_counts(shown)
page.lists(shown)
view.address.write()
