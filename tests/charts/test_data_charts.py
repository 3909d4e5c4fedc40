"""The data page's own tables: sensitivity, method, gaps, sources, changes of an edition."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from amu_geo import store
from amu_geo.charts.data import edition_changes as changes_html
from amu_geo.charts.data.editions import editions_table, journal_table
from amu_geo.charts.data.glossary import glossary_list, impact_registers_list
from amu_geo.charts.data.method import mapping_table, missions_table, readings_table, states_list
from amu_geo.charts.data.sensitivity import (
    choices_table,
    months_sentence,
    months_table,
    readable_choices,
    readable_months,
    readable_sensitivity,
    sensitivity_table,
)
from amu_geo.charts.data.sources import sources_table, tables_with_sources
from amu_geo.charts.data.unknowns import contradictions_table, gaps_table
from amu_geo.edition import referentials
from amu_geo.edition.difference import difference
from amu_geo.edition.schema import TABLES, table_schema
from amu_geo.edition.sources import pages_read, source_links
from amu_geo.measure.reading import Reading
from amu_geo.measure.sensitivity import (
    mapping_sensitivity,
    months_sensitivity,
    reading_sensitivity,
)
from amu_geo.sentences.data import sources_sentence, unknowns_sentence
from amu_geo.vocabulary import LECTURES
from tests.making import edition, observation, scheme


@pytest.fixture(scope="module", params=["2018", "2026"])
def coverage(request):
    return store.coverage(request.param, Reading())


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_every_region_has_its_range_and_its_readings(coverage):
    by_reading = reading_sensitivity(coverage)
    html = sensitivity_table(coverage, by_reading)
    documented = int((coverage.table["familles_documentees"] > 0).sum())
    assert html.count('<th scope="row">') == 18
    assert html.count('class="plage"') == documented
    assert html.count('class="etendue nd"') == 18 - documented
    data = readable_sensitivity(coverage, by_reading)
    assert len(data) == 18
    assert (data["Documentées au moins"] == "n.d.").sum() == 18 - documented
    # Each cell of a reading writes both numbers, the confirmed one first.
    rows = {row.nom: row for row in by_reading.query("lecture == 'regionale'").itertuples()}
    for line in data.to_dict("records"):
        row = rows[line["Région"]]
        if row.documentee:
            assert line["Confirmées, lecture régionale"] == str(row.familles_confirmees)
            assert line["Documentées, lecture régionale"] == str(row.familles_documentees)
            both = f"{row.familles_confirmees}/{row.familles_documentees}"
            assert f">{both}</span>" in html


def test_the_range_is_that_of_the_documented_families():
    coverage = store.coverage("2026", Reading())
    html = sensitivity_table(coverage, reading_sensitivity(coverage))
    loire = html.split("Pays de la Loire")[1].split("</tr>")[0]
    row = coverage.by_region["52"]
    assert f"--bas:{row['min']};--haut:{row['max']};--vaut:3" in loire
    assert ">0/3</span>" in loire


def test_how_long_a_proof_lasts_is_told_with_its_totals_and_by_region():
    coverage = store.coverage("2026", Reading())
    by_months = months_sensitivity(coverage, store.territories())
    sentence = plain(months_sentence(by_months))
    assert "24 mois : 20 cases région × famille sur 38 documentées" in sentence
    assert "16 à 12 mois" in sentence and "25 à 36 mois" in sentence
    same = months_sensitivity(store.coverage("2018", Reading()), store.territories())
    assert "autant à 12 et 36 mois" in plain(months_sentence(same))
    html = months_table(coverage, by_months)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
    assert len(rows) == 1 + 16
    assert re.findall(r"<strong>(\d+)</strong>/38", rows[0]) == ["16", "20", "25"]
    shown = {name: row for row in rows for name in ("Grand Est", "Pays de la Loire") if name in row}
    for name, row in shown.items():
        mine = by_months[by_months["nom"] == name]
        for found in mine.itertuples():
            assert f">{found.familles_confirmees}/{found.familles_documentees}</span>" in row
    assert len(readable_months(by_months)) == 3 * 16


def test_an_undocumented_region_is_n_d_and_never_0():
    coverage = store.coverage(edition([scheme("a", "76", date_source="2026-05")]), Reading())
    html = sensitivity_table(coverage, reading_sensitivity(coverage))
    assert "niveau-0" not in html
    assert html.count("n.d.") == 17 * (1 + len(LECTURES))


def test_each_choice_says_who_moves(coverage):
    by_mapping = mapping_sensitivity(coverage)
    html = choices_table(by_mapping)
    assert html.count("<tr>") == 1 + by_mapping["choix"].nunique()
    moved = by_mapping[by_mapping["ecart"] != 0]
    for name in moved["nom"].unique():
        assert name.split("’")[0].split("'")[0] in html
    assert set(readable_choices(by_mapping)["Correspondance"]) == set(by_mapping["libelle"])


def test_the_mapping_shows_each_programme_with_its_reason(coverage):
    html = mapping_table(coverage)
    for row in coverage.edition.programmes.itertuples():
        assert plain(row.libelle.split("'")[0]) in plain(html)
    assert html.count("<tr>") == 1 + len(coverage.edition.programmes)


def test_readings_and_states_are_all_explained(coverage):
    html = readings_table(dict.fromkeys(LECTURES, coverage))
    assert html.count("<tr>") == 1 + len(LECTURES)
    assert states_list().count("<li>") == 3
    assert missions_table().count("<tr>") == 1 + len(referentials.rows("missions_familles"))


def test_every_gap_and_contradiction_is_listed(coverage):
    known, names = coverage.edition, dict(zip(*names_of(), strict=True))
    gaps = gaps_table(known, names, lambda code: f"/region?region={code}")
    assert gaps.count("<tr>") == 1 + len(known.tables["lacunes"])
    listed = sum(
        contradictions_table(known, nature, names).count("<tr>") - 1
        for nature in ("contradiction", "choix")
    )
    assert listed == len(known.tables["contradictions"])


def names_of() -> tuple[list[str], list[str]]:
    territories = store.territories()
    return list(territories.codes), [territories.name(code) for code in territories.codes]


def test_an_edition_without_gaps_does_not_claim_to_know_all():
    assert "pas dire" in unknowns_sentence(edition([scheme("a")]))


def test_every_source_link_of_an_edition_is_listed(coverage):
    known = coverage.edition
    links = source_links(known)
    shown = "".join(sources_table(links, table) for table in tables_with_sources(links))
    for name in TABLES:
        if "url_source" not in table_schema(name).columns:
            continue
        for url in known.tables[name]["url_source"].unique():
            assert f'href="{url.replace("&", "&amp;")}"' in shown
    for figure in known.chiffres:
        assert f'href="{figure.source}"' in shown


def test_the_sentence_counts_rows_pages_and_sites():
    rows = [scheme("a"), scheme("b"), scheme("c", url_source="https://www.autre.fr/x")]
    rows[1]["url_source"] = rows[0]["url_source"]
    known = edition(rows, observations=[observation("a", "lieux", 3)])
    sentence = plain(sources_sentence(source_links(known)))
    assert sentence.startswith("4 lignes sourcées, 3 pages lues sur 2 sites")
    assert "aucune source" in sources_sentence(source_links(edition()))


def test_pages_are_named_once_with_what_rests_on_them():
    rows = [scheme("a"), scheme("b", titre_source="")]
    rows[1]["url_source"] = rows[0]["url_source"]
    pages = pages_read(source_links(edition(rows)))
    assert len(pages) == 1
    assert pages.loc[0, ["site", "nombre", "titre_source"]].tolist() == [
        "example.org",
        2,
        "Page de la Région",
    ]


def test_editions_and_journal(coverage):
    shelf = store.shelf()
    html = editions_table(shelf.editions, coverage.edition, lambda code: f"/donnees?edition={code}")
    assert html.count("à l’écran") == 1
    assert html.count("<a ") == len(shelf.editions) - 1
    rows = len(coverage.edition.tables["journal"])
    assert journal_table(coverage.edition).count("<tr>") == 1 + rows


def test_the_glossary_and_the_registers_are_whole():
    assert glossary_list().count("<dt") == len(referentials.rows("glossaire"))
    questions = referentials.rows("registres_impact")
    assert impact_registers_list().count("<li>") == len(questions)


@pytest.fixture(scope="module")
def two():
    old = edition([scheme("a", "76"), scheme("b", "53"), scheme("c", "53", "no-watt")])
    new = edition([scheme("a", "76", nom="Autre <b>"), scheme("b", "53"), scheme("d", "06")])
    return old, replace(new, titre="Nouvelle")


def test_changes_are_counted_by_row(two):
    changes = difference(*two)
    counts = changes_html.row_counts(changes)
    assert counts.to_dict("records") == [
        {"table": "dispositifs", "ajout": 1, "retrait": 1, "modification": 1}
    ]
    sentence = plain(changes_html.changes_sentence(changes, "Ancienne"))
    assert sentence.endswith("1 ligne ajoutée, 1 retirée et 1 modifiée.")
    assert set(changes_html.changed_tables(changes)) == {"edition", "dispositifs"}
    rows = changes_html.rows_table(changes, "dispositifs")
    assert rows.count('<th scope="row">') == 3
    assert "<b>" not in rows


def test_no_change_is_said(two):
    old, _ = two
    nothing = difference(old, old)
    assert "rien ne change" in changes_html.changes_sentence(nothing, "Ancienne")
    assert changes_html.counts_table(nothing) == ""
    renamed = difference(old, replace(old, titre="Autre"))
    assert "description" in changes_html.changes_sentence(renamed, "Ancienne")


def test_the_effect_on_the_coverage_is_told_by_region(two):
    old, new = (store.coverage(one, Reading()) for one in two)
    html = changes_html.coverage_effect(old, new)
    assert html.count('<th scope="row">') == 2
    assert "n.d. → <strong>0/1</strong>" in html
    assert "0/2 → <strong>0/1</strong>" in html
    sentence = changes_html.effect_sentence(old, new)
    told = "Une région gagne au moins une famille documentée et une région en perd."
    assert sentence == told
    assert "ne change pas" in changes_html.coverage_effect(old, old)
    assert "Aucune région" in changes_html.effect_sentence(old, old)
