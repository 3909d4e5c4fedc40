"""What documents that stand alone are made of: nothing in them is asked of any server."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from amu_geo import paths
from amu_geo.charts.base.style import FRAME
from amu_geo.memory import kept

_FONTS = (("Figtree", "figtree", "300 900"), ("Newsreader", "newsreader", "200 800"))


def in_script(data: Any) -> str:
    """JSON in which nothing can end the element that holds it, whatever the texts are.

    >>> in_script("</script><!--")
    '"\\\\u003c/script\\\\u003e\\\\u003c!--"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def source_of(text: str) -> str:
    """The CSP source of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def tokens_and_signs() -> str:
    """The tokens and the signs of the pages' own style sheet.

    Raises
    ------
    ValueError
        When that sheet no longer has them.
    """
    pages = FRAME[0].read_text(encoding="utf-8")
    tokens = re.search(r":root \{.*?\n\}", pages, re.DOTALL)
    signs = re.search(r"/\* 5\. .*?(?=/\* 6\. )", pages, re.DOTALL)
    if not tokens or not signs:
        raise ValueError("The style sheet of the pages has lost its tokens or its signs.")
    return tokens.group() + signs.group()


@kept
def inline_fonts() -> str:
    """Both typefaces, in the style itself."""
    return "".join(
        f"@font-face{{font-family:{family};font-weight:{weights};src:url(data:font/woff2;base64,"
        f"{_base64(file)})format('woff2')}}"
        for family, file, weights in _FONTS
    )


def _base64(file: str) -> str:
    path = paths.ROOT / "static" / "fonts" / f"{file}-latin-wght-normal.woff2"
    return base64.b64encode(path.read_bytes()).decode()
