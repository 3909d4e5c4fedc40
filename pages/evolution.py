"""Since when? The coverage year by year, on a map that plays, and what changed."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.evolution import (
    changes,
    hindsight,
    news,
    page,
    playing,
)

view = open_view()
years = page.years_of(view)
changes.read_choices(view)
hindsight.read_choice(view)
page.headline(view, years)
view.notices()
page.controls(view)
page.cells_through_the_years(view, years)
playing.playing_map(view)
page.regions_through_the_years(view, years)
hindsight.then_and_since(view)
changes.what_changed(view)
news.what_is_new(view)
view.address.write()
