"""The legal notice: who publishes, what may be reused, what is kept, for whom the site fails."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape

from amu_geo.charts.base.footer import ACCESSIBILITY, PART, contact_link
from amu_geo.charts.base.markup import html, html_table, joined, link, outside_link
from amu_geo.charts.legal.accessibility import report
from amu_geo.edition import Edition
from amu_geo.french.typography import typeset
from amu_geo.sentences.legal import ASSESSED, PRIVACY
from amu_geo.site import STATEMENT, address

OPEN_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MIT = "https://opensource.org/license/mit"

# Who runs a copy of the site may say so in its environment, without touching the code.
PUBLISHER, HOST = "OBSERVATOIRE_EDITEUR", "OBSERVATOIRE_HEBERGEUR"


@dataclass(frozen=True)
class Installation:
    """Who runs this copy of the site, in its own words; "" when it does not say."""

    editeur: str = ""
    hebergeur: str = ""


def installation() -> Installation:
    """What the environment of this installation says of itself."""
    return Installation(os.environ.get(PUBLISHER, ""), os.environ.get(HOST, ""))


def legal_notice(editions: Iterable[Edition], shown: Edition) -> str:
    """HTML of the whole notice; `shown` is the edition whose contact is given."""
    parts = (
        publisher(shown, installation()),
        licences(editions, shown),
        privacy(),
        accessibility(shown),
    )
    return html('<div class="mentions">{}</div>', joined(parts))


def publisher(edition: Edition, installation: Installation) -> str:
    """HTML: who publishes and whom to write to."""
    # What is left unsaid is told to whoever starts the site (server/page/undeclared.py).
    who = installation.editeur or "Ce site est publié sous le nom « Observatoire AMU »."
    host = installation.hebergeur or (
        "Le logiciel est libre : chacun peut l’installer, et chaque installation répond de son "
        "hébergement."
    )
    contact = html(
        "{} {}.", typeset("Contact de l’édition affichée :"), contact_link(edition.contact)
    )
    official = (
        "Ce n’est pas un site officiel de l’État ni d’une Région ; les noms des dispositifs "
        "appartiennent à ceux qui les portent."
    )
    return _section(
        "Éditeur et contact",
        [escape(typeset(who)), contact, escape(typeset(official))],
    ) + _section("Hébergement", [escape(typeset(host))])


def licences(editions: Iterable[Edition], shown: Edition) -> str:
    """HTML: every source of the site with its licence; `shown` gives the national indicators'."""
    rows = [
        (escape(typeset(edition.titre)), escape(typeset(edition.auteur)), _licence(edition.licence))
        for edition in editions
    ]
    rows.append(
        ("Contours, communes et populations", "IGN, Insee, La Poste, DILA", _licence(_OPEN))
    )
    rows += [
        (html("Indicateurs nationaux : {}", names), escape(typeset(source)), _licence(licence))
        for source, licence, names in _indicator_sources(shown)
    ]
    fonts = joined(
        html(
            '<a href="{}" target="_blank">{}</a> ',
            address(f"/statique/fonts/OFL-{name.lower()}.txt"),
            name,
        )
        for name in ("Newsreader", "Figtree")
    )
    rows.append(
        (html("Caractères {}", fonts.strip()), "leurs auteurs", "SIL Open Font License 1.1")
    )
    code = html("{}, © 2026 Observatoire AMU contributors", outside_link(MIT, "licence MIT"))
    rows.append(("Code de ce site", "Observatoire AMU contributors", code))
    caption = "Ce que le site montre, d’où cela vient, sous quelle licence"
    table = html_table(caption, ("Quoi", "Source", "Licence"), rows)
    quoted = (
        "Les textes des pages citées restent à leurs auteurs : l’observatoire n’en reprend que des "
        "faits, avec l’adresse de la page. Les bibliothèques du logiciel gardent leurs licences, "
        "nommées dans son fichier README."
    )
    return html(
        "<section><h2>Sources et licences</h2>{}<p>{}</p></section>", table, typeset(quoted)
    )


_OPEN = "Licence Ouverte 2.0"


def _licence(text: str) -> str:
    if text.strip().lower() == _OPEN.lower():
        return outside_link(OPEN_LICENCE, text)
    return escape(typeset(text))


def _indicator_sources(edition: Edition) -> list[tuple[str, str, str]]:
    """(source, licence, number of indicators in words) of the edition's indicators."""
    table = edition.tables["indicateurs_libelles"]
    found = []
    for (source, licence), rows in table.groupby(["source", "licence"], sort=False):
        names = ", ".join(rows["libelle"].str.replace(r" \(.*\)$", "", regex=True))
        found.append((source, licence, escape(typeset(names))))
    return found


def privacy() -> str:
    """HTML: what the site keeps of its readers."""
    return _section("Vie privée", PRIVACY)


def accessibility(edition: Edition) -> str:
    """HTML: the statement in a sentence, its page, and whom to write to."""
    whole = link(address(STATEMENT), typeset("l’auto-évaluation, critère par critère"))
    return html(
        '<section id="{}" tabindex="-1"><h2>{}</h2><p>{}</p><p>{} {}.</p><p>{}</p></section>',
        PART,
        typeset(ACCESSIBILITY),
        ASSESSED[0],
        "Une page dit ce qui manque et ce que des tests vérifient :",
        whole,
        report(edition),
    )


def _section(title: str, paragraphs: Iterable[str]) -> str:
    return html(
        "<section><h2>{}</h2>{}</section>",
        title,
        joined(html("<p>{}</p>", text) for text in paragraphs),
    )
