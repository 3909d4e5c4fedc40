"""What the workbook says to whoever fills it: the guide, and each line of the edition's sheet."""

from __future__ import annotations

from amu_geo.edition.checking.metadata import EFFORT_KEY

# Key → an example, and what it means.
METADATA_LABELS = {
    "id": ("essai-2027", "Nom court, pour les adresses : minuscules, chiffres, tirets."),
    "titre": ("Édition 2027", "Ce que lisent les visiteurs."),
    "date": (
        "31/01/2027",
        "À quelle date ces faits ont été relevés : jour, mois, année ; jamais à venir.",
    ),
    "auteur": ("Votre structure", "Qui publie."),
    "licence": ("Licence Ouverte 2.0", "Sous quelle licence les données sont publiées."),
    "contact": ("contact@exemple.fr", "Une adresse où écrire."),
    "description": ("Ce que contient cette édition.", "Périmètre, méthode, limites."),
    EFFORT_KEY: (
        "76;11",
        "Facultatif : codes des régions où la recherche a été la plus poussée, séparés par « ; ».",
    ),
}
# Paragraphs; those that start with « # » are titles.
GUIDE = """
# Comment remplir ce classeur

Un classeur est une édition entière : une feuille par table, une ligne par fait.

1. La feuille « édition » dit qui publie quoi, et à quelle date. Remplissez-la d’abord.

2. Deux feuilles sont obligatoires : « dispositifs » et « programmes ». Les autres peuvent rester
vides. Les programmes de la dernière édition sont déjà là : gardez-les, retirez-en, ou ajoutez les
vôtres sous eux (un code, un nom, une ou plusieurs des quatre familles, une justification) ; ils se
choisissent aussitôt dans la feuille « dispositifs ».

3. Une colonne à fond sombre doit être remplie à chaque ligne ; à fond clair, elle peut rester vide.
Posez la souris sur un titre : une note dit ce qu’elle attend. Un « id » laissé vide est fait de la
région et du nom, et le rapport le donne.

4. Les cases à liste proposent les seules valeurs acceptées. Les régions se choisissent par leur
code, en texte (« 01 », jamais 1) ; leur nom est compris aussi.

5. Chaque fait a sa source : une adresse qui commence par http:// ou https://. Une date s’écrit
comme vous voulez : 31/01/2027, janvier 2027, 2027.

6. Une case vide veut dire « on ne sait pas ». N’écrivez ni 0, ni « NC ».

7. Les deux lignes grises d’une feuille sont des exemples : effacez-les ou laissez-les, elles ne
sont jamais prises pour des données.

8. Ne changez ni le nom des feuilles, ni les titres des colonnes. L’ordre des colonnes est libre.

# Vérifier, voir, publier

Déposez le classeur sur la page « Données » : toutes les erreurs sont dites d’un coup, avec leur
feuille, leur ligne et leur colonne. Une fois sans erreur, l’aperçu montre votre édition dans toutes
les pages, pour vous seul, avant de la publier.

Qui tient le serveur publie le classeur par « python -m amu_geo publish CLASSEUR.xlsx ». Une édition
publiée ne change plus : pour corriger, partez d’elle (« dans ce modèle », page « Données »), donnez
un autre id, un autre titre et la date du jour, et dites dans la feuille « journal » ce qui change
et pourquoi.

# Les feuilles
"""
