"""Where a scheme stands, in words: what confirms it, what is missing, what puts it out of time."""

from __future__ import annotations

import pytest

from amu_geo import sentences, store
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.evidence import scheme_states
from amu_geo.measure.reading import Reading
from amu_geo.schemes.evidence_list import evidence_lines
from amu_geo.schemes.freshness import last_proof_words
from amu_geo.schemes.proof import left_out_because, proof
from amu_geo.schemes.standing import confirmation, out_of_time, scheme_rule, state_of
from tests.making import attestation, edition, scheme

UNDATED = {"annee_debut": None, "date_source": ""}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def told(territories, cells, proofs=(), year=None, lecture="regionale") -> tuple[str, list]:
    """The rule of a scheme that counts, else why it does not; its evidence."""
    made = edition([scheme("un", **cells)], attestations=list(proofs))
    coverage = compute_coverage(made, Reading(year, lecture), territories)
    row = made.dispositifs.to_dict("records")[0]
    kept = len(coverage.retained)
    rule = scheme_rule(row, coverage) if kept else left_out_because(row, coverage)
    return rule, [(line.quand, line.raison) for line in evidence_lines(coverage, "un")]


@pytest.mark.parametrize(
    ("cells", "proofs", "expected"),
    [
        (UNDATED, [attestation("un", "2025-03-12")], "confirmé : preuve du 12 mars 2025"),
        (UNDATED, [attestation("un", "2024-11")], "confirmé : preuve de novembre 2024"),
        (UNDATED, [attestation("un", "2024-10")], "à confirmer, dernière preuve : octobre 2024"),
        (UNDATED, [], "à confirmer, aucune preuve datée"),
        (UNDATED, [attestation("un", "2025", confiance="C")], "à confirmer, aucune preuve datée"),
        (
            {"annee_debut": 2023, "annee_fin": 2027},
            [],
            "confirmé : période annoncée 2023–2027 en cours au 21 novembre 2026",
        ),
        (
            {"annee_debut": 2023, "annee_fin": 2026, "date_fin": "2026-11-21", "date_source": ""},
            [],
            "confirmé : période annoncée de 2023 au 21 novembre 2026 en cours au 21 novembre 2026",
        ),
        (
            UNDATED,
            [attestation("un", "2026-03-31", "cloture")],
            "à confirmer, dernière preuve : 31 mars 2026 (date limite passée)",
        ),
        ({"annee_fin": 2026, "date_fin": "2026-03"}, [], "fini en mars 2026"),
        ({"annee_fin": 2025}, [], "fini en 2025"),
        (UNDATED, [attestation("un", "2026-01-01", "fin")], "fini le 1er janvier 2026"),
        ({"statut": "termine"}, [], "terminé"),
        ({"annee_debut": 2027}, [], "commence en 2027"),
    ],
)
def test_the_present_is_told_by_its_dates(territories, cells, proofs, expected):
    assert told(territories, cells, proofs)[0] == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2011, "rien n’en est connu avant 2012"),
        (2012, "confirmé en 2012 : preuve de 2012"),
        (2015, "confirmé en 2015 : entre une preuve de 2012 et une autre de juin 2018"),
        (2018, "confirmé en 2018 : preuve de juin 2018"),
        (2020, "à confirmer en 2020, dernière preuve : juin 2018"),
    ],
)
def test_a_past_year_is_told_by_the_range_of_its_proofs(territories, year, expected):
    proofs = [attestation("un", "2012"), attestation("un", "2018-06")]
    assert told(territories, UNDATED, proofs, year)[0] == expected


@pytest.mark.parametrize(
    ("cells", "proofs", "year", "expected"),
    [
        (
            UNDATED,
            [attestation("un", "2019"), attestation("un", "2026")],
            2023,
            "confirmé en 2023 : entre une preuve de 2019 et une autre de 2026",
        ),
        (
            {"annee_debut": 2015, "annee_fin": 2028, "date_source": ""},
            [],
            2020,
            "confirmé en 2020 : 2020 est dans sa période connue, 2015–2028",
        ),
        (
            {"annee_debut": 2010, "annee_debut_deduite": "oui", "date_source": "2016"},
            [],
            2012,
            "à confirmer en 2012, première preuve : 2016",
        ),
        (UNDATED, [], 2012, "aucune date n’en est connue : il ne se lit qu’en 2026"),
        (
            {**UNDATED, "statut": "historique", "annee_debut": 2008},
            [],
            2012,
            "historique, rien n’en est connu après 2008",
        ),
        ({"annee_debut": 2014}, [], 2012, "commence en 2014"),
    ],
)
def test_other_past_years(territories, cells, proofs, year, expected):
    assert told(territories, cells, proofs, year)[0] == expected


