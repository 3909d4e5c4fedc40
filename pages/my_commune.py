"""I am a mayor: what can I use? A commune, its region's schemes, who is near, my project."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.frame.proof import open_proof
from amu_geo.ui.my_commune import (
    around,
    page,
    search,
)

view = open_view()
commune = page.open_commune(view)
page.headline(view, commune)
view.notices()
search.search(view)
if commune is None:
    search.nobody_yet(view)
else:
    view.controls()
    page.schemes_and_project(commune)
    around.actors_around(commune)
    around.projects(commune)
    around.what_others_offer(commune)
    open_proof(view)
view.address.write()
