"""Where a scheme or a programme stands: confirmed and by what, or the date of its last proof."""

from __future__ import annotations

from collections.abc import Collection

from amu_geo.charts.base.markup import html, sign
from amu_geo.french.typography import typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.freshness import what_is_missing
from amu_geo.schemes.standing import scheme_rule
from amu_geo.schemes.words import Scheme
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM, UNDOCUMENTED

# The states of a cell are said of a family, feminine; these are said of a scheme, a programme.
SCHEME_STATES = {
    CONFIRMED: "confirmé",
    TO_CONFIRM: "documenté, à confirmer",
    UNDOCUMENTED: "non documenté",
}


def scheme_state(coverage: Coverage, scheme: Scheme) -> str:
    """HTML of « confirmé : preuve de mai 2026 » or « à confirmer, … », after its sign.

    `scheme` has the columns of `dispositifs` and `etat`.
    """
    first, space, rest = typeset(scheme_rule(scheme, coverage)).partition(" ")
    # The sign never stays behind at the end of a line.
    start = html('<span class="avec-signe">{}{}</span>', sign(scheme["etat"]), first)
    return html("{}{}{}", start, space, rest)


def lacking_proof(coverage: Coverage, scheme_ids: Collection[str]) -> str:
    """« dernière preuve : mars 2022 »: why schemes that count are not confirmed, as text."""
    return typeset(what_is_missing(coverage, scheme_ids))