def test_every_line_says_whether_it_counts_and_why_not(territories):
    proofs = [
        attestation("un", "2026-12-05"),
        attestation("un", "2026-06", "cloture"),
        attestation("un", "2025-05", "vote"),
        attestation("un", "2025-04", confiance="C"),
        attestation("un", "2019"),
    ]
    assert told(territories, UNDATED, proofs)[1] == [
        ("5 décembre 2026", "postérieure à l’édition"),
        ("juin 2026", "date limite passée : elle ne dit rien de la suite"),
        ("mai 2025", ""),
        ("avril 2025", "confiance C : elle ne suffit pas à confirmer"),
        ("2019", "plus de 24 mois avant l’édition"),
    ]
    ended = [attestation("un", "2025-05"), attestation("un", "2026-01", "fin")]
    assert told(territories, UNDATED, ended)[1] == [
        ("janvier 2026", "dit la fin du dispositif, non qu’il est en vigueur"),
        ("mai 2025", "le dispositif ne compte pas en 2026"),
    ]


def test_the_last_proof_of_several_schemes_is_one(territories):
    made = edition(
        [scheme("un", **UNDATED), scheme("deux", **UNDATED), scheme("rien", **UNDATED)],
        attestations=[attestation("un", "2022-03"), attestation("deux", "2021")],
    )
    assert last_proof_words(made, ["un", "deux"]) == "dernière preuve : mars 2022"
    assert last_proof_words(made, ["deux", "rien"]) == "dernière preuve : 2021"
    assert last_proof_words(made, ["rien"]) == "aucune preuve datée"
    assert last_proof_words(made, []) == "aucune preuve datée"


OVER = {"annee_fin": 2025, "programme": "bourgs-centres", "nom": "Bien vivre"}


@pytest.mark.parametrize(
    ("rows", "short", "verdict"),
    [
        ([], "", ""),
        # What the reading would not keep documented nothing; what begins later has not ended.
        ([{**OVER, "confiance": "C"}, {**OVER, "annee_debut": 2027, "annee_fin": 2028}], "", ""),
        (
            [OVER],
            "un dispositif, fini en 2025",
            "Un dispositif l’a documentée : « Bien vivre », fini en 2025.",
        ),
        (
            [OVER, {**OVER, "annee_fin": 2019, "nom": "Avant"}],
            "deux dispositifs, le dernier fini en 2025",
            "Deux dispositifs l’ont documentée ; le dernier, fini en 2025 : « Bien vivre ».",
        ),
        (
            [{"statut": "historique", "programme": "bourgs-centres", "date_source": ""}],
            "un dispositif qui n’a plus cours",
            "Un dispositif l’a documentée : « Dispositif 0 », dont la fin n’est pas datée.",
        ),
    ],
)
def test_what_was_found_and_has_ended_is_not_nothing_found(territories, rows, short, verdict):
    made = edition([scheme(str(rank), **cells) for rank, cells in enumerate(rows)])
    coverage = compute_coverage(made, Reading(), territories)
    found = proof(coverage, "76", "territoriale")
    assert (found.etat, plain(found.manque)) == ("non-documente", short)
    assert verdict in plain(found.regle)
    missing = plain(sentences.region_missing(coverage, "76"))
    assert ("Ce qui a été trouvé pour la famille Territoriale n’a plus cours" in missing) == bool(
        short
    )
    if rows:
        # While it ran, it documented the cell, where the reading keeps it.
        then = compute_coverage(made, Reading(2015), territories)
        assert (then.state("76", "territoriale") != "non-documente") == bool(short)


@pytest.mark.parametrize(
    ("edition_id", "year"),
    [("2018", None), ("2018", 2017), ("2026", None)]
    + [("2026", year) for year in (1999, 2010, 2018, 2025)],
)
def test_words_and_measure_never_disagree(edition_id, year):
    published = store.shelf().get(edition_id)
    coverage = store.coverage(published, Reading(year, "large"))
    states = dict(zip(published.dispositifs["id"], scheme_states(published, year), strict=True))
    seen = 0
    for row in published.dispositifs.to_dict("records"):
        state = state_of(row["id"], coverage)
        assert state == (states[row["id"]] if isinstance(states[row["id"]], str) else "")
        assert bool(out_of_time(row, coverage)) == (state == "")
        found = confirmation(row, coverage)
        assert (found is not None) == (state == "confirme")
        counting = any(line.compte for line in evidence_lines(coverage, row["id"]))
        assert counting or state != "confirme" or "période" in found.words
        assert not (counting and state != "confirme")
        seen += state == "confirme"
    assert seen or (edition_id, year) == ("2018", 2017)
