"""The shared vocabularies: every code has a label, every link moment × mission a family."""

from __future__ import annotations

import re

import pytest

from amu_geo import paths
from amu_geo.edition import referentials
from amu_geo.edition.schema import table_schema
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.vocabulary import CONFIRMED, FAMILIES, STATES


@pytest.mark.parametrize(
    ("table", "field"),
    [
        *(("dispositifs", name) for name in ("financeur", "statut", "implication_usagers")),
        *(("dispositifs", name) for name in ("strict", "confiance", "annee_debut_deduite")),
        *(("acteurs", name) for name in ("type", "perimetre", "phases")),
        ("projets", "categorie"),
        ("attestations", "nature"),
        ("observations", "mesure"),
    ],
)
def test_every_allowed_value_has_a_label_of_its_own(table, field):
    allowed = next(f for f in table_schema(table).fields if f.name == field).allowed
    labels = [referentials.label(field, code) for code in allowed]
    assert allowed
    assert set(referentials.codes(field)) >= set(allowed)
    assert len(set(labels)) == len(allowed)
    assert all(referentials.explanation(field, code) for code in allowed)


def test_every_mission_serves_a_family_at_each_of_its_moments():
    for mission in referentials.rows("missions"):
        for moment in mission["moments"].split(";"):
            assert moment in referentials.by_code("moments")
            families, why = referentials.families_of(moment, mission["code"])
            assert families and set(families) <= set(FAMILIES)
            assert why


def test_families_of_a_moment_alone_are_those_of_its_missions():
    families, why = referentials.families_of("chantier", "")
    assert families == ("batiment", "collectif-habitant", "communaute")
    assert why == ""
    assert referentials.families_of("chantier", "concertation") == ((), "")


def test_missions_and_registers_of_a_moment():
    assert "concertation" in {row["code"] for row in referentials.missions_of("amont")}
    assert "concertation" not in {row["code"] for row in referentials.missions_of("chantier")}
    registers = referentials.impact_registers("livraison-et-vie", "evaluation")
    assert len(registers) > 5
    assert all("livraison-et-vie" in row["moments"] for row in registers)
    assert referentials.impact_registers("", "") == referentials.rows("registres_impact")
    assert referentials.impact_registers("amont", "chantier-ouvert") == ()


def test_unknown_codes_stay_readable():
    assert referentials.label("financeur", "mécène") == "mécène"
    assert referentials.unit("autre") == ""
    with pytest.raises(ValueError, match=r"« villes »\. Attendu : .*moments"):
        referentials.rows("villes")


def test_rows_cannot_be_changed():
    with pytest.raises(TypeError):
        referentials.rows("moments")[0]["code"] = "autre"


def test_copies_are_told_from_the_publishers_own_pages(territories):
    assert referentials.link_nature("https://docplayer.fr/123.html").startswith("copie")
    assert "préproduction" in referentials.link_nature("https://preprod.lapreuvepar7.fr/a")
    assert referentials.link_nature("https://www.laregion.fr/friches") == ""
    links = read_shelf(territories).editions["2026"].dispositifs["url_source"]
    assert 0 < sum(bool(referentials.link_nature(link)) for link in links) < len(links) / 4


def test_the_glossary_explains_each_state_by_the_rule_and_no_older_word():
    glossary = referentials.by_code("glossaire")
    assert set(STATES) <= set(glossary)
    assert f"moins de {PROOF_MONTHS} mois" in glossary[CONFIRMED]["definition"]
    words = " ".join(
        f"{row['code']} {row['terme']} {row['definition']}" for row in glossary.values()
    )
    assert not re.search(r"\bcouver(t|ts|te|tes|ture)\b|\bprobables?\b|soutien", words.lower())


def test_every_word_explained_on_hover_is_in_the_glossary():
    asked = {
        code
        for path in (paths.ROOT / "amu_geo").rglob("*.py")
        for code in re.findall(r"""\bterm\(["']([a-z-]+)["']""", path.read_text("utf-8"))
    }
    assert len(asked) > 5
    assert asked <= set(referentials.by_code("glossaire"))
