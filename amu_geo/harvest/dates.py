"""Dates as services write them, brought to the one form of the editions."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = {
    name: rank
    for rank, names in enumerate(
        (
            "janvier janv", "fevrier fevr fev", "mars", "avril avr", "mai", "juin",
            "juillet juil", "aout", "septembre sept", "octobre oct", "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[t ].*)?")
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WRITTEN = re.compile(r"(?:(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})(?: .*)?")
_STAMP = re.compile(r"\d{9,13}")
_ACCENTS = str.maketrans("éèêûôà", "eeeuoa")
_FIRST, _LAST = 1990, 2100


def read_date(value: object) -> str:
    """A date as AAAA, AAAA-MM or AAAA-MM-JJ; "" when nobody can tell what it says.

    A day is written before its month, as the French do; years out of reason are no dates.

    >>> read_date("01/02/2026"), read_date("2026-01-01T00:00:00+01:00"), read_date("1er mars 2026")
    ('2026-02-01', '2026-01-01', '2026-03-01')
    >>> read_date("mars 2026"), read_date(2026), read_date("bientôt")
    ('2026-03', '2026', '')
    """
    text = " ".join(str("" if value is None else value).lower().translate(_ACCENTS).split())
    if found := _ISO.fullmatch(text):
        return _made(*found.groups())
    if found := _FRENCH.fullmatch(text):
        return _made(*reversed(found.groups()))
    if found := _MONTH_YEAR.fullmatch(text):
        return _made(found[2], found[1], None)
    if re.fullmatch(r"\d{4}", text):
        return _made(text, None, None)
    if found := _COMPACT.fullmatch(text):
        return _made(*found.groups())
    if _STAMP.fullmatch(text):
        return _of_stamp(int(text))
    if (found := _WRITTEN.fullmatch(text)) and found[2] in _MONTHS:
        return _made(found[3], str(_MONTHS[found[2]]), found[1])
    return ""


def _made(year: str, month: str | None, day: str | None) -> str:
    if not _FIRST <= int(year) <= _LAST:
        return ""
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7] if month else whole[:4]


def _of_stamp(number: int) -> str:
    """Seconds since 1970, or milliseconds."""
    seconds = number / 1000 if number > 10**11 else number
    day = datetime.fromtimestamp(seconds, UTC).date()
    return _made(str(day.year), str(day.month), str(day.day))
