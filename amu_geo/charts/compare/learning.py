"""What others have and a region has not, the regions most like it, its smallest step up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, joined, link, sign
from amu_geo.charts.base.source import briefly_sourced, sourced
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
            blocks.append(
                html('<h3 class="intertitre">{}</h3><ul class="manques">{}</ul>', title, items)
            )
    return joined(blocks)


def _missing(item: Missing, coverage: Coverage) -> str:
    title = escape(typeset(item.libelle))
    if item.sorte == "famille":
        title = html("{} {}", dot(FAMILIES[item.code], UNDOCUMENTED, spoken=False), title)
    # A programme's model is told in full under its family already.
    whole = item.sorte == "famille"
    shown = item.modeles.head(MODELS_SHOWN).to_dict("records")
    first, *others = (_model(model, whole, coverage) for model in shown)
    more = joined(html("<li>{}</li>", model) for model in others)
    rest = (
        html(
            "<details><summary>Autres modèles ({})</summary><ul>{}</ul></details>",
            len(others),
            more,
        )
        if others
        else ""
    )
    return html(
        '<li class="carte-blanche"><h4>{}</h4>'
        '<p class="secondaire">{}</p>'
        '<div class="modele"><p class="a-copier">À copier</p>{}</div>'
        "{}</li>",
        title,
        _where(item, coverage),
        first,
        rest,
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
            told = html("{}{}", sign(state), capital(word))
            told = html('<span class="avec-signe">{}</span>', told)
            parts.append(html("{}{}", told, typeset(f" : {names}")))
    return Markup("<br>").join(parts)


def _model(model: dict, whole: bool, coverage: Coverage) -> str:
    facts = [
        model["region"],
        model["periode"],
        f"financeur : {model['financeur_libelle']}",
        users_asked(model["implication_usagers"]),
    ]
    source = sourced(model["url_source"], model["titre_source"] or "source")
    age = f"{model['source_age']}, confiance {model['confiance']}"
    copy = f", {model['lien']}" if model["lien"] else ""
    proof, users = (model["preuve"], model["implication_preuve"]) if whole else ("", "")
    return (
        html(
            "<p><strong>{}</strong></p><p>{}</p><p>{}</p>",
            typeset(model["nom"]),
            typeset(" · ".join(fact for fact in facts if fact)),
            scheme_state(coverage, model),
        )
        + (html("<p>{}</p>", typeset(proof)) if proof else "")
        + (html("<p>Usagers : {}</p>", typeset(users)) if users else "")
        + html('<p class="source">{}, {}</p>', source, typeset(age + copy))
    )


def users_asked(involvement: str) -> str:
    """« implication des usagers exigée », or "" when the rules say nothing of the users."""
    if involvement not in INVOLVING:
        return ""
    word = referentials.label("implication_usagers", involvement).lower()
    return f"implication des usagers {word}"


def twins_list(found: Sequence[Twin], labels: Mapping[str, str], href: Callable[[str], str]) -> str:
    """HTML of the regions most alike; `labels` are those of the edition's programmes, `href`
    gives the address that compares with one.
    """
    items = joined(_twin(twin, labels, href) for twin in found)
    return html('<ul class="jumelles">{}</ul>', items)


def _twin(twin: Twin, labels: Mapping[str, str], href: Callable[[str], str]) -> str:
    lines = joined(
        html("<p><span>{}</span> {}</p>", title, _programmes(codes, labels))
        for title, codes in (
            ("En commun", twin.communs),
            ("Elle a en plus", twin.en_plus),
            ("Elle n’a pas", twin.en_moins),
        )
        if codes
    )
    words = html('ajouter<span class="invisible"> {}</span>', typeset(twin.nom))
    compare = link(href(twin.code_region), words, "ajouter", twin.code_region)
    return html(
        '<li><h3>{} <span class="part">{} de programmes communs</span>{}</h3>{}</li>',
        typeset(twin.nom),
        percent(twin.ressemblance),
        compare,
        lines,
    )


def _programmes(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return typeset(enumerate_fr(labels[code] for code in codes))


def steps_list(
    steps: Sequence[Step],
    coverage: Coverage,
    proposes: Proposes | None = None,
    shown: int = STEPS_SHOWN,
) -> str:
    """HTML of the smallest steps, the easiest first; "" when no programme would confirm more.

    `proposes` gives the address of the form where a proof of a scheme is proposed.
    """
    if not steps:
        return ""
    items = joined(_step(step, coverage, proposes) for step in steps[:shown])
    return html('<ol class="etapes">{}</ol>', items)


def _step(step: Step, coverage: Coverage, proposes: Proposes | None) -> str:
    schemes = coverage.edition.dispositifs.set_index("id")
    parts = [html("<strong>{}</strong>", step_sentence(step))]
    if step.a_confirmer:
        own = joined(
            html(
                "<li>{}, {}{}</li>",
                _named(schemes.loc[scheme_id]),
                lacking_proof(coverage, [scheme_id]),
                html(". {}", proposal_link(proposes(scheme_id))) if proposes else "",
            )
            for scheme_id in step.a_confirmer
        )
        parts.append(html("<p>{}À prouver :</p><ul>{}</ul>", sign(TO_CONFIRM), own))
    if step.deja:
        own = joined(html("<li>{}</li>", _named(schemes.loc[scheme_id])) for scheme_id in step.deja)
        parts.append(html("<p>À rouvrir ou à mieux documenter :</p><ul>{}</ul>", own))
    if step.exemple:
        model = schemes.loc[step.exemple]
        name = coverage.by_region[model["code_region"]]["nom"]
        parts.append(html("<p>Exemple confirmé, {} : {}</p>", typeset(name), _named(model)))
    return html("<li>{}</li>", joined(parts))


def _named(scheme: pd.Series) -> str:
    return html("{} ({})", typeset(scheme["nom"]), briefly_sourced(scheme["url_source"]))
