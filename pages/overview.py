"""Who covers how many of the four families? Headline, map, ranking, matrix, region sheet."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.overview import page

view = open_view()
page.read_choices(view)
page.headline(view)
view.notices()
view.controls()
page.map_ranking_and_sheet(view)
page.matrix_of_proofs(view)
view.address.write()
