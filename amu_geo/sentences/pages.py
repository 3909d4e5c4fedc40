"""The finding of each page but the map's: comparison, schemes, actors, years, commune, data."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from amu_geo.commune import Around, Place
from amu_geo.comparison import Step, Twin
from amu_geo.coverage import Coverage
from amu_geo.edition import Edition
from amu_geo.french_regions import with_article
from amu_geo.grammar import capital, counted
from amu_geo.schemes import Filters
from amu_geo.sensitivity import extremes, mapping_sensitivity, reading_sensitivity
from amu_geo.sentences.coverage import NAMED_AT_MOST, alphabetical
from amu_geo.territories import Territories
from amu_geo.timeline_summary import cells_by_year
from amu_geo.typography import enumerate_fr, number, number_word, plural, typeset
from amu_geo.vocabulary import FAMILIES, LECTURES, PROGRAMMES

ACTORS_WARNING = typeset(
    "Ces nombres mesurent l’effort de recherche autant que la présence : l’Occitanie a été la "
    "plus cherchée. Ils ne classent pas les régions."
)
EDITIONS_WARNING = typeset(
    "Entre deux éditions, l’écart mesure d’abord ce qui a été cherché, pas ce qui a changé."
)


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
    noun = "la famille" if len(differ) == 1 else "les familles"
    return typeset(f"Elles diffèrent par {noun} {enumerate_fr(differ)}.")


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
    """The smallest change that would add a family."""
    if step is None:
        return "Les quatre familles sont déjà soutenues."
    families = enumerate_fr(FAMILIES[code].label for code in step.familles)
    noun = "la famille" if len(step.familles) == 1 else "les familles"
    if step.deja:
        what = counted(len(step.deja), "dispositif")
        known = f" La région en a déjà {what}, que cette lecture ne retient pas."
    else:
        known = ""
    done = counted(len(step.regions), "région", feminine=True)
    others = f" {capital(done)} le {'fait' if len(step.regions) == 1 else 'font'}."
    return typeset(
        f"Un dispositif « {step.libelle} » ajouterait {noun} {families}.{known}"
        + (others if step.regions else "")
    )


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
    """How the confirmed cells moved: first year, peak, present.

    `years` is `timeline.coverage_by_year`.
    """
    counts = cells_by_year(years).set_index("annee")
    if not int(counts["documentees"].max()):
        return "Cette édition ne permet pas de remonter le temps"
    proven, last = counts["confirmees"], int(counts.index.max())
    if not int(proven.max()):
        return typeset(f"Aucune famille n’est confirmée, de {counts.index.min()} à {last}")
    peak = int(proven.idxmax())
    now = counted(int(proven[last]), "case confirmée", "cases confirmées", feminine=True)
    if peak == last:
        first = int(counts.index.min())
        then = number_word(int(proven[first]), feminine=True)
        return typeset(f"De {first} à {last}, de {then} à {now}")
    most = number_word(int(proven[peak]), feminine=True)
    return typeset(f"{capital(now)} en {last}, contre {most} au plus haut, en {peak}")


def evolution_second(years: pd.DataFrame) -> str:
    """What a cell is, and how many are documented without being confirmed today."""
    last = cells_by_year(years).iloc[-1]
    waiting = int(last["documentees"] - last["confirmees"])
    words = "Une case est une famille dans une région."
    if waiting:
        verb = "est documentée" if waiting == 1 else "sont documentées"
        number = counted(waiting, "autre", feminine=True)
        words += f" {capital(number)} {verb} en {int(last['annee'])} sans être confirmée"
        words += ("s" if waiting > 1 else "") + "."
    return typeset(words)


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
    """Whether the ranking holds under the other choices of mapping."""
    found = extremes(coverage)
    if found.empty:
        return "Rien n’est documenté : il n’y a pas de classement à éprouver"
    if int(found["familles_confirmees"].max()) == 0:
        return "Aucune famille n’est soutenue de façon sûre : il n’y a pas de classement à éprouver"
    moving = int((~found["stable"]).sum())
    total = number_word(len(found))
    if not moving:
        return "Le classement est le même quelle que soit la lecture des programmes"
    widest = int((found["max"] - found["min"]).max())
    regions = counted(moving, "région", feminine=True)
    verb = "change" if moving == 1 else "changent"
    most = f"{'d’une' if widest == 1 else 'd’au plus ' + number_word(widest)} famille"
    most += "s" if widest > 1 else ""
    return typeset(f"{capital(regions)} sur {total} {verb} {most} selon la lecture des programmes")


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
    return typeset(f"En tête : {' ; '.join(parts)}.{_heaviest_choice(coverage)}")


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
    return (
        f" Le choix qui pèse le plus : rattacher « {PROGRAMMES.get(programme, programme)} » à la "
        f"famille {FAMILIES[family].label} change le nombre de familles {whose}."
    )
