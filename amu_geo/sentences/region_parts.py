"""What a portrait says before each of its parts, computed from the region's own rows."""

from __future__ import annotations

from amu_geo.french.grammar import agree, capital, counted
from amu_geo.french.regions import in_region, of_region, with_article
from amu_geo.french.typography import enumerate_fr, number, number_word, plural, typeset
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.region import region_missing, region_range, region_waiting
from amu_geo.sentences.wording import NOT_ABSENT, agreed
from amu_geo.territories import POPULATION_LABELS
from amu_geo.vocabulary import DEFAULT_LECTURE, LECTURES

# More would be a list, not a sentence.
NAMED_AT_MOST = 3


def portrait_second(portrait: Portrait) -> str:
    """What follows the headline: what waits for a proof, what is not documented."""
    coverage, code = portrait.coverage, portrait.code_region
    if not coverage.documented(code):
        return typeset(f"{capital(NOT_ABSENT)}.{_set_aside(portrait)}")
    between = region_range(coverage, code)
    told = (
        region_waiting(coverage, code),
        region_missing(coverage, code),
        f"{capital(between)}." if between else "",
    )
    return typeset(" ".join(part for part in told if part))


def _set_aside(portrait: Portrait) -> str:
    """What the edition describes and the reading leaves out; "" when it describes nothing."""
    described = len(portrait.schemes.rows)
    if not described:
        return ""
    what = "ne le retient pas" if described == 1 else "n’en retient aucun"
    scheme = counted(described, "dispositif")
    return f" L’édition décrit {scheme} de la région ; la lecture choisie {what}."


def portrait_unfound(portrait: Portrait) -> str:
    """Which parts the edition has nothing for, in a sentence; "" when each has something."""
    nothing = [
        what
        for what, empty in (
            ("aucun chiffre des dispositifs", portrait.figures.empty),
            ("aucun indicateur national", portrait.indicators.empty),
            ("ni acteur ni projet", portrait.actors.empty and portrait.projects.empty),
        )
        if empty
    ]
    if not nothing:
        return ""
    read = "Les pages lues pour cette édition ne donnent"
    return typeset(
        f"{read} {enumerate_fr(nothing)} {in_region(portrait.code_region)} ; il peut en exister."
    )


def portrait_schemes(portrait: Portrait) -> str:
    """« Neuf dispositifs retenus sur 22 décrits en Occitanie »."""
    described, kept = len(portrait.schemes.rows), len(portrait.schemes.retained)
    where = in_region(portrait.code_region)
    if not described:
        return typeset(f"Aucun dispositif n’est décrit {where}")
    if not kept:
        lecture = LECTURES[portrait.coverage.reading.lecture].label
        aside = "le seul décrit ne compte pas" if described == 1 else f"{described} ne comptent pas"
        return typeset(f"Aucun dispositif retenu {where} : {aside} sous la lecture {lecture}")
    counts = plural(kept, "dispositif retenu", "dispositifs retenus")
    total = "décrit" if described == 1 else "décrits"
    return typeset(f"{counts} sur {described} {total} {where}")


def portrait_figures(portrait: Portrait) -> str:
    """How many figures, about how many schemes."""
    figures = portrait.figures
    if figures.empty:
        return "Aucun chiffre relevé dans les pages lues"
    schemes = figures["id_dispositif"].nunique()
    what = plural(len(figures), "chiffre relevé", "chiffres relevés")
    return typeset(f"{what} sur {counted(schemes, 'dispositif')}")


def portrait_indicators(portrait: Portrait) -> str:
    """In which national programmes the region is above the whole country, for its population.

    Only what may be compared is named.
    """
    rates = portrait.indicators.dropna(subset=["reference_ensemble", "pour_100000_habitants"])
    if rates.empty:
        return "Aucun indicateur national dans cette édition"
    above = rates[rates["pour_100000_habitants"] > rates["reference_ensemble"]]
    where = in_region(portrait.code_region)
    if above.empty:
        return typeset(f"Les programmes nationaux sont moins présents {where} qu’en moyenne")
    total = number_word(len(rates))
    if len(above) == 1:
        return typeset(f"Un programme national sur {total} plus présent {where} qu’en moyenne")
    count = capital(number_word(len(above)))
    return typeset(f"{count} programmes nationaux sur {total} plus présents {where} qu’en moyenne")


def portrait_actors(portrait: Portrait) -> str:
    """Declared actors apart from allied practice; the source's own words when it counts none."""
    where = in_region(portrait.code_region)
    stated = portrait.edition.stated_figure("acteurs", portrait.code_region)
    if stated:
        return typeset(f"{capital(stated)} structures {where}, selon l’article")
    actors = portrait.actors
    if actors.empty:
        return typeset(f"Aucun acteur recensé {where}")
    declared = int(actors["amu"].sum())
    allied = len(actors) - declared
    ours = f"{plural(declared, 'acteur')} de l’AMU" if declared else "aucun acteur de l’AMU"
    theirs = plural(allied, "acteur d’une pratique voisine", "acteurs d’une pratique voisine")
    parts = [ours, theirs] if allied else [ours]
    return typeset(f"{capital(' et '.join(parts))} {where}")


def portrait_places(portrait: Portrait) -> str:
    """In how many départements actors are known."""
    table = portrait.departements
    known = int(((table["nb_amu"] + table["nb_voisins"]) > 0).sum())
    total = len(table)
    if total == 1:
        return "Un seul département"
    if not known:
        return typeset(f"{capital(number_word(total))} départements, sans acteur placé")
    return typeset(
        f"Des acteurs connus dans {counted(known, 'département')} sur {number_word(total)}"
    )


