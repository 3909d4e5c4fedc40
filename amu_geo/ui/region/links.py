"""The ways from a portrait to the other pages, which keep what its reader chose."""

from __future__ import annotations

from amu_geo.charts.base.markup import link
from amu_geo.charts.schemes.table import Opener
from amu_geo.ui.choice.address import address
from amu_geo.ui.choice.view import View

PATH = "/region"


def both_ways(view: View, path: str, **changes: str) -> tuple[str, str]:
    """A page's whole address, and the one to follow without loading the application again."""
    return view.address.link(path, **changes), address(path, changes)


def scheme_opener(view: View, **changes: str) -> Opener:
    """Makes the link to a scheme, opened on the page of schemes; `changes` of its choices."""

    def opens(scheme_id: str, name: str) -> str:
        href, inside = both_ways(view, "/dispositifs", dispositif=scheme_id, **changes)
        return link(href, name, "page", inside)

    return opens
