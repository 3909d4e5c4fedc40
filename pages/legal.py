"""Who publishes, what may be reused, what the site keeps of its readers, accessibility."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.legal import page

view = open_view()
page.headline(view)
view.notices()
page.notice(view)
view.address.write()
