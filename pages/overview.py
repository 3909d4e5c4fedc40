"""Who covers how many of the four families? Headline, map, ranking, matrix, region sheet."""

from amu_geo.ui import overview
from amu_geo.ui.view import open_view

view = open_view()
overview.read_choices(view)
overview.headline(view)
view.notices()
view.controls()
overview.map_ranking_and_sheet(view)
overview.matrix_of_proofs(view)
view.address.write()
