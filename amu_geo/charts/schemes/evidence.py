"""The dated evidence about a scheme, as a list: date, nature, page, what it proves or does not."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from amu_geo.charts.base.markup import joined, outside_link, shown, sign
from amu_geo.schemes.evidence_list import EvidenceLine
from amu_geo.schemes.freshness import NO_PROOF


def evidence_list(lines: Sequence[EvidenceLine]) -> str:
    """HTML of the lines, latest first; a sentence when nothing is dated."""
    if not lines:
        return f'<p class="preuve-vide">{shown(NO_PROOF.capitalize())}.</p>'
    return f'<ol class="preuves-datees">{joined(map(_line, lines))}</ol>'


def verdict(etat: str, words: str) -> str:
    """HTML of what confirms something, or of what is missing, with the sign of its state."""
    return f'<p class="verdict-preuve">{sign(etat)} {shown(words)}</p>'


def _line(line: EvidenceLine) -> str:
    style = "compte" if line.compte else "ne-compte-pas"
    told = f"<p>{shown(line.preuve)}</p>" if line.preuve else ""
    page = outside_link(line.url_source, line.titre_source or "source")
    notes = [f"confiance {line.confiance}", line.lien]
    about = " · ".join(shown(note) for note in notes if note)
    why = "compte comme preuve" if line.compte else f"ne confirme pas : {line.raison}"
    return (
        f'<li class="{style}"><time datetime="{escape(line.date)}">{shown(line.quand)}</time>'
        f"<div><strong>{shown(line.libelle)}</strong> "
        f'<span class="pourquoi">{shown(why)}</span>{told}'
        f'<p class="source">{page}. {about}</p></div></li>'
    )
