"""What the words of a view mean, on the spot: AMU, a family, documented, confirmed."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.french.typography import enumerate_fr, number_word, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.measure.sensitivity import extremes
from amu_geo.sentences.wording import is_past
from amu_geo.vocabulary import CONFIRMED, FAMILIES, FIRST_YEAR, TO_CONFIRM, UNDOCUMENTED

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


def amu_and_families() -> Markup:
    """What AMU and a family are, in one line of HTML."""
    *first, last = (family.scale for family in FAMILIES.values())
    scales = f"{', '.join(first)} ou {last}"
    told = Markup(
        "<strong>L’assistance à maîtrise d’usage (AMU)</strong> associe les usagers d’un lieu à "
        "son projet. <strong>Une famille</strong> dit à quelle échelle : "
    )
    return typeset(told) + f"{scales}."


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
    over = "a pris fin"
    proven = (
        f"une preuve de moins de {PROOF_MONTHS} mois, ou une période annoncée encore en cours, le "
        "montre en vigueur"
    )
    if is_past(coverage):
        ended, when = (
            f"rien n’établit qu’il ait commencé après {year} ou fini avant",
            f"pour {year}",
        )
        over = "n’avait pas commencé, avait pris fin"
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
            f"Rien de tel n’est établi {when} : rien n’a été trouvé, ou ce qui l’a été {over} ou "
            "ne remplit pas ces conditions. Cela ne veut pas dire que rien n’existe."
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


# One rule, then an empty line.
_YEAR_RULES = Markup("""
<strong>Une seule règle</strong> sert l’année de l’édition et toutes celles d’avant, depuis
{first}.

<strong>Une preuve</strong> : une attestation de confiance A ou B (ouverture, appel, lauréats,
vote, budget, page datée, clôture) ; la date de la page qui décrit le dispositif, sauf s’il est dit
terminé ou historique ; son année de début, quand la source l’écrit. Un mois ou une année vaut pour
toute sa durée ; ce qui est postérieur à l’édition ne compte pas.

<strong>Un dispositif compte</strong> de son début (écrit, sinon la première année connue de lui)
jusqu’à sa fin. Sans aucune date, il ne compte que pour l’année de l’édition.

<strong>Il a pris fin</strong> à sa date ou à son année de fin, sinon à sa dernière attestation
« fin » de confiance A ou B. Dit terminé ou historique, il ne compte plus à la date de l’édition ;
si sa fin est inconnue, il s’arrête à la dernière année connue de lui.

<strong>Il est confirmé en {year}</strong>, année de l’édition, s’il compte et que sa période
annoncée (début écrit, fin connue) comprend la date de l’édition, ou que sa dernière preuve tombe
dans les <strong>{months} mois</strong> qui la précèdent.

<strong>Il est confirmé une année passée</strong> s’il compte et que cette année est dans sa période
annoncée, ou entre la première et la dernière année de ses preuves ; confirmé en {year}, il l’est
depuis sa première preuve. Ses années confirmées se suivent donc sans trou.

<strong>Sinon, il est à confirmer.</strong> Ne prouvent rien : une attestation de confiance C, une
année de début déduite, un statut « en cours » sans date. Une attestation dont l’année est déduite
de son jour (« vendredi 4 avril ») ou de ce qu’elle cite le dit, et compte. Une clôture de
candidatures déjà passée vaut pour son année, mais ne dit pas que le dispositif continue.

Ces {months} mois sont un choix, le même partout : la sensibilité montre ce que donneraient une
durée plus courte et une plus longue.
""")


def rules_of_years(year: int) -> list[Markup]:
    """The rule of proofs and years, sentence by sentence; `year` is the edition's own."""
    rules = _YEAR_RULES.format(year=year, months=PROOF_MONTHS, first=FIRST_YEAR)
    return [typeset(Markup(" ").join(rule.split())) for rule in rules.strip().split("\n\n")]
