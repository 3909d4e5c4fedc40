"""Make the icon font that pages load: the icons that can appear, out of some four thousand.

Streamlit's own font of icons weighs 375 kB; ours has those that Streamlit's components and our
pages name. Needs fonttools and brotli; run it again when Streamlit changes or a page uses a
new icon (a test says so).
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "static" / "fonts" / "icones.woff2"
NAMED = re.compile(r":material/([a-z0-9_]+)")
# Named by Streamlit without their prefix, or likely in a page of ours.
MORE = """
    add arrow_back arrow_downward arrow_drop_down arrow_drop_up arrow_forward arrow_upward bookmark
    call_made cancel check chevron_left chevron_right close cloud_upload content_copy delete
    description download edit error expand_less expand_more file_download filter_alt first_page
    fullscreen fullscreen_exit help home info insert_drive_file keyboard_arrow_down
    keyboard_arrow_left keyboard_arrow_right keyboard_arrow_up last_page light_mode link location_on
    map menu more_horiz more_vert move_down notes open_in_new pause play_arrow print push_pin
    refresh remove replay report_problem search settings share skip_next skip_previous sort star
    stop swap_vert table_chart task_alt timer tune unfold_less unfold_more upload upload_file
    view_column visibility visibility_off warning zoom_in zoom_out
"""


def streamlit_static() -> Path:
    """Streamlit's own files."""
    spec = find_spec("streamlit")
    assert spec and spec.origin, "streamlit n’est pas installé"
    return Path(spec.origin).parent / "static" / "static"


def named_icons() -> set[str]:
    """Every icon that Streamlit's scripts or our own code name."""
    files = [*streamlit_static().glob("js/*.js"), *(ROOT / "pages").glob("*.py")]
    files += (ROOT / "amu_geo").rglob("*.py")
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {name for text in texts for name in NAMED.findall(text)} | set(MORE.split())


def main() -> None:
    """Write the font."""
    (source,) = streamlit_static().glob("media/MaterialSymbols-Rounded.*.woff2")
    font = TTFont(source, recalcTimestamp=False)
    wanted = named_icons()
    icons = [name for name in font.getGlyphOrder() if name.removesuffix(".fill") in wanted]
    options = Options(layout_closure=False, layout_features=["*"], flavor="woff2", hinting=False)
    options.glyph_names = True
    subset = Subsetter(options)
    # The letters of the names too: a ligature turns them into the icon.
    subset.populate(glyphs=icons, unicodes=[*range(0x61, 0x7B), *range(0x30, 0x3A), 0x5F, 0x20])
    subset.subset(font)
    font.flavor = "woff2"
    font.save(TARGET)
    print(f"{TARGET.name} : {len(icons)} icônes, {TARGET.stat().st_size} octets")


if __name__ == "__main__":
    main()
