"""The tables of a portrait on paper: proofs, models, figures, national programmes, départements."""

from __future__ import annotations

from typing import Any

import pandas as pd

from amu_geo.charts.region.figures import rate, what_it_counts
from amu_geo.charts.region.models import MODELS_SHOWN, NO_AMOUNT
from amu_geo.charts.region.models import told as amount_told
from amu_geo.comparison import Model
from amu_geo.comparison.models import MONEY
from amu_geo.edition import referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import UNKNOWN, number, plural
from amu_geo.profiles.region import Portrait
from amu_geo.report.sources import Sources, noted
from amu_geo.report.spans import Block, Cell, lines, linked, said, sign, soft, strong, table
from amu_geo.schemes import Proof
from amu_geo.sentences.portrait.models import model_brings
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# More would make a fifth page; the page of the region has them all.
FIGURES_SHOWN = 8


def families_table(portrait: Portrait, sources: Sources) -> Block:
    """The four families: state, what proves most, its source."""
    rows = [_family(found, sources) for found in portrait.proofs]
    return table(["Famille", "État", "Ce qui l’établit, et sa source"], rows, (27, 29, 92))


def _family(found: Proof, sources: Sources) -> list[Cell]:
    family = FAMILIES[found.famille]
    name = [sign(found.etat, found.famille), strong(f" {family.label}")]
    scale = [soft(f"échelle : {family.scale}")]
    return [lines(name, scale), _state(found), _grounds(found, sources)]


def _state(found: Proof) -> Cell:
    if found.etat == UNDOCUMENTED:
        told = STATES[found.etat] + (f" ; {found.manque}" if found.manque else "")
        return lines([strong(UNKNOWN)], [soft(told)])
    state = [strong(capital(STATES[found.etat]))]
    if found.etat == TO_CONFIRM:
        return lines(state, [soft(found.manque)])
    proven, kept = int(found.dispositifs["fonde"].sum()), len(found.dispositifs)
    among = "" if proven == kept else f" sur {kept}"
    return lines(state, [soft(f"{plural(proven, 'dispositif')}{among}")])


def _grounds(found: Proof, sources: Sources) -> Cell:
    if found.dispositifs.empty:
        return [said(f"{found.regle} {found.elargir}".strip())]
    scheme = next(found.dispositifs.itertuples())
    facts = (scheme.programme_libelle, f"financeur : {scheme.financeur_libelle}", scheme.periode)
    age = "" if scheme.source_age in scheme.regle else scheme.source_age
    page = sources.cite(scheme.url_source, scheme.titre_source, scheme.nom)
    return lines(
        [linked(scheme.nom, scheme.url_source, strong=True)],
        [said(f"{capital(scheme.regle)}.")],
        [soft(" · ".join(facts))],
        [said("Source : "), *page, *noted(age, f"confiance\u00a0{scheme.confiance}", scheme.lien)],
    )


def models_table(portrait: Portrait, sources: Sources) -> list[Block]:
    """The first models side by side, what each takes in rows; no block without any."""
    shown = portrait.models[:MODELS_SHOWN]
    if not shown:
        return []
    heads: list[Any] = ["À copier"]
    heads += [[linked(m.dispositif["nom"], m.dispositif["url_source"], strong=True)] for m in shown]
    parts = (
        ("Région", _where),
        ("Usagers", _users),
        ("Montant", lambda model: _money(model, sources)),
        ("Dates", _dates),
        ("Opérateur", _operator),
        ("Source", lambda model: _page(model, sources)),
    )
    rows = [[[strong(name)], *(tell(model) for model in shown)] for name, tell in parts]
    if any(model.apporte for model in shown):
        brings = [
            [said(model_brings(model) if model.apporte else "Aucune famille de plus.")]
            for model in shown
        ]
        rows.append([[strong("Ici")], *brings])
    return [table(heads, rows, (17, *(52 for _ in shown)), whole=True)]


def _where(model: Model) -> Cell:
    scheme = model.dispositif
    return lines([said(scheme["region"])], [soft(scheme["programme_libelle"])])


def _users(model: Model) -> Cell:
    scheme = model.dispositif
    told = scheme["implication_preuve"] or referentials.explanation(
        "implication_usagers", scheme["implication_usagers"]
    )
    return [strong(f"Implication {scheme['implication_libelle'].lower()}. "), said(told)]


