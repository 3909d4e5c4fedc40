"""The four families of one region: state, rule, what proves most, the rest of the proof folded."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, joined
from amu_geo.charts.base.source import sourced
from amu_geo.charts.schemes.evidence import evidence_list, verdict
from amu_geo.charts.schemes.proof import Proposes, beyond, proposal_link
from amu_geo.charts.schemes.table import Opener
from amu_geo.french.grammar import capital
from amu_geo.french.typography import NO_BREAK, plural, typeset
from amu_geo.profiles.region import Portrait
from amu_geo.schemes import Proof
from amu_geo.vocabulary import FAMILIES, STATES, TO_CONFIRM, UNDOCUMENTED

# What a reader in a hurry sees of each family; the others are behind « Le reste de la preuve ».
SCHEMES_SHOWN = 1


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
    return html('<div class="portrait-familles">{}</div>', inside)


def _family(found: Proof, opens: Opener, proposes: Proposes | None, opened: bool) -> str:
    family = FAMILIES[found.famille]
    schemes = list(found.dispositifs.itertuples())
    shown, others = schemes[:SCHEMES_SHOWN], schemes[SCHEMES_SHOWN:]
    rest = (
        *(_evidence(found, scheme) for scheme in shown),
        _schemes(others, found, opens, proposes, whole=True),
        beyond(found),
    )
    more = html(
        "<details{}><summary>Le reste de la preuve : {}</summary>{}</details>",
        " open" if opened else "",
        _what_is_folded(found, sum(len(found.preuves[scheme.id]) for scheme in shown)),
        joined(rest),
    )
    current = Markup(' aria-current="true"') if opened else ""
    return html(
        '<section class="portrait-famille preuve" id="{}" tabindex="-1" '
        'aria-label="{}"{}>'
        "<header><h3>{} {}</h3>"
        '<p class="portrait-etat">{}</p>'
        '<p class="secondaire">Échelle : {}</p></header>'
        '<div><p class="regle">{}</p>'
        "{}{}</div></section>",
        family_id(found.famille),
        typeset(f"Famille {family.label}"),
        current,
        dot(family, found.etat, spoken=False),
        family.label,
        _state(found),
        family.scale,
        typeset(f"{found.regle} {found.elargir if not shown else ''}".strip()),
        _schemes(shown, found, opens, proposes),
        more,
    )


def _state(found: Proof) -> str:
    if found.etat == UNDOCUMENTED:
        state = html('<span class="nd">n.d.</span> {}', STATES[found.etat])
        return _beneath(state, found.manque)
    state = html("<strong>{}</strong>", STATES[found.etat].capitalize())
    if found.etat == TO_CONFIRM:
        return _beneath(state, found.manque)
    proven, kept = int(found.dispositifs["fonde"].sum()), len(found.dispositifs)
    among = "" if proven == kept else f" sur {kept}"
    return html("{}, {}", state, typeset(f"{plural(proven, 'dispositif')}{among}"))


def _beneath(state: str, words: str) -> str:
    return (
        html('{}<br><span class="secondaire">{}</span>', state, typeset(words)) if words else state
    )


def _schemes(
    schemes: Iterable, found: Proof, opens: Opener, proposes: Proposes | None, whole: bool = False
) -> Markup:
    items = joined(
        _scheme(scheme, opens, proposes, _evidence(found, scheme) if whole else "")
        for scheme in schemes
    )
    return html("<ul>{}</ul>", items) if items else Markup("")


def _scheme(scheme, opens: Opener, proposes: Proposes | None, evidence: str) -> str:
    """A scheme once, without what its rule already says."""
    facts = [scheme.programme_libelle, f"financeur : {scheme.financeur_libelle}", scheme.periode]
    age = "" if scheme.source_age in scheme.regle else scheme.source_age
    about = [part for part in (age, f"confiance{NO_BREAK}{scheme.confiance}", scheme.lien) if part]
    proof = html("<p>{}</p>", typeset(scheme.preuve)) if scheme.preuve else ""
    users = scheme.implication_preuve
    asked = html("<p>Usagers : {}</p>", typeset(users)) if users else ""
    return html(
        "<li><strong>{}</strong>"
        "{}"
        '<p class="faits">{}</p>{}{}'
        '<p class="source">Source : {}'
        "{}.{}</p>"
        "{}</li>",
        opens(scheme.id, escape(typeset(scheme.nom))),
        verdict(scheme.etat, f"{capital(scheme.regle)}."),
        typeset(" · ".join(facts)),
        proof,
        asked,
        sourced(scheme.url_source, scheme.titre_source),
        typeset(", " + ", ".join(about)),
        _form(scheme, proposes),
        evidence,
    )


def _evidence(found: Proof, scheme) -> str:
    """The dated lines; a scheme that has none says so in its rule already."""
    lines = found.preuves[scheme.id]
    if not lines:
        return ""
    return html("<h4>{}</h4>{}", _dates(len(lines)), evidence_list(lines))


def _dates(count: int) -> str:
    return plural(count, "preuve ou date connue", "preuves et dates connues")


def _form(scheme, proposes: Proposes | None) -> str:
    """Beside what is to be confirmed, the way to the form that proposes a proof."""
    if proposes is None or scheme.etat != TO_CONFIRM:
        return ""
    return html(' <span class="ecran">{}</span>', proposal_link(proposes(scheme.id)))


def _what_is_folded(found: Proof, dates: int) -> str:
    parts = [_dates(dates)] if dates else []
    more = len(found.dispositifs) - SCHEMES_SHOWN
    if more > 0:
        parts.append(plural(more, "autre dispositif retenu", "autres dispositifs retenus"))
    if len(found.ecartes):
        parts.append(plural(len(found.ecartes), "dispositif écarté", "dispositifs écartés"))
    if len(found.autrement):
        count = len(found.autrement)
        verb = "compterait" if count == 1 else "compteraient"
        parts.append(f"{count} qui {verb} autrement")
    return typeset(", ".join([*parts, "les programmes de la famille"]))
