"""The accessibility statement: an honest self-assessment, and no claim of an audit."""

from __future__ import annotations

from markupsafe import Markup, escape

from amu_geo.charts.base.footer import ACCESSIBILITY, contact_link
from amu_geo.charts.base.markup import html, html_table, joined, outside_link
from amu_geo.charts.legal.rgaa import THEMES, Theme, faults
from amu_geo.edition import Edition
from amu_geo.french.typography import enumerate_fr, plural, typeset
from amu_geo.sentences.legal import ASSESSED, NOT_TRIED, TESTED

RGAA = "https://accessibilite.numerique.gouv.fr/methode/criteres-et-tests/"
DEFENDER = "https://www.defenseurdesdroits.fr"
COLUMNS = ("Thème", "Tenus, d’après nous", "Non tenus", "Non vérifiés", "Sans objet")


def accessibility_statement(edition: Edition) -> Markup:
    """HTML of the whole page; `edition` is the one whose contact is given."""
    known = joined(
        html("<li><strong>{}</strong> {}</li>", number, typeset(what)) for number, what in faults()
    )
    return html(
        '<h1>{}</h1><p class="chapeau">{}</p><p>{}</p><p>{}</p>'
        "<h2>Ce qui ne va pas</h2><ul>{}</ul>{}"
        "<h2>{}</h2><ul>{}</ul>"
        "<h2>Les treize thèmes du RGAA</h2><p>{}</p>{}"
        "<h2>Une page vous résiste ?</h2><p>{}</p>",
        typeset(ACCESSIBILITY),
        ASSESSED[0],
        ASSESSED[1],
        typeset(_counted()),
        known,
        joined(html("<p>{}</p>", text) for text in NOT_TRIED),
        typeset("Ce que des tests vérifient à chaque version"),
        joined(html("<li>{}</li>", text) for text in TESTED),
        _numbers(),
        html_table("Les critères du RGAA 4.1, thème par thème", COLUMNS, map(_row, THEMES)),
        report(edition),
    )


def report(edition: Edition) -> Markup:
    """HTML: whom to write to, and who helps when nobody answers."""
    return html(
        "{} {}. {}",
        typeset("Écrivez-nous :"),
        contact_link(edition.contact),
        html(
            "Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits ({}).",
            outside_link(DEFENDER, "defenseurdesdroits.fr"),
        ),
    )


def _counted() -> str:
    """« Des 106 critères, 40 nous paraissent tenus… », counted from the themes."""
    held, failing, unknown, idle = (
        sum(len(part) for part in parts) for parts in zip(*map(_parts, THEMES), strict=True)
    )
    total = held + failing + unknown + idle
    return (
        f"Des {total} critères, {held} nous paraissent tenus, {failing} ne le sont pas, "
        f"{unknown} n’ont pas été vérifiés et {idle} sont sans objet."
    )


def _parts(theme: Theme) -> tuple[tuple[int, ...], ...]:
    return theme.tenus, theme.failing, theme.non_verifies, theme.sans_objet


def _row(theme: Theme) -> list[Markup]:
    criteria = (escape(_said(theme, part)) for part in _parts(theme))
    return [escape(typeset(f"{theme.rang}. {theme.nom}")), *criteria]


def _said(theme: Theme, criteria: tuple[int, ...]) -> str:
    whole = sum(map(len, _parts(theme)))
    if criteria and len(criteria) == whole:
        return typeset(f"tous ({plural(whole, 'critère')})")
    return enumerate_fr(theme.named(criteria)) or "aucun"


def _numbers() -> Markup:
    return html(
        "{} {}.",
        typeset("Les numéros sont ceux du référentiel :"),
        outside_link(RGAA, typeset("critères du RGAA 4.1")),
    )
