"""What each family of a region rests on, or the first step that would confirm it."""

from __future__ import annotations

from amu_geo.comparison.learning import Step
from amu_geo.french.typography import enumerate_fr
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.compare import step_sentence
from amu_geo.vocabulary import CONFIRMED

# More names would be a list.
_NAMED = 2


def family_ground(portrait: Portrait, famille: str) -> str:
    """The schemes that confirm a family; else the easiest step that would; "" for none."""
    coverage, code = portrait.coverage, portrait.code_region
    if coverage.state(code, famille) != CONFIRMED:
        steps: list[Step] = [step for step in portrait.steps if famille in step.familles]
        return step_sentence(steps[0]) if steps else ""
    names = coverage.retained.set_index("id")["nom"]
    found = [names[scheme] for scheme in coverage.confirming(code, famille)]
    if len(found) <= _NAMED + 1:
        return enumerate_fr(found)
    return f"{', '.join(found[:_NAMED])} et {len(found) - _NAMED} autres"
