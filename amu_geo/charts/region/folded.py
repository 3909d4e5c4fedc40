"""The parts of a portrait that come after its first screens: a line each, which unfolds."""

from __future__ import annotations

from amu_geo.charts.base.markup import html
from amu_geo.charts.region.head import part_id


def folded_part(part: str, title: str, body: str) -> str:
    """HTML of a part whose title stays in sight; `body` is HTML, `part` as in `part_id`."""
    return html(
        '<details class="partie-pliee"><summary><h2 id="{}" tabindex="-1">{}</h2></summary>'
        '<div class="partie-corps">{}</div></details>',
        part_id(part),
        title,
        body,
    )
