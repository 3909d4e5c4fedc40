"""A claim in one French sentence, and why it holds or not."""

from __future__ import annotations

from amu_geo import sentences
from amu_geo.claims.claim import ASSERTED, QUANTITIES, Claim
from amu_geo.french.grammar import capital
from amu_geo.french.regions import in_region
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.proof import cell_rule
from amu_geo.sentences.wording import is_past, to_be, when
from amu_geo.vocabulary import FAMILIES, LECTURES, UNDOCUMENTED


def claim_sentence(claim: Claim, coverage: Coverage) -> str:
    """« En Bretagne, la famille Communauté est confirmée (édition 2026, lecture régionale) ».

    No final full stop. `sentence.read_sentence` reads the same claim in it again.
    """
    read = f"édition {coverage.edition.id}, lecture {LECTURES[coverage.reading.lecture].label}"
    what = _of_family(claim, coverage) if claim.famille else _of_number(claim, coverage)
    where = f"{when(coverage)}{in_region(claim.region)}"
    return typeset(capital(f"{where}, {what} ({read})"))


def _of_family(claim: Claim, coverage: Coverage) -> str:
    subject, verb = f"la famille {FAMILIES[claim.famille].label}", to_be(coverage)
    if claim.etat == UNDOCUMENTED:
        return f"{subject} n’{verb} pas {ASSERTED[claim.etat].removeprefix('non ')}"
    return f"{subject} {verb} {ASSERTED[claim.etat]}"


def _of_number(claim: Claim, coverage: Coverage) -> str:
    count, _, words = QUANTITIES[claim.nombre]
    if not count:
        return f"{words} famille d’AMU n’{to_be(coverage)} {ASSERTED[claim.etat]}"
    families = f"{words} famille{'s' if count > 1 else ''} d’AMU"
    said = ASSERTED[claim.etat]
    if count > 1:
        said = said.replace("ée", "ées")
    return f"{families} {to_be(coverage, count)} {said}"


def reasons(claim: Claim, coverage: Coverage) -> tuple[str, ...]:
    """What is known of the cells that a claim is about."""
    if claim.famille:
        return (cell_rule(coverage, claim.region, claim.famille),)
    known = f"{sentences.region_headline(coverage, claim.region)}."
    more = (
        sentences.region_waiting(coverage, claim.region),
        sentences.region_missing(coverage, claim.region),
    )
    return tuple(text for text in (known, *more) if text)


def what_it_means(reponse: str, coverage: Coverage) -> str:
    """What an answer (« vrai », « faux », « non-documente ») says, in one sentence."""
    past = is_past(coverage)
    told = {
        "vrai": "C’est ce que l’édition établit.",
        "faux": "Ce qui est connu le contredit.",
        "non-documente": "Rien de ce qui a été lu ne permet de l’affirmer ni de le nier : ce qui "
        f"n’est pas documenté {'pouvait' if past else 'peut'} exister.",
    }
    return typeset(told[reponse])
