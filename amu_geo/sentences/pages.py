"""The finding of each page but the map's: comparison, schemes, actors, years, commune, data."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.comparison import Step, Twin
from amu_geo.edition import Edition
from amu_geo.french.grammar import capital, counted
from amu_geo.french.regions import in_region, with_article
from amu_geo.french.typography import enumerate_fr, number, number_word, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.sensitivity import extremes, mapping_sensitivity, reading_sensitivity
from amu_geo.measure.years import cells_by_year
from amu_geo.profiles.commune import Around, Place
from amu_geo.schemes import Filters
from amu_geo.sentences.wording import agreed, alphabetical, the_families
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES, LECTURES, PROGRAMMES

# More leaders would be a list, not a sentence.
NAMED_AT_MOST = 4
EDITIONS_WARNING = typeset(
    "Entre deux éditions, l’écart mesure d’abord ce qui a été cherché, pas ce qui a changé."
)


def actors_warning(edition: Edition) -> str:
    """What counts of actors measure; it names the regions most searched, none when not told."""
    where = enumerate_fr(in_region(code) for code in edition.effort_recherche)
    most = f" : la recherche a été la plus poussée {where}" if where else ""
    return typeset(
        f"Ces nombres mesurent l’effort de recherche autant que la présence{most}. Ils ne "
        "classent pas les régions."
    )


def licence_said(edition: Edition) -> str:
    """« Licence Ouverte 2.0 » as it is, « Licence : ODbL » for a name that does not say it."""
    name = edition.licence
    return typeset(name if name.startswith("Licence") else f"Licence : {name}")


def comparison_second(coverage: Coverage, codes: Sequence[str]) -> str:
    """By which families the compared regions differ."""
    if len(codes) < 2:
        return ""
    differ = [
        family.label
        for family in FAMILIES.values()
        if len({coverage.state(code, family.code) for code in codes}) > 1
    ]
    if not differ:
        return typeset("Les quatre familles sont dans le même état d’une région à l’autre.")
    return typeset(f"Ces régions diffèrent par {the_families(differ)}.")


def twins_sentence(nom: str, found: Sequence[Twin]) -> str:
    """Which regions are most alike by their programmes."""
    if not found:
        return typeset(f"{nom} : aucune région ne lui ressemble assez par ses programmes.")
    names = enumerate_fr(twin.nom for twin in found)
    common = counted(len(found[0].communs), "programme")
    verb = "ressemble" if len(found) == 1 else "ressemblent"
    whom = f" avec {with_article(found[0].code_region)}" if len(found) > 1 else ""
    return typeset(f"{names} lui {verb} le plus : {common} en commun{whom}.")


def step_sentence(step: Step | None) -> str:
    """The smallest change that would confirm one more family."""
    if step is None:
        return "Aucun programme de plus n’ajouterait de famille confirmée."
    families = the_families([FAMILIES[code].label for code in step.familles])
    name, known = f"« {step.libelle} »", ""
    if step.a_confirmer:
        waiting = len(step.a_confirmer)
        which = (
            "son dispositif" if waiting == 1 else f"l’un de ses {number_word(waiting)} dispositifs"
        )
        sentence = f"Prouver en vigueur {which} {name} confirmerait {families}."
    else:
        sentence = f"Un dispositif {name} prouvé en vigueur confirmerait {families}."
        if step.deja:
            own = number_word(len(step.deja))
            known = f" La région en a déjà {own}, que cette lecture ne retient pas."
    others = ""
    if step.regions:
        elsewhere = counted(len(step.regions), "autre région", "autres régions", feminine=True)
        have = "en a" if len(step.regions) == 1 else "en ont"
        others = f" {capital(elsewhere)} {have} un, confirmé."
    return typeset(sentence + known + others)


def schemes_headline(edition: Edition, shown: int, filters: Filters) -> str:
    """What the filters leave of the schemes."""
    total = len(edition.dispositifs)
    if not filters.active:
        running = int((edition.dispositifs["statut"] == "en-cours").sum())
        rest = f", dont {running} en cours d’après leur source" if running else ""
        return typeset(f"{plural(total, 'dispositif')} dans l’édition {edition.year}{rest}")
    if not shown:
        return "Aucun dispositif ne répond à ces choix"
    verb = "répond" if shown == 1 else "répondent"
    return typeset(f"{plural(shown, 'dispositif')} sur {total} {verb} à ces choix")


def actors_headline(edition: Edition, actors: pd.DataFrame) -> str:
    """Who practises AMU: the total as the edition words it, else declared and allied apart."""
    stated = edition.stated_figure("acteurs")
    if stated:
        named = "aucune n’est nommée" if actors.empty else f"dont {len(actors)} nommées"
        return typeset(f"{capital(stated)} structures analysées, {named}")
    if actors.empty:
        return "Aucun acteur ne répond à ces choix"
    declared = int(actors["amu"].sum())
    allied = len(actors) - declared
    what = f"{plural(declared, 'acteur')} de l’AMU" if declared else "aucun acteur de l’AMU"
    others = plural(allied, "acteur d’une pratique voisine", "acteurs d’une pratique voisine")
    return typeset(capital(f"{what} et {others}" if allied else what))


def actors_unplaced(without_commune: int, total: int) -> str:
    """How many of what is counted are not on the map; "" when all are."""
    if not without_commune:
        return ""
    verb = "n’a pas de commune connue" if without_commune == 1 else "n’ont pas de commune connue"
    return typeset(f"{without_commune} sur {total} {verb} et ne sont pas sur la carte.")


def evolution_headline(years: pd.DataFrame) -> str:
    """« 4 cases confirmées en 2007, 27 au plus haut en 2023, 20 en 2026 sur 38 documentées ».

    `years` is `timeline.coverage_by_year`. The peak is told, so that a fall is not hidden; the
    first year is the first that has something documented: before, nothing is known.
    """
    counts = cells_by_year(years).set_index("annee")
    first, last = int(counts.index.min()), int(counts.index.max())
    if not int(counts["documentees"].max()):
        return typeset(f"Rien n’est documenté, de {first} à {last}")
    first = int(counts.index[counts["documentees"] > 0].min())
    sure, known = counts["confirmees"].loc[first:], int(counts["documentees"][last])
    if not int(sure.max()):
        return typeset(f"Aucune case n’est confirmée, de {first} à {last}")
    peak = int(sure.idxmax())
    begun, most, now = int(sure[first]), int(sure[peak]), int(sure[last])
    if first == last:
        return typeset(f"{_cells(now)} en {last} sur {number(known)} {agreed(known)}")
    parts = [f"{_cells(begun)} en {first}"]
    if most > max(begun, now):
        parts.append(f"{number(most)} au plus haut en {peak}")
    parts.append(f"{number(now) if now else 'aucune'} en {last}")
    return typeset(f"{', '.join(parts)} sur {number(known)} {agreed(known)}")


def _cells(sure: int) -> str:
    if not sure:
        return "Aucune case confirmée"
    return f"{number(sure)} {agreed(sure, 'case')} {agreed(sure, 'confirmée')}"


def evolution_second(years: pd.DataFrame) -> str:
    """What a cell is, how many wait for a proof today, what a fall means."""
    counts = cells_by_year(years)
    last = counts.iloc[-1]
    waiting = int(last["documentees"] - last["confirmees"])
    parts = ["Une case est une famille dans une région."]
    if waiting:
        verb = "est documentée" if waiting == 1 else "sont documentées"
        cells = counted(waiting, "case", feminine=True)
        parts.append(
            f"En {int(last['annee'])}, {cells} {verb} sans être {agreed(waiting, 'confirmée')}."
        )
    if int(last["confirmees"]) < int(counts["confirmees"].max()):
        parts.append(
            "Une case n’est plus confirmée quand ses dispositifs ont pris fin, ou quand aucune "
            "preuve assez récente n’a été trouvée."
        )
    return typeset(" ".join(parts))


def commune_headline(place: Place, schemes: int, actors: int | None, radius_km: float) -> str:
    """What a commune has within reach; `actors` None when the edition places nobody."""
    aids = counted(schemes, "dispositif") + (" régional" if schemes <= 1 else " régionaux")
    if not schemes:
        aids += " documenté"
    if actors is None:
        return typeset(f"{place.nom} : {aids}, et des acteurs sans lieu connu")
    around = counted(actors, "acteur") + (" recensé" if actors <= 1 else " recensés")
    return typeset(f"{place.nom} : {aids} et {around} à moins de {radius_km:g} km")


def no_commune_headline(coverage: Coverage, territories: Territories) -> str:
    """What the page of communes offers before one is chosen."""
    schemes = plural(len(coverage.retained), "dispositif régional", "dispositifs régionaux")
    return typeset(f"{schemes} pour {number(len(territories.communes))} communes : et la vôtre ?")


def commune_second(place: Place, around: Around, radius_km: float) -> str:
    """Which commune it is; who is near, AMU and allied practice apart; who could not be placed."""
    people = plural(place.population, "habitant") if place.population else "aucun habitant"
    region = "" if place.region == place.departement else f" {place.region},"
    parts = [f"{place.departement} ({place.code_departement}),{region} {people}."]
    if len(around.acteurs):
        declared = plural(around.nb_amu, "acteur") if around.nb_amu else "aucun acteur"
        allied = f"{number(around.nb_voisins)} d’une pratique voisine"
        parts.append(f"À moins de {radius_km:g} km : {declared} de l’AMU, {allied}.")
    if around.non_places:
        verb = "n’a" if around.non_places == 1 else "n’ont"
        actors = plural(around.non_places, "acteur recensé", "acteurs recensés")
        parts.append(f"{actors} {verb} pas de lieu connu et peuvent être proches.")
    return typeset(" ".join(parts))


def data_headline(coverage: Coverage) -> str:
    """Whether the documented families hold under the other choices of mapping."""
    found = extremes(coverage)
    if found.empty:
        return "Rien n’est documenté : il n’y a pas de résultat à éprouver"
    moving = int((~found["stable"]).sum())
    total = len(found)
    if not moving:
        return "Rattacher autrement les programmes ne change aucun nombre de familles documentées"
    widest = int((found["max"] - found["min"]).max())
    regions = counted(moving, "région", feminine=True)
    verb = "change" if moving == 1 else "changent"
    most = f"d’une famille {agreed(1)}"
    if widest > 1:
        most = f"d’au plus {number_word(widest, feminine=True)} familles {agreed(widest)}"
    whole = capital(regions) if total == 1 else f"{capital(regions)} sur {number_word(total)}"
    return typeset(f"{whole} {verb} {most} selon le rattachement des programmes")


def reading_sentence(coverage: Coverage, territories: Territories) -> str:
    """The sensitivity in words: how the leaders move by reading and by mapping."""
    by_reading = reading_sensitivity(coverage, territories)
    readings: dict[str, list[str]] = {}
    for lecture in LECTURES:
        rows = by_reading[(by_reading["lecture"] == lecture) & (by_reading["rang"] == 1)]
        readings.setdefault(_leaders(rows), []).append(LECTURES[lecture].label)
    parts = []
    for leaders, labels in readings.items():
        noun = "la lecture" if len(labels) == 1 else "les lectures"
        parts.append(f"{leaders} sous {noun} {enumerate_fr(labels)}")
    told = f"En tête (familles confirmées, puis documentées) : {' ; '.join(parts)}."
    return typeset(told + _heaviest_choice(coverage))


def _leaders(rows: pd.DataFrame) -> str:
    if rows.empty or int(rows["familles_confirmees"].max()) == 0:
        return "aucune région"
    if len(rows) > NAMED_AT_MOST:
        return f"{number_word(len(rows))} régions ex æquo"
    return enumerate_fr(name for _, name in alphabetical(rows))


def _heaviest_choice(coverage: Coverage) -> str:
    """The alternative mapping that changes the most regions, in a sentence; "" when none does."""
    moved = mapping_sensitivity(coverage)
    changed = moved[moved["ecart"] != 0].groupby(["programme", "famille"], sort=False).size()
    if changed.empty:
        return ""
    programme, family = changed.idxmax()
    number = int(changed.max())
    whose = "d’une région" if number == 1 else f"de {number_word(number)} régions"
    alone = int((changed == number).sum()) == 1
    which = "Le choix qui pèse le plus" if alone else "L’un des choix qui pèsent le plus"
    return (
        f" {which} : rattacher « {PROGRAMMES.get(programme, programme)} » à la "
        f"famille {FAMILIES[family].label} change le nombre de familles documentées {whose}."
    )
