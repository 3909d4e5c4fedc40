"""What the words of a view mean, on the spot: AMU, a family, documented, confirmed."""

from __future__ import annotations

from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.measure.sensitivity import extremes
from amu_geo.sentences.wording import is_past
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

# What a reading asks of a scheme for it to document a family.
_ASKED = {
    "large": "Une source décrit un dispositif, quel que soit son financeur",
    "regionale": "Une source fiable décrit un dispositif payé par la Région, seule ou avec "
    "d’autres",
    "stricte": "Une source fiable prouve qu’un dispositif dédié à son programme est payé par la "
    "Région",
    "usage": "Une source fiable prouve qu’un dispositif dédié est payé par la Région, et que ses "
    "règles demandent ou encouragent la participation des usagers",
}


def amu_and_families() -> str:
    """What AMU and a family are, in one line of HTML."""
    *first, last = (family.scale for family in FAMILIES.values())
    scales = f"{', '.join(first)} ou {last}"
    return typeset(
        "<strong>L’assistance à maîtrise d’usage (AMU)</strong> associe les usagers d’un lieu à "
        f"son projet. <strong>Une famille</strong> dit à quelle échelle : {scales}."
    )


def short_definitions(coverage: Coverage) -> tuple[str, ...]:
    """AMU, a family, documented and confirmed in a few words each, for a picture alone."""
    scales = enumerate_fr([f"{family.label} ({family.scale})" for family in FAMILIES.values()])
    proof = f"une preuve de moins de {PROOF_MONTHS} mois, ou une période en cours"
    if is_past(coverage):
        proof = f"une preuve ou une période annoncée pour {coverage.reading.annee}"
    what = (
        "AMU, assistance à maîtrise d’usage : associer les usagers d’un lieu à son projet. "
        f"Quatre familles : {scales}."
    )
    states = (
        f"Documentée : {_lower(_ASKED[coverage.reading.lecture])}. "
        f"Confirmée : documentée, et {proof}. Sans cela, elle reste à confirmer."
    )
    return typeset(what), typeset(states)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def states_in_words(coverage: Coverage) -> dict[str, str]:
    """What each state of a cell means under the reading and for the year shown."""
    year = coverage.reading.annee
    ended, when = "rien n’établit qu’il ait pris fin", "à la date de l’édition"
    proven = (
        f"une preuve de moins de {PROOF_MONTHS} mois, ou une période annoncée encore en cours, le "
        "montre en vigueur"
    )
    if is_past(coverage):
        ended, when = (
            f"rien n’établit qu’il ait commencé après {year} ou fini avant",
            f"pour {year}",
        )
        proven = (
            f"une preuve de {year} ou d’années qui l’encadrent, ou une période annoncée, le montre "
            "en vigueur cette année-là"
        )
    return {
        TO_CONFIRM: typeset(
            f"{_ASKED[coverage.reading.lecture]} ; {ended}. "
            "Sans plus, la famille reste à confirmer."
        ),
        CONFIRMED: typeset(f"Documentée, et {proven}."),
        UNDOCUMENTED: typeset(
            f"Rien de tel n’a été trouvé {when} : cela ne veut pas dire que rien n’existe."
        ),
    }


def mapping_caveat(coverage: Coverage) -> str:
    """How many regions another mapping of the programmes would change; empty for none."""
    moved = int((~extremes(coverage)["stable"]).sum())
    if not moved:
        return ""
    whose = "d’une région" if moved == 1 else f"de {number_word(moved)} régions"
    return typeset(
        "Chaque programme d’aide est rattaché à des familles par une correspondance publiée : en "
        f"choisir une autre changerait le nombre de familles documentées {whose}."
    )
