"""One proposal: what the record says beside what we say, and what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined, shown
from amu_geo.charts.base.source import sourced
from amu_geo.edition import Edition, referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import date_fr, typeset
from amu_geo.harvest.deciding.queue import Decision
from amu_geo.harvest.proposal import CLASSES, DOUBT, VERDICTS, Proposal
from amu_geo.measure.evidence import scheme_states
from amu_geo.schemes.freshness import last_proof_words
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM

_STATES = {CONFIRMED: "confirmé", TO_CONFIRM: "à confirmer"}
_SILENT = "non dit"
TITLE = "proposition-lue"
Facts = Iterable[tuple[str, str]]


def proposal_card(
    proposal: Proposal, edition: Edition, region: str, decision: Decision | None
) -> str:
    """HTML of a proposal.

    Parameters
    ----------
    edition
        That it is held against.
    region
        Name of its région.
    decision
        What was decided of it already.
    """
    rows = edition.dispositifs[edition.dispositifs["id"] == proposal.id_dispositif]
    ours = rows.iloc[0].to_dict() if len(rows) else None
    name = proposal.nom or proposal.fiche_titre
    return html(
        '<article class="relecture"><p class="relecture-genre"><b>{}</b> {}{}</p>'
        '<h2 id="{}">{}</h2>{}<div class="relecture-faces">{}{}</div></article>',
        typeset(capital(CLASSES[proposal.classe])), shown(region), _decided(decision), TITLE,
        shown(name), _effect(proposal),
        _doubt_side(proposal) if proposal.classe == DOUBT else _record_side(proposal, edition),
        _our_side(proposal, ours, edition),
    )  # fmt: skip


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return ""
    return html(' <span class="relecture-decidee">{}</span>', VERDICTS[decision.verdict])


def _effect(proposal: Proposal) -> str:
    told = []
    if proposal.effet:
        effect = capital(proposal.effet)
        told.append(html('<p class="relecture-effet"><b>Sur la carte.</b> {}</p>', shown(effect)))
    if proposal.doute and proposal.classe != DOUBT:
        told.append(html('<p class="relecture-doute"><b>Indice.</b> {}</p>', shown(proposal.doute)))
    return joined(told)


def _record_side(proposal: Proposal, edition: Edition) -> str:
    page = proposal.fiche_adresse
    title = sourced(page, proposal.fiche_titre) if page else shown(proposal.fiche_titre)
    asked = f"interrogée le {date_fr(proposal.interrogee_le)}" if proposal.interrogee_le else ""
    facts = [
        ("Nom", title),
        ("Porteur", _said(proposal.fiche_porteur)),
        ("Territoire", _said(proposal.fiche_territoire)),
        ("Dates", _said(_period(proposal.fiche_debut, proposal.fiche_fin))),
        ("Mise à jour", _said(date_fr(proposal.fiche_maj) if proposal.fiche_maj else "")),
        ("Texte", _said(proposal.fiche_texte)),
        ("Source", html("{}<small>{}</small>", shown(proposal.source),
                        shown(" ; ".join(filter(None, (asked, proposal.licence)))))),
    ]  # fmt: skip
    if proposal.programme:
        label = edition.programme_labels.get(proposal.programme, proposal.programme)
        facts.append(("Programme suggéré", _suggestion(label, proposal.mots_programme)))
    if proposal.implication:
        label = referentials.label("implication_usagers", proposal.implication)
        facts.append(("Usagers", _suggestion(label, proposal.mots_implication)))
    return _side("La fiche", facts)


def _doubt_side(proposal: Proposal) -> str:
    page = proposal.url_source
    facts = [
        ("Page connue", sourced(page, proposal.titre_source or page)),
        ("Ce qu’on en sait", shown(capital(proposal.doute))),
        ("À chercher", shown("Une page publique qui montre qu’il est en vigueur, ou qu’il a pris "
                             "fin, avec sa date : vote, appel, lauréats, budget.")),
    ]  # fmt: skip
    return _side("Où chercher", facts)


def _our_side(proposal: Proposal, ours: Mapping[str, Any] | None, edition: Edition) -> str:
    if ours is None:
        near = _name_of(edition, proposal.proche_de)
        told = html("<p>{}</p>", shown("L’édition n’a pas ce dispositif."))
        alike = f"{near}, ressemblance {proposal.ressemblance} %" if near else ""
        return _side("Notre ligne", [("Le plus proche", shown(alike))] if alike else [], told)
    state = scheme_states(edition)[edition.dispositifs["id"] == proposal.id_dispositif].iloc[0]
    proofs = last_proof_words(edition, [proposal.id_dispositif])
    programme = edition.programme_labels.get(ours["programme"], ours["programme"])
    facts = [
        ("Nom", shown(ours["nom"])),
        ("Opérateur", _said(ours["operateur"])),
        ("Programme", shown(programme)),
        ("Statut", _with_changes("statut", referentials.label("statut", ours["statut"]), proposal)),
        ("État", shown(_STATES.get(state, "ne compte pas à la date de l’édition"))),
        ("Preuve", shown(capital(proofs))),
        ("Période", _said(_years(ours))),
        ("Usagers", shown(referentials.label("implication_usagers", ours["implication_usagers"]))),
        ("Source", sourced(ours["url_source"], ours["titre_source"] or ours["url_source"])),
    ]  # fmt: skip
    return _side("Notre ligne", facts, _alike(proposal, edition))


def _alike(proposal: Proposal, edition: Edition) -> str:
    if not proposal.trouve_par:
        return Markup("")
    how = "même adresse" if proposal.trouve_par == "adresse" else "par le nom"
    other = _name_of(edition, proposal.proche_de)
    rival = f" ; pourrait aussi viser « {other} »" if other else ""
    told = f"Rapprochés {how}, ressemblance {proposal.ressemblance} %{rival}."
    return html('<p class="relecture-ressemblance">{}</p>', shown(told))


def _name_of(edition: Edition, code: str) -> str:
    names = edition.dispositifs.loc[edition.dispositifs["id"] == code, "nom"]
    return names.iloc[0] if code and len(names) else ""


def _with_changes(column: str, value: str, proposal: Proposal) -> str:
    for change in proposal.changes:
        if change.column == column:
            after = referentials.label(column, change.after)
            return html("{} → <mark>{}</mark>", shown(value), shown(after))
    return shown(value)


def _suggestion(label: str, words: str) -> str:
    return html("{}<small>{}</small>", shown(capital(label)), shown(f"d’après {words}"))


def _period(start: str, end: str) -> str:
    told = [f"ouvre : {date_fr(start)}" if start else "", f"ferme : {date_fr(end)}" if end else ""]
    return " ; ".join(filter(None, told))


def _years(ours: Mapping[str, Any]) -> str:
    start, end = (str(ours[name]) for name in ("annee_debut", "annee_fin"))
    known = [year for year in (start, end) if year.isdigit()]
    return " à ".join(known) if len(known) == 2 else f"depuis {start}" if start.isdigit() else ""


def _said(text: str) -> str:
    return shown(text) if text else html('<span class="relecture-muet">{}</span>', _SILENT)


def _side(title: str, facts: Facts, before: str = "") -> str:
    rows = joined(html("<div><dt>{}</dt><dd>{}</dd></div>", shown(n), told) for n, told in facts)
    return html('<section><h3>{}</h3>{}<dl class="faits">{}</dl></section>', title, before, rows)
