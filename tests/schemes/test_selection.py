"""What a reader's choices leave of the schemes, one family's support, one scheme's dossier."""

from __future__ import annotations

import pytest

from amu_geo import store
from amu_geo.edition import read_edition
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes import Filters, SchemeList
from amu_geo.schemes.dossier import dossier
from amu_geo.schemes.family import family_support
from amu_geo.schemes.search import ForgivingIndex
from amu_geo.schemes.selection import readable_rows, select, spreadsheet_rows
from amu_geo.sentences.schemes import finding, second_sentence, timeline_finding
from amu_geo.vocabulary import FAMILIES, LECTURES, TO_CONFIRM


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def tiny(tiny_edition, territories):
    """The tiny edition's list, and its coverage under the usual reading."""
    return SchemeList.of(tiny_edition, territories), compute_coverage(
        tiny_edition, Reading(), territories
    )


def test_every_scheme_is_kept_and_told_apart(tiny):
    schemes, coverage = tiny
    found = select(schemes, coverage, Filters())
    assert set(found.rows["id"]) == {"76-lieux", "53-bourgs", "53-anciens"}
    assert set(found.retained["id"]) == {"76-lieux", "53-bourgs"}
    assert list(found.set_aside["id"]) == ["53-anciens"]
    assert found.set_aside["raison"].iloc[0]
    assert (found.retained["raison"] == "").all()


def test_the_finding_counts_what_associates_the_users(tiny):
    schemes, coverage = tiny
    title = plain(finding(select(schemes, coverage, Filters())))
    assert title == "Deux dispositifs régionaux dans deux régions, qui tous associent les usagers"
    second = plain(second_sentence(select(schemes, coverage, Filters())))
    assert second == (
        "Un est confirmé au 1er juin 2024, un est à confirmer. L’édition en décrit 3 ; le seul qui "
        "est écarté suit les autres, avec sa raison."
    )


@pytest.mark.parametrize(
    ("filters", "start"),
    [
        (Filters(programmes=("tiers-lieux",)), "Tiers-lieux : un dispositif régional"),
        (Filters(regions=("53",)), "En Bretagne : un dispositif régional"),
        (Filters(recherche="lbel des lieus"), "« lbel des lieus » : un dispositif régional"),
        (Filters(statuts=("historique",)), "Historique : le seul dispositif trouvé n’est pas"),
        (Filters(recherche="zzzz"), "Aucun dispositif de l’édition ne répond à ces choix"),
    ],
)
def test_the_finding_follows_the_filters(tiny, filters, start):
    schemes, coverage = tiny
    assert plain(finding(select(schemes, coverage, filters))).startswith(start)


def test_an_empty_edition_says_so(draft, territories):
    draft.tables["dispositifs"] = []
    draft.tables["observations"] = []
    edition = read_edition(draft.write(), territories)
    coverage = compute_coverage(edition, Reading(), territories)
    found = select(SchemeList.of(edition, territories), coverage, Filters())
    assert finding(found) == "Cette édition ne décrit aucun dispositif"
    assert "Cela ne veut pas dire" in second_sentence(found)


def test_unknown_words_about_users_are_not_said_to_be_a_refusal(draft, territories):
    draft.change("dispositifs", 0, implication_usagers="non-precisee")
    edition = read_edition(draft.write(), territories)
    coverage = compute_coverage(edition, Reading(), territories)
    chosen = Filters(programmes=("tiers-lieux",))
    title = plain(finding(select(SchemeList.of(edition, territories), coverage, chosen)))
    assert title.endswith("; les pages lues n’y disent rien des usagers")


@pytest.mark.parametrize("edition_id", ["2018", "2026"])
@pytest.mark.parametrize("lecture", list(LECTURES))
@pytest.mark.parametrize("annee", [None, 2012])
def test_retained_rows_are_those_of_the_coverage(edition_id, lecture, annee, territories):
    edition = store.shelf().get(edition_id)
    coverage = store.coverage(edition, Reading(annee, lecture))
    found = select(SchemeList.of(edition, territories), coverage, Filters())
    assert set(found.retained["id"]) == set(coverage.retained["id"])
    assert len(found.rows) == len(edition.dispositifs)
    assert (found.set_aside["raison"] != "").all()
    if len(found.retained):
        assert f"{len(found.retained)}" in finding(found) or len(found.retained) <= 20


