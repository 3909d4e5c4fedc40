"""What Streamlit reads as Markdown, shown as it is written."""

from __future__ import annotations

import re

from amu_geo.french.typography import typeset

_JOINER = "\N{WORD JOINER}"
# Only what may be a mark: screen readers are given labels as they are sent.
_MARKS = re.compile(r"[\\`*_\[\]<&$~|{}]|^[#>+-]")
_NUMBER = re.compile(r"^(\d+)([.)])")
# What Streamlit still replaces in a text whose marks are escaped, once it has read it: names of
# icons and of emoji (`:name:`), arrows (`->`, `--`, `>=`), addresses (`https://`, `www.`, `a@b`).
_REPLACED = re.compile(
    r"(?<=:)(?=[\w+/-])|(?<=[<>=~-])(?=[<>=~-])|(?<=www)(?=\.)|(?=@)", re.IGNORECASE
)


def as_text(text: str) -> str:
    """A text for a label or a notice of Streamlit's, in French typography: nothing is markup in it.

    What may be a mark is escaped; a joiner that has no width stands where escaping does not help.

    >>> as_text("*Un* [lien](https://exemple.fr)").replace(_JOINER, "|")
    '\\\\*Un\\\\* \\\\[lien\\\\](https:|//exemple.fr)'
    """
    line = re.sub(r"[ \t\r\n]+", " ", typeset(text)).strip(" ")
    escaped = _MARKS.sub(r"\\\g<0>", _REPLACED.sub(_JOINER, line))
    return _NUMBER.sub(r"\1\\\2", escaped)
