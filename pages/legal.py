"""Who publishes, what may be reused, what the site keeps of its readers, accessibility."""

from amu_geo.ui import legal_page
from amu_geo.ui.view import open_view

view = open_view()
legal_page.headline(view)
view.notices()
legal_page.notice(view)
view.address.write()