def _money(model: Model, sources: Sources) -> Cell:
    if not model.montants:
        return [soft(NO_AMOUNT)]
    name = model.dispositif["nom"]
    return lines(
        *(
            [
                strong(amount.texte),
                said(f" : {amount_told(amount)}, "),
                *sources.cite(amount.url_source, amount.titre_source, name, "source"),
            ]
            for amount in model.montants
        )
    )


def _dates(model: Model) -> Cell:
    return [
        sign(CONFIRMED),
        said(f" {capital(model.regle)}. {capital(model.dispositif['periode'])}."),
    ]


def _operator(model: Model) -> Cell:
    return [linked(name, site) if site else said(name) for name, site in model.operateur]


def _page(model: Model, sources: Sources) -> Cell:
    scheme = model.dispositif
    page = sources.cite(scheme["url_source"], scheme["titre_source"], scheme["nom"])
    return [*page, *noted(scheme["source_age"], f"confiance\u00a0{scheme['confiance']}")]


def shown_figures(portrait: Portrait) -> pd.DataFrame:
    """The figures that paper has room for: those of retained schemes when there are any.

    Sums of money come first.
    """
    figures = portrait.figures
    kept = figures[figures["retenu"].astype(bool)]
    told = kept if len(kept) else figures
    other = ~told["mesure"].isin(MONEY)
    return told.loc[other.sort_values(kind="stable").index].head(FIGURES_SHOWN)


def figures_table(portrait: Portrait, sources: Sources) -> Block:
    """The figures of the region's schemes, each with its date, its note and its source."""
    rows = [_figure(row, sources) for row in shown_figures(portrait).itertuples()]
    heads = ["Année", "Chiffre", "Ce qu’il compte", "Source"]
    return table(heads, rows, (13, 25, 74, 44), "lrll")


def _figure(row: Any, sources: Sources) -> list[Cell]:
    year = "non daté" if pd.isna(row.annee) else str(int(row.annee))
    aside = "" if row.retenu else ", écarté par cette lecture"
    counted = [said(f"{what_it_counts(row)}. "), soft(f"{row.dispositif}{aside}")]
    page = sources.cite(row.url_source, row.titre_source, row.dispositif)
    return [[said(year)], [strong(row.texte)], counted, [*page, *noted(row.source_age, row.lien)]]


def compared(portrait: Portrait) -> pd.DataFrame:
    """The national programmes that may be compared from region to region."""
    return portrait.indicators[portrait.indicators["prudence"] == ""]


def indicators_table(portrait: Portrait, sources: Sources) -> Block:
    """The national programmes: number, rates, source."""
    heads = ["Indicateur national", "Ici", "Pour 100 000 hab.", "Toutes les régions"]
    heads += [portrait.zone[1], "Source"]
    rows = [_indicator(row, sources) for row in compared(portrait).itertuples()]
    return table(heads, rows, (62, 25, 19, 19, 19, 20), "lrrrrl")


def _indicator(row: Any, sources: Sources) -> list[Cell]:
    value = UNKNOWN if pd.isna(row.valeur) else number(float(row.valeur))
    rates = (row.pour_100000_habitants, row.reference_ensemble, row.reference_zone)
    counted = [strong(value), soft(f" {row.unite}")]
    page = sources.cite(row.url_source, "", row.libelle, str(int(row.annee)))
    return [[said(row.libelle)], counted, *([said(rate(one))] for one in rates), page]


def departements_table(portrait: Portrait) -> Block:
    """The départements; who is not known is « n.d. », never 0."""
    heads = ["Département", "Habitants", "Hab./km²", "Acteurs de l’AMU", "Pratique voisine"]
    rows = [_departement(row) for row in portrait.departements.itertuples()]
    return table([*heads, "Projets"], rows, (40, 22, 18, 24, 24, 16), "lrrrrr", whole=True)


def _departement(row: Any) -> list[Cell]:
    counts = (row.nb_amu, row.nb_voisins, row.nb_projets)
    shown = [str(count) for count in counts] if sum(counts) else [UNKNOWN] * len(counts)
    place = [said(row.nom), soft(f" {row.code_departement}")]
    numbers = (number(row.population), number(row.habitants_par_km2), *shown)
    return [place, *([said(text)] for text in numbers)]
