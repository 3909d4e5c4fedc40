"""What a record brings: new, confirms, contradicts, seems ended; suggested, never decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amu_geo.harvest.deciding.effects import Effects, sorted_by_effect
from amu_geo.harvest.proposal import CHANGED, CONFIRMS, ENDED, NEW, Change
from amu_geo.harvest.proposals import propose_all
from amu_geo.harvest.record import ACTOR, Record
from amu_geo.harvest.suggesting import Suggester
from amu_geo.measure.reading import Reading
from tests import making
from tests.harvest.making import BOURGS, HABITAT, LIEUX, RIVAL, edition, record
from tests.harvest.making import ENDED as OVER


def only(one: Record, base=None):
    """The proposal that a record makes."""
    found = propose_all([one], base or edition()).proposals
    return found[0] if found else None


def test_an_open_record_confirms_a_scheme_by_its_latest_date():
    found = only(record("Tiers-lieux", start="2026-09-01", updated="2026-10-01"))
    assert (found.classe, found.id_dispositif, found.trouve_par) == (CONFIRMS, LIEUX, "titre")
    assert found.proof["date"] == "2026-10-01"
    assert found.proof["nature"] == "page-datee"
    assert found.proof["confiance"] == "A"
    assert found.licence == "Licence Ouverte 2.0"
    assert "mise à jour le 1er octobre 2026" in found.preuve


def test_a_date_to_come_proves_nothing_and_no_date_is_made_up():
    opening = only(record("Tiers-lieux", start="2026-12-15", updated="2025-01-10"))
    assert (opening.proof["date"], opening.nature) == ("2025-01-10", "page-datee")
    mute = only(record("Tiers-lieux", updated=""))
    assert (mute.classe, mute.date, mute.nature) == (CONFIRMS, "", "")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"end": "2026-03-31"}, "candidatures closes depuis le 31 mars 2026"),
        ({"text": "Le label tiers-lieux est clos depuis l’été."}, "clos"),
        ({"is_gone": True}, "un indice, et non une preuve"),
    ],
)
def test_a_scheme_that_seems_over_is_a_doubt_with_its_words(cells, words):
    found = only(record("Tiers-lieux", **cells))
    assert found.classe == ENDED
    assert words in found.doute


def test_the_word_closed_in_a_title_is_heard_and_a_deadline_to_come_is_not():
    assert only(record("Tiers-lieux - Clos")).classe == ENDED
    open_call = record("Tiers-lieux", end="2026-12-31", text="Clôture du label tiers-lieux en mai.")
    assert only(open_call).classe == CONFIRMS


def test_what_has_gone_from_a_list_makes_no_proof():
    assert only(record("Tiers-lieux", is_gone=True)).nature == ""
    assert only(record("Tiers-lieux", end="2026-03-31")).nature == "cloture"


def test_an_open_record_contradicts_a_scheme_that_we_say_is_over():
    found = only(record("AMI Tiers-lieux 2013"))
    assert (found.classe, found.id_dispositif) == (CHANGED, RIVAL)
    assert found.changes == (Change("statut", "termine", "en-cours"),)
    # That it is over we say already.
    assert only(record("AMI Tiers-lieux 2013 - Clos")) is None


def test_what_the_edition_has_already_is_not_proposed_again():
    one = record("Tiers-lieux")
    proof = only(one).proof
    known = edition()
    tables = {**known.tables, "attestations": making.edition(attestations=[proof]).attestations}
    outcome = propose_all([one], replace(known, tables=tables))
    assert (outcome.proposals, outcome.known) == ((), 1)


def test_a_new_scheme_is_proposed_when_a_word_ties_it_to_a_programme_in_a_region():
    found = only(record("Reconversion des friches", "53", text="Associer les habitants au projet."))
    assert (found.classe, found.id_dispositif, found.programme) == (NEW, "", "friches")
    assert found.mots_programme == "« friches »"
    assert found.implication == "encouragee"
    assert "Associer les habitants" in found.mots_implication
    outcome = propose_all(
        [
            record("Plantation de haies", "53"),
            record("Reconversion des friches", ""),
            record("La Fabrique", "53", kind=ACTOR),
        ],
        edition(),
    )
    assert (outcome.proposals, outcome.beside) == ((), 2)


def test_a_demand_is_told_from_a_wish():
    suggest = Suggester(edition()).involvement
    demanded = record("Aide", text="Le projet doit associer les usagers. Le reste est libre.")
    assert suggest(demanded).code == "exigee"
    assert suggest(record("Aide", text="Le projet doit être sobre.")).code == ""


def test_a_programme_of_the_edition_s_own_is_known_by_its_label():
    own = making.edition(mapping=(("jardins", "communaute", ""),))
    found = Suggester(own).programme(record("Création de jardins collectifs"))
    assert (found.code, found.words) == ("jardins", "« jardins »")


def test_what_would_change_a_cell_comes_first(territories):
    base = edition()
    records = [
        record("Reconversion des friches", "53", id="n"),
        record("Fonds de reconquête des friches ligériennes", "52", id="f"),
        record("Contrats Bourgs-Centres", "76", id="b", updated="2021-06-01"),
        record("Habitat participatif francilien", "11", id="h"),
        record("Label tiers-lieux", "76", id="t"),
    ]
    effects = Effects(base, Reading(), date(2026, 11, 27), territories)
    found = sorted_by_effect(propose_all(records, base).proposals, effects)
    assert [one.fiche_id for one in found] == ["h", "t", "n", "f", "b"]
    assert found[0].effet == "Collectif habitant : documentée, à confirmer → confirmée"
    assert found[2].effet == "pourrait documenter : communauté"
    assert [one.effet for one in found[3:]] == ["", ""]
    assert {one.id_dispositif for one in found} == {HABITAT, LIEUX, BOURGS, OVER, ""}
