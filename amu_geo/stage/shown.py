"""What the slides of a talk show: little at a time, large, the same signs as on the pages."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from markupsafe import Markup

from amu_geo import sentences
from amu_geo.charts.base.markup import dot, html, joined, sign
from amu_geo.charts.map.alone import map_svg
from amu_geo.charts.map.legend import GROUND, TWO_NUMBERS, UNKNOWN
from amu_geo.charts.overview.sheet import state_said
from amu_geo.charts.region.models import NO_AMOUNT
from amu_geo.comparison import Model
from amu_geo.french.grammar import capital
from amu_geo.french.typography import date_fr, enumerate_fr, plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.profiles.region import Portrait
from amu_geo.sentences.definitions import amu_and_families
from amu_geo.sentences.portrait.grounds import family_ground
from amu_geo.vocabulary import (
    CONFIRMED,
    FAMILIES,
    SCALE_LIGHT,
    STATES,
    TO_CONFIRM,
    UNDOCUMENTED,
)

THEN_NOTE = "Familles confirmées sur documentées."
_ORDER = (CONFIRMED, TO_CONFIRM, UNDOCUMENTED)


def opening(coverage: Coverage, region: str) -> Markup:
    """What AMU is, of when this speaks, and how many cells are in which state."""
    cells = coverage.cells
    if region:
        cells = cells[cells["code_region"] == region]
    counts = cells["etat"].value_counts()
    parts = [(state, int(counts.get(state, 0))) for state in _ORDER]
    noun = "famille" if region else "case"
    words = joined(
        html("<span>{}{} {}</span>", sign(state), count, _agreed(state, count))
        for state, count in parts
    )
    edition = coverage.edition
    when = f"{date_fr(edition.date.isoformat())}, {coverage.reading.describe()}"
    unit = "" if region else " Une case est une famille dans une région."
    return html(
        '<p class="e-definition">{}</p><p class="e-quand">{}</p>'
        '<svg class="e-parts" viewBox="0 0 1000 44" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg><p class="e-cle">{}</p>'
        '<p class="e-note">{}</p>',
        amu_and_families(),
        typeset(when),
        typeset(
            ", ".join(f"{plural(count, noun)} {_agreed(state, count)}" for state, count in parts)
        ),
        _bar(parts),
        words,
        typeset(unit.strip()),
    )


def _bar(parts: Sequence[tuple[str, int]]) -> Markup:
    """Rectangles as wide as their numbers, in 1 000 units."""
    total, left, drawn = sum(count for _, count in parts), 0.0, []
    for state, count in parts:
        width = 1000 * count / total
        drawn.append(
            Markup('<rect class="{}" x="{:.1f}" y="2" width="{:.1f}" height="40"/>').format(
                _style(state), left, width
            )
        )
        left += width
    return joined(drawn)


def _agreed(state: str, count: int) -> str:
    word = {CONFIRMED: "confirmée", UNDOCUMENTED: "non documentée"}.get(state)
    return "à confirmer" if word is None else f"{word}{'s' if count > 1 else ''}"


def france(coverage: Coverage, region: str) -> Markup:
    """The map, whose regions a click or their first letters open, and its legend."""
    steps = joined(
        html('<span class="classe niveau-{}">{}</span>', step, step)
        for step in range(len(SCALE_LIGHT))
    )
    return html(
        '<div class="e-carte" data-choisie="{}">{}</div><div class="e-legende"><p><b>{}</b></p>'
        "<p>{}{}</p><p>{}{}</p><p>{} {}</p>"
        '<p><span class="classe nd">n.d.</span> {}</p><p class="e-geste">{}</p></div>',
        region,
        map_svg(coverage, sentences.map_alt(coverage)),
        typeset(TWO_NUMBERS),
        sign(CONFIRMED),
        STATES[CONFIRMED],
        sign(TO_CONFIRM),
        STATES[TO_CONFIRM],
        html('<span class="echelle">{}</span>', steps),
        typeset(GROUND),
        typeset(UNKNOWN),
        typeset("Cliquez une région, ou tapez ses premières lettres."),
    )


def region(portrait: Portrait) -> Markup:
    """Each family of the region: its state, what it rests on or the first step."""
    coverage, code = portrait.coverage, portrait.code_region
    rows = joined(
        html(
            '<tr><th scope="row">{}{}</th><td class="{}">{}</td><td>{}</td></tr>',
            dot(family, coverage.state(code, family.code), spoken=False),
            family.label,
            _style(coverage.state(code, family.code)),
            capital(STATES[coverage.state(code, family.code)]),
            typeset(family_ground(portrait, family.code)),
        )
        for family in FAMILIES.values()
    )
    return html('<table class="e-table e-familles"><tbody>{}</tbody></table>', rows)


def models(found: Sequence[Model]) -> Markup:
    """Whom to learn from: the scheme, where, how much, why it is sure."""
    items = joined(
        html(
            '<li><p class="e-ou">{}</p><p class="e-nom">{}</p><p>{}</p><p>{}{}</p></li>',
            typeset(model.dispositif["region"]),
            typeset(model.dispositif["nom"]),
            typeset(enumerate_fr(one.texte for one in model.montants[:2]) or NO_AMOUNT),
            sign(CONFIRMED),
            typeset(capital(model.regle)),
        )
        for model in found
    )
    return html('<ul class="e-modeles">{}</ul>', items)


def comparison(coverage: Coverage, codes: Sequence[str]) -> Markup:
    """Families in rows, regions in columns."""
    heads = joined(
        html(
            '<th scope="col">{}<small>{}</small></th>',
            typeset(coverage.by_region[code]["nom"]),
            numbers(coverage, code),
        )
        for code in codes
    )
    rows = joined(
        html(
            '<tr><th scope="row">{}</th>{}</tr>',
            family.label,
            joined(
                html(
                    '<td class="{}">{}{}</td>',
                    _style(coverage.state(code, family.code)),
                    dot(family, coverage.state(code, family.code), spoken=False),
                    STATES[coverage.state(code, family.code)],
                )
                for code in codes
            ),
        )
        for family in FAMILIES.values()
    )
    return html(
        '<table class="e-table e-cote"><thead><tr><td></td>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        heads,
        rows,
    )


def numbers(coverage: Coverage, code: str) -> str:
    """« 2 sur 3 »: families confirmed, of those documented; « n.d. » where nothing is."""
    row = coverage.by_region[code]
    if not coverage.documented(code):
        return "n.d."
    return f"{row['familles_confirmees']} sur {row['familles_documentees']}"


def then_and_now(then: Coverage, since: Coverage, now: Coverage) -> Markup:
    """The regions that the first edition documents: as it said, as is found since, today."""
    rows = joined(
        html(
            '<tr><th scope="row">{}</th>{}</tr>',
            typeset(then.by_region[code]["nom"]),
            joined(
                html("<td>{}{}</td>", _dots(coverage, code), numbers(coverage, code))
                for coverage in (then, since, now)
            ),
        )
        for code in documented_then(then)
    )
    heads = (typeset(head) for head in then_heads(then, now))
    columns = joined(html('<th scope="col">{}</th>', head) for head in heads)
    return html(
        '<table class="e-table e-alors"><thead><tr><td></td>{}</tr></thead>'
        '<tbody>{}</tbody></table><p class="e-note">{}</p>',
        columns,
        rows,
        THEN_NOTE,
    )


def documented_then(then: Coverage) -> list[str]:
    """Codes of the regions that an edition documents, those that confirm the most first."""
    order = ["familles_confirmees", "familles_documentees"]
    codes = then.table.sort_values(order, ascending=False, kind="stable")["code_region"]
    return [code for code in codes if then.documented(code)]


def then_heads(then: Coverage, later: Coverage) -> tuple[str, str, str]:
    """What the three columns of then and now are."""
    first, last = then.edition, later.edition
    return (
        f"Édition {first.id}",
        f"Édition {last.id}, pour {first.year}",
        f"Édition {last.id}, aujourd’hui",
    )


def _dots(coverage: Coverage, code: str) -> Markup:
    return joined(
        dot(family, coverage.state(code, family.code), spoken=False) for family in FAMILIES.values()
    )


def method(coverage: Coverage) -> Markup:
    """Three lines: confirmed, to be confirmed, not documented."""
    meaning = sentences.states_in_words(coverage)
    items = joined(
        html("<dt>{}{}</dt><dd>{}</dd>", sign(state), capital(STATES[state]), meaning[state])
        for state in _ORDER
    )
    return html('<dl class="e-methode">{}</dl>', items)


CARRY = (
    "Chaque chiffre a sa preuve ; chaque figure, son adresse.",
    "Une phrase entendue se vérifie sur la page « Vérifier un chiffre ».",
    "Images, tableaux, diapositives, portraits en PDF et édition entière s’emportent.",
)


def end(coverage: Coverage, address: str) -> Markup:
    """What may be carried away, under which licence; the view's address and its QR code."""
    lines = joined(html("<li>{}</li>", typeset(line)) for line in CARRY)
    told = html(
        '<div><ul class="e-suite">{}</ul>{}<p class="e-note">{}.</p></div>',
        lines,
        _where(address),
        sentences.licence_said(coverage.edition),
    )
    if not address:
        return told
    code = segno.make(address, error="m").svg_inline(
        scale=1, border=2, dark="#1F2A29", light="#FFFFFF", omitsize=True
    )
    return html(
        '<div class="e-fin"><div class="e-qr" role="img" aria-label="{}">{}</div>{}</div>',
        typeset(f"Code à photographier : {address}"),
        # Segno's own drawing of our address: paths and numbers.
        Markup(code),
        told,
    )


def _where(address: str) -> Markup:
    if not address:
        return Markup("")
    shown = address.partition("://")[2]
    return html('<p class="e-adresse"><a href="{}">{}</a></p>', address, shown)


def family_lines(coverage: Coverage, code: str) -> list[list[str]]:
    """Code, name, style and words of the state of each family of a region."""
    return [
        [
            family.code,
            family.label,
            _style(coverage.state(code, family.code)),
            state_said(coverage, code, family),
        ]
        for family in FAMILIES.values()
    ]


def _style(state: str) -> str:
    return {CONFIRMED: "confirmee", TO_CONFIRM: "a-confirmer"}.get(state, "non-documentee")