def test_a_spreadsheet_holds_the_rows_as_they_were_written(tiny):
    schemes, coverage = tiny
    rows = spreadsheet_rows(select(schemes, coverage, Filters(regions=("53",))))
    written = coverage.edition.dispositifs
    assert list(rows.columns[: len(written.columns)]) == list(written.columns)
    assert dict(zip(rows["id"], rows["retenu"], strict=True)) == {
        "53-bourgs": "oui",
        "53-anciens": "non",
    }
    assert set(rows["familles"]) == {"territoriale"}
    assert dict(zip(rows["id"], rows["etat"], strict=True)) == {
        "53-bourgs": "a-confirmer",
        "53-anciens": "",
    }


def test_the_readable_rows_say_why(tiny):
    schemes, coverage = tiny
    rows = readable_rows(select(schemes, coverage, Filters()))
    assert set(rows["Retenu"]) - {"oui"}
    assert rows["Source"].str.startswith("https://").all()


def test_the_middle_year_needs_enough_dates(tiny, territories):
    schemes, coverage = tiny
    assert timeline_finding(select(schemes, coverage, Filters())).startswith("Quand")
    edition = store.shelf().get("2026")
    found = select(
        SchemeList.of(edition, territories), store.coverage(edition, Reading()), Filters()
    )
    kept = found.retained
    sure = kept[kept["annee_debut"].notna() & (kept["annee_debut_deduite"] != "oui")]
    year = int(timeline_finding(found).split(" en ")[1][:4])
    assert (sure["annee_debut"] >= year).mean() >= 0.5


def test_gaps_are_those_of_the_chosen_places(territories):
    edition = store.shelf().get("2026")
    schemes, coverage = SchemeList.of(edition, territories), store.coverage(edition, Reading())
    assert select(schemes, coverage, Filters()).gaps.empty
    mine = select(schemes, coverage, Filters(regions=("76",))).gaps
    assert set(mine["code_region"]) == {"76"}
    both = select(schemes, coverage, Filters(regions=("76",), programmes=("friches",))).gaps
    assert set(both["programme"]) <= {"friches"}


def test_a_wrong_word_that_exists_elsewhere_is_still_forgiven():
    index = ForgivingIndex([("reconquete friches",), ("fiches pratiques",)])
    assert index.search("réconquete fiches") == [0]


@pytest.mark.parametrize("famille", list(FAMILIES))
@pytest.mark.parametrize("reading", [Reading(), Reading(2013), Reading(None, "usage")])
def test_a_family_is_supported_where_the_coverage_says(famille, reading, territories):
    coverage = store.coverage("2026", reading)
    found = family_support(coverage, famille)
    states = {region.code_region: region.etat for region in found.soutiens}
    for code in territories.codes:
        assert coverage.state(code, famille) == states.get(code, "non-documente")
    assert {region.code_region for region in found.sans} == set(territories.codes) - set(states)
    for region in found.soutiens:
        behind = coverage.behind(region.code_region, famille)
        assert region.nb == len(behind)
        assert region.nb_confirmes == len(coverage.confirming(region.code_region, famille))
        assert set(behind) == set(region.dispositifs["id"])
        assert bool(region.manque) == (region.etat == TO_CONFIRM)
    uncertain = [region.etat == TO_CONFIRM for region in found.soutiens]
    assert uncertain == sorted(uncertain)


def test_a_family_names_its_programmes_and_their_alternatives(tiny):
    found = family_support(tiny[1], "territoriale")
    assert [(item.code, item.nb, item.principal) for item in found.programmes] == [
        ("bourgs-centres", 1, True),
        ("tiers-lieux", 1, False),
    ]
    assert found.nb_dispositifs == 1


def test_a_dossier_gathers_figures_and_lineage(tiny):
    schemes, coverage = tiny
    found = dossier(schemes, coverage, "76-lieux")
    assert found.retenu
    assert list(found.chiffres["mesure"]) == ["aide_eur", "lieux"]
    assert found.justification == "Un lieu, une communauté."
    assert list(dossier(schemes, coverage, "53-bourgs").avant["id"]) == ["53-anciens"]
    before = dossier(schemes, coverage, "53-anciens")
    assert list(before.apres["id"]) == ["53-bourgs"]
    assert not before.retenu
    assert before.regle


def test_an_unknown_scheme_is_refused_in_french(tiny):
    with pytest.raises(KeyError, match="Dispositif inconnu"):
        dossier(*tiny, "76-rien")
