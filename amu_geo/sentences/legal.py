"""The prose of the legal notice: what is done for whom, what fails, what is kept of readers."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.french.typography import typeset


def _pieces(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, typeset."""
    return [typeset(Markup(" ").join(piece.split())) for piece in text.strip().split("\n\n")]


# Said in the page, so checked by tests: what the browser keeps.
COOKIE = "_streamlit_xsrf"

# One paragraph or item, then an empty line.
DONE = _pieces("""
La page est en français pour les lecteurs d’écran, a un seul titre principal et des titres
dans l’ordre.

Chaque carte a une description et le même contenu dans un tableau ; sur la vue d’ensemble, la
mosaïque remplace la carte par de vrais boutons.

Liens et boutons s’atteignent au clavier, et ce qui est choisi se voit.

Aucune information ne tient à la seule couleur ; les couleurs sont choisies pour un contraste
de niveau AA.

La page s’adapte à un téléphone, au thème sombre, à la demande de moins d’animations et au papier.
""")
LIMITS = _pieces("""
Aucun audit au RGAA 4.1 n’a été mené, et aucune personne concernée n’a essayé le site : c’est
pourquoi il est déclaré non conforme.

Les cartes et les graphiques interactifs ne se parcourent pas au clavier, point par point.

Certains éléments d’interface (listes, boîtes de dialogue) peuvent annoncer des mots anglais aux
lecteurs d’écran.

Les fichiers téléchargés n’ont pas été vérifiés.
""")
PRIVACY = _pieces(
    Markup("""
Ni compte, ni publicité, ni mesure d’audience. La page ne demande rien à un autre site que
celui-ci ; les liens vers les sources s’ouvrent à part.

Un seul cookie, technique : <code>{}</code>, une valeur tirée au hasard qui protège l’envoi
de fichiers et disparaît avec le navigateur. Le navigateur retient aussi le thème clair ou
sombre. Ni l’un ni l’autre ne sert à suivre quelqu’un : ils ne demandent pas de consentement.

Un fichier que vous vérifiez sur la page des données reste dans la mémoire de votre session,
n’est vu que de vous et s’efface avec elle. La commune que vous cherchez ne se garde que dans
l’adresse de votre page.

Comme tout serveur, celui qui héberge le site peut tenir un journal technique des demandes ;
l’observatoire n’en fait rien.
""").format(COOKIE)
)


def legal_headline() -> str:
    """The finding of the page."""
    return typeset("Ni publicité ni pisteur ; chaque donnée garde sa source et sa licence")


def legal_second() -> str:
    """What follows the headline: what the page holds."""
    return typeset("Mentions légales, licences et déclaration d’accessibilité de l’observatoire.")
