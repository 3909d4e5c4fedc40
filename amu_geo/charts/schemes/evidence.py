"""The dated evidence about a scheme, as a list: date, nature, page, what it proves or does not."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.charts.base.markup import html, joined, shown, sign
from amu_geo.charts.base.source import doubt_note, sourced
from amu_geo.schemes.evidence_list import EvidenceLine
from amu_geo.schemes.freshness import NO_PROOF


def evidence_list(lines: Sequence[EvidenceLine]) -> str:
    """HTML of the lines, latest first; a sentence when nothing is dated."""
    if not lines:
        return html('<p class="preuve-vide">{}.</p>', shown(NO_PROOF.capitalize()))
    return html('<ol class="preuves-datees">{}</ol>', joined(map(_line, lines)))


def verdict(etat: str, words: str) -> str:
    """HTML of what confirms something, or of what is missing, with the sign of its state."""
    return html('<p class="verdict-preuve">{} {}</p>', sign(etat), shown(words))


def _line(line: EvidenceLine) -> str:
    style = "compte" if line.compte else "ne-compte-pas"
    told = html("<p>{}</p>", shown(line.preuve)) if line.preuve else ""
    page = sourced(line.url_source, line.titre_source or "source")
    notes = [f"confiance {line.confiance}", line.lien]
    about = joined((shown(note) for note in notes if note), by=" · ")
    why = "compte comme preuve" if line.compte else f"ne confirme pas : {line.raison}"
    return html(
        '<li class="{}"><time datetime="{}">{}</time>'
        "<div><strong>{}</strong> "
        '<span class="pourquoi">{}</span>{}'
        '<p class="source">{}, {}</p>{}</div></li>',
        style,
        line.date,
        shown(line.quand),
        shown(line.libelle),
        shown(why),
        told,
        page,
        about,
        doubt_note(line.url_source),
    )
