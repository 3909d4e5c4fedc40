"""What a person accepted makes an edition, with its journal; nothing else changes."""

from __future__ import annotations

from datetime import date

import pytest

from amu_geo.edition import EditionError
from amu_geo.edition.difference import difference
from amu_geo.harvest.deciding.decisions import Acceptance, new_scheme, reason_of, revised
from amu_geo.harvest.deciding.effects import as_proposed
from amu_geo.harvest.proposal import Change
from amu_geo.harvest.proposals import propose_all
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.vocabulary import CONFIRMED, TO_CONFIRM
from tests.harvest.making import HABITAT, LIEUX, RIVAL, edition, record

NAMED = {"id": "2026-2", "titre": "Édition 2026, relue"}
DAY = date(2026, 11, 27)


def test_an_accepted_proof_confirms_its_cell_and_is_in_the_journal(territories):
    base = edition()
    (proposal,) = propose_all([record("Label tiers-lieux")], base).proposals
    accepted = as_proposed(proposal)
    after = revised(base, [accepted], NAMED, DAY, territories)
    states = [
        compute_coverage(one, Reading(), territories).state("76", "communaute")
        for one in (base, after)
    ]
    assert states == [TO_CONFIRM, CONFIRMED]
    changed = difference(base, after)
    assert set(changed["table"]) == {"edition", "attestations", "journal"}
    line = after.tables["journal"].iloc[-1]
    assert (line["date"], line["table"], line["id"]) == ("2026-11-27", "attestations", LIEUX)
    assert "page-datee, 2026-10-01" in line["changement"]
    assert len(base.attestations) == 0


def test_a_changed_cell_says_what_it_was(territories):
    change = Change("statut", "termine", "en-cours")
    after = revised(edition(), [Acceptance(RIVAL, changes=(change,))], NAMED, DAY, territories)
    assert after.dispositifs.set_index("id").loc[RIVAL, "statut"] == "en-cours"
    assert after.tables["journal"].iloc[-1]["changement"] == (
        "statut : « termine » devient « en-cours »"
    )


def test_a_new_scheme_takes_what_was_chosen_and_the_weakest_of_the_rest(territories):
    row = new_scheme(
        {"code_region": "53", "nom": "Reconversion des friches", "programme": "friches",
         "financeur": "region", "url_source": "https://exemple.invalid/a"},
        ["53-reconversion-des-friches"],
    )  # fmt: skip
    assert row["id"] == "53-reconversion-des-friches-2"
    assert (row["statut"], row["implication_usagers"], row["strict"]) == (
        "inconnu",
        "non-precisee",
        "non",
    )
    accepted = Acceptance(row["id"], scheme=row, reason=reason_of("Essai", "2026-11-27"))
    after = revised(edition(), [accepted], NAMED, DAY, territories)
    assert row["id"] in set(after.dispositifs["id"])
    assert after.tables["journal"].iloc[-1]["raison"].startswith("relecture d’une fiche de Essai")


def test_what_makes_no_sound_edition_is_refused_whole(territories):
    wrong = {"date": "hier", "nature": "vote", "url_source": "x", "confiance": "A"}
    with pytest.raises(EditionError):
        revised(edition(), [Acceptance(HABITAT, wrong)], NAMED, DAY, territories)
