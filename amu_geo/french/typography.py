"""French typography for what is displayed; never for CSV files or the API.

Spaces: U+00A0 (no-break) before « : » and inside guillemets, U+202F (narrow no-break)
before « ; », « ! », « ? », « % » and between groups of three digits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import overload

from markupsafe import Markup

NO_BREAK = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"
UNKNOWN = "n.d."

# What typeset() never touches: HTML tags and entities, code, addresses, Markdown targets.
_PROTECTED = re.compile(
    r"""<!--.*?--> | <(script|style|code|pre|svg)\b.*?</\1\s*>
    | </?[a-z](?:"[^"]*"|'[^']*'|[^'">])*> | &(?:[a-z][a-z0-9]*|\#x?[0-9a-f]+);
    | `[^`]*` | \]\([^)\s]*\) | :material/\w+:
    | (?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>"«»]*[^\s<>"«».,;:!?)\]]
    | [\w.+'’-]+@[\w-]+(?:\.[\w-]+)+""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SPACE = "[ \t\u00a0\u2009\u202f]"
# Characters that turn the direction of writing around would hide what a text says.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A mark that ends a word or a clause; « 12:30 » and « :nom: » are left alone.
_CLOSES = r"(?=[\s)\]»”\"]|$)"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<!\.)\.{3}(?!\.)", "…"),
        (r"(?<=[^\W\d_])'", "’"),
        (rf"«{_SPACE}*", f"«{NO_BREAK}"),
        (rf"{_SPACE}*»", f"{NO_BREAK}»"),
        (rf"{_SPACE}+:{_CLOSES}", f"{NO_BREAK}:"),
        (rf"(?<=[\w)\]»’”%…]):{_CLOSES}", f"{NO_BREAK}:"),
        (rf"{_SPACE}+([;!?]+){_CLOSES}", rf"{NARROW}\1"),
        (rf"(?<=[\w)\]»’”%…])([;!?]+){_CLOSES}", rf"{NARROW}\1"),
        (rf"(?<=\d){_SPACE}*%(?!\w)", f"{NARROW}%"),
        # « 50 000 € » stays on its line.
        (r"(?<![\d,.])(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NARROW}"),
        (rf"(?<={NARROW}\d{{3}}) (?=\d{{3}}(?!\d))", NARROW),
        (r"(?<=\d) (?=€)", NARROW),
    )
)
# fmt: off
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)
_WORDS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
    "dix-neuf", "vingt",
)
# fmt: on


@overload
def typeset(text: Markup) -> Markup: ...


@overload
def typeset(text: str) -> str: ...


def typeset(text: str) -> str:
    """French spaces and apostrophes in a text, Markdown or HTML.

    Addresses, code, tags and entities stay as they are; of numbers only the spaces change. Doing
    it twice changes nothing more. Markup stays markup. What turns the direction of writing around
    is shown as « � ».

    >>> typeset("Qu'est-ce que l'AMU ?").replace(NARROW, "_")
    'Qu’est-ce que l’AMU_?'
    >>> typeset("1 250 000 € en 2019 200 fois").replace(NARROW, "_")
    '1_250_000_€ en 2019 200 fois'
    """
    pieces, start = [], 0
    if _TURNING.search(text):
        text = type(text)(_TURNING.sub("\N{REPLACEMENT CHARACTER}", text))
    for match in _PROTECTED.finditer(text):
        pieces += [_typeset_words(text[start : match.start()]), match.group()]
        start = match.end()
    typed = "".join([*pieces, _typeset_words(text[start:])])
    return Markup(typed) if isinstance(text, Markup) else typed


def _typeset_words(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def number(value: float | None, decimals: int = 0) -> str:
    """A number as French readers write it; « n.d. » when there is none (None or NaN).

    >>> number(-1234.5, 1).replace(NARROW, "_")
    '−1_234,5'
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    digits = f"{abs(value):,.{decimals}f}".replace(",", NARROW).replace(".", ",")
    negative = value < 0 and any(digit in digits for digit in "123456789")
    return f"{MINUS}{digits}" if negative else digits


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 1 in percent; « n.d. » when there is none.

    >>> percent(0.345, 1).replace(NARROW, "_")
    '34,5_%'
    """
    if share is None or not math.isfinite(share):
        return UNKNOWN
    return f"{number(share * 100, decimals)}{NARROW}%"


def date_fr(date: str) -> str:
    """A date AAAA, AAAA-MM or AAAA-MM-JJ in words.

    Raises ValueError, in French, for anything else.

    >>> date_fr("2018-07-09"), date_fr("2018-07"), date_fr("2018")
    ('9 juillet 2018', 'juillet 2018', '2018')
    """
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", date)
    if match is None:
        raise ValueError(f"Date « {date} » : AAAA, AAAA-MM ou AAAA-MM-JJ attendu.")
    year, month, day = match.groups()
    words = [year]
    if month:
        words.insert(0, _MONTHS[int(month) - 1])
    if day:
        words.insert(0, "1er" if day == "01" else str(int(day)))
    return " ".join(words)


def enumerate_fr(items: Iterable[str]) -> str:
    """Items as a sentence lists them; an empty text for none.

    >>> enumerate_fr(["a", "b", "c"])
    'a, b et c'
    """
    *first, last = [*items] or [""]
    return f"{', '.join(first)} et {last}" if first else last


def plural(n: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun, in the plural from 2 on. Without `plural`, one regular noun.

    >>> plural(1, "famille"), plural(3, "famille"), plural(2, "réseau"), plural(2, "cas")
    ('1 famille', '3 familles', '2 réseaux', '2 cas')
    """
    noun = singular if abs(n) < 2 else (plural or _regular_plural(singular))
    return f"{number(n)} {noun}"


def _regular_plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z")):
        return noun
    if noun.endswith("al"):
        return f"{noun[:-1]}ux"
    return noun + ("x" if noun.endswith(("au", "eu")) else "s")


def number_word(n: int, feminine: bool = False) -> str:
    """A whole number in lowercase letters up to twenty, in digits beyond.

    >>> number_word(10), number_word(1, feminine=True), number_word(21)
    ('dix', 'une', '21')
    """
    if n == 1 and feminine:
        return "une"
    return _WORDS[n] if 0 <= n < len(_WORDS) else number(n)
