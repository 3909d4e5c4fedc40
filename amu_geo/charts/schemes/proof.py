"""The proof of a cell as a reader sees it: verdict, schemes with evidence, what is left out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from amu_geo.charts.base.markup import dot, joined, link, outside_link, shown
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.schemes.evidence import evidence_list, verdict
from amu_geo.edition import Edition
from amu_geo.french.grammar import capital
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
    family = FAMILIES[found.famille]
    title = f"{found.nom}, {family.label} : {STATES[found.etat]}"
    blocks = [
        f"<h3>{dot(family, found.etat, spoken=False)} {shown(title)}</h3>",
        f'<p class="regle {found.etat}">{shown(found.regle)}</p>',
        grounds(found, proposes),
        beyond(found),
        f'<p class="source">{source_line(edition)}</p>',
    ]
    return f'<article class="preuve">{joined(blocks)}</article>'


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
        f"<p>{shown(found.elargir)}</p>" if found.elargir else "",
        _block("Compteraient si l’on rattachait autrement leur programme", found.autrement),
        _mapping(found),
    ]
    return joined(blocks)


def source_line(edition: Edition) -> str:
    """HTML: who says it, when it was read, under which licence, where to report an error."""
    read = date_fr(edition.date.isoformat())
    report = report_link(edition, "une preuve")
    told = f"{edition.titre}, pages lues le {read}. {licence_said(edition)}."
    return f"{shown(told)} {report}".rstrip()


def proposal_link(href: str) -> str:
    """HTML of the link to the form where a proof is proposed."""
    return link(href, "Proposer une preuve", "page", href, "proposer")


def _documenting(title: str, schemes: pd.DataFrame, found: Proof, proposes: Proposes | None) -> str:
    if schemes.empty:
        return ""
    items = joined(_with_evidence(scheme, found, proposes) for scheme in schemes.itertuples())
    return f"<h4>{title}</h4><ul>{items}</ul>"


def _with_evidence(scheme, found: Proof, proposes: Proposes | None) -> str:
    told = f"<p>{shown(scheme.preuve)}</p>" if scheme.preuve else ""
    asked = proposes is not None and scheme.etat == TO_CONFIRM
    form = f"<p>{proposal_link(proposes(scheme.id))}</p>" if asked else ""
    return (
        f"<li><strong>{shown(scheme.nom)}</strong>"
        f"{verdict(scheme.etat, f'{capital(scheme.regle)}.')}"
        f"{evidence_list(found.preuves[scheme.id])}"
        f"<p>{_facts(scheme)}</p>{told}{_page(scheme)}{form}</li>"
    )


def _block(title: str, schemes: pd.DataFrame, reason: str = "") -> str:
    if schemes.empty:
        return ""
    items = joined(_scheme(scheme, reason) for scheme in schemes.itertuples())
    return f"<h4>{title}</h4><ul>{items}</ul>"


def _scheme(scheme, reason: str) -> str:
    why = getattr(scheme, reason) if reason else ""
    return (
        f"<li><strong>{shown(scheme.nom)}</strong><p>{_facts(scheme)}</p>"
        + (f"<p>{shown(scheme.preuve)}</p>" if scheme.preuve else "")
        + (f'<p class="raison">{shown(capital(why))}.</p>' if why else "")
        + f"{_page(scheme)}</li>"
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
    source = outside_link(scheme.url_source, scheme.titre_source or "source")
    notes = [scheme.source_age, f"confiance {scheme.confiance}", scheme.lien]
    about = " · ".join(shown(note) for note in notes if note)
    return f'<p class="source">Sa page : {source}. {about}</p>'


def _gaps(found: Proof) -> str:
    if not found.lacunes:
        return ""
    items = joined(f"<li>{shown(finding)}</li>" for _, finding in found.lacunes)
    return f"<h4>Ce qui a été cherché sans succès</h4><ul>{items}</ul>"


def _mapping(found: Proof) -> str:
    items = joined(
        f"<li><strong>{shown(label)}</strong> : {shown(why)}</li>"
        for _, label, why in found.correspondance
    )
    title = "Notre lecture : les programmes qui relèvent de cette famille"
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>"
