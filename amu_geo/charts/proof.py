"""The proof of a cell as a reader sees it: rule, schemes, sources, what is left out."""

from __future__ import annotations

from html import escape

import pandas as pd

from amu_geo.charts.markup import dot, joined, outside_link
from amu_geo.edition import Edition
from amu_geo.schemes import Proof
from amu_geo.typography import date_fr, typeset
from amu_geo.vocabulary import FAMILIES, STATES


def proof_html(found: Proof, edition: Edition) -> str:
    """HTML of a proof, for a dialog or a portrait."""
    family = FAMILIES[found.famille]
    title = f"{found.nom}, {family.label} : {STATES[found.etat]}"
    blocks = [
        f"<h3>{dot(family, found.etat, spoken=False)} {escape(typeset(title))}</h3>",
        f'<p class="regle">{escape(typeset(found.regle))}</p>',
        grounds(found),
        beyond(found),
        f'<p class="source">{escape(typeset(source_line(edition)))}</p>',
    ]
    return f'<article class="preuve">{joined(blocks)}</article>'


def grounds(found: Proof) -> str:
    """HTML of the schemes on which a cell rests; "" when there is none."""
    return _block("Ce sur quoi la case repose", found.dispositifs, "regle")


def beyond(found: Proof) -> str:
    """HTML of what does not count, and of what would count otherwise."""
    blocks = [
        _gaps(found),
        _block("Écartés par cette lecture", found.ecartes, "raison"),
        f"<p>{escape(typeset(found.elargir))}</p>" if found.elargir else "",
        _block("Compteraient si l’on rattachait autrement leur programme", found.autrement),
        _mapping(found),
    ]
    return joined(blocks)


def source_line(edition: Edition) -> str:
    """Who says it, when it was read, under which licence, where to report an error."""
    read = date_fr(edition.date.isoformat())
    return (
        f"{edition.titre}, pages lues le {read}. Licence : {edition.licence}. "
        f"Signaler une erreur : {edition.contact}"
    )


def _block(title: str, schemes: pd.DataFrame, reason: str = "") -> str:
    if schemes.empty:
        return ""
    items = joined(_scheme(scheme, reason) for scheme in schemes.itertuples())
    return f"<h4>{title}</h4><ul>{items}</ul>"


def _scheme(scheme, reason: str) -> str:
    facts = [
        scheme.programme_libelle,
        f"financeur : {scheme.financeur_libelle}",
        scheme.periode,
        scheme.statut_phrase,
    ]
    why = getattr(scheme, reason) if reason else ""
    source = outside_link(scheme.url_source, scheme.titre_source or "source")
    notes = [scheme.source_age, f"confiance {scheme.confiance}", scheme.lien]
    about = " · ".join(escape(typeset(note)) for note in notes if note)
    return (
        f"<li><strong>{escape(typeset(scheme.nom))}</strong>"
        f"<p>{escape(typeset(' · '.join(fact for fact in facts if fact)))}</p>"
        + (f"<p>{escape(typeset(scheme.preuve))}</p>" if scheme.preuve else "")
        + (f'<p class="regle">{escape(typeset(why))}</p>' if why else "")
        + f'<p class="source">Source : {source}. {about}</p></li>'
    )


def _gaps(found: Proof) -> str:
    if not found.lacunes:
        return ""
    items = joined(f"<li>{escape(typeset(finding))}</li>" for _, finding in found.lacunes)
    return f"<h4>Ce qui a été cherché sans succès</h4><ul>{items}</ul>"


def _mapping(found: Proof) -> str:
    items = joined(
        f"<li><strong>{escape(typeset(label))}</strong> : {escape(typeset(why))}</li>"
        for _, label, why in found.correspondance
    )
    title = "Notre lecture : les programmes qui soutiennent cette famille"
    return f"<details><summary>{title}</summary><ul>{items}</ul></details>"
