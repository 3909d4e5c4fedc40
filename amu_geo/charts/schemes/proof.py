"""The proof of a cell as a reader sees it: verdict and why, schemes with evidence, what is not."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from amu_geo.charts.base.markup import dot, html, joined, link, shown, sign
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.base.source import doubt_note, sourced
from amu_geo.charts.schemes.evidence import evidence_list, verdict
from amu_geo.edition import Edition, referentials
from amu_geo.french.grammar import capital, lower_first
from amu_geo.french.typography import date_fr
from amu_geo.schemes import Proof
from amu_geo.sentences import licence_said
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM

# The address where a proof of a scheme is proposed, from the scheme's id.
Proposes = Callable[[str], str]


def proof_html(found: Proof, edition: Edition, proposes: Proposes | None = None) -> str:
    """HTML of a proof, for a dialog or a portrait.

    Parameters
    ----------
    proposes
        Gives the address of the form beside what is to be confirmed; none without it.
    """
    blocks = [
        _verdict(found),
        grounds(found, proposes),
        beyond(found),
        _degrees(found),
        html('<p class="source">{}</p>', source_line(edition)),
    ]
    return html('<article class="preuve">{}</article>', joined(blocks))


def _verdict(found: Proof) -> str:
    """The state in large, of what, and what gives it: who reads no further has the answer."""
    family = FAMILIES[found.famille]
    said = html("{}{}", sign(found.etat), capital(STATES[found.etat]))
    return html(
        '<header class="verdict-cellule {}"><h3><small>{} {}<span class="invisible"> : </span>'
        '</small>{}</h3><p class="regle">{}</p></header>',
        found.etat,
        dot(family, found.etat, spoken=False),
        shown(f"{found.nom}, {family.label}"),
        said,
        shown(found.regle),
    )


def grounds(found: Proof, proposes: Proposes | None = None) -> str:
    """HTML of the schemes on which a cell rests, each with its evidence; "" without any."""
    schemes = found.dispositifs
    resting, others = schemes[schemes["fonde"]], schemes[~schemes["fonde"]]
    title = "Ce qui la confirme" if found.etat == CONFIRMED else "Ce qui la documente"
    blocks = [
        _documenting(title, resting, found, proposes),
        _documenting("Ce qui la documente aussi, à confirmer", others, found, proposes),
    ]
    return joined(blocks)


def beyond(found: Proof) -> str:
    """HTML of what does not count, and of what would count otherwise."""
    blocks = [
        _gaps(found),
        _block("Écartés par cette lecture ou par l’année", found.ecartes, "raison"),
        html("<p>{}</p>", shown(found.elargir)) if found.elargir else "",
        _block("Compteraient si l’on rattachait autrement leur programme", found.autrement),
        _mapping(found),
    ]
    return joined(blocks)


def _degrees(found: Proof) -> str:
    """HTML of what the degrees of confidence above mean, those that are there."""
    given = {line.confiance for lines in found.preuves.values() for line in lines}
    for schemes in (found.dispositifs, found.ecartes, found.autrement):
        given |= set(schemes["confiance"])
    meant = [
        f"{code} : {lower_first(referentials.explanation('confiance', code).rstrip('.'))}"
        for code in referentials.codes("confiance")
        if code in given
    ]
    return (
        html('<p class="source">{}</p>', shown(f"Confiance {' ; '.join(meant)}.")) if meant else ""
    )


def source_line(edition: Edition) -> str:
    """HTML: who says it, when it was read, under which licence, where to report an error."""
    read = date_fr(edition.date.isoformat())
    report = report_link(edition, "une preuve")
    told = f"{edition.titre}, pages lues le {read}. {licence_said(edition)}."
    return html("{} {}", shown(told), report).rstrip()


def proposal_link(href: str) -> str:
    """HTML of the link to the form where a proof is proposed."""
    return link(href, "Proposer une preuve", "page", href, "proposer")


def _documenting(title: str, schemes: pd.DataFrame, found: Proof, proposes: Proposes | None) -> str:
    if schemes.empty:
        return ""
    items = joined(_with_evidence(scheme, found, proposes) for scheme in schemes.itertuples())
    return html("<h4>{}</h4><ul>{}</ul>", title, items)


def _with_evidence(scheme, found: Proof, proposes: Proposes | None) -> str:
    asked = proposes is not None and scheme.etat == TO_CONFIRM
    form = html("<p>{}</p>", proposal_link(proposes(scheme.id))) if asked else ""
    return html(
        "<li><strong>{}</strong>{}{}{}{}<p>{}</p>{}</li>",
        shown(scheme.nom),
        verdict(scheme.etat, f"{capital(scheme.regle)}."),
        _page(scheme),
        _told(scheme),
        evidence_list(found.preuves[scheme.id]),
        _facts(scheme),
        form,
    )


def _told(scheme) -> str:
    """What was read on its page."""
    return html('<p class="dit">{}</p>', shown(scheme.preuve)) if scheme.preuve else ""


def _block(title: str, schemes: pd.DataFrame, reason: str = "") -> str:
    if schemes.empty:
        return ""
    items = joined(_scheme(scheme, reason) for scheme in schemes.itertuples())
    return html("<h4>{}</h4><ul>{}</ul>", title, items)


def _scheme(scheme, reason: str) -> str:
    why = getattr(scheme, reason) if reason else ""
    return (
        html("<li><strong>{}</strong>", shown(scheme.nom))
        + (html('<p class="raison">{}.</p>', shown(capital(why))) if why else "")
        + html("{}{}<p>{}</p></li>", _page(scheme), _told(scheme), _facts(scheme))
    )


def _facts(scheme) -> str:
    facts = [
        scheme.programme_libelle,
        f"financeur : {scheme.financeur_libelle}",
        scheme.periode,
        scheme.statut_phrase,
    ]
    return shown(" · ".join(fact for fact in facts if fact))


def _page(scheme) -> str:
    source = sourced(scheme.url_source, scheme.titre_source or "source")
    notes = [scheme.source_age, f"confiance {scheme.confiance}", scheme.lien]
    about = shown(", ".join(note for note in notes if note))
    told = html('<p class="source">Sa page : {}, {}</p>', source, about)
    return told + doubt_note(scheme.url_source)


def _gaps(found: Proof) -> str:
    if not found.lacunes:
        return ""
    items = joined(html("<li>{}</li>", shown(finding)) for _, finding in found.lacunes)
    return html("<h4>Ce qui a été cherché sans succès</h4><ul>{}</ul>", items)


def _mapping(found: Proof) -> str:
    items = joined(
        html("<li><strong>{}</strong> : {}</li>", shown(label), shown(why))
        for _, label, why in found.correspondance
    )
    title = "Notre lecture : les programmes qui relèvent de cette famille"
    return html("<details><summary>{}</summary><ul>{}</ul></details>", title, items)
