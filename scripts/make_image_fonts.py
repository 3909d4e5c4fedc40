"""Make the fonts of the drawn images from those of the pages.

The images' rasteriser reads neither WOFF2 nor variable fonts: each weight that an image uses
becomes a TTF of its own. An SVG carries its fonts along: that of its titles, of one weight, is a
third of the variable one. Needs fonttools and brotli; run it again when the pages' fonts change.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
WEIGHTS = {
    "newsreader": ("newsreader-latin-wght-normal.woff2", (500,)),
    "figtree": ("figtree-latin-wght-normal.woff2", (400, 600, 700)),
}


# Carried by the SVG; text takes the variable font of the pages, which has all of its weights.
CARRIED = ("newsreader", 500)


def make(source: Path, weight: int, target: Path) -> None:
    """Write one weight of a variable font, as a plain TTF or as WOFF2."""
    font = instantiateVariableFont(TTFont(source), {"wght": weight}, updateFontNames=False)
    # Found by this name, whatever the weight.
    for entry in font["name"].names:
        if entry.nameID in (1, 16):
            entry.string = source.name.split("-")[0].capitalize()
    # The dates inside a font would make each run differ.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


def main() -> None:
    """Make every weight that `amu_geo/charts/picture/text.py` names."""
    folder = FONTS / "ttf"
    folder.mkdir(exist_ok=True)
    for family, (name, weights) in WEIGHTS.items():
        for weight in weights:
            suffixes = (".ttf", ".woff2") if (family, weight) == CARRIED else (".ttf",)
            for suffix in suffixes:
                target = folder / f"{family}-{weight}{suffix}"
                make(FONTS / name, weight, target)
                print(f"{target.name} : {target.stat().st_size} octets")


if __name__ == "__main__":
    main()
