"""The slides about one region: what it lacks, and whom it could learn from."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck

from amu_geo import sentences
from amu_geo.charts.region.models import MODELS_SHOWN, NO_AMOUNT
from amu_geo.comparison import Model
from amu_geo.figures.region import families_figure, models_figure
from amu_geo.french.grammar import capital
from amu_geo.french.typography import enumerate_fr, typeset
from amu_geo.sentences import region_parts as words
from amu_geo.sentences.portrait.grounds import family_ground
from amu_geo.sentences.portrait.models import model_brings, portrait_models
from amu_geo.slides.look import LEFT, SECOND_INK, TEAL, Box
from amu_geo.slides.tables import Cell, cell, even_size, head, state_cell, table
from amu_geo.slides.talk import Talk, annotate, finding, source_of
from amu_geo.slides.text import line
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES, UNDOCUMENTED

_BODY = Box(LEFT, 1.8, 12.13, 4.95)
# More places would be a list.
_NAMED = 6
# Inches of the column that says what a family rests on.
_GROUND = 7.33


def gaps(deck: Deck, talk: Talk) -> None:
    """Each family of the region: what confirms it, or the smallest step that would."""
    coverage, code = talk.coverage, talk.region
    figure = families_figure(talk.portrait)
    told = (sentences.region_waiting(coverage, code), sentences.region_missing(coverage, code))
    title = " ".join(text for text in told if text) or words.portrait_lessons(talk.portrait)
    name = coverage.by_region[code]["nom"]
    slide = finding(deck, talk, f"{name} : ce qui est acquis, ce qui manque", title, figure)
    rows = [
        head(
            ("Famille", "État", "Ce qui la fonde, ou le premier pas"),
            14,
            ("left", "center", "left"),
        )
    ]
    grounds = {code: family_ground(talk.portrait, code) for code in FAMILIES}
    size = even_size(list(grounds.values()), (18, 17, 16, 15, 14), Box(0, 0, _GROUND, 1.1))
    rows += [_family(talk, famille, text, size) for famille, text in grounds.items()]
    alt = ". ".join(f"{family.label} : {STATES[coverage.state(code, family.code)]}"
                    for family in FAMILIES.values())  # fmt: skip
    table(slide.shapes, _BODY, (2.5, 2.3, _GROUND), rows, "Familles de la région", f"{alt}.", 0.42)
    pages = talk.pages(coverage.schemes(code))
    annotate(slide, talk, words.portrait_second(talk.portrait), figure, "/region", pages)


def _family(talk: Talk, famille: str, ground: str, size: float) -> list[Cell]:
    state = talk.coverage.state(talk.region, famille)
    name = cell(FAMILIES[famille].label, 18, bold=True)
    words = {CONFIRMED: "confirmée", UNDOCUMENTED: ""}.get(state, "à confirmer")
    return [name, state_cell(state, 16, words), cell(ground, size)]


def models(deck: Deck, talk: Talk) -> None:
    """Schemes of other regions that are sure and involve users; else who has what is missing."""
    portrait = talk.portrait
    if not portrait.models and not portrait.missing:
        return
    figure = models_figure(portrait)
    told = portrait_models(portrait, MODELS_SHOWN)
    title = told.partition(". ")[0]
    name = talk.coverage.by_region[talk.region]["nom"]
    slide = finding(deck, talk, f"{name} : de qui apprendre", title, figure)
    if portrait.models:
        found = portrait.models[:MODELS_SHOWN]
        rows = [head(("Où", "Dispositif", "Montant", "Pourquoi"), 14, ("left",) * 4)]
        rows += [_model(model) for model in found]
        widths, pages = (2.5, 4.4, 2.6, 3.2), [source_of(model.dispositif) for model in found]
        alt = ". ".join(
            f"{model.dispositif['region']} : {model.dispositif['nom']}" for model in found
        )
    else:
        missing = portrait.missing[:_NAMED]
        rows = [head(("Documenté ailleurs, pas ici", "Où"), 14, ("left", "left"))]
        rows += [
            [cell(item.libelle, 18, bold=True), cell(_where(talk, item), 16)] for item in missing
        ]
        widths = (3.5, 8.5)
        pages = [source_of(row) for item in missing for row in item.modeles.to_dict("records")]
        alt = ". ".join(f"{item.libelle} : {_where(talk, item)}" for item in missing)
    height = min(_BODY.height, 0.42 + (1.45 if portrait.models else 0.7) * (len(rows) - 1))
    box = Box(_BODY.left, _BODY.top, _BODY.width, height)
    table(slide.shapes, box, widths, rows, "Modèles", typeset(f"{alt}."), 0.42)
    annotate(slide, talk, f"{told} {words.portrait_kin(portrait)}", figure, "/region", pages)


def _model(model: Model) -> list[Cell]:
    scheme = model.dispositif
    money = enumerate_fr(amount.texte for amount in model.montants[:2]) or NO_AMOUNT
    why = [line(capital(model.regle), 14)]
    if model.apporte:
        why.append(line(model_brings(model), 14, TEAL, bold=True))
    where = Cell(
        (line(scheme["region"], 17, bold=True), line(scheme["programme_libelle"], 14, SECOND_INK))
    )
    return [where, cell(scheme["nom"], 17), cell(money, 15), Cell(tuple(why))]


def _where(talk: Talk, item) -> str:
    names = [talk.coverage.by_region[code]["nom"] for code in item.regions]
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} et {len(names) - _NAMED} autres"
    return enumerate_fr(names)
