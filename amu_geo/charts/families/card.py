"""What a family is, which programmes belong to it, and the regions where nothing is documented."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from amu_geo.charts.base.markup import (
    dot,
    html,
    hue,
    joined,
    link,
    outside_link,
    shown,
    sign,
)
from amu_geo.charts.base.term import term
from amu_geo.edition import referentials
from amu_geo.french.grammar import lower_first
from amu_geo.french.typography import plural, typeset
from amu_geo.measure.coverage import Coverage
from amu_geo.schemes.family import FamilySupport, ProgrammeSupport, RegionSupport, RegionWithout
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, TO_CONFIRM

SOURCE = "article fondateur du 9 juillet 2018"


def family_definition(famille: str) -> str:
    """HTML: the definition in our words, the scale, the source of the idea."""
    row = referentials.by_code("familles")[famille]
    definition = typeset(row["definition"])
    scale = typeset(row["echelle"])
    source = outside_link(row["url_source"], SOURCE)
    return html(
        '{} Échelle : {}. <span class="origine">Notre formulation, d’après l’{}.</span>',
        definition,
        scale,
        source,
    )


def family_tabs(coverage: Coverage, famille: str, href: Callable[[str], str]) -> str:
    """HTML of the way from one family to another; each is a link `data-famille="<code>"`."""
    items = joined(_tab(coverage, code, code == famille, href(code)) for code in FAMILIES)
    return html('<nav aria-label="Familles" class="onglets"><ul>{}</ul></nav>', items)


def _tab(coverage: Coverage, code: str, current: bool, href: str) -> str:
    family = FAMILIES[code]
    states = list(coverage.table[family.column])
    counts = ((CONFIRMED, "confirmée"), (TO_CONFIRM, "à confirmer"))
    said = joined(
        html(
            "<small>{}{} dans {}</small>", sign(state), words, plural(states.count(state), "région")
        )
        for state, words in counts
        if state in states
    )
    content = html(
        "{}<span><strong>{}</strong>{}</span>",
        hue(family, spoken=False),
        family.label,
        said or Markup("<small>n.d.</small>"),
    )
    here = Markup(' aria-current="true"') if current else ""
    return html("<li{}>{}</li>", here, link(href, content, "famille", code))


def family_programmes(found: FamilySupport) -> str:
    """HTML: by which programmes a region documents the family, and why."""
    main = [programme for programme in found.programmes if programme.principal]
    other = [programme for programme in found.programmes if not programme.principal]
    blocks = [
        Markup("<h2>Par quels programmes</h2>"),
        html('<p class="secondaire">{}</p>', typeset(_intro())),
        html("<ul>{}</ul>", joined(map(_programme, main))),
    ]
    if other:
        title = "Pourraient aussi compter, si l’on rattachait autrement leur programme"
        blocks.append(html("<h3>{}</h3><ul>{}</ul>", title, joined(map(_programme, other))))
    return html('<section class="carte-blanche programmes">{}</section>', joined(blocks))


def _intro() -> str:
    mapping = term("correspondance", "correspondance")
    return html(
        "Une région documente la famille quand au moins un dispositif retenu relève d’un de ces "
        "programmes ; elle la confirme quand l’un d’eux est prouvé en vigueur. Cette "
        "{} est notre lecture, avec sa justification.",
        mapping,
    )


def _programme(programme: ProgrammeSupport) -> str:
    number = plural(programme.nb, "dispositif retenu", "dispositifs retenus")
    if not programme.nb:
        number = "aucun dispositif retenu"
    return html(
        "<li><strong>{}</strong> <small>{}</small><p>{}</p></li>",
        programme.libelle,
        number,
        typeset(programme.justification),
    )


def region_title(region: RegionSupport, famille: str, portrait: str, proof: str) -> str:
    """HTML of the heading of a region's schemes: its name, its state, the way to the proof."""
    family = FAMILIES[famille]
    number = plural(region.nb, "dispositif")
    if region.etat == CONFIRMED:
        said = f"{number}, dont {plural(region.nb_confirmes, 'confirmé')}"
    else:
        said = f"{number} ; {region.manque}"
    name = link(portrait, escape(typeset(region.nom)), "page", portrait)
    why = link(proof, "la preuve", "preuve", f"{region.code_region}|{famille}")
    return html(
        "{} {} <small>{} · {}</small>",
        dot(family, region.etat, spoken=False),
        name,
        shown(f"{STATES[region.etat]} : {said}"),
        why,
    )


def regions_without(
    regions: Sequence[RegionWithout], famille: str, href: Callable[[str], str]
) -> str:
    """HTML of the regions where nothing is documented, each with its proof."""
    items = joined(_without(region, famille, href(region.code_region)) for region in regions)
    return html('<ul class="sans">{}</ul>', items)


def _without(region: RegionWithout, famille: str, href: str) -> str:
    gaps = joined(
        html("<p>{}</p>", typeset(f"{label} : {lower_first(finding)}"))
        for label, finding in region.lacunes
    )
    wider = html("<p>{}</p>", typeset(region.elargir)) if region.elargir else ""
    nothing = "" if gaps or wider else Markup("<p>Aucun dispositif régional documenté.</p>")
    why = link(href, "La preuve", "preuve", f"{region.code_region}|{famille}")
    return html(
        '<li><h3><span class="nd">n.d.</span> {}</h3>{}{}{}<p>{}</p></li>',
        typeset(region.nom),
        wider,
        gaps,
        nothing,
        why,
    )
