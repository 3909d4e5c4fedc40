"""The two forms of `/verifier`: a sentence to read, and the parts of a claim to choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from amu_geo import store
from amu_geo.charts.base.markup import html, joined
from amu_geo.claims import ASSERTED, QUANTITIES
from amu_geo.claims.sentence import LONGEST
from amu_geo.french.grammar import capital
from amu_geo.french.typography import typeset
from amu_geo.server.http.query import Asked
from amu_geo.server.page.verify.asked import PHRASE, Question
from amu_geo.site import VERIFY, address
from amu_geo.vocabulary import FAMILIES, FIRST_YEAR, LECTURES

_EMPTY = "Choisir…"
_Options = Iterable[tuple[str, str]]


def sentence_form(asked: Question) -> Markup:
    """A field for a sentence; reading it fills the parts in and decides nothing."""
    return html(
        '<form class="v-phrase" action="{}" method="get">{}'
        '<label for="v-phrase">{}</label>'
        '<textarea id="v-phrase" name="{}" rows="2" maxlength="{}" spellcheck="false" '
        'placeholder="{}">{}</textarea><button type="submit" class="v-discret">{}</button></form>',
        address(VERIFY),
        _kept(asked.view),
        typeset("Collez une phrase : elle remplit les cases, que vous vérifiez"),
        PHRASE,
        LONGEST,
        typeset("La Bretagne confirme la famille Communauté"),
        asked.phrase,
        "Lire la phrase",
    )


def _kept(view: Asked) -> Markup:
    """The reader's edition and reading, where the sentence says no other."""
    query = {**view.reading.to_query(), "edition": view.edition.id}
    return joined(
        html('<input type="hidden" name="{}" value="{}">', name, query[name])
        for name in ("edition", "annee", "lecture")
        if query.get(name)
    )


def parts_form(asked: Question) -> Markup:
    """The parts of a claim, those of the address chosen."""
    wrong = dict(asked.faults)
    fields = [
        _field("region", "Région", _regions(), asked.parts, wrong),
        _field("famille", "La famille…", _families(), asked.parts, wrong, typeset("—")),
        _field("nombre", "… ou combien de familles", _numbers(), asked.parts, wrong, "—"),
        _field("etat", "Ce qui en est dit", _states(), asked.parts, wrong),
    ]
    reading = _reading_fields(asked.view, wrong)
    return html(
        '<form class="v-parties" action="{}" method="get"><fieldset><legend>{}</legend>'
        '<div class="v-champs">{}</div><div class="v-champs v-lecture">{}</div></fieldset>'
        '<button type="submit" class="bouton">{}</button></form>',
        address(VERIFY),
        typeset("Ce que dit la phrase"),
        joined(fields),
        joined(reading),
        typeset("Vérifier"),
    )


def _reading_fields(view: Asked, wrong: Mapping[str, str]) -> list[Markup]:
    shelf = store.shelf()
    editions = [*reversed(shelf.editions)]
    if view.edition.id not in editions:
        editions.insert(0, view.edition.id)
    latest = max(edition.year for edition in shelf.reachable.values())
    years = ((str(year), str(year)) for year in range(latest, FIRST_YEAR - 1, -1))
    chosen = {
        "edition": view.edition.id,
        "annee": str(view.reading.annee or ""),
        "lecture": view.reading.lecture,
    }
    lectures = ((code, lecture.label) for code, lecture in LECTURES.items())
    return [
        _field("annee", "Année", years, chosen, wrong, "celle de l’édition"),
        _field("edition", "Édition", ((code, code) for code in editions), chosen, wrong, None),
        _field("lecture", "Lecture", lectures, chosen, wrong, None),
    ]


def _field(
    name: str,
    label: str,
    options: _Options,
    chosen: Mapping[str, str],
    wrong: Mapping[str, str],
    empty: str | None = _EMPTY,
) -> Markup:
    """A list to choose from, with its name; `empty` is what stands for no choice, None for none."""
    faulty = html(' aria-invalid="true" aria-describedby="v-faute-{}"', name)
    first = () if empty is None else (("", empty),)
    return html(
        '<p class="v-champ"><label for="v-{}">{}</label><span class="liste">'
        '<select id="v-{}" name="{}"{}>{}</select></span></p>',
        name,
        typeset(label),
        name,
        name,
        faulty if name in wrong else "",
        joined(_option(code, words, chosen[name]) for code, words in (*first, *options)),
    )


def _option(code: str, words: str, chosen: str) -> Markup:
    selected = Markup(" selected") if code == chosen else ""
    return html('<option value="{}"{}>{}</option>', code, selected, typeset(words))


def _regions() -> _Options:
    territories = store.territories()
    return ((code, territories.name(code)) for code in territories.alphabetical)


def _families() -> _Options:
    return ((family.code, family.label) for family in FAMILIES.values())


def _numbers() -> _Options:
    return ((code, capital(words)) for code, (_, _, words) in QUANTITIES.items())


def _states() -> _Options:
    return ((code, capital(words)) for code, words in ASSERTED.items())
