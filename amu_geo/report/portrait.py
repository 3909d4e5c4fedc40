"""The portrait of one region as a document: what its page says, in the order of paper."""

from __future__ import annotations

from typing import Any

from amu_geo import sentences
from amu_geo.charts.compare.learning import STEPS_SHOWN
from amu_geo.charts.region.models import MODELS_SHOWN
from amu_geo.figures.evolution import years_of
from amu_geo.figures.region import portrait_of, timeline_bars
from amu_geo.french.typography import plural
from amu_geo.measure.coverage import Coverage
from amu_geo.measure.timeline import FIRST_DRAWN
from amu_geo.profiles.region import Portrait
from amu_geo.report.drawing import STATES_OF_YEARS, Axis, coverage_map, family_strips, scheme_bar
from amu_geo.report.frame import Frame
from amu_geo.report.portrait_tables import (
    compared,
    departements_table,
    families_table,
    figures_table,
    indicators_table,
    models_table,
    shown_figures,
)
from amu_geo.report.sources import Sources
from amu_geo.report.spans import (
    Block,
    bullets,
    columns,
    facts,
    heading,
    introduced,
    lines,
    said,
    sign,
    soft,
    strong,
    table,
    told,
)
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.portrait.models import MODELS_TITLE, portrait_models
from amu_geo.sentences.portrait.parts import NOT_A_SERIES, NOT_IN_FAMILIES, SEARCHED_IN_VAIN
from amu_geo.sentences.schemes import timeline_finding
from amu_geo.territories import Territories
from amu_geo.vocabulary import FAMILIES, STATES

PATH = "/region"
# On paper a portrait is short; what has no room is on its page.
PAGES = 4
FAMILIES_TITLE = "Les quatre familles, et ce qui les établit"
YEARS_TITLE = "Les quatre familles, année par année"
STATES_OF_BARS = (
    "Plein : confirmé ; contour : documenté, à confirmer ; dégradé : début ou fin que nulle "
    "source lue ne dit."
)
# What paper has room for of a region's schemes.
BARS_SHOWN = 12


def portrait_document(
    coverage: Coverage,
    territories: Territories,
    code_region: str,
    origin: str = "",
    warning: str = "",
) -> dict[str, Any]:
    """The document of a region's portrait, for `compiling.pdf_of`.

    Parameters
    ----------
    origin, warning
        As in `Frame`.
    """
    portrait = portrait_of(coverage, territories, code_region)
    frame = Frame(
        coverage,
        words.portrait_title(code_region),
        sentences.region_headline(coverage, code_region),
        PATH,
        {"region": code_region},
        origin,
        warning,
    )
    sources = Sources()
    parts = (
        _head(portrait, frame),
        _families(portrait, sources),
        _steps(portrait),
        _models(portrait, sources),
        _years(portrait),
        _schemes(portrait),
        _figures(portrait, sources),
        _national(portrait, sources),
        _actors(portrait),
        _gaps(portrait),
    )
    blocks = [block for part in parts for block in part]
    return frame.document([*blocks, *frame.method(), *sources.blocks()], PAGES)


def _head(portrait: Portrait, frame: Frame) -> list[Block]:
    """What follows the finding; the map beside the region in brief and what the words mean."""
    second = told(words.portrait_second(portrait), "lead")
    drawn = coverage_map(portrait.coverage, [portrait.code_region])
    brief = facts(words.portrait_facts(portrait))
    return [*second, columns([drawn], [brief, *frame.definitions()], (112, 56))]


def _families(portrait: Portrait, sources: Sources) -> list[Block]:
    return [
        heading(FAMILIES_TITLE),
        *introduced(f"{words.portrait_schemes(portrait)}."),
        families_table(portrait, sources),
    ]


def _models(portrait: Portrait, sources: Sources) -> list[Block]:
    sentence = portrait_models(portrait, MODELS_SHOWN)
    return [heading(MODELS_TITLE), *introduced(sentence), *models_table(portrait, sources)]


