"""The prose of the legal notice and of the accessibility statement."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.french.typography import typeset


def _pieces(text: str) -> list[str]:
    """The paragraphs of a text, each on one line, typeset."""
    return [typeset(Markup(" ").join(piece.split())) for piece in text.strip().split("\n\n")]


# Said in the page, so checked by tests: what the browser keeps.
COOKIE = "_streamlit_xsrf"

# One paragraph or item, then an empty line.
ASSESSED = _pieces("""
Aucun audit n’a été mené, et aucune personne concernée n’a essayé le site : la conformité au
RGAA 4.1 n’est donc pas établie, et le site est déclaré non conforme.

Ce qui suit est une auto-évaluation de novembre 2026 : ce que ceux qui font le site en savent, en
lisant son code et ses pages. Un critère n’est dit tenu que s’ils le croient tenu partout ; un
audit peut en juger autrement.
""")
NOT_TRIED = _pieces("""
Rien n’a été essayé avec un lecteur d’écran, une loupe ou une commande vocale. Les fichiers à
télécharger (tableurs, images) n’ont pas été vérifiés.
""")
# Each item is held by a test of the project, in a real browser.
TESTED = _pieces("""
Les règles automatiques d’axe-core (WCAG 2.2, niveaux A et AA) ne trouvent aucune faute qui soit la
nôtre, page par page, de 320 à 1 400 pixels de large, en clair et en sombre, dans Chromium. De tels
outils ne voient qu’une partie des défauts.

Chaque page a un titre principal, un en-tête, un menu, un contenu et un pied reconnus, et un lien
qui mène au contenu.

Les cartes se parcourent aux flèches du clavier, région par région, et chacune est dite avec son
état ; Entrée fait ce que fait un clic.

Après un choix, la place du clavier est gardée ou rendue à un endroit utile, et ce qui a changé est
annoncé.

À 320 pixels de large, rien ne défile de côté hors des tableaux ; avec plus d’espace entre les
lettres et les lignes, aucun mot n’est caché ; ce que l’on presse mesure au moins 24 pixels.

Un lien au milieu d’un texte est souligné ; avec les couleurs imposées par le système, les états
restent distincts.

Rien ne bouge de soi-même quand l’appareil demande moins d’animations ; sinon, le bouton qui lance
les années les arrête.

Firefox ouvre chaque page sans erreur, à la largeur d’un ordinateur et d’un téléphone.
""")
PRIVACY = _pieces(
    Markup("""
Ni compte, ni publicité, ni mesure d’audience. La page ne demande rien à un autre site que
celui-ci ; les liens vers les sources s’ouvrent à part.

Un seul cookie, technique : <code>{}</code>, une valeur tirée au hasard qui protège l’envoi
de fichiers et disparaît avec le navigateur. Le navigateur retient aussi le thème clair ou
sombre et, si vous ouvrez un exposé, le dernier, pour qu’il se recharge sans réseau. Rien de cela ne
sert à suivre quelqu’un, ni ne demande de consentement.

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
