"""The data behind a portrait's parts, as tables for people: French names, words, sources."""

from __future__ import annotations

import pandas as pd

from amu_geo.charts.actors.listing import readable_actors
from amu_geo.charts.region.models import NO_AMOUNT, told
from amu_geo.french.typography import enumerate_fr
from amu_geo.profiles.region import Portrait
from amu_geo.schemes.selection import readable_rows
from amu_geo.vocabulary import FAMILIES, STATES


def families_data(portrait: Portrait) -> pd.DataFrame:
    """One row per family × scheme that documents it; a family without any has its own row."""
    rows = []
    for found in portrait.proofs:
        family = FAMILIES[found.famille].label
        state = STATES[found.etat]
        if found.dispositifs.empty:
            rows.append((family, state, "", "", "", ""))
        for scheme in found.dispositifs.itertuples():
            told = (scheme.nom, scheme.regle, scheme.programme_libelle, scheme.url_source)
            rows.append((family, state, *told))
    columns = ["Famille", "État", "Dispositif", "Ce qui le confirme", "Programme", "Source"]
    return pd.DataFrame(rows, columns=columns)


def models_data(portrait: Portrait) -> pd.DataFrame:
    """Every model, those that the portrait shows first."""
    rows = []
    for model in portrait.models:
        scheme = model.dispositif
        money = " ; ".join(f"{amount.texte} ({told(amount)})" for amount in model.montants)
        families = enumerate_fr(FAMILIES[code].label for code in model.apporte)
        sites = " ; ".join(site for _, site in model.operateur if site)
        facts = (scheme["nom"], scheme["region"], scheme["programme_libelle"])
        rule = (scheme["implication_libelle"], scheme["implication_preuve"], money or NO_AMOUNT)
        dates = (model.regle, scheme["periode"], scheme["operateur"], sites)
        rows.append((*facts, *rule, *dates, families or "aucune", scheme["url_source"]))
    columns = ["Dispositif", "Région", "Programme", "Usagers", "Règle", "Montant"]
    columns += ["Ce qui le confirme", "Période", "Opérateur", "Site de l’opérateur"]
    columns += ["Familles qu’il confirmerait ici", "Source"]
    return pd.DataFrame(rows, columns=columns)


def schemes_data(portrait: Portrait) -> pd.DataFrame:
    """Every scheme of the region, with why it is not retained."""
    return readable_rows(portrait.schemes)


def figures_data(portrait: Portrait) -> pd.DataFrame:
    """Every dated point."""
    figures = portrait.figures
    return pd.DataFrame(
        {
            "Dispositif": figures["dispositif"],
            "Année": figures["annee"].astype("string").fillna("inconnue"),
            "Mesure": figures["mesure_libelle"],
            "Chiffre": figures["texte"],
            "Note": figures["note"],
            "Confiance": figures["confiance"],
            "Source": figures["url_source"],
        }
    )


def indicators_data(portrait: Portrait) -> pd.DataFrame:
    """The national programmes' numbers, rates and cautions."""
    table = portrait.indicators
    comparable = table["prudence"] == ""
    return pd.DataFrame(
        {
            "Indicateur": table["libelle"],
            "Année": table["annee"].astype("string"),
            "Nombre": table["valeur"],
            "Unité": table["unite"],
            "Pour 100 000 habitants": table["pour_100000_habitants"].where(comparable).round(3),
            "Toutes les régions": table["reference_ensemble"].round(3),
            portrait.zone[1]: table["reference_zone"].round(3),
            "Prudence": table["prudence"],
            "Source": table["url_source"],
        }
    )


def actors_data(portrait: Portrait) -> pd.DataFrame:
    """The region's actors, declared first."""
    return readable_actors(portrait.actors, {portrait.code_region: portrait.place.nom})


def departements_data(portrait: Portrait) -> pd.DataFrame:
    """The départements; <NA> (« n.d. ») where no actor is recorded."""
    table = portrait.departements
    known = (table["nb_amu"] + table["nb_voisins"]) > 0
    return pd.DataFrame(
        {
            "Code": table["code_departement"],
            "Département": table["nom"],
            "Population": table["population"],
            "Superficie (km²)": table["superficie_km2"],
            "Acteurs de l’AMU": table["nb_amu"].astype("Int64").where(known),
            "Pratique voisine": table["nb_voisins"].astype("Int64").where(known),
            "Projets": table["nb_projets"],
        }
    )


def gaps_data(portrait: Portrait) -> pd.DataFrame:
    """Searches in vain, then contradictions and choices."""
    rows = [("recherche vaine", programme, finding, "") for programme, finding in portrait.gaps]
    rows += [
        (row.nature, row.sujet, row.sources, row.retenu)
        for row in portrait.contradictions.itertuples()
    ]
    return pd.DataFrame(rows, columns=["Nature", "Sujet", "Ce qui est dit", "Retenu"])


_COUNTED = ("Familles confirmées", "Familles documentées")


def kin_data(portrait: Portrait) -> pd.DataFrame:
    """Neighbours and twins."""
    rows = [
        (
            kin.nom,
            "oui" if kin.voisine else "non",
            "oui" if kin.jumelle else "non",
            *_families(portrait, kin.code_region),
            _programmes(portrait, kin.communs),
            _programmes(portrait, kin.en_plus),
        )
        for kin in portrait.kin
    ]
    columns = ["Région", "Voisine", "Jumelle", *_COUNTED, "Programmes en commun", "En plus"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(_COUNTED, "Int64"))


def _families(portrait: Portrait, code_region: str) -> tuple[object, object]:
    """Families confirmed and documented, <NA> for a region where nothing is documented."""
    if not portrait.coverage.documented(code_region):
        return pd.NA, pd.NA
    row = portrait.coverage.by_region[code_region]
    return int(row["familles_confirmees"]), int(row["familles_documentees"])


def _programmes(portrait: Portrait, codes: tuple[str, ...]) -> str:
    labels = portrait.edition.programme_labels
    return enumerate_fr(labels[code] for code in codes)
