"""The services that have a name on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amu_geo.harvest.fetching import HarvestError
from amu_geo.harvest.places import Places
from amu_geo.harvest.sources.ademe_agir import AdemeAgir
from amu_geo.harvest.sources.aides_territoires import AidesTerritoires
from amu_geo.harvest.sources.cartofriches import Cartofriches
from amu_geo.harvest.sources.columns import Source
from amu_geo.harvest.sources.datagouv import CENSUS, DataGouv
from amu_geo.harvest.sources.mapped import read_mapping
from amu_geo.harvest.sources.opendatasoft import (
    ILE_DE_FRANCE,
    OCCITANIE,
    PAYS_DE_LA_LOIRE,
    Opendatasoft,
)
from amu_geo.territories import Territories

# Key, name, host, set of data, columns, code of the région.
_PORTALS = (
    (
        "ile-de-france",
        "Région Île-de-France, aides et appels à projets",
        "data.iledefrance.fr",
        "aides-appels-a-projets",
        ILE_DE_FRANCE,
        "11",
    ),
    (
        "occitanie",
        "Région Occitanie, aides et appels à projets",
        "data.laregion.fr",
        "aides-et-appels-a-projets-de-la-region-occitanie",
        OCCITANIE,
        "76",
    ),
    (
        "pays-de-la-loire",
        "Région des Pays de la Loire, référentiel des aides",
        "data.paysdelaloire.fr",
        "234400034_referentiel-aides-paysdelaloirefr",
        PAYS_DE_LA_LOIRE,
        "52",
    ),
)
KEYS = (
    "aides-territoires",
    *(key for key, *_ in _PORTALS),
    "ademe-agir",
    "cartofriches:31555,34172",
    "datagouv",
)


def source_of(
    text: str, day: str, territories: Territories, places: Places, given: Mapping[str, str]
) -> Source:
    """The service that the command line names.

    Parameters
    ----------
    text
        A key, « key:details », or the path of a TOML file.
    day
        On which it is asked, AAAA-MM-JJ.
    given
        The environment, where keys are.

    Raises
    ------
    HarvestError
        When it names none; the message lists them.
    """
    key, _, details = text.partition(":")
    for name, title, host, dataset, columns, region in _PORTALS:
        if key == name:
            return Opendatasoft(
                name, title, day, host, dataset, columns, places, (region,),
                f"Région {territories.name(region)}",
            )  # fmt: skip
    if key == "aides-territoires":
        return AidesTerritoires(day, places, given.get("OBSERVATOIRE_CLE_AIDES_TERRITOIRES", ""))
    if key == "ademe-agir":
        names = ("ADRESSE", "CLIENT_ID", "CLIENT_SECRET")
        return AdemeAgir(day, places, *(given.get(f"OBSERVATOIRE_ADEME_{n}", "") for n in names))
    if key == "cartofriches":
        codes = tuple(code.strip().upper() for code in details.split(",") if code.strip())
        return Cartofriches(day, places, codes)
    if key == "datagouv":
        return DataGouv(day, places, details or CENSUS)
    if text.endswith(".toml"):
        return read_mapping(Path(text), day, places, territories)
    expected = ", ".join(f"« {name} »" for name in KEYS)
    raise HarvestError(f"Source inconnue : « {text} ». Attendu : {expected} ou un fichier .toml.")
