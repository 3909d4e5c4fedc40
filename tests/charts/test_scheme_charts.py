"""The table, the detail, the timeline of schemes, and the map and cards of a family."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.base.report_error import report_link
from amu_geo.charts.families.card import (
    family_definition,
    family_programmes,
    family_tabs,
    regions_without,
)
from amu_geo.charts.map.coverage import coverage_map
from amu_geo.charts.map.legend import legend
from amu_geo.charts.schemes.detail import scheme_detail
from amu_geo.charts.schemes.table import Group, scheme_table
from amu_geo.charts.schemes.timeline import readable_bars, scheme_timeline, selection_bars
from amu_geo.edition import read_edition
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.dossier import dossier
from amu_geo.schemes.family import family_support
from amu_geo.schemes.selection import select
from amu_geo.vocabulary import CONFIRMED, FAMILIES, TO_CONFIRM, UNDOCUMENTED

WEB_MAP = {
    "cadres": [{"nom": "X", "contour": [[0, 0], [1, 1]], "etiquette": [0, 0], "code_region": "01"}],
    "projection": {
        "parallels": [44, 49],
        "rotation_lon": 3,
        "center": {"lon": 2, "lat": 46},
        "lonaxis_range": [-10, 10],
        "lataxis_range": [40, 52],
    },
}


def opens(scheme_id: str, name: str) -> str:
    return html('<a href="?dispositif={}" data-dispositif="{}">{}</a>', scheme_id, scheme_id, name)


def selection(edition, territories, reading=None, filters=None):
    coverage = compute_coverage(edition, reading or Reading(), territories)
    return select(SchemeList.of(edition, territories), coverage, filters or Filters())


@pytest.fixture(scope="module")
def real(territories):
    """All the schemes of the 2026 edition."""
    return selection(store.shelf().get("2026"), territories)


def test_each_row_of_the_table_has_its_source(real):
    table = scheme_table([Group("", real.rows)], "Tous", opens)
    assert table.count("<tbody") == 1
    for scheme in real.rows.itertuples():
        assert f'data-dispositif="{scheme.id}"' in table
    links = {unescape(url) for url in re.findall(r'href="(http[^"]+)" target="_blank"', table)}
    assert links == set(real.rows["url_source"])


def test_a_copy_is_said_beside_its_link(real):
    copies = real.rows[real.rows["lien"] != ""]
    table = scheme_table([Group("", copies)], "Copies", opens)
    assert len(copies)
    assert table.count('class="copie"') == len(copies)


def test_rows_that_are_set_aside_say_why(real):
    table = scheme_table([Group("", real.set_aside)], "Écartés", opens)
    assert table.count("Écarté") >= len(real.set_aside)


def test_empty_groups_are_left_out_and_titles_kept(real):
    table = scheme_table(
        [Group("Ici", real.rows.iloc[:0]), Group("Là", real.rows.iloc[:1])], "x", opens, ("source",)
    )
    assert "Ici" not in table
    assert 'colspan="2"' in table
    assert "Région</th>" not in table


def test_markup_in_the_data_is_text(draft, territories):
    draft.change("dispositifs", 0, nom="<img src=x>", operateur="<b>gras</b>", preuve="<i>p</i>")
    edition = read_edition(draft.write(), territories)
    found = selection(edition, territories)
    table = scheme_table([Group("", found.rows)], "x", opens)
    schemes = SchemeList.of(edition, territories)
    detail = scheme_detail(dossier(schemes, found.coverage, "76-lieux"), edition, opens)
    drawn = scheme_timeline(selection_bars(found), 2024, opens)
    for text in (table, detail, drawn):
        assert "<img" not in text
        assert "<i>p" not in text
        assert "<b>gras" not in text


def test_the_detail_shows_figures_as_points_with_their_sources(real):
    schemes = SchemeList(real.coverage.edition, real.rows)
    busiest = real.rows.sort_values("nb_chiffres").iloc[-1]
    found = dossier(schemes, real.coverage, busiest["id"])
    text = scheme_detail(found, real.coverage.edition, opens)
    assert text.count('class="point-an"') == busiest["nb_chiffres"]
    for figure in found.chiffres.itertuples():
        assert figure.url_source in unescape(text)
    assert "ne s’additionnent pas" in text
    assert "Total" not in text


def test_a_detail_has_its_source_and_the_way_to_report(real):
    edition = real.coverage.edition
    schemes = SchemeList(edition, real.rows)
    for scheme in real.rows.iloc[::9].itertuples():
        text = scheme_detail(dossier(schemes, real.coverage, scheme.id), edition, opens)
        assert scheme.url_source in unescape(text)
        # Nobody reads what is sent to an address of example.
        assert "Signaler une erreur" not in text
        assert "nan" not in re.sub(r"<[^>]*>", " ", text).split()


def test_predecessor_and_successor_open_each_other(tiny_edition, territories):
    found = selection(tiny_edition, territories)
    schemes = SchemeList.of(tiny_edition, territories)

    def detail(scheme_id: str) -> str:
        return scheme_detail(dossier(schemes, found.coverage, scheme_id), tiny_edition, opens)

    assert 'data-dispositif="53-anciens"' in detail("53-bourgs")
    assert 'data-dispositif="53-bourgs"' in detail("53-anciens")
    assert "Avant, après" not in detail("76-lieux")


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("qui@exemple.fr", "mailto:qui@exemple.fr?subject=Erreur"),
        ("https://exemple.fr/contact", 'href="https://exemple.fr/contact"'),
        ("le secrétariat", "Signaler une erreur : le secrétariat"),
        ("contact@observatoire.example", ""),
    ],
)
def test_an_error_is_reported_to_the_contact(tiny_edition, contact, expected):
    said = report_link(replace(tiny_edition, contact=contact), "Label & Cie")
    assert expected in said.replace("\u00a0", " ")
    assert bool(said) == bool(expected)
    assert "Label & Cie" not in said or "@" not in contact


def test_there_is_one_bar_for_each_dated_scheme_and_the_others_are_named(real):
    bars = selection_bars(real)
    drawn = scheme_timeline(bars, 2026, opens)
    dated, undated = bars[bars["datee"]], bars[~bars["datee"]]
    inside = "".join(drawn.split('class="frise"')[1:])
    assert len(re.findall(r'<b class="barre[^"]*"', inside)) == len(dated)
    for scheme_id in undated["id"]:
        assert f'data-dispositif="{scheme_id}"' in drawn
    assert len(re.findall("flou-apres", inside)) == int((~dated["fin_connue"]).sum())
    assert len(re.findall("flou-avant", inside)) == int((~dated["debut_connu"]).sum())


def test_what_is_not_retained_is_folded_with_its_number_and_reasons(real):
    bars = selection_bars(real)
    shown, folded = scheme_timeline(bars, 2026, opens).split('<details class="ecartes"')
    aside = bars[~bars["retenu"]]
    assert 0 < len(aside) < len(bars)
    assert f"{len(aside)} dispositifs non retenus" in folded
    assert folded.startswith("><summary>")
    for bar in bars.itertuples():
        assert (f'data-dispositif="{bar.id}"' in folded) == (not bar.retenu), bar.id
    assert folded.count('class="d-raison"') == int(aside["datee"].sum())
    assert "d-raison" not in shown
    # Where nothing is retained there is nothing else to see.
    assert '<details class="ecartes" open>' in scheme_timeline(aside, 2026, opens)


def _named_years(drawn: str) -> list[int]:
    return [int(year) for year in re.findall(r'class="frise-an[^>]*>(\d{4})<', drawn)]


def test_the_axis_begins_when_something_does(real):
    bars = selection_bars(real)
    known = bars[bars["datee"] & bars["debut_connu"] & bars["retenu"]]
    for since, named in ((2005, range(2005, 2030, 5)), (2016, range(2016, 2028, 2))):
        some = known[known["debut"] >= since]
        assert some["debut"].min() == since
        drawn = scheme_timeline(some, 2026, opens)
        assert min(map(float, re.findall(r"left:([\d.]+)%;width", drawn))) == 0
        assert _named_years(drawn) == [year for year in named if year <= 2026]
    assert _named_years(scheme_timeline(known[known["debut"] >= 2022], 2026, opens))[0] == 2022


def test_every_bar_stays_inside_its_track(real):
    drawn = scheme_timeline(selection_bars(real), 2026, opens, 2015)
    for left, width in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", drawn):
        assert 0 <= float(left) <= 100
        assert float(left) + float(width) <= 100.02
    assert drawn.count('<i style="left') == int(selection_bars(real)["datee"].sum())


def test_a_known_end_is_not_drawn_uncertain(tiny_edition, territories):
    bars = selection_bars(selection(tiny_edition, territories))
    bars = bars[bars["id"] == "53-anciens"]
    inside = scheme_timeline(bars, 2024, opens).split('class="frise"')[1]
    assert "flou" not in inside
    assert "ecarte" in inside


def test_nothing_dated_is_a_designed_state(territories):
    found = selection(store.shelf().get("2018"), territories)
    drawn = scheme_timeline(selection_bars(found), 2018, opens)
    assert 'class="nd' in drawn
    assert 'class="frise"' not in drawn
    assert set(readable_bars(selection_bars(found))["Dessiné de"]) == {"n.d."}


@pytest.mark.parametrize("famille", list(FAMILIES))
@pytest.mark.parametrize("edition", ["2018", "2026"])
def test_the_map_tells_the_three_states_apart(famille, edition, territories):
    coverage = store.coverage(edition, Reading(2013))
    places = {code: [0, 0] for code in territories.codes}
    figure = coverage_map(coverage, {**WEB_MAP, "etiquettes": places}, "/formes.json", famille)
    shapes, numbers = figure.data[0], figure.data[-1]
    assert shapes.geojson == "/formes.json"
    grounds = {UNDOCUMENTED: -1, TO_CONFIRM: 0, CONFIRMED: 3}
    for code, ground, text in zip(shapes.locations, shapes.z, numbers.text, strict=True):
        state = coverage.state(code, famille)
        assert ground == grounds[state]
        assert ("n.d." in text) == (state == UNDOCUMENTED)
        assert ("<b>0</b>" in text) == (state == TO_CONFIRM)
    states = {coverage.state(code, famille) for code in territories.codes}
    key = legend(coverage, famille)
    assert ("niveau-3" in key) == (CONFIRMED in states)
    assert ("niveau-0" in key) == (TO_CONFIRM in states)
    assert ("n.d." in key) == (UNDOCUMENTED in states)


@pytest.mark.parametrize("famille", list(FAMILIES))
def test_a_family_is_defined_with_its_source(famille):
    text = family_definition(famille)
    assert "Échelle" in text
    assert "actu-environnement.com" in text


def test_tabs_count_regions_and_mark_the_present_one():
    coverage = store.coverage("2026", Reading())
    text = family_tabs(coverage, "communaute", lambda code: f"?famille={code}")
    assert text.count("data-famille=") == 4
    assert text.count('aria-current="true"') == 1
    empty = family_tabs(store.coverage("2018", Reading()), "batiment", lambda code: "?")
    assert "n.d." in empty


def test_regions_without_are_hatched_and_open_their_proof():
    found = family_support(store.coverage("2026", Reading()), "collectif-habitant")
    text = regions_without(found.sans, found.famille, lambda code: f"?region={code}")
    assert text.count('class="nd"') == len(found.sans)
    assert text.count("data-preuve=") == len(found.sans)
    assert "n’existe pas" not in text
    assert "justification" in family_programmes(found)
