"""What is still to be confirmed? Proposals and doubts one by one; private until published."""

from amu_geo.ui.choice.view import open_view
from amu_geo.ui.review import finish, page

view = open_view()
review = page.headline(view)
view.notices()
page.controls(view)
page.sent(review, view)
queue = page.list_choice(review, view)
page.one_by_one(review, view, queue)
finish.finish(review, view)
view.address.write()
