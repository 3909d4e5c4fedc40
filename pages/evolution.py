"""Since when? The coverage year by year, on a map that plays, and what changed."""

from amu_geo.ui import evolution_changes, evolution_hindsight, evolution_map, evolution_page
from amu_geo.ui.view import open_view

view = open_view()
years = evolution_page.years_of(view)
evolution_changes.read_choices(view)
evolution_hindsight.read_choice(view)
evolution_page.headline(years)
view.notices()
evolution_page.controls(view)
evolution_page.cells_through_the_years(view, years)
evolution_map.playing_map(view)
evolution_page.regions_through_the_years(view, years)
evolution_hindsight.then_and_since(view)
evolution_changes.what_changed(view)
view.address.write()
