"""One region whole: its parts say what the other pages say, and unknown never looks like zero."""

from __future__ import annotations

import re
from html import escape

import pandas as pd
import pytest

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.region.families import families
from amu_geo.charts.region.figures import dated_points, indicators
from amu_geo.charts.region.gaps import contradictions, gaps
from amu_geo.charts.region.head import head
from amu_geo.charts.region.map import ground, region_map, silhouette_mask
from amu_geo.charts.region.places import departements
from amu_geo.charts.region.tables import departements_data, families_data, kin_data
from amu_geo.comparison import indicator_figures, missing_from, twins
from amu_geo.french.typography import typeset
from amu_geo.measure.actors import actor_list, count_actors
from amu_geo.measure.reading import Reading
from amu_geo.profiles.region import Portrait
from amu_geo.sentences import region_parts as words
from amu_geo.vocabulary import CONFIRMED, LECTURES, TO_CONFIRM, UNDOCUMENTED

EDITIONS = ("2018", "2026")


@pytest.fixture(scope="module")
def portrait():
    """Builds the portrait of a region under an edition and a reading."""

    def build(code: str, edition: str = "2026", lecture: str = "regionale") -> Portrait:
        coverage = store.coverage(edition, Reading(None, lecture))
        return Portrait(coverage, store.territories(), code)

    return build


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("\u202f", " ").replace("\xa0", " ")


def opens(scheme_id: str, name: str) -> str:
    return html('<a href="/dispositifs?dispositif={}">{}</a>', scheme_id, name)


def test_numbers_are_those_of_the_coverage_and_of_the_other_rooms(portrait):
    coverage = store.coverage("2026", Reading())
    territories = store.territories()
    counts = count_actors(actor_list(coverage.edition, territories), territories).table
    for code in territories.codes:
        one, row = portrait(code), coverage.by_region[code]
        assert len(one.schemes.retained) == row["nb_dispositifs"]
        assert len(one.actors) == row["nb_acteurs"]
        assert int(one.actors["amu"].sum()) == row["nb_acteurs_amu"]
        mine = counts.set_index("code_region").loc[code]
        assert one.actor_rates.equals(mine)
        states = [found.etat for found in one.proofs]
        assert states.count(CONFIRMED) == row["familles_confirmees"]
        assert 4 - states.count(UNDOCUMENTED) == row["familles_documentees"]


def test_each_family_says_its_state_and_what_confirms_it_or_is_missing(portrait):
    for code in ("52", "44", "76"):
        one = portrait(code)
        sections = families(one, opens).split("<section")[1:]
        for found, section in zip(one.proofs, sections, strict=True):
            text = plain(section)
            state = text.split("Échelle")[0]
            if found.etat == CONFIRMED:
                assert "Confirmée" in state and "à confirmer" not in state
                assert "Confirmé : " in text
            elif found.etat == TO_CONFIRM:
                assert "Documentée, à confirmer" in state
                assert "dernière preuve : " in state or "aucune preuve datée" in state
                assert "Confirmé : " not in text
            else:
                assert "n.d." in state
            for row in found.dispositifs.itertuples():
                assert plain(escape(typeset(row.regle)))[1:] in text
                assert all(line.libelle in text for line in found.preuves[row.id])


def test_a_proof_is_asked_for_beside_what_is_to_be_confirmed_only(portrait):
    one = portrait("76")
    html = families(one, opens, proposes=lambda scheme_id: f"/preuve?{scheme_id}")
    waiting = [
        row.id
        for found in one.proofs
        for row in found.dispositifs.itertuples()
        if row.etat == TO_CONFIRM
    ]
    assert waiting
    assert sorted(re.findall(r'href="/preuve\?([^"]+)"', html)) == sorted(waiting)
    assert "Proposer" not in families(one, opens)


def test_the_head_writes_both_numbers_and_the_state_of_each_family(portrait):
    html = plain(head(portrait("52"), lambda family: f"#{family}"))
    assert "0 famille sur 3 documentées" in html
    assert "Aucune famille confirmée sur 3 documentées" in html
    assert html.count("documentée, à confirmer") == 3
    assert html.count("non documentée") == 1
    data = families_data(portrait("52"))
    assert set(data["État"]) == {"documentée, à confirmer", "non documentée"}


def test_departements_add_up_with_those_that_are_not_placed(portrait):
    for code in ("76", "11", "94"):
        one = portrait(code)
        table = one.departements
        assert table["population"].sum() == one.place.population
        assert len(table) == one.place.departements
        declared, allied, projects = one.unplaced
        assert table["nb_amu"].sum() + declared == one.actors["amu"].sum()
        assert table["nb_voisins"].sum() + allied == (~one.actors["amu"]).sum()
        assert table["nb_projets"].sum() + projects == len(one.projects)


def test_every_figure_of_the_regions_schemes_is_there_once(portrait):
    for code in ("76", "11", "03"):
        one = portrait(code)
        ids = set(one.edition.dispositifs.query("code_region == @code")["id"])
        stated = one.edition.tables["observations"]
        assert len(one.figures) == stated["id_dispositif"].isin(ids).sum()
        html = dated_points(one.figures, opens)
        assert html.count('class="combien"') == len(one.figures)
        assert "nan" not in html.lower().replace("financ", "").replace("gouvernance", "")


