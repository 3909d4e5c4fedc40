"""Figures of several regions on the same basis, only where unit, year and scope allow it.

Nothing is ever added up: envelopes, yearly budgets, sessions and single grants stand side by
side in `observations`, and some rows overlap. A figure that cannot be compared says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from amu_geo.edition import Edition, referentials
from amu_geo.french import collation
from amu_geo.schemes import figure_in_words
from amu_geo.territories import Territories
from amu_geo.vocabulary import REGIONAL_FUNDERS

AMOUNTS = ("enveloppe_eur", "budget_annuel_eur")
NOT_A_TOTAL = {
    "autre": "l’unité n’est dite que dans la note",
    "aide_eur": "une aide à un ou plusieurs projets, pas un total régional",
    "plafond_projet_eur": "une règle par projet : elle se compare telle quelle, pas par habitant",
    "part_note_pct": "une règle de sélection : elle se compare telle quelle, pas par habitant",
}
# Seven regions were drawn in 2016: an earlier figure is about another territory.
REGIONS_OF_2016 = frozenset({"27", "28", "32", "44", "75", "76", "84"})
REFORM = 2016

# What a note says of the figure's scope; the first that fits. None of these can be compared.
_SCOPES = (
    (r"objectif|visés|attendu|prévu|maximal|indicatif|éligible", "un objectif, pas un réalisé"),
    (
        r"tous thèmes|toutes thématiques|tous axes|tous sujets|toutes cibles|périmètre différent",
        "un périmètre plus large que le programme",
    ),
    (r"tous financeurs|tous partenaires|feder|contient|dont ", "l’argent de plusieurs financeurs"),
    (
        r"argent de l’État|crédits de l’État|fonds vert|pas de l’argent régional",
        "l’argent de l’État",
    ),
    (r"\binclus|comprise? dans", "une partie d’un autre chiffre"),
    (r"\bseule? |commission|cette session", "une seule session, pas une année"),
    (r"\bex-|languedoc|midi-pyrénées|alsace|rhône-alpes|aquitaine\b", "une ancienne région"),
)
_CUMULATIVE = re.compile(r"cumul|depuis|total|de \d{4} à|\d{4}-\d{4}|sur \w+ ans|en \w+ ans")

COLUMNS = ["code_region", "nom", "programme", "programme_libelle", "id_dispositif", "dispositif"]
COLUMNS += ["mesure", "mesure_libelle", "annee", "valeur", "texte", "note", "url_source"]
COLUMNS += ["confiance", "comparable", "pour_100000_habitants", "pour_1000_km2", "raison"]


def comparable_figures(
    edition: Edition, codes: Sequence[str], territories: Territories
) -> pd.DataFrame:
    """The figures of some regions, those that can be compared with their rates.

    Two figures are compared when they are about the same programme, measure and year, one
    for each region, with notes that count the same thing; rates use today's population
    (municipal, of the COG) and the regions' areas.

    Returns
    -------
    DataFrame
        One row per observation of the regions' schemes, comparable ones first: code_region,
        nom, programme, programme_libelle, id_dispositif, dispositif, mesure, mesure_libelle,
        annee (Int64), valeur, texte, note, url_source, confiance, comparable (bool),
        pour_100000_habitants and pour_1000_km2 (Float64, <NA> when not comparable), raison
        (why it is not; "" when it is).
    """
    found = _observations(edition, codes, territories)
    reasons = [_own_reason(row) for row in found.itertuples()]
    cumulative = [bool(_CUMULATIVE.search(_straight(note))) for note in found["note"]]
    found = found.assign(raison=reasons, _cumulative=cumulative)
    free = found[found["raison"] == ""]
    key = ["programme", "mesure", "annee"]
    several = free.duplicated([*key, "code_region"], keep=False)
    found.loc[several[several].index, "raison"] = (
        "plusieurs chiffres la même année, qui ne s’additionnent pas"
    )
    free = found[found["raison"] == ""]
    alone = free.groupby(key)["code_region"].transform("size") < 2
    found.loc[alone[alone].index, "raison"] = (
        "pas de chiffre de la même année dans une autre région choisie"
    )
    free = found[found["raison"] == ""]
    mixed = free.groupby(key)["_cumulative"].transform("nunique") > 1
    found.loc[mixed[mixed].index, "raison"] = "ici un cumul, là une année : pas la même chose"
    return _with_rates(found, territories)


def _observations(edition: Edition, codes: Sequence[str], territories: Territories) -> pd.DataFrame:
    schemes = edition.dispositifs[["id", "code_region", "programme", "nom", "financeur"]]
    schemes = schemes[schemes["code_region"].isin(list(codes))].rename(
        columns={"id": "id_dispositif", "nom": "dispositif"}
    )
    found = edition.tables["observations"].merge(schemes, on="id_dispositif")
    labels = edition.programme_labels
    return found.assign(
        nom=[territories.name(code) for code in found["code_region"]],
        programme_libelle=[labels.get(code, code) for code in found["programme"]],
        mesure_libelle=[referentials.label("mesure", code) for code in found["mesure"]],
        texte=[figure_in_words(row.valeur, row.mesure) for row in found.itertuples()],
    )


def _own_reason(row: Any) -> str:
    """Why a figure cannot be compared, whatever the others are; "" when it might be."""
    if row.mesure in NOT_A_TOTAL:
        return NOT_A_TOTAL[row.mesure]
    if pd.isna(row.annee):
        return "année inconnue"
    if row.annee < REFORM and row.code_region in REGIONS_OF_2016:
        return "la région n’existait pas encore dans ses limites actuelles"
    if row.financeur not in REGIONAL_FUNDERS:
        return "un dispositif que la Région ne finance pas, ou dont le financeur est inconnu"
    note = _straight(row.note)
    if row.mesure in AMOUNTS and _CUMULATIVE.search(note):
        return "une enveloppe de plusieurs années"
    return next((reason for pattern, reason in _SCOPES if re.search(pattern, note)), "")


def _straight(note: str) -> str:
    return note.lower().replace("'", "’")


def _with_rates(found: pd.DataFrame, territories: Territories) -> pd.DataFrame:
    places = territories.regions.set_index("code_region")
    comparable = found["raison"] == ""
    value = found["valeur"].where(comparable).astype("Float64")
    people = found["code_region"].map(places["population"]).astype("Float64")
    area = found["code_region"].map(places["superficie_km2"]).astype("Float64")
    rated = found.assign(
        comparable=comparable,
        pour_100000_habitants=value * 100_000 / people.where(people > 0),
        pour_1000_km2=value * 1_000 / area.where(area > 0),
    )
    order = ["comparable", "programme", "mesure", "annee", "_name"]
    ascending = [False, True, True, False, True]
    ranked = rated.assign(_name=collation.keys(rated["nom"]))
    ranked = ranked.sort_values(order, ascending=ascending, kind="stable")
    return ranked[COLUMNS].reset_index(drop=True)


# Indicators that measure how much was inventoried rather than what exists.
_NOT_TO_RANK = (
    ("friches_", "dépend de l’existence d’un inventaire local : ne classe pas les régions"),
    ("tiers_lieux_base", "base presque vide outre-mer : ne classe pas ces régions"),
)


def indicator_figures(
    edition: Edition, codes: Sequence[str], territories: Territories
) -> pd.DataFrame:
    """The national programmes' figures in some regions, each at its latest year.

    Returns
    -------
    DataFrame
        One row per indicator × region: indicateur, libelle, unite, code_region, nom, annee,
        valeur, pour_100000_habitants, pour_1000_km2 (Float64), note, url_source, prudence
        (why it must not rank regions, "" otherwise).
    """
    table = edition.tables["indicateurs"]
    labels = edition.tables["indicateurs_libelles"].set_index("indicateur")
    table = table[table["code_region"].isin(list(codes))]
    latest = table["annee"] == table.groupby("indicateur")["annee"].transform("max")
    found = table[latest].join(labels[["libelle", "unite"]], on="indicateur")
    places = territories.regions.set_index("code_region")
    people = found["code_region"].map(places["population"]).astype("Float64")
    area = found["code_region"].map(places["superficie_km2"]).astype("Float64")
    value = found["valeur"].astype("Float64").where(found["unite"] != "%")
    shown = found.assign(
        nom=[territories.name(code) for code in found["code_region"]],
        pour_100000_habitants=value * 100_000 / people.where(people > 0),
        pour_1000_km2=value * 1_000 / area.where(area > 0),
        prudence=[_prudence(name) for name in found["indicateur"]],
    )
    columns = ["indicateur", "libelle", "unite", "code_region", "nom", "annee", "valeur"]
    columns += ["pour_100000_habitants", "pour_1000_km2", "note", "url_source", "prudence"]
    ordered = shown.sort_values(["libelle", "nom"], key=lambda names: names.map(collation.key))
    return ordered[columns].reset_index(drop=True)


def _prudence(indicator: str) -> str:
    return next((why for start, why in _NOT_TO_RANK if indicator.startswith(start)), "")
