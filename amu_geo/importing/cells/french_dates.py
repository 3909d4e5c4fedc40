"""Dates and numbers as French people type them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from amu_geo.edition.checking.values import DATE, fold, is_date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "jan"),
            ("fevrier", "fevr", "fev"),
            ("mars",),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre", "sept", "sep"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}
# An hour after the day is left out: no date of ours has one.
HOUR = r"(?:[ t]\d{1,2}[:h]\d{2}.*)?"
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + HOUR)
MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2})" + HOUR + ")?")
ISO_LOOSE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})" + HOUR + ")?")
WORDS = re.compile(r"(?:(?:le )?(?:[a-z]+ )??(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})")
SHORT_YEAR = re.compile(r".*[/.\- ]\d{2}" + HOUR)
EXCEL_DAY = re.compile(r"\d{5}")
EXCEL_START = date(1899, 12, 30)
# Before 1970 it is a postcode, or anything else, rather than a day as Excel counts them.
EXCEL_DAYS = range(25_569, 73_051)
CENTURY_TURN = 30  # « 29 » is 2029, « 69 » is 1969: as spreadsheets have it
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")
ENGLISH = re.compile(r"([+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,})")
NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](\d+))?")
EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")


def iso_date(text: str) -> str | None:
    """A date as AAAA, AAAA-MM or AAAA-MM-JJ; None when it is none that exists.

    >>> iso_date("1er mars 2024"), iso_date("03/2024"), iso_date("21/11/26")
    ('2024-03-01', '2024-03', '2026-11-21')
    """
    plain = re.sub(r"\s+", " ", fold(text))
    for pattern, order in (
        (DAY_MONTH_YEAR, (3, 2, 1)),
        (MONTH_YEAR, (2, 1, 0)),
        (YEAR_FIRST, (1, 2, 3)),
        (ISO_LOOSE, (1, 2, 3)),
        (WORDS, (3, 2, 1)),
    ):
        match = pattern.fullmatch(plain)
        if match:
            year, month, day = (match[i] if i else None for i in order)
            return _iso(year, str(MONTHS.get(month, month)) if month else None, day)
    if is_day_number(plain):
        return (EXCEL_START + timedelta(days=int(plain))).isoformat()
    return plain if DATE.fullmatch(plain) and is_date(plain) else None


def is_day_number(text: str) -> bool:
    """Whether a text is a day as Excel counts them: « 45292 » is the first of January 2024."""
    return bool(EXCEL_DAY.fullmatch(text)) and int(text) in EXCEL_DAYS


def has_short_year(text: str) -> bool:
    """Whether a date says its year in two digits, so that its century is a guess."""
    return (
        bool(SHORT_YEAR.fullmatch(fold(text))) and DAY_MONTH_YEAR.fullmatch(fold(text)) is not None
    )


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if len(year) == 2:
        year = str(int(year) + (1900 if int(year) >= CENTURY_TURN else 2000))
    parts = [year, *(part.zfill(2) for part in (month, day) if part)]
    text = "-".join(parts)
    return text if is_date(text) else None


def amount_reader(values: Iterable[str]) -> Callable[[str], tuple[str, str] | None]:
    """How to read « 250.000 » or « 250,000 », which is 250 or 250 000, among other amounts.

    Returns
    -------
    Callable
        Gives the number and why it reads so, None for what is not ambiguous: the sign parts
        thousands when it does so in the others; it is a decimal one, which is said, when they
        do not tell.
    """
    texts = [value.strip() for value in values]
    ambiguous = {match[1] for match in map(AMBIGUOUS.fullmatch, texts) if match}
    thousands = {sign: _parts_thousands(sign, texts) for sign in ambiguous}

    def read(value: str) -> tuple[str, str] | None:
        match = AMBIGUOUS.fullmatch(value.strip())
        if match is None or thousands[match[1]] is False:
            return None
        text = match[0].removeprefix("+")
        whole = text.replace(match[1], "")
        if thousands[match[1]]:
            return whole, f"« {match[1]} » sépare des milliers, comme ailleurs dans la colonne"
        number = text.replace(",", ".").rstrip("0").rstrip(".")
        return number, f"nombre ambigu : lu {number} ; si c’est {whole}, l’écrire ainsi"

    return read


def _parts_thousands(sign: str, numbers: Iterable[str]) -> bool | None:
    """Whether a sign parts thousands, by the numbers that tell; None when none does, or both."""
    seen = set()
    for text in numbers:
        if re.search(rf"{re.escape(sign)}\d{{3}}[.,]", text):
            seen.add(True)
        elif sign in text and not AMBIGUOUS.fullmatch(text):
            seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def plain_number(text: str) -> str | None:
    """A number with a point and no spaces; None when it is none.

    >>> plain_number("1 234,5"), plain_number("1.234,50"), plain_number("-0,7")
    ('1234.5', '1234.50', '-0.7')
    """
    compact = re.sub(r"\s", " ", text.strip()).replace("\u2212", "-")
    if EXPONENT.fullmatch(compact):
        value = float(compact.replace(",", "."))
        return f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else None
    if ENGLISH.fullmatch(compact):
        return compact.removeprefix("+").replace(",", "")
    match = NUMBER.fullmatch(compact)
    if not match:
        return None
    sign, whole, decimals = match.groups()
    digits = re.sub(r"[ .]", "", whole)
    # « 1.234 » has no comma: it is read as a decimal number, as a machine would write it.
    if "." in whole and decimals is None:
        if whole.count(".") > 1:
            return sign.replace("+", "") + digits
        return sign.replace("+", "") + whole
    return sign.replace("+", "") + digits + (f".{decimals}" if decimals else "")
