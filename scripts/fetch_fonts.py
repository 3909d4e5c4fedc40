"""Rebuild static/fonts from the npm packages named below.

Usage: python scripts/fetch_fonts.py [--from DIR]

Needs npm, which packs each package as its registry publishes it. With --from, the two
.tgz archives are read from a folder instead. The served names carry no version: the
README of static/fonts says which one they come from.
"""

import argparse
import subprocess
import tarfile
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
VERSION = "5.3.0"
# Only what French text needs: Newsreader is for headings, where the latin subset is enough
# (é, œ, ÿ…); Figtree also writes names of places and people, hence latin-ext.
WANTED = {
    "figtree": (
        "figtree-latin-wght-normal",
        "figtree-latin-wght-italic",
        "figtree-latin-ext-wght-normal",
        "figtree-latin-ext-wght-italic",
    ),
    "newsreader": ("newsreader-latin-wght-normal", "newsreader-latin-wght-italic"),
}


def archive_of(family: str, folder: Path) -> Path:
    """The package of a family as a .tgz in `folder`, packed by npm if it isn't there."""
    path = folder / f"fontsource-variable-{family}-{VERSION}.tgz"
    if not path.exists():
        package = f"@fontsource-variable/{family}@{VERSION}"
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    return path


def extract(archive: Path, family: str) -> list[Path]:
    """Write the wanted files of one family and its licence; return what was written."""
    wanted = {f"package/files/{name}.woff2": FONTS / f"{name}.woff2" for name in WANTED[family]}
    wanted["package/LICENSE"] = FONTS / f"OFL-{family}.txt"
    with tarfile.open(archive) as tar:
        for member, target in wanted.items():
            source = tar.extractfile(member)
            if source is None:
                raise SystemExit(f"{archive.name} : {member} est introuvable.")
            target.write_bytes(source.read())
    return list(wanted.values())


def main() -> None:
    parser = argparse.ArgumentParser(description="Reconstruit static/fonts.")
    parser.add_argument("--from", dest="folder", type=Path, help="dossier des archives .tgz")
    arguments = parser.parse_args()
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        for family in WANTED:
            for path in extract(archive_of(family, folder), family):
                print(f"{path.name} : {path.stat().st_size} octets")


if __name__ == "__main__":
    main()
