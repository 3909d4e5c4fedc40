"""« Que copier ? »: schemes of other regions, each with what it takes to do the same."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from amu_geo.charts.base.markup import dot, html, joined, outside_link, shown, sign
from amu_geo.charts.base.source import briefly_sourced, sourced
from amu_geo.charts.schemes.table import Opener
from amu_geo.comparison import Amount, Model
from amu_geo.edition import referentials
from amu_geo.french.grammar import capital
from amu_geo.french.typography import NO_BREAK
from amu_geo.sentences.portrait.models import model_brings, portrait_other_models
from amu_geo.vocabulary import CONFIRMED, FAMILIES

MODELS_SHOWN = 3
NO_AMOUNT = "montant non trouvé"


def models(found: Sequence[Model], opens: Opener) -> str:
    """HTML of the first models, side by side; "" when there is none.

    `opens` makes the link to a scheme, from its id and the HTML of its name.
    """
    if not found:
        return ""
    cards = joined(_model(model, opens) for model in found[:MODELS_SHOWN])
    others = found[MODELS_SHOWN:]
    return html('<ul class="modeles-a-copier">{}</ul>{}', cards, _others(others, opens))


def _others(others: Sequence[Model], opens: Opener) -> str:
    """A line of links to the models that have no card; "" when each has one."""
    if not others:
        return ""
    named = joined(
        (
            html(
                "{} ({})",
                opens(model.dispositif["id"], shown(model.dispositif["nom"])),
                shown(model.dispositif["region"]),
            )
            for model in others
        ),
        by=", ",
    )
    before = portrait_other_models(others)
    return html('<p class="autres-modeles">{}&#8239;: {}.</p>', before, named)


def _model(model: Model, opens: Opener) -> str:
    scheme = model.dispositif
    facts = (
        ("Usagers", _users(model)),
        ("Montant", _money(model.montants)),
        ("Dates", html("{}{}. {}", sign(CONFIRMED), _rule(model), shown(_period(model)))),
        ("Opérateur", _operator(model)),
        ("Source", _source(model)),
    )
    rows = joined(html("<div><dt>{}</dt><dd>{}</dd></div>", name, told) for name, told in facts)
    return html(
        '<li class="carte-blanche"><p class="d-ou">{}</p><h3>{}</h3>{}<dl>{}</dl>{}</li>',
        shown(f"{scheme['region']} · {scheme['programme_libelle']}"),
        opens(scheme["id"], shown(scheme["nom"])),
        html("<p>{}</p>", shown(scheme["preuve"])) if scheme["preuve"] else "",
        rows,
        _brings(model),
    )


def _rule(model: Model) -> Markup:
    return shown(capital(model.regle))


def _period(model: Model) -> str:
    return f"{capital(model.dispositif['periode'])}."


def _users(model: Model) -> str:
    """What the rules ask for; how much they ask it stands first."""
    scheme = model.dispositif
    asked = html("<strong>Implication {}.</strong>", scheme["implication_libelle"].lower())
    said = scheme["implication_preuve"] or referentials.explanation(
        "implication_usagers", scheme["implication_usagers"]
    )
    return html("{} {}", asked, shown(said))


def _money(amounts: Sequence[Amount]) -> str:
    if not amounts:
        return html('<span class="nd mot">{}</span>', NO_AMOUNT)
    return Markup("<br>").join(_amount(amount) for amount in amounts)


def _amount(amount: Amount) -> str:
    source = briefly_sourced(amount.url_source, "source", amount.titre_source)
    about = shown(f" : {told(amount)}")
    return html("<strong>{}</strong>{}, {}", shown(amount.texte), about, source)


def told(amount: Amount) -> str:
    """What a sum pays for and when, without what its note says already."""
    about = amount.note or amount.mesure.lower()
    if amount.annee is None:
        return about if "dat" in about else f"{about}, non daté"
    return about if str(amount.annee) in about else f"{about}, {amount.annee}"


def _operator(model: Model) -> str:
    named = joined(
        outside_link(site, shown(words)) if site else shown(words)
        for words, site in model.operateur
    )
    if any(site for _, site in model.operateur):
        return named
    return html("{} <small>site non trouvé</small>", named)


def _source(model: Model) -> str:
    scheme = model.dispositif
    link = sourced(scheme["url_source"], shown(scheme["titre_source"] or "source"))
    notes = [scheme["source_age"], f"confiance{NO_BREAK}{scheme['confiance']}", scheme["lien"]]
    return html("{}, {}", link, shown(", ".join(note for note in notes if note)))


def _brings(model: Model) -> str:
    """Which families it would confirm here, or that it would confirm none more."""
    dots = joined(dot(FAMILIES[code], CONFIRMED, spoken=False) for code in model.apporte)
    more = "apporte" if model.apporte else "apporte rien-de-plus"
    signs = html('<span class="pastilles">{}</span> ', dots) if dots else ""
    return html('<p class="{}">{}{}</p>', more, signs, model_brings(model))