def portrait_unplaced(portrait: Portrait) -> str:
    """Who of the region is counted in no département; "" when everybody is."""
    declared, allied, projects = portrait.unplaced
    parts = [
        plural(count, noun, nouns)
        for count, noun, nouns in (
            (declared, "acteur de l’AMU", "acteurs de l’AMU"),
            (allied, "acteur d’une pratique voisine", "acteurs d’une pratique voisine"),
            (projects, "projet", "projets"),
        )
        if count
    ]
    if not parts:
        return ""
    return typeset(f"Sans commune connue, donc dans aucun département : {enumerate_fr(parts)}.")


def portrait_gaps(portrait: Portrait) -> str:
    """What was looked for in vain, and what sources contradict."""
    gaps, table = len(portrait.gaps), portrait.contradictions
    if not gaps and table.empty:
        return "Ni recherche vaine ni contradiction notées"
    parts = []
    if gaps:
        parts.append(plural(gaps, "recherche restée vaine", "recherches restées vaines"))
    against = int((table["nature"] != "choix").sum())
    choices = len(table) - against
    if against:
        parts.append(plural(against, "contradiction entre sources", "contradictions entre sources"))
    if choices:
        parts.append(plural(choices, "choix prudent", "choix prudents"))
    return typeset(capital(enumerate_fr(parts)))


def portrait_kin(portrait: Portrait) -> str:
    """Who touches the region, and who is most like it by its programmes."""
    near = [with_article(kin.code_region) for kin in portrait.kin if kin.voisine]
    alike = [kin.nom for kin in portrait.kin if kin.jumelle]
    name = with_article(portrait.code_region)
    touches = agree([portrait.code_region], "touche", "touchent")
    parts = []
    if near:
        parts.append(f"{name} {touches} {enumerate_fr(near)}")
    else:
        parts.append(f"{name} ne {touches} aucune autre région")
    if alike:
        verb = "lui ressemble" if len(alike) == 1 else "lui ressemblent"
        parts.append(f"{enumerate_fr(alike)} {verb} le plus par les programmes")
    else:
        parts.append("aucune région ne lui ressemble par les programmes")
    return typeset(capital(" ; ".join(parts)) + ".")


def portrait_lessons(portrait: Portrait) -> str:
    """What is documented elsewhere and not here."""
    missing = portrait.missing
    if not missing:
        return typeset(f"Rien de documenté ailleurs ne manque {in_region(portrait.code_region)}")
    families = [item.libelle for item in missing if item.sorte == "famille"]
    programmes = [item.libelle for item in missing if item.sorte == "programme"]
    if families:
        noun = "la famille" if len(families) == 1 else "les familles"
        what = f"{noun} {enumerate_fr(families)}"
    elif len(programmes) <= NAMED_AT_MOST:
        what = enumerate_fr(f"« {label} »" for label in programmes)
    else:
        what = f"{number_word(len(programmes))} programmes"
    return typeset(f"Documenté ailleurs et pas {in_region(portrait.code_region)} : {what}")


def portrait_choice_headline() -> str:
    """The page's title before a region is chosen."""
    return typeset("Quelle région voulez-vous voir tout entière ?")


def portrait_facts(portrait: Portrait) -> list[tuple[str, str]]:
    """The region in figures: (what, how much), as they are read."""
    place, coverage = portrait.place, portrait.coverage
    row = coverage.by_region[portrait.code_region]
    known = coverage.documented(portrait.code_region)
    sure, documented = int(row["familles_confirmees"]), int(row["familles_documentees"])
    families = "n.d."
    if known:
        families = f"{plural(sure, 'famille')} sur {documented} {agreed(documented)}"
    kept, described = len(portrait.schemes.retained), len(portrait.schemes.rows)
    schemes = "n.d."
    if described:
        schemes = f"{plural(kept, 'dispositif')} sur {described} {agreed(described, 'décrit')}"
    facts = [("Familles confirmées", families), ("Dispositifs retenus", schemes)]
    facts += _actor_facts(portrait)
    return [
        *facts,
        (POPULATION_LABELS.get(portrait.code_region, "Habitants"), number(place.population)),
        ("Superficie", f"{number(place.superficie_km2)} km²"),
        ("Départements", number(place.departements)),
        ("Chef-lieu", place.chef_lieu),
    ]


def _actor_facts(portrait: Portrait) -> list[tuple[str, str]]:
    stated = portrait.edition.stated_figure("acteurs", portrait.code_region)
    if stated:
        return [("Structures, selon l’article", stated)]
    if portrait.actors.empty:
        return [("Acteurs recensés", "n.d.")]
    declared = int(portrait.actors["amu"].sum())
    return [
        ("Acteurs de l’AMU", plural(declared, "acteur")),
        ("Acteurs d’une pratique voisine", plural(len(portrait.actors) - declared, "acteur")),
    ]


def portrait_title(code_region: str) -> str:
    """« Portrait de la Bretagne », « Portrait d’Occitanie »: name of a printed file."""
    return typeset(f"Portrait {of_region(code_region)}")


def portrait_reading(portrait: Portrait) -> str:
    """Which edition and which reading, for the paper where no control is left."""
    reading = portrait.coverage.reading
    usual = " (la lecture habituelle)" if reading.lecture == DEFAULT_LECTURE else ""
    return typeset(f"{portrait.edition.titre}, {reading.describe()}{usual}")
