"""I am a mayor: what can I use? A commune, its region's schemes, who is near, my project."""

from amu_geo.ui import my_commune_around, my_commune_page, my_commune_search
from amu_geo.ui.proof import open_proof
from amu_geo.ui.view import open_view

view = open_view()
page = my_commune_page.open_commune(view)
my_commune_page.headline(view, page)
view.notices()
my_commune_search.search(view)
if page is None:
    my_commune_search.nobody_yet(view)
else:
    view.controls()
    my_commune_page.schemes_and_project(page)
    my_commune_around.actors_around(page)
    my_commune_around.projects(page)
    my_commune_around.what_others_offer(page)
    open_proof(view)
view.address.write()