def test_what_must_not_rank_regions_gets_no_rate(portrait):
    one = portrait("76")
    table = one.indicators.set_index("indicateur")
    friches = [name for name in table.index if name.startswith("friches_")]
    assert friches
    for name in [*friches, "tiers_lieux_base_cget"]:
        assert pd.isna(table.loc[name, "reference_ensemble"])
        label = table.loc[name, "libelle"]
        line = re.search(rf"<tr><th[^>]*>{re.escape(label)}</th>.*?</tr>", indicators(one)).group()
        assert "ne se compare pas" in line
        assert 'class="nombre">' not in line.split("</strong>")[1]
    expected = indicator_figures(one.edition, ["76"], one.territories).set_index("indicateur")
    rates = "pour_100000_habitants"
    assert table[rates].round(9).equals(expected[rates].round(9))


def test_kin_are_the_neighbours_and_the_twins(portrait):
    one = portrait("76")
    assert {kin.code_region for kin in one.kin if kin.voisine} == {"75", "84", "93"}
    alike = [twin.code_region for twin in twins(one.coverage, "76")]
    assert [kin.code_region for kin in one.kin if kin.jumelle] == alike
    assert not any(kin.voisine for kin in portrait("94").kin)
    data = kin_data(one)
    assert list(data["Région"]) == [kin.nom for kin in one.kin]
    counts = one.coverage.table.set_index("nom").loc[data["Région"]]
    assert list(data["Familles confirmées"]) == list(counts["familles_confirmees"])
    assert list(data["Familles documentées"]) == list(counts["familles_documentees"])


def test_what_is_missing_is_what_the_comparison_says(portrait):
    one = portrait("53")
    expected = {(item.sorte, item.code) for item in missing_from(one.coverage, "53")}
    assert {(item.sorte, item.code) for item in one.missing} == expected


def test_unknown_is_never_written_as_zero(portrait):
    one = portrait("03", "2018")
    facts = dict(words.portrait_facts(one))
    assert facts["Familles confirmées"] == "n.d."
    assert facts["Dispositifs retenus"] == "n.d."
    assert facts["Acteurs recensés"] == "n.d."
    assert "n.d." in departements(one)
    assert departements_data(one)["Acteurs de l’AMU"].isna().all()
    assert set(families_data(one)["État"]) == {"non documentée"}


def test_a_region_whose_schemes_are_all_set_aside_says_so(portrait):
    one = portrait("06")
    assert not one.coverage.documented("06")
    assert "deux dispositifs" in words.portrait_second(one)
    assert "aucun" in words.portrait_second(one)


def test_the_total_that_the_source_words_is_kept_as_it_is(portrait):
    one = portrait("76", "2018")
    assert words.portrait_actors(one).startswith("Près de 20 structures en Occitanie")
    assert ("Structures, selon l’article", "près de 20") in words.portrait_facts(one)


def test_gaps_and_contradictions_name_schemes_instead_of_their_ids(portrait):
    one = portrait("76")
    assert gaps(one).count("<li>") == 1
    html = contradictions(one, opens)
    assert html.count("<tr>") == len(one.contradictions) + 1
    text = re.sub(r"<[^>]+>", "", html)
    assert "76-envirobat-occitanie" not in text
    assert "Envirobat Occitanie" in text


def test_every_source_of_the_region_is_in_the_printed_list(portrait):
    one = portrait("76")
    listed = set(one.sources["url_source"])
    used = [one.schemes.rows, one.figures, one.actors, one.projects, one.indicators]
    for table in used:
        assert set(table["url_source"]) - {""} <= listed
    assert not one.sources.duplicated(["partie", "url_source"]).any()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lecture", list(LECTURES))
def test_every_sentence_is_french_and_whole(portrait, edition, lecture):
    said = (
        words.portrait_second,
        words.portrait_schemes,
        words.portrait_figures,
        words.portrait_indicators,
        words.portrait_actors,
        words.portrait_places,
        words.portrait_unplaced,
        words.portrait_gaps,
        words.portrait_kin,
        words.portrait_lessons,
        words.portrait_reading,
    )
    for code in ("01", "03", "06", "52", "76"):
        one = portrait(code, edition, lecture)
        for sentence in said:
            text = sentence(one)
            assert "None" not in text and "nan" not in text.lower().replace("tourisme", "")
            assert "  " not in text and " ;" not in text
            assert not text or text[0].isupper() or text[0].isdigit()


def test_the_map_draws_every_departement_and_every_placed_dot(portrait):
    for code in ("76", "01", "11"):
        one = portrait(code)
        html = region_map(one)
        assert html.count('class="code"') == one.place.departements
        placed = int(one.actors["place"].sum()) + int(one.projects["place"].sum())
        assert html.count('class="point ') == placed
        for left, top in re.findall(
            r'class="point [^"]+" style="left:([\d.-]+)%;top:([\d.-]+)%', html
        ):
            assert -3 <= float(left) <= 103 and -3 <= float(top) <= 103


def test_the_ground_fits_its_box_and_keeps_the_regions_scale():
    territories = store.territories()
    for code in territories.codes:
        drawn = ground(territories, code)
        assert 599 < max(drawn.width, drawn.height * 600 / 560) < 601
        area = float(territories.regions.set_index("code_region").loc[code, "superficie_km2"])
        box = drawn.width * drawn.height * drawn.unit_km**2
        assert area < box < 40 * area
        assert len(silhouette_mask(territories, code)) < 4_000
