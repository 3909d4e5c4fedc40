"""The data behind the comparison's figures, as tables for people: French names, words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.charts.schemes.state import SCHEME_STATES
from amu_geo.comparison import Missing
from amu_geo.measure.actors import ActorCounts
from amu_geo.measure.coverage import Coverage
from amu_geo.vocabulary import STATES


def matrix_data(matrix: pd.DataFrame) -> pd.DataFrame:
    """A `family_matrix` or `programme_matrix`: line, region, state, schemes."""
    line = matrix.columns[0]
    words = STATES if line == "famille" else SCHEME_STATES
    return pd.DataFrame(
        {
            line.capitalize(): matrix[f"{line}_libelle"],
            "Région": matrix["nom"],
            "État": matrix["etat"].map(words),
            "Dispositifs": [" ; ".join(names) for names in matrix["noms"]],
            "Dont confirmés": matrix["confirmes"],
            "Diffère": matrix["differe"].map({True: "oui", False: "non"}),
        }
    )


_COUNTED = {
    "familles_confirmees": "Familles confirmées",
    "familles_documentees": "Familles documentées",
    "nb_confirmes": "Dispositifs confirmés",
    "nb_dispositifs": "Dispositifs retenus",
}


def tracks_data(coverage: Coverage, codes: Sequence[str], references: pd.DataFrame) -> pd.DataFrame:
    """Families and schemes of the regions, then the means of each group."""
    rows = []
    for code in codes:
        row = coverage.by_region[code]
        known = coverage.documented(code)
        rows.append((row["nom"], *(float(row[name]) if known else pd.NA for name in _COUNTED)))
    for group in references.to_dict("records"):
        label = f"Moyenne : {group['libelle']} ({group['documentees']} documentées)"
        rows.append((label, *(group[name] for name in _COUNTED)))
    table = pd.DataFrame(rows, columns=["Région", *_COUNTED.values()])
    return table.astype(dict.fromkeys(_COUNTED.values(), "Float64"))


def actors_data(counts: ActorCounts, codes: Sequence[str]) -> pd.DataFrame:
    """Actors of the regions, declared apart from allied, with their rates."""
    table = counts.table.set_index("code_region").loc[list(codes)]
    return pd.DataFrame(
        {
            "Région": table["nom"],
            "Acteurs AMU": table["nb_amu"],
            "AMU pour 100 000 habitants": table["amu_pour_100000"],
            "Pratiques voisines": table["nb_voisins"],
            "Voisines pour 100 000 habitants": table["voisins_pour_100000"],
        }
    )


def figures_data(figures: pd.DataFrame) -> pd.DataFrame:
    """A `comparable_figures`, with the reason where a figure can't be compared."""
    return pd.DataFrame(
        {
            "Région": figures["nom"],
            "Programme": figures["programme_libelle"],
            "Dispositif": figures["dispositif"],
            "Mesure": figures["mesure_libelle"],
            "Année": figures["annee"].astype("string").fillna("inconnue"),
            "Chiffre": figures["texte"],
            "Pour 100 000 habitants": figures["pour_100000_habitants"],
            "Pour 1 000 km²": figures["pour_1000_km2"],
            "Pourquoi il ne se compare pas": figures["raison"],
            "Source": figures["url_source"],
        }
    )


def indicators_data(indicators: pd.DataFrame) -> pd.DataFrame:
    """An `indicator_figures`: value, rates, source, caution."""
    return pd.DataFrame(
        {
            "Indicateur": indicators["libelle"],
            "Région": indicators["nom"],
            "Année": indicators["annee"].astype("string"),
            "Nombre": indicators["valeur"],
            "Unité": indicators["unite"],
            "Pour 100 000 habitants": indicators["pour_100000_habitants"],
            "Pour 1 000 km²": indicators["pour_1000_km2"],
            "Prudence": indicators["prudence"],
            "Source": indicators["url_source"],
        }
    )


_MODEL = ("nom", "region", "implication_libelle", "url_source")


def missing_data(missing: Sequence[Missing]) -> pd.DataFrame:
    """Every model of what is missing, best to copy first."""
    rows = [
        (item.libelle, item.sorte, SCHEME_STATES[model["etat"]], *(model[name] for name in _MODEL))
        for item in missing
        for model in item.modeles.to_dict("records")
    ]
    columns = ["Manque", "Sorte", "État", "Modèle", "Région", "Usagers", "Source"]
    return pd.DataFrame(rows, columns=columns)
