"""What others have and a region has not, the regions most like it, its smallest step up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from amu_geo.charts.base.markup import dot, joined, link, outside_link, sign
from amu_geo.charts.schemes.proof import Proposes, proposal_link
from amu_geo.charts.schemes.state import SCHEME_STATES, lacking_proof, scheme_state
from amu_geo.comparison import Missing, Step, Twin
from amu_geo.edition import referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import enumerate_fr, percent, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.sentences import step_sentence
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    INVOLVING,
    PROGRAMMES,
    STATES,
    TO_CONFIRM,
    UNDOCUMENTED,
)

MODELS_SHOWN = 3
STEPS_SHOWN = 3


def missing_list(missing: Sequence[Missing], coverage: Coverage) -> str:
    """HTML of what is missing, families first, each with the schemes to copy."""
    blocks = []
    for kind, title in (("famille", "Familles"), ("programme", "Programmes")):
        found = [item for item in missing if item.sorte == kind]
        if found:
            items = joined(_missing(item, coverage) for item in found)
            blocks.append(f'<h3 class="intertitre">{title}</h3><ul class="manques">{items}</ul>')
    return joined(blocks)


def _missing(item: Missing, coverage: Coverage) -> str:
    title = escape(typeset(item.libelle))
    if item.sorte == "famille":
        title = f"{dot(FAMILIES[item.code], UNDOCUMENTED, spoken=False)} {title}"
    # A programme's model is told in full under its family already.
    whole = item.sorte == "famille"
    shown = item.modeles.head(MODELS_SHOWN).to_dict("records")
    first, *others = (_model(model, whole, coverage) for model in shown)
    more = joined(f"<li>{model}</li>" for model in others)
    rest = (
        f"<details><summary>Autres modèles ({len(others)})</summary><ul>{more}</ul></details>"
        if others
        else ""
    )
    return (
        f'<li class="carte-blanche"><h4>{title}</h4>'
        f'<p class="secondaire">{_where(item, coverage)}</p>'
        f'<div class="modele"><p class="a-copier">À copier</p>{first}</div>'
        f"{rest}</li>"
    )


def _where(item: Missing, coverage: Coverage) -> str:
    """Which regions have it: those where it is confirmed, then the others."""
    proven = set(item.modeles.loc[item.modeles["etat"] == CONFIRMED, "code_region"])
    parts = []
    for state, codes in (
        (CONFIRMED, [code for code in item.regions if code in proven]),
        (TO_CONFIRM, [code for code in item.regions if code not in proven]),
    ):
        if codes:
            names = enumerate_fr(coverage.by_region[code]["nom"] for code in codes)
            word = (STATES if item.sorte == "famille" else SCHEME_STATES)[state]
            told = f"{sign(state)}{escape(capital(word))}"
            told = f'<span class="avec-signe">{told}</span>'
            parts.append(f"{told}{escape(typeset(f' : {names}'))}")
    return "<br>".join(parts)


def _model(model: dict, whole: bool, coverage: Coverage) -> str:
    facts = [
        model["region"],
        model["periode"],
        f"financeur : {model['financeur_libelle']}",
        users_asked(model["implication_usagers"]),
    ]
    source = outside_link(model["url_source"], model["titre_source"] or "source")
    age = f"{model['source_age']}, confiance {model['confiance']}"
    copy = f", {model['lien']}" if model["lien"] else ""
    proof, users = (model["preuve"], model["implication_preuve"]) if whole else ("", "")
    return (
        f"<p><strong>{escape(typeset(model['nom']))}</strong></p>"
        f"<p>{escape(typeset(' · '.join(fact for fact in facts if fact)))}</p>"
        f"<p>{scheme_state(coverage, model)}</p>"
        + (f"<p>{escape(typeset(proof))}</p>" if proof else "")
        + (f"<p>Usagers : {escape(typeset(users))}</p>" if users else "")
        + f'<p class="source">{source}, {escape(typeset(age + copy))}</p>'
    )


def users_asked(involvement: str) -> str:
    """« implication des usagers exigée », or "" when the rules say nothing of the users."""
    if involvement not in INVOLVING:
        return ""
    word = referentials.label("implication_usagers", involvement).lower()
    return f"implication des usagers {word}"


def twins_list(found: Sequence[Twin], href: Callable[[str], str]) -> str:
    """HTML of the regions most alike; `href` gives the address that compares with one."""
    return f'<ul class="jumelles">{joined(_twin(twin, href) for twin in found)}</ul>'


def _twin(twin: Twin, href: Callable[[str], str]) -> str:
    lines = joined(
        f"<p><span>{title}</span> {escape(_programmes(codes))}</p>"
        for title, codes in (
            ("En commun", twin.communs),
            ("Elle a en plus", twin.en_plus),
            ("Elle n’a pas", twin.en_moins),
        )
        if codes
    )
    words = f'ajouter<span class="invisible"> {escape(typeset(twin.nom))}</span>'
    compare = link(href(twin.code_region), words, "ajouter", twin.code_region)
    return (
        f"<li><h4>{escape(typeset(twin.nom))} "
        f'<span class="part">{percent(twin.ressemblance)} de programmes communs</span>'
        f"{compare}</h4>{lines}</li>"
    )


def _programmes(codes: Sequence[str]) -> str:
    return typeset(enumerate_fr(PROGRAMMES[code] for code in codes))


def steps_list(
    steps: Sequence[Step],
    coverage: Coverage,
    proposes: Proposes | None = None,
    shown: int = STEPS_SHOWN,
) -> str:
    """HTML of the smallest steps: one that a region could take, then others as easy to read.

    `proposes` gives the address of the form where a proof of a scheme is proposed.
    """
    if not steps:
        return f"<p>{escape(step_sentence(None))}</p>"
    items = joined(_step(step, coverage, proposes) for step in steps[:shown])
    return f'<ol class="etapes">{items}</ol>'


def _step(step: Step, coverage: Coverage, proposes: Proposes | None) -> str:
    schemes = coverage.edition.dispositifs.set_index("id")
    parts = [f"<strong>{escape(step_sentence(step))}</strong>"]
    if step.a_confirmer:
        own = joined(
            f"<li>{_named(schemes.loc[scheme_id])}, {escape(lacking_proof(coverage, [scheme_id]))}"
            f"{f'. {proposal_link(proposes(scheme_id))}' if proposes else ''}</li>"
            for scheme_id in step.a_confirmer
        )
        parts.append(f"<p>{sign(TO_CONFIRM)}À prouver :</p><ul>{own}</ul>")
    if step.deja:
        own = joined(f"<li>{_named(schemes.loc[scheme_id])}</li>" for scheme_id in step.deja)
        parts.append(f"<p>À rouvrir ou à mieux documenter :</p><ul>{own}</ul>")
    if step.exemple:
        model = schemes.loc[step.exemple]
        name = coverage.by_region[model["code_region"]]["nom"]
        parts.append(f"<p>Exemple confirmé, {escape(typeset(name))} : {_named(model)}</p>")
    return f"<li>{joined(parts)}</li>"


def _named(scheme: pd.Series) -> str:
    return f"{escape(typeset(scheme['nom']))} ({outside_link(scheme['url_source'])})"
