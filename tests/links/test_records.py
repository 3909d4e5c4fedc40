"""What is kept of a visit, and what two visits mean together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_geo.links.page import fingerprint, is_same
from amu_geo.links.record import COLUMNS, LinkRecord, as_csv, read_records, settled
from amu_geo.links.verdict import STATES, Finding
from amu_geo.paths import DamagedFileError

URL = "https://exemple.fr/aide"
TEXT = "La Région aide les communes qui reprennent une friche et y associent les habitants. " * 5


def seen(etat: str, text: str = "") -> Finding:
    """What a visit found."""
    return Finding(URL, etat, empreinte=fingerprint(text))


def test_one_failure_is_no_death_and_a_second_one_of_the_day_neither():
    first = settled(seen("injoignable"), None, "2026-11-26")
    again = settled(seen("injoignable"), first, "2026-11-26")
    assert (first.etat, again.etat) == ("injoignable", "injoignable")
    assert again.premiere_panne == "2026-11-26"


def test_failures_on_two_days_are_a_death_dated_by_the_first():
    first = settled(seen("injoignable"), None, "2026-11-26")
    second = settled(seen("injoignable"), first, "2026-11-27")
    assert (second.etat, second.premiere_panne) == ("mort", "2026-11-26")


def test_a_page_that_answers_in_between_has_not_failed_twice():
    first = settled(seen("injoignable"), None, "2026-11-26")
    alive = settled(seen("vivant", TEXT), first, "2026-11-27")
    third = settled(seen("injoignable"), alive, "2026-11-28")
    assert (third.etat, third.premiere_panne) == ("injoignable", "2026-11-28")


def test_a_site_that_refuses_programs_is_never_dead():
    first = settled(seen("injoignable"), None, "2026-11-26")
    second = settled(seen("bloque"), first, "2026-11-27")
    assert (second.etat, second.premiere_panne) == ("bloque", "")


@pytest.mark.parametrize("code", ["boucle", "406", "302"])
def test_what_a_reader_may_still_open_does_not_die_of_our_failures(code):
    first = settled(Finding(URL, "injoignable", code), None, "2026-11-26")
    second = settled(Finding(URL, "injoignable", code), first, "2026-11-27")
    assert second.etat == "injoignable"


def test_a_text_that_changed_is_said_once():
    known = settled(seen("vivant", TEXT), None, "2026-08-26")
    other = "Le fonds a pris fin ; une aide nouvelle, aux lieux partagés, le remplace. " * 5
    changed = settled(seen("vivant", other), known, "2026-11-26")
    after = settled(seen("vivant", other), changed, "2027-02-26")
    assert (known.etat, changed.etat, after.etat) == ("vivant", "change", "vivant")


def test_a_counter_or_a_date_changes_no_text():
    today = f"{TEXT} Mis à jour le 26 novembre 2026, 1 204 lectures."
    later = f"{TEXT} Mis à jour le 26 novembre 2027, 9 999 lectures."
    assert is_same(fingerprint(today), fingerprint(later))


def test_what_was_read_of_a_page_lasts_while_it_cannot_be_read():
    known = settled(seen("vivant", TEXT), None, "2026-08-26")
    hidden = settled(seen("bloque"), known, "2026-11-26")
    assert hidden.empreinte == known.empreinte != ""


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)
days = st.dates().map(str).filter(lambda day: len(day) == 10) | st.just("")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            LinkRecord,
            url=cells.map(lambda text: f"https://exemple.fr/{text}"),
            etat=st.sampled_from(list(STATES)),
            code=cells,
            url_finale=cells,
            verifie_le=days,
            premiere_panne=days,
            empreinte=cells,
            archive=st.just(""),
            archive_le=days,
            doute=cells,
        ),
        unique_by=lambda record: record.url,
        max_size=5,
    )
)
def test_the_file_gives_back_what_was_written(tmp_path_factory, records):
    path = tmp_path_factory.getbasetemp() / "liens.csv"
    known = {record.url: record for record in records}
    path.write_text(as_csv(known), encoding="utf-8", newline="")
    assert read_records(path) == known


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("https://a.fr/,vivante,200,,2026-11-26,,,,,", "état « vivante »"),
        ("https://a.fr/,vivant,200,,26/11/2026,,,,,", "date « 26/11/2026 »"),
        ("https://a.fr/,vivant,200,,2026-11-26,,,https://ailleurs.fr/,,", "web.archive.org"),
        ("https://a.fr/,vivant", "2 cellules"),
    ],
)
def test_a_damaged_file_says_where(tmp_path, row, told):
    path = tmp_path / "liens.csv"
    path.write_text(",".join(COLUMNS) + "\n" + row + "\n", encoding="utf-8")
    with pytest.raises(DamagedFileError, match=told):
        read_records(path)


def test_a_file_that_is_not_there_or_has_no_row_knows_nothing(tmp_path):
    path = tmp_path / "liens.csv"
    assert read_records(path) == {}
    path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    assert read_records(path) == {}
