"""What is to be confirmed, most useful first, and a proof that a reader proposes."""

from __future__ import annotations

import io
from dataclasses import replace
from urllib.parse import unquote

import pandas as pd
import pytest

from amu_geo import store
from amu_geo.charts.base.markup import html
from amu_geo.charts.data.to_confirm import to_confirm_sentence, to_confirm_table
from amu_geo.charts.schemes.proposal import proposal_errors, send_link
from amu_geo.edition.schema import table_schema
from amu_geo.export.rows import excel_csv
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.proposal import propose
from amu_geo.schemes.to_confirm import to_confirm, to_fill
from tests.making import MAPPING, attestation, edition, scheme

OLD = {"annee_debut": None, "date_source": ""}
GOOD = {
    "id_dispositif": "vieux",
    "date": "2026-03-12",
    "nature": "vote",
    "url_source": "https://www.laregion.fr/aide",
    "titre_source": "La Région",
    "preuve": "La commission vote, onze aides.",
    "confiance": "A",
}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def opens(scheme_id: str, name: str) -> str:
    return html('<a href="?dispositif={}">{}</a>', scheme_id, name)


@pytest.fixture
def small():
    """Cells of every kind: one confirmed, others that one or two schemes would confirm."""
    rows = [
        scheme("vieux", date_source="2019", annee_debut=None),
        scheme("muet", **OLD),
        scheme("recent", "53", date_source="2023-05", annee_debut=None),
        scheme("sur", "94", **OLD),
        scheme("autre", "94", **OLD),
        scheme("double", "11", programme="tout", **OLD),
        scheme("etat", "84", financeur="etat", **OLD),
    ]
    return edition(
        rows,
        mapping=(*MAPPING, ("tout", "batiment;communaute", "")),
        attestations=[attestation("sur", "2026-01")],
    )


def test_the_most_useful_come_first_then_the_freshest(small, territories):
    rows = to_confirm(compute_coverage(small, Reading(), territories))
    assert list(rows["id"]) == ["double", "recent", "vieux", "muet"]
    assert list(rows["familles"])[:2] == [("batiment", "communaute"), ("communaute",)]
    assert list(rows["manque"])[1:] == [
        "dernière preuve : mai 2023",
        "dernière preuve : 2019",
        "aucune preuve datée",
    ]
    wide = to_confirm(compute_coverage(small, Reading(lecture="large"), territories))
    assert "etat" in set(wide["id"])


@pytest.mark.parametrize("reading", [Reading(), Reading(2018), Reading(None, "large")])
def test_the_published_list_is_what_the_measure_says(reading, territories):
    coverage = store.coverage("2026", reading)
    rows = to_confirm(coverage)
    cells = coverage.cells[coverage.cells["etat"] == "a-confirmer"]
    expected = {scheme for schemes in cells["dispositifs"] for scheme in schemes}
    assert set(rows["id"]) == expected
    assert len(cells)
    sizes = [len(families) for families in rows["familles"]]
    assert sizes == sorted(sizes, reverse=True)


def test_confirming_one_of_them_does_confirm_its_cells(small, territories):
    coverage = compute_coverage(small, Reading(), territories)
    for row in to_confirm(coverage).itertuples():
        proof = dict.fromkeys(table_schema("attestations").columns, "") | {
            **GOOD,
            "id_dispositif": row.id,
        }
        more = pd.concat([small.attestations, pd.DataFrame([proof])], ignore_index=True)
        with_it = replace(small, tables={**small.tables, "attestations": more})
        after = compute_coverage(with_it, Reading(), territories)
        assert {after.state(row.code_region, family) for family in row.familles} == {"confirme"}


def test_the_file_to_fill_has_the_columns_of_attestations(small, territories):
    rows = to_fill(to_confirm(compute_coverage(small, Reading(), territories)))
    assert list(rows.columns) == table_schema("attestations").columns
    assert list(rows["id_dispositif"]) == ["double", "recent", "vieux", "muet"]
    assert rows["url_source"].str.startswith("https://").all()
    # Nothing passes for a proof before somebody fills it.
    for name in ("date", "nature", "preuve", "confiance"):
        assert (rows[name] == "").all()


def test_nothing_to_confirm_is_said(territories):
    proven = edition([scheme("un", date_source="2026")])
    none = edition([])
    for made, said in ((proven, "Toutes les cases"), (none, "Aucune case n’est documentée")):
        coverage = compute_coverage(made, Reading(), territories)
        rows = to_confirm(coverage)
        assert rows.empty
        assert to_confirm_sentence(coverage, rows).startswith(said)


