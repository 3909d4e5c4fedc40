"""One scheme, whole: what it is, what it asks of users, its dated figures, its sources."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup, escape

from amu_geo.charts.base.markup import dot, html, joined
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.base.source import doubt_note, sourced
from amu_geo.charts.base.term import term
from amu_geo.charts.schemes.evidence import evidence_list, verdict
from amu_geo.charts.schemes.table import Opener
from amu_geo.edition import Edition, referentials
from amu_geo.french.grammar import capital, lower_first
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.schemes.dossier import Dossier
from amu_geo.vocabulary import FAMILIES

POINTS_NOT_CURVES = (
    "Chaque chiffre est un point daté, avec sa note et sa source : ces chiffres ne s’additionnent "
    "pas et ne se relient pas en courbe."
)


def scheme_detail(found: Dossier, edition: Edition, opens: Opener) -> str:
    """HTML of a scheme's detail: the verdict first, then its evidence, then the rest.

    Parameters
    ----------
    opens
        Makes the link to another scheme, from its id and the HTML of its name.
    """
    scheme = found.dispositif
    blocks = [
        html("<h3>{}</h3>", typeset(scheme["nom"])),
        html('<p class="secondaire">{}</p>', typeset(scheme["operateur"])),
        _status(found),
        html("<h4>Preuves datées</h4>{}", evidence_list(found.preuves)),
        _facts(found),
        _users(scheme),
        _lineage(found, opens),
        _figures(found.chiffres),
        _source(scheme, edition),
    ]
    return html('<article class="dossier">{}</article>', joined(blocks))


def _status(found: Dossier) -> str:
    if found.retenu:
        return verdict(found.etat, f"{capital(found.regle)}.")
    text = f"Écarté par la lecture ou par l’année : {found.regle}."
    return html('<p class="regle ecarte">{}</p>', typeset(text))


def _facts(found: Dossier) -> str:
    scheme = found.dispositif
    strict = referentials.label("strict", scheme["strict"])
    facts = [
        ("Région", escape(typeset(scheme["region"]))),
        (term("programme"), _programme(found) + _small(found.justification)),
        (
            term("financeur"),
            escape(typeset(scheme["financeur_libelle"]))
            + _small(referentials.explanation("financeur", scheme["financeur"])),
        ),
        ("Période", escape(typeset(f"{scheme['periode']} ; {scheme['statut_phrase']}"))),
        (
            term("strict", "Critère strict"),
            escape(strict) + _small(_strictness(scheme["strict"])),
        ),
    ]
    rows = joined(html("<div><dt>{}</dt><dd>{}</dd></div>", name, value) for name, value in facts)
    return html('<dl class="faits">{}</dl>', rows)


def _programme(found: Dossier) -> str:
    """The programme and its families, in the sign of the scheme's state when it counts."""
    scheme = found.dispositif
    families = [FAMILIES[code] for code in scheme["familles"]]
    dots = joined(dot(family, found.etat, spoken=False) for family in families if found.etat)
    word = "familles" if len(families) > 1 else "famille"
    named = f", {word} {enumerate_fr(family.label for family in families)}" if families else ""
    return html('{}{} <span class="pastilles">{}</span>', scheme["programme_libelle"], named, dots)


def _strictness(code: str) -> str:
    """What the criterion asks, and that something of it is missing when it is not met."""
    asked = referentials.explanation("strict", "oui")
    if code == "oui":
        return asked
    return f"{referentials.explanation('strict', code).rstrip('.')} : {lower_first(asked)}"


def _small(text: str) -> str:
    return html('<span class="d-raison">{}</span>', typeset(text)) if text else ""


def _users(scheme: pd.Series) -> str:
    evidence = scheme["implication_preuve"]
    explained = evidence or referentials.explanation(
        "implication_usagers", scheme["implication_usagers"]
    )
    label = scheme["implication_libelle"].lower()
    return html(
        "<h4>{} : {}</h4><p>{}</p>", term("implication-des-usagers"), label, typeset(explained)
    )


def _lineage(found: Dossier, opens: Opener) -> str:
    lines = [_kin("Il succède à", found.avant, opens), _kin("Lui succède", found.apres, opens)]
    return html("<h4>Avant, après</h4>{}", joined(lines)) if any(lines) else ""


def _kin(words: str, schemes: pd.DataFrame, opens: Opener) -> str:
    return joined(
        html(
            '<p class="filiation">{} : {} ({}).</p>',
            words,
            opens(row.id, escape(typeset(row.nom))),
            typeset(row.periode),
        )
        for row in schemes.itertuples()
    )


def _figures(figures: pd.DataFrame) -> str:
    if figures.empty:
        return Markup("<h4>Chiffres</h4><p>Aucun chiffre relevé dans les pages lues.</p>")
    points = joined(_figure(figure) for figure in figures.itertuples())
    title = plural(len(figures), "chiffre daté", "chiffres datés")
    if figures["annee"].isna().any():
        title = plural(len(figures), "chiffre")
    warning = html('<p class="secondaire">{}</p>', POINTS_NOT_CURVES) if len(figures) > 1 else ""
    return html('<h4>{}</h4>{}<ul class="points">{}</ul>', title, warning, points)


def _figure(figure) -> str:
    year = "non daté" if pd.isna(figure.annee) else str(int(figure.annee))
    source = sourced(figure.url_source, figure.titre_source or "source")
    about = [figure.source_age, f"confiance {figure.confiance}", figure.lien]
    notes = joined((escape(typeset(text)) for text in about if text), by=" · ")
    kind = _kind(figure)
    note = html("<p>{}</p>", typeset(figure.note)) if figure.note else ""
    value = escape(typeset(figure.texte))
    return html(
        '<li><span class="point-an">{}</span><div><strong>{}</strong>'
        '<span class="mesure">{}</span>{}'
        '<p class="source">{}, {}</p></div></li>',
        year,
        value,
        kind,
        note,
        source,
        notes,
    )


def _kind(figure) -> str:
    """What is counted, when the figure's own unit does not say it."""
    label = figure.mesure_libelle.lower()
    return "" if label in figure.texte or figure.mesure == "autre" else html(" · {}", label)


def _source(scheme: pd.Series, edition: Edition) -> str:
    source = sourced(scheme["url_source"], scheme["titre_source"] or "source")
    nature = scheme["lien"] or "page lue chez son éditeur"
    explained = referentials.explanation("confiance", scheme["confiance"])
    confidence = f"confiance {scheme['confiance']} : {lower_first(explained)}"
    notes = joined(
        (escape(typeset(text)) for text in (scheme["source_age"], nature, confidence.rstrip("."))),
        by=" · ",
    )
    proof = html("<p>{}</p>", typeset(scheme["preuve"])) if scheme["preuve"] else ""
    report = report_link(edition, f"{scheme['nom']} ({scheme['id']})")
    wrong = html('<p class="source">{}</p>', report) if report else ""
    return html(
        '<h4>Ce que dit la source</h4>{}<p class="source">Source : {}, {}.</p>{}{}',
        proof,
        source,
        notes,
        doubt_note(scheme["url_source"]),
        wrong,
    )
