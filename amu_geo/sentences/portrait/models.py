"""« Que copier ? »: how many models there are, what each brings, what none does."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.comparison import Model
from amu_geo.french.grammar import capital, counted, lower_first
from amu_geo.french.regions import in_region
from amu_geo.french.typography import number_word, typeset
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.wording import that_year, the_families, to_be
from amu_geo.vocabulary import CONFIRMED, DEFAULT_LECTURE, FAMILIES, LECTURES

MODELS_TITLE = typeset("Que copier ?")


def portrait_models(portrait: Portrait, shown: int) -> str:
    """How many schemes of other regions are confirmed and really involve users, none padded.

    `shown` is how many the portrait shows at most.
    """
    coverage, count = portrait.coverage, len(portrait.models)
    lecture = coverage.reading.lecture
    under = "" if lecture == DEFAULT_LECTURE else f", sous la lecture {LECTURES[lecture].label}"
    verb, then = to_be(coverage, count), that_year(coverage)
    if not count:
        return typeset(
            f"Aucun dispositif d’une autre région n’{verb} à la fois confirmé{then} et tenu par "
            f"ses règles d’associer les usagers{under} : il n’y a pas de modèle sûr à montrer."
        )
    plural_s = "" if count == 1 else "s"
    whose = "d’une autre région" if count == 1 else "d’autres régions"
    rules = (
        "ses règles demandent ou encouragent"
        if count == 1
        else ("leurs règles demandent ou encouragent")
    )
    sentence = (
        f"{capital(counted(count, 'dispositif'))} {whose} {verb} confirmé{plural_s}{then}"
        f" et {rules} la participation des usagers{under}."
    )
    if count > shown:
        sentence += f" Voici les {number_word(shown)} à regarder d’abord."
    elif count < shown:
        sentence += " La liste n’est pas complétée par de moins sûrs."
    return typeset(f"{sentence}{_unanswered(portrait)}")


def models_finding(portrait: Portrait) -> str:
    """« Occitanie : cinq dispositifs d’autres régions sont confirmés… », a title to quote."""
    first, _, _ = portrait_models(portrait, len(portrait.models)).partition(". ")
    return typeset(f"{portrait.place.nom} : {lower_first(first.rstrip('.'))}")


def _unanswered(portrait: Portrait) -> str:
    """Which families no model would confirm; "" when each has one."""
    coverage, code = portrait.coverage, portrait.code_region
    brought = {family for model in portrait.models for family in model.apporte}
    lacking = [
        family.label
        for family in FAMILIES.values()
        if coverage.state(code, family.code) != CONFIRMED and family.code not in brought
    ]
    if not lacking:
        return ""
    none = "Aucun ne" if len(portrait.models) > 1 else "Il ne"
    return f" {none} confirmerait {the_families(lacking)} {in_region(code)}."


def portrait_other_models(models: Sequence[Model]) -> str:
    """« Les deux autres », before the names of the models that have no card."""
    return typeset(f"Les {number_word(len(models))} autres" if len(models) > 1 else "L’autre")


def model_brings(model: Model) -> str:
    """« Ouvert ici, il confirmerait la famille Territoriale », or why it adds none."""
    if not model.apporte:
        served = [FAMILIES[code].label for code in model.dispositif["familles"]]
        already = "est déjà confirmée" if len(served) == 1 else "sont déjà confirmées"
        return typeset(f"Sert {the_families(served)}, qui {already} ici.")
    families = the_families([FAMILIES[code].label for code in model.apporte])
    return typeset(f"Ouvert ici et prouvé en vigueur, il confirmerait {families}.")
