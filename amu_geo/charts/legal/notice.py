"""The legal notice: who publishes, what may be reused, what is kept, for whom the site fails."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from amu_geo.charts.base.footer import ACCESSIBILITY, PART, contact_link
from amu_geo.charts.base.markup import html_table, joined, outside_link
from amu_geo.edition import Edition
from amu_geo.french.typography import typeset

OPEN_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MIT = "https://opensource.org/license/mit"

# Who runs a copy of the site may say so in its environment, without touching the code.
PUBLISHER, HOST = "OBSERVATOIRE_EDITEUR", "OBSERVATOIRE_HEBERGEUR"

# Said in the page, so checked by tests: what the browser keeps.
COOKIE = "_streamlit_xsrf"

# One paragraph or item, then an empty line.
_DONE = """
La page est en français pour les lecteurs d’écran, a un seul titre principal et des titres
dans l’ordre.

Chaque carte a une description et le même contenu dans un tableau ; sur la vue d’ensemble, la
mosaïque remplace la carte par de vrais boutons.

Liens et boutons s’atteignent au clavier, et ce qui est choisi se voit.

Aucune information ne tient à la seule couleur ; les couleurs sont choisies pour un contraste
de niveau AA.

La page s’adapte à un téléphone, au thème sombre, à la demande de moins d’animations et au papier.
"""
_LIMITS = """
Aucun audit au RGAA 4.1 n’a été mené, et aucune personne concernée n’a essayé le site : c’est
pourquoi il est déclaré non conforme.

Les cartes et les graphiques interactifs ne se parcourent pas au clavier, point par point.

Certains éléments d’interface (listes, boîtes de dialogue) peuvent annoncer des mots anglais aux
lecteurs d’écran.

Les fichiers téléchargés n’ont pas été vérifiés.
"""
_PRIVACY = f"""
Ni compte, ni publicité, ni mesure d’audience. La page ne demande rien à un autre site que
celui-ci ; les liens vers les sources s’ouvrent à part.

Un seul cookie, technique : <code>{COOKIE}</code>, une valeur tirée au hasard qui protège l’envoi
de fichiers et disparaît avec le navigateur. Le navigateur retient aussi le thème clair ou
sombre. Ni l’un ni l’autre ne sert à suivre quelqu’un : ils ne demandent pas de consentement.

Un fichier que vous vérifiez sur la page des données reste dans la mémoire de votre session,
n’est vu que de vous et s’efface avec elle. La commune que vous cherchez ne se garde que dans
l’adresse de votre page.

Comme tout serveur, celui qui héberge le site peut tenir un journal technique des demandes ;
l’observatoire n’en fait rien.
"""


def _pieces(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, typeset."""
    return [typeset(" ".join(piece.split())) for piece in text.strip().split("\n\n")]


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
    return f'<div class="mentions">{joined(parts)}</div>'


def legal_headline() -> str:
    """The finding of the page."""
    return typeset("Ni publicité ni pisteur ; chaque donnée garde sa source et sa licence")


def legal_second() -> str:
    """What follows the headline: what the page holds."""
    return typeset("Mentions légales, licences et déclaration d’accessibilité de l’observatoire.")


def publisher(edition: Edition, installation: Installation) -> str:
    """HTML: who publishes and whom to write to."""
    who = installation.editeur or (
        "Ce site est publié sous le nom « Observatoire AMU ». Cette installation ne déclare pas "
        "d’autre éditeur."
    )
    host = installation.hebergeur or (
        "Le logiciel est libre : chacun peut l’installer, et chaque installation répond de son "
        "hébergement. Celle-ci ne déclare pas d’hébergeur."
    )
    contact = f"{typeset('Contact de l’édition affichée :')} {contact_link(edition.contact)}."
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
        (f"Indicateurs nationaux : {names}", escape(typeset(source)), _licence(licence))
        for source, licence, names in _indicator_sources(shown)
    ]
    fonts = joined(
        f'<a href="/statique/fonts/OFL-{name.lower()}.txt" target="_blank">{name}</a> '
        for name in ("Newsreader", "Figtree")
    )
    rows.append((f"Caractères {fonts.strip()}", "leurs auteurs", "SIL Open Font License 1.1"))
    code = f"{outside_link(MIT, 'licence MIT')}, © 2026 Observatoire AMU contributors"
    rows.append(("Code de ce site", "Observatoire AMU contributors", code))
    caption = "Ce que le site montre, d’où cela vient, sous quelle licence"
    table = html_table(caption, ("Quoi", "Source", "Licence"), rows)
    quoted = (
        "Les textes des pages citées restent à leurs auteurs : l’observatoire n’en reprend que des "
        "faits, avec l’adresse de la page. Les bibliothèques du logiciel gardent leurs licences, "
        "nommées dans son fichier README."
    )
    return f"<section><h2>Sources et licences</h2>{table}<p>{typeset(quoted)}</p></section>"


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
    return _section("Vie privée", _pieces(_PRIVACY))


def accessibility(edition: Edition) -> str:
    """HTML of the accessibility statement."""
    done = joined(f"<li>{text}</li>" for text in _pieces(_DONE))
    limits = joined(f"<li>{text}</li>" for text in _pieces(_LIMITS))
    report = typeset("Une page vous résiste ? Écrivez-nous :")
    right = (
        "Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits "
        f"({outside_link('https://www.defenseurdesdroits.fr', 'defenseurdesdroits.fr')})."
    )
    return (
        f'<section id="{PART}" tabindex="-1"><h2>{typeset(ACCESSIBILITY)}</h2>'
        f"<p>{typeset('Aucun audit : la conformité n’est donc pas établie (novembre 2026).')}</p>"
        f"<h3>Ce qui a été fait</h3><ul>{done}</ul>"
        f"<h3>Limites connues</h3><ul>{limits}</ul>"
        f"<p>{report} {contact_link(edition.contact)}. {right}</p></section>"
    )


def _section(title: str, paragraphs: Iterable[str]) -> str:
    return f"<section><h2>{title}</h2>{joined(f'<p>{text}</p>' for text in paragraphs)}</section>"