def test_the_section_counts_cells_and_names_pages(small, territories):
    coverage = compute_coverage(small, Reading(), territories)
    rows = to_confirm(coverage)
    assert plain(to_confirm_sentence(coverage, rows)).startswith(
        "Quatre cases (région × famille) sont documentées et à confirmer. Prouvé en vigueur, "
        "chacun de ces 4 dispositifs"
    )
    evil = rows.assign(nom="<img src=x>", titre_source="<b>page</b>")
    text = to_confirm_table(evil, "Liste", opens, lambda code: f"?dispositif={code}&proposer=oui")
    assert "<img" not in text
    assert "<b>page" not in text
    assert text.count("Proposer une preuve") == len(rows)


def test_a_good_proof_is_one_row_and_says_what_it_changes(small, territories):
    found = propose(GOOD, small, territories)
    assert found.errors == ()
    assert found.effect == "Avec elle, le dispositif serait confirmé."
    assert found.text.split("\n", 1)[1] == (
        "vieux,2026-03-12,vote,https://www.laregion.fr/aide,La Région,"
        '"La commission vote, onze aides.",A'
    )
    assert list(found.frame.columns) == table_schema("attestations").columns


@pytest.mark.parametrize(
    ("cells", "effect"),
    [
        ({"date": "2020"}, "Elle ne suffit pas à confirmer"),
        ({"confiance": "C"}, "Elle ne suffit pas à confirmer"),
        ({"date": "2026-12"}, "Cette preuve est postérieure à l’édition"),
        ({"nature": "fin"}, "Avec elle, le dispositif serait tenu pour fini."),
        ({"id_dispositif": "sur"}, "Avec elle, le dispositif resterait confirmé."),
    ],
)
def test_the_effect_follows_the_rule(small, territories, cells, effect):
    assert plain(propose({**GOOD, **cells}, small, territories).effect).startswith(effect)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"date": "12 mars"}, "Date du fait : la valeur est mal formée."),
        ({"date": "2026-02-31"}, "Date du fait : la date n’existe pas."),
        ({"date": "  "}, "Date du fait : à remplir."),
        ({"url_source": "laregion.fr"}, "Adresse de la source : ce n’est pas une adresse du web."),
        ({"url_source": "javascript:alert(1)"}, "Adresse de la source : ce n’est pas"),
        ({"nature": "rumeur"}, "Nature : cette valeur n’est pas dans la liste."),
        ({"confiance": ""}, "Confiance : à remplir."),
        ({"id_dispositif": "rien"}, "Dispositif : l’édition n’en a pas"),
    ],
)
def test_each_mistake_is_told_in_french(small, territories, cells, said):
    found = propose({**GOOD, **cells}, small, territories)
    assert len(found.errors) == 1
    assert plain(found.errors[0]).startswith(said)
    assert not found.effect
    assert 'role="alert"' in proposal_errors(found)


def test_a_proof_that_is_there_already_is_refused(small, territories):
    known = {**GOOD, "id_dispositif": "sur", "date": "2026-01", "nature": "page-datee"}
    known["url_source"] = small.attestations["url_source"].iloc[0]
    assert propose(known, small, territories).errors == ("Cette preuve est déjà dans l’édition.",)


def test_lines_and_spaces_become_one_row(small, territories):
    found = propose({**GOOD, "preuve": "  Deux\n lignes\t ici "}, small, territories)
    assert found.errors == ()
    assert found.row["preuve"] == "Deux lignes ici"
    assert "\n" not in found.text.split("\n", 1)[1]


def test_a_spreadsheet_runs_nothing_of_what_was_typed(small, territories):
    found = propose({**GOOD, "titre_source": '=HYPERLINK("http://x")'}, small, territories)
    text = excel_csv(found.frame)
    row = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), sep=";", dtype="str").iloc[0]
    assert row["titre_source"] == '\'=HYPERLINK("http://x")'
    assert row["id_dispositif"] == "vieux"


def test_a_letter_goes_to_a_contact_that_somebody_reads(small, territories):
    found = propose(GOOD, small, territories)
    real = send_link(found, replace(small, contact="qui@region.fr"), "Aide & Cie")
    assert 'href="mailto:qui@region.fr?subject=' in real
    assert found.text.split("\n", 1)[1] in unquote(real)
    for contact in ("contact@observatoire-amu.example", "https://exemple.fr/contact", "Nous"):
        told = send_link(found, replace(small, contact=contact), "Aide")
        assert "mailto:" not in told
        assert "gardez la ligne" in told
