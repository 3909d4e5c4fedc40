"""Relecture, run by itself: one by one, corrected, accepted, and the edition that it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from amu_geo import store
from amu_geo.edition.publishing import refusals
from amu_geo.export.proposals_workbook import proposals_workbook
from amu_geo.harvest.deciding.effects import Effects, sorted_by_effect
from amu_geo.harvest.deciding.queue import about, doubts_of, with_decisions
from amu_geo.harvest.deciding.sheet import read_proposals
from amu_geo.harvest.proposals import propose_all
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.schemes.to_confirm import to_confirm
from amu_geo.ui.review.form import key_of
from amu_geo.ui.review.state import PROPOSALS, Review, load
from tests.harvest.making import record
from tests.pages.opening import html, open_page

PAGE = "review.py"
DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def published():
    """The default edition, and its coverage."""
    edition = store.shelf().default
    return edition, store.coverage(edition, Reading())


@pytest.fixture(scope="module")
def proposals(published):
    """One that confirms, one that seems over, one that is new."""
    edition, coverage = published
    doubt = to_confirm(coverage).iloc[0]
    records = [
        record("Fonds pour l’urbanisme transitoire", "53", id="n", asked_on=DAY.isoformat(),
               text="Démarche participative <encouragée>."),
        record(f"{doubt['nom']} - Clos", doubt["code_region"], id="c"),
        record(doubt["nom"], doubt["code_region"], id="o", updated="2026-10-01"),
    ]  # fmt: skip
    effects = Effects(edition, Reading(), DAY, store.territories())
    return sorted_by_effect(propose_all(records, edition).proposals, effects)


def open_review(published, proposals=(), **query: str) -> AppTest:
    """The page as after a workbook was dropped."""
    edition, _ = published
    page = open_page(PAGE, **query)
    review = page.session_state["_relectures"][edition.fingerprint]
    review.proposals, review.filename = list(proposals), "essai.xlsx"
    review.shown = PROPOSALS if proposals else review.shown
    return page.run()


def review_of(page: AppTest, published) -> Review:
    """What the session keeps."""
    return page.session_state["_relectures"][published[0].fingerprint]


def test_what_remains_to_be_confirmed_is_read_without_any_workbook(published):
    text = html(open_page(PAGE))
    _, coverage = published
    rows = to_confirm(coverage)
    assert f"<b>1 sur {len(rows)}</b>" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert rows.iloc[0]["url_source"] in text
    assert "Où chercher" in text and "Reste à confirmer" in text


def test_a_record_stands_beside_our_row_and_its_words_are_escaped(published, proposals):
    page = open_review(published, proposals)
    assert "confirmée" in html(page) and "Rapprochés par le nom" in html(page)
    for _ in range(len(proposals) - 1):
        page.button(key="relecture-suivante").click().run()
        assert not page.exception
        if "L’édition n’a pas ce dispositif" in html(page):
            assert "d’après" in html(page)
            assert "<encouragée>" not in html(page)
    assert page.button(key="relecture-suivante").disabled


def test_an_accepted_proposal_makes_a_private_edition_that_could_be_published(published, proposals):
    edition, _ = published
    page = open_review(published, proposals)
    page.button(key="relecture-accepter").click().run()
    assert "1 acceptée" in html(page).replace("\u00a0", " ").replace("\u202f", " ")
    page.button(key="relecture-apercu").click().run()
    assert not page.exception
    assert "Aperçu privé" in html(page)
    assert "La relecture" in html(page)
    preview = page.session_state["_edition_privee"]
    assert preview.base is edition
    after = compute_coverage(preview.edition, Reading(), store.territories())
    before = compute_coverage(edition, Reading(), store.territories())
    assert after.nb_confirmed == before.nb_confirmed + 1
    assert refusals(preview.edition, store.paths.SCHEMES, DAY) == []
    journal = preview.edition.tables["journal"]
    assert len(journal) == len(edition.tables["journal"]) + 1
    assert "Service d’essai" in journal.iloc[-1]["raison"]
    # Where it was made, the review goes on: it is not begun anew.
    assert "1 acceptée" in html(page).replace("\u00a0", " ").replace("\u202f", " ")
    page.button(key="relecture-refuser").click().run()
    assert "prête" in html(page)
    page.button(key="relecture-precedente").click().run()


def test_what_is_wrong_is_said_and_nothing_is_accepted(published):
    page = open_review(published)
    page.button(key="relecture-accepter").click().run()
    assert "à remplir" in html(page) and 'role="alert"' in html(page)
    assert review_of(page, published).decisions == {}


def test_a_doubt_is_settled_by_a_proof_that_is_typed(published):
    page = open_review(published)
    fields = {one.label: one for one in page.text_input}
    fields["Date du fait"].set_value("2026-10-12")
    choices = {one.label: one for one in page.selectbox}
    choices["Nature"].set_value("vote")
    choices["Confiance"].set_value("A")
    page.run()
    assert "Avec elle, le dispositif serait confirmé" in html(page)
    page.button(key="relecture-accepter").click().run()
    (accepted,) = review_of(page, published).accepted
    assert (accepted.proof["date"], accepted.proof["nature"]) == ("2026-10-12", "vote")
    assert "restait à confirmer" in accepted.reason


def test_a_new_scheme_asks_for_what_no_record_decides(published, proposals):
    page = open_review(published, [one for one in proposals if one.classe == "nouveau"])
    page.button(key="relecture-accepter").click().run()
    assert "un programme et qui paie" in html(page)
    (proposal,) = review_of(page, published).proposals
    page.selectbox(key=key_of(proposal, "programme")).set_value("urbanisme-transitoire")
    page.selectbox(key=key_of(proposal, "financeur")).set_value("region")
    page.run()
    page.button(key="relecture-accepter").click().run()
    assert not page.exception
    (accepted,) = review_of(page, published).accepted
    assert accepted.scheme["programme"] == "urbanisme-transitoire"
    assert accepted.scheme["implication_usagers"] == "non-precisee"
    assert accepted.scheme["id"] == accepted.proof["id_dispositif"]


def test_a_decision_can_be_taken_again(published, proposals):
    page = open_review(published, proposals)
    page.button(key="relecture-accepter").click().run()
    page.button(key="relecture-precedente").click().run()
    assert "acceptée" in html(page)
    page.button(key="relecture-plus-tard").click().run()
    review = review_of(page, published)
    assert review.accepted == ()
    assert [one.verdict for one in review.decisions.values()] == ["plus-tard"]


def test_one_proof_is_not_accepted_twice(published, proposals):
    again = replace(proposals[0], fiche_id="autre")
    page = open_review(published, [proposals[0], again])
    page.button(key="relecture-accepter").click().run()
    page.button(key="relecture-accepter").click().run()
    assert "déjà acceptée" in html(page)
    assert len(review_of(page, published).accepted) == 1


def test_after_a_decision_comes_the_next_that_waits_for_one(published, proposals):
    page = open_review(published, proposals)
    page.button(key="relecture-suivante").click().run()
    page.button(key="relecture-plus-tard").click().run()
    for _ in range(2):
        page.button(key="relecture-precedente").click().run()
    page.button(key="relecture-refuser").click().run()
    assert review_of(page, published).places[PROPOSALS] == 2


def test_what_was_decided_comes_back_with_the_workbook(published, proposals):
    edition, _ = published
    page = open_review(published, proposals)
    page.button(key="relecture-accepter").click().run()
    page.button(key="relecture-refuser").click().run()
    decided = with_decisions(proposals, review_of(page, published).decisions)
    content = proposals_workbook(decided, [], [], edition)
    read = read_proposals(content, "relues.xlsx")
    assert [one.decision for one in read] == ["accepter", "refuser", ""]
    strangers = [replace(read[0], id_dispositif="parti"), replace(read[2], code_region="99")]
    kept, aside = about(edition, [*read, *strangers], store.territories().codes)
    assert (len(kept), aside) == (3, 2)


def test_a_workbook_read_again_goes_on_where_it_was(published, proposals):
    """Doubts that were settled come back with it; what is not whole is asked for again."""
    edition, coverage = published
    view = SimpleNamespace(reading=Reading(), territories=store.territories())
    doubt = doubts_of(coverage)[3]
    typed = {"date": "2026-10-12", "nature": "vote", "confiance": "A"}
    settled = replace(doubt, **typed, decision="accepter", raison="vu")
    new = next(one for one in proposals if one.classe == "nouveau")
    given = [
        replace(proposals[0], decision="refuser"),
        replace(new, decision="accepter"),
        settled,
        replace(proposals[1], id_dispositif="parti"),
    ]
    content = proposals_workbook(given, [], [], edition)
    review = Review(edition)
    load(review, read_proposals(content, "relues.xlsx"), "relues.xlsx", view)
    assert (review.aside, review.unfinished, len(review.proposals)) == (1, 1, 2)
    assert review.decisions[proposals[0].key].verdict == "refuser"
    (accepted,) = review.accepted
    assert (accepted.scheme_id, accepted.proof["nature"]) == (doubt.id_dispositif, "vote")
    assert accepted.reason.endswith("vu")
    assert review.places[PROPOSALS] == 1


def test_a_workbook_that_somebody_tampered_with_harms_nobody(published, proposals):
    edition, _ = published
    hostile = replace(
        proposals[0],
        fiche_adresse="javascript:alert(1)",
        fiche_titre="<img src=x onerror=alert(1)>",
        code_region="zz",
        nature="<b>",
        changements="id : « a » → « b »",
        doute="<script>alert(1)</script>",
    )
    read = read_proposals(proposals_workbook([hostile], [], [], edition), "p.xlsx")
    kept, _ = about(edition, read, store.territories().codes)
    page = open_review(published, kept)
    text = html(page)
    assert "javascript:" not in text
    assert "<img src=x" not in text and "<script>alert" not in text
    assert "&lt;img" in text
