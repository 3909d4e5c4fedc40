"""The four families of one region: state, rule, schemes, and the rest of the proof folded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from amu_geo.charts.base.markup import dot, joined, outside_link
from amu_geo.charts.schemes.evidence import evidence_list, verdict
from amu_geo.charts.schemes.proof import Proposes, beyond, proposal_link
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.grammar import capital
from amu_geo.french.typography import NO_BREAK, plural, typeset
from amu_geo.profiles.region import Portrait
from amu_geo.schemes import Proof
from amu_geo.schemes.evidence_list import EvidenceLine
from amu_geo.vocabulary import FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED


def family_id(famille: str) -> str:
    """Identifier of a family's proof on the page."""
    return f"preuve-{famille}"


def families(
    portrait: Portrait, opens: Opener, opened: str = "", proposes: Proposes | None = None
) -> str:
    """HTML of the four families, each with its proof.

    Parameters
    ----------
    opens
        Makes the link to a scheme, from its id and the HTML of its name.
    opened
        The family whose whole proof is unfolded, or "".
    proposes
        Gives the address of the form where a proof of a scheme is proposed, from its id.
    """
    inside = joined(
        _family(found, opens, proposes, found.famille == opened) for found in portrait.proofs
    )
    return f'<div class="portrait-familles">{inside}</div>'


def _family(found: Proof, opens: Opener, proposes: Proposes | None, opened: bool) -> str:
    family = FAMILIES[found.famille]
    rest = beyond(found)
    more = (
        f"<details{' open' if opened else ''}><summary>Le reste de la preuve : "
        f"{escape(_what_is_folded(found))}</summary>{rest}</details>"
        if rest
        else ""
    )
    wider = f'<p class="elargir">{escape(typeset(found.elargir))}</p>' if found.elargir else ""
    current = ' aria-current="true"' if opened else ""
    return (
        f'<section class="portrait-famille preuve" id="{family_id(found.famille)}" tabindex="-1" '
        f'aria-label="{escape(typeset(f"Famille {family.label}"))}"{current}>'
        f"<header><h3>{dot(family, found.etat, spoken=False)} {escape(family.label)}</h3>"
        f'<p class="portrait-etat">{_state(found)}</p>'
        f'<p class="secondaire">Échelle : {escape(family.scale)}</p></header>'
        f'<div><p class="regle">{escape(typeset(found.regle))}</p>'
        f"{_schemes(found, opens, proposes)}{wider}{more}</div></section>"
    )


def _state(found: Proof) -> str:
    if found.etat == UNDOCUMENTED:
        return f'<span class="nd">n.d.</span> {STATES[found.etat]}'
    state = f"<strong>{STATES[found.etat].capitalize()}</strong>"
    if found.etat == TO_CONFIRM:
        return f'{state}<br><span class="secondaire">{escape(typeset(found.manque))}</span>'
    proven, kept = int(found.dispositifs["fonde"].sum()), len(found.dispositifs)
    among = "" if proven == kept else f" sur {kept}"
    return typeset(f"{state}, {plural(proven, 'dispositif')}{among}")


def _schemes(found: Proof, opens: Opener, proposes: Proposes | None) -> str:
    if found.dispositifs.empty:
        return ""
    rows = found.dispositifs.itertuples()
    return f"<ul>{joined(_scheme(row, found, opens, proposes) for row in rows)}</ul>"


def _scheme(scheme, found: Proof, opens: Opener, proposes: Proposes | None) -> str:
    """A scheme once, without what its rule already says; its dated evidence is folded."""
    facts = [scheme.programme_libelle, f"financeur : {scheme.financeur_libelle}", scheme.periode]
    age = "" if scheme.source_age in scheme.regle else scheme.source_age
    about = [part for part in (age, f"confiance{NO_BREAK}{scheme.confiance}", scheme.lien) if part]
    proof = f"<p>{escape(typeset(scheme.preuve))}</p>" if scheme.preuve else ""
    users = scheme.implication_preuve
    asked = f"<p>Usagers : {escape(typeset(users))}</p>" if users else ""
    return (
        f"<li><strong>{opens(scheme.id, escape(typeset(scheme.nom)))}</strong>"
        f"{verdict(scheme.etat, f'{capital(scheme.regle)}.')}"
        f'<p class="faits">{escape(typeset(" · ".join(facts)))}</p>{proof}{asked}'
        f'<p class="source">Source : {outside_link(scheme.url_source, scheme.titre_source)}'
        f"{escape(typeset(', ' + ', '.join(about)))}.</p>"
        f"{_evidence(found.preuves[scheme.id])}{_form(scheme, proposes)}</li>"
    )


def _evidence(lines: Sequence[EvidenceLine]) -> str:
    """The dated lines; one that has none says so in its rule already."""
    if not lines:
        return ""
    title = plural(len(lines), "preuve ou date connue", "preuves et dates connues")
    return f"<details><summary>{title}</summary>{evidence_list(lines)}</details>"


def _form(scheme, proposes: Proposes | None) -> str:
    """Beside what is to be confirmed, the way to the form that proposes a proof."""
    if proposes is None or scheme.etat != TO_CONFIRM:
        return ""
    return f'<p class="ecran">{proposal_link(proposes(scheme.id))}</p>'


def _what_is_folded(found: Proof) -> str:
    parts = []
    if len(found.ecartes):
        parts.append(plural(len(found.ecartes), "dispositif écarté", "dispositifs écartés"))
    if len(found.autrement):
        count = len(found.autrement)
        verb = "compterait" if count == 1 else "compteraient"
        parts.append(f"{count} qui {verb} si l’on rattachait autrement leur programme")
    parts.append("ce qui rattache les programmes à la famille")
    return typeset(", ".join(parts))
