"""What an address asks for, however it is written; and what its tab is called.

The pages, their first pictures, the images and the API all read addresses here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.site import SITE, Page, meant_items
from amu_geo.territories.model import Territories
from amu_geo.vocabulary import FAMILIES, LECTURES

# More names would hide the page's own in a tab.
NAMED_AT_MOST = 3
# A session's own edition has this code in an address.
_PRIVATE = {"apercu": "aperçu"}


def meant_address(
    items: Iterable[tuple[str, str]], territories: Territories
) -> list[tuple[str, str]]:
    """`site.meant_items`, in which a former commune is the one that it belongs to today."""
    return [
        (name, _today(value, territories) if name == "commune" and value else value)
        for name, value in meant_items(items)
    ]


def _today(code: str, territories: Territories) -> str:
    former = territories.former_communes
    found = former.loc[former["code_ancienne"] == code, "code_commune"]
    return code if found.empty else str(found.iloc[0])


def tab_title(page: Page, shown: Mapping[str, str], territories: Territories) -> str:
    """What a tab is called: « Occitanie · 2019 · Portrait · Observatoire AMU ».

    Parameters
    ----------
    shown
        Parameters of the view, without those at the default of the edition; unknown codes are
        left out.
    """
    subjects = [_named(name, shown.get(name, ""), territories) for name in page.subjects]
    reading = [_read(name, shown.get(name, "")) for name in page.reading]
    told = filter(None, (*subjects, *reversed(reading), page.title, SITE))
    return typeset(" · ".join(told))


def _named(name: str, value: str, territories: Territories) -> str:
    if name == "famille":
        return FAMILIES[value].label if value in FAMILIES else ""
    if name == "commune":
        return _commune(value, territories) if value else ""
    names = [territories.name(code) for code in value.split(",") if code in territories.codes]
    if len(names) <= NAMED_AT_MOST:
        return ", ".join(names)
    return enumerate_fr([*names[:NAMED_AT_MOST], plural(len(names) - NAMED_AT_MOST, "autre")])


def _commune(code: str, territories: Territories) -> str:
    communes, departements = territories.communes, territories.departements
    for row in communes[communes["code_commune"] == code].itertuples():
        of_it = departements["code_departement"] == row.code_departement
        return f"{row.nom} ({departements.loc[of_it, 'nom'].iloc[0]})"
    return ""


def _read(name: str, value: str) -> str:
    if name == "edition":
        return _PRIVATE.get(value, f"édition {value}" if value else "")
    if name == "lecture":
        return f"lecture {LECTURES[value].label.lower()}" if value in LECTURES else ""
    return value if value.isdigit() else ""
