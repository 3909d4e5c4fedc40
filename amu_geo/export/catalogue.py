"""What machines read of the open data: schema.org for search engines, DCAT for open-data portals.

Both say what the data package of an edition says, with the addresses at which the site serves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from amu_geo.charts.base.report_error import contact_mail
from amu_geo.edition import Edition
from amu_geo.export.bundle import KEYWORDS, licence_of
from amu_geo.export.resources import FORM_NAMES, MEDIA_TYPES, RESOURCES
from amu_geo.site import CATALOGUE, OFFLINE, SITE, address
from amu_geo.vocabulary import FIRST_YEAR

CATALOGUE_TITLE = "Données ouvertes de l’observatoire AMU"
_EU = "http://publications.europa.eu/resource/authority"
_FRANCE, _FRENCH, _REGIONS = f"{_EU}/country/FRA", f"{_EU}/language/FRA", f"{_EU}/data-theme/REGI"
# Those of an edition; the list of the editions is the catalogue itself.
_SERVED = tuple(name for name in RESOURCES if name != "editions")
_MEASURED = {
    "familles_documentees": "Nombre de familles d’AMU documentées dans une région, sur quatre",
    "familles_confirmees": "Nombre de familles d’AMU confirmées dans une région, sur quatre",
}
# What a page that has little room says of a data set that another describes whole.
BRIEF = (
    *("@context", "@type", "@id", "name", "description", "license"),
    *("version", "dateModified"),
)
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class _File(NamedTuple):
    """A file that the site serves: what it is, in which form, where."""

    title: str
    description: str
    form: str
    media_type: str
    where: str


def dataset_jsonld(edition: Edition, site: str) -> dict[str, Any]:
    """The schema.org `Dataset` of an edition; `site` is « https://exemple.fr », without path."""
    licence = licence_of(edition)
    author: dict[str, Any] = {"@type": "Organization", "name": edition.auteur}
    if contact_mail(edition):
        author["email"] = contact_mail(edition)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": _page(edition, site),
        "name": f"{SITE}, {edition.titre}",
        "description": _summary(edition),
        "url": _page(edition, site),
        "identifier": f"observatoire-amu-{edition.id}",
        "version": edition.id,
        "dateModified": edition.date.isoformat(),
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "license": licence.get("path", licence["title"]),
        "creator": author,
        "keywords": _keywords(edition),
        "temporalCoverage": f"{FIRST_YEAR}/{edition.year}",
        "spatialCoverage": {"@type": "Place", "name": "France", "identifier": "FR"},
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "description": told}
            for name, told in _MEASURED.items()
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title,
                "encodingFormat": file.media_type,
                "contentUrl": file.where,
            }
            for file in _files(edition, site)
        ],
    }


def catalogue_jsonld(editions: Iterable[Edition], site: str) -> dict[str, Any]:
    """The DCAT catalogue of the published editions, latest first; `site` as above."""
    latest_first = sorted(editions, key=lambda edition: edition.date, reverse=True)
    publisher = {"@type": "foaf:Agent", "foaf:name": latest_first[0].auteur}
    return {
        "@context": _CONTEXT,
        "@id": site + address(CATALOGUE),
        "@type": "dcat:Catalog",
        "dct:title": _french(CATALOGUE_TITLE),
        "dct:description": _french(
            "Une édition dit ce qui était connu à une date ; publiée, elle ne change plus."
        ),
        "dct:publisher": publisher,
        "dct:language": {"@id": _FRENCH},
        "dct:modified": _day(latest_first[0]),
        "foaf:homepage": {"@id": site + address("/")},
        "dcat:dataset": [_dataset(edition, site) for edition in latest_first],
    }


def _dataset(edition: Edition, site: str) -> dict[str, Any]:
    known: dict[str, Any] = {
        "@id": _page(edition, site),
        "@type": "dcat:Dataset",
        "dct:identifier": f"observatoire-amu-{edition.id}",
        "dct:title": _french(f"{SITE}, {edition.titre}"),
        "dct:description": _french(_summary(edition)),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": edition.auteur},
        "dct:issued": _day(edition),
        "dct:modified": _day(edition),
        "dct:language": {"@id": _FRENCH},
        "dct:spatial": {"@id": _FRANCE},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": str(FIRST_YEAR), "@type": "xsd:gYear"},
            "dcat:endDate": {"@value": str(edition.year), "@type": "xsd:gYear"},
        },
        "dcat:theme": {"@id": _REGIONS},
        "dcat:version": edition.id,
        "dcat:keyword": [_french(word) for word in _keywords(edition)],
        "dcat:landingPage": {"@id": _page(edition, site)},
        "dcat:distribution": [_distribution(edition, file) for file in _files(edition, site)],
    }
    if contact_mail(edition):
        known["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": edition.auteur,
            "vcard:hasEmail": {"@id": f"mailto:{contact_mail(edition)}"},
        }
    return known


def _distribution(edition: Edition, file: _File) -> dict[str, Any]:
    return {
        "@id": file.where,
        "@type": "dcat:Distribution",
        "dct:title": _french(file.title),
        "dct:description": _french(file.description),
        "dct:format": file.form,
        "dcat:mediaType": file.media_type,
        "dcat:accessURL": {"@id": file.where},
        "dcat:downloadURL": {"@id": file.where},
        "dct:license": _licence(edition),
        "dct:modified": _day(edition),
    }


def _licence(edition: Edition) -> dict[str, str]:
    licence = licence_of(edition)
    return {"@id": licence["path"]} if "path" in licence else {"@value": licence["title"]}


def _files(edition: Edition, site: str) -> list[_File]:
    chosen = {"edition": edition.id}
    files = [
        _File(
            f"{resource.title} ({FORM_NAMES[form]})",
            resource.description,
            FORM_NAMES[form],
            MEDIA_TYPES[form].partition(";")[0],
            site + address(f"/api/v1/{resource.name}.{form}", chosen),
        )
        for resource in (RESOURCES[name] for name in _SERVED)
        for form in resource.forms
    ]
    told = "Carte, fiches, comparaison, sources : chaque année et chaque lecture de l’édition."
    where = site + address(OFFLINE, chosen)
    return [*files, _File("L’édition en un fichier (HTML)", told, "HTML", "text/html", where)]


def _page(edition: Edition, site: str) -> str:
    return site + address("/donnees", {"edition": edition.id})


def _keywords(edition: Edition) -> list[str]:
    return [*KEYWORDS, *edition.programme_labels.values()]


def _day(edition: Edition) -> dict[str, str]:
    return {"@value": edition.date.isoformat(), "@type": "xsd:date"}


def _french(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _summary(edition: Edition) -> str:
    """The first paragraph of the description: the others are what a reader must know first."""
    return " ".join(edition.description.strip().partition("\n\n")[0].split())