def _years(portrait: Portrait) -> list[Block]:
    """The four families through the years; nothing where nothing ever is documented."""
    coverage, code = portrait.coverage, portrait.code_region
    reading = coverage.reading
    years = years_of(coverage.edition, reading.lecture, portrait.territories)
    mine = years[years["code_region"] == code]
    if not (mine["familles_documentees"] > 0).any():
        return []
    axis = Axis(int(years["annee"].min()), int(years["annee"].max()))
    strips = family_strips(years, code, axis, reading.annee)
    rows = [
        [
            [sign(state, family.code), strong(f" {family.label}")],
            lines([said(STATES[state])]),
            strips[family.code],
        ]
        for family in FAMILIES.values()
        for state in (coverage.state(code, family.code),)
    ]
    return [
        heading(YEARS_TITLE),
        table(["Famille", "État lu", axis.head()], rows, (30, 32, 86)),
        *told(f"{STATES_OF_YEARS} {_year_read(reading.annee)}".strip(), "note"),
    ]


def _year_read(year: int | None) -> str:
    return f"Trait rouge : l’année lue, {year}." if year else ""


def _schemes(portrait: Portrait) -> list[Block]:
    """The schemes that the reading retains, through time."""
    if portrait.schemes.rows.empty:
        return []
    bars = timeline_bars(portrait)
    kept = bars[bars["retenu"] & bars["datee"]]
    if kept.empty:
        return []
    first = min(int((kept["debut"] - ~kept["debut_connu"]).min()), FIRST_DRAWN)
    axis = Axis(first, portrait.edition.year)
    read = portrait.coverage.reading.annee
    shown = kept.head(BARS_SHOWN)
    rows = [
        [
            lines([strong(bar.nom)], [soft(bar.programme_libelle)]),
            lines([sign(bar.etat), said(f" {bar.periode}")]),
            scheme_bar(bar, axis, read),
        ]
        for bar in shown.itertuples()
    ]
    return [
        heading(timeline_finding(portrait.schemes)),
        table(["Dispositif retenu", "Période", axis.head()], rows, (58, 36, 66)),
        *told(f"{STATES_OF_BARS} {_others(len(kept) - len(shown), 'dispositif')}".strip(), "note"),
    ]


def _others(count: int, noun: str) -> str:
    """« Dix autres dispositifs sont sur la page de la région. »; "" for none."""
    if not count:
        return ""
    verb = "est" if count == 1 else "sont"
    others = plural(count, f"autre {noun}", f"autres {noun}s")
    return f"{others} {verb} sur la page de la région."


def _steps(portrait: Portrait) -> list[Block]:
    steps = portrait.steps[:STEPS_SHOWN]
    items = [[said(sentences.step_sentence(step))] for step in steps]
    return [heading("Le plus petit changement"), *bullets(items)] if items else []


def _figures(portrait: Portrait, sources: Sources) -> list[Block]:
    if portrait.figures.empty:
        return []
    hidden = len(portrait.figures) - len(shown_figures(portrait))
    return [
        heading(words.portrait_figures(portrait)),
        *introduced(NOT_A_SERIES),
        figures_table(portrait, sources),
        *told(_others(hidden, "chiffre"), "note"),
    ]


def _national(portrait: Portrait, sources: Sources) -> list[Block]:
    compared_ones = compared(portrait)
    if compared_ones.empty:
        return []
    others = len(portrait.indicators) - len(compared_ones)
    return [
        heading(words.portrait_indicators(portrait)),
        *introduced(NOT_IN_FAMILIES),
        indicators_table(portrait, sources),
        *told(_not_compared(others), "note"),
    ]


def _not_compared(count: int) -> str:
    if not count:
        return ""
    verb = "ne se compare" if count == 1 else "ne se comparent"
    others = plural(count, "autre indicateur", "autres indicateurs")
    return f"{others} {verb} pas d’une région à l’autre, et n’y classeraient rien."


def _actors(portrait: Portrait) -> list[Block]:
    if portrait.actors.empty and portrait.projects.empty:
        return []
    return [
        heading(words.portrait_actors(portrait)),
        *introduced(sentences.actors_warning(portrait.edition)),
        departements_table(portrait),
        *told(words.portrait_unplaced(portrait), "note"),
    ]


def _gaps(portrait: Portrait) -> list[Block]:
    """What was looked for in vain; what the pages read say nothing of."""
    unfound = told(words.portrait_unfound(portrait))
    items = [[strong(f"{programme} : "), said(finding)] for programme, finding in portrait.gaps]
    if not items and portrait.contradictions.empty:
        return unfound
    title = heading(words.portrait_gaps(portrait))
    return [title, *introduced(SEARCHED_IN_VAIN), *bullets(items), *unfound]
