"""The rules of the house are tests: arrows go one way, pure rooms stay pure, pages lay out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "amu_geo"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))

# A room may import from its own rank or from a lower one.
RANKS = {
    "paths": 0,
    "javascript": 0,
    "vocabulary": 0,
    "typography": 1,
    "french_regions": 1,
    "grammar": 1,
    "territory_names": 1,
    "territories": 1,
    "communes": 1,
    "reading": 1,
    "referentials": 1,
    "building": 2,
    "edition": 2,
    "editions": 2,
    "evidence": 3,
    "coverage": 3,
    "coverage_difference": 4,
    "schemes": 4,
    "actors": 4,
    "comparison": 5,
    "sensitivity": 5,
    "timeline": 5,
    "timeline_summary": 5,
    "then_and_now": 5,
    "commune": 5,
    "portrait": 6,
    "sentences": 6,
    "view_words": 7,
    "importing": 6,
    "point_counts": 7,
    "store": 6,
    "charts": 7,
    "export": 8,
    "publishing": 8,
    "server": 9,
    "ui": 10,
    "cli": 10,
    "__main__": 11,
}
MAY_USE_STREAMLIT = {"ui", "server"}


def room(path: Path) -> str:
    """First name below amu_geo/: the module or the folder."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Dotted names that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_there_are_modules_and_pages_to_check():
    assert len(MODULES) > 20
    assert PAGES


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pure_rooms_do_not_know_streamlit(module):
    if room(module) not in MAY_USE_STREAMLIT:
        roots = {name.split(".")[0] for name in imported(module)}
        assert not roots & {"streamlit", "starlette"}


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_go_one_way(module):
    own = room(module)
    if own == "__init__":
        return
    assert own in RANKS, f"give the new room « {own} » its rank"
    for name in imported(module):
        parts = name.split(".")
        if parts[0] == "amu_geo" and len(parts) > 1:
            other = parts[1]
            assert RANKS[other] <= RANKS[own], f"{module.name} imports {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_pages_only_lay_out(page):
    roots = {name.split(".")[0] for name in imported(page)}
    assert roots <= {"streamlit", "amu_geo"}
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"groupby|merge\(|read_csv|read_parquet|sjoin|\.apply\(", text)


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_short_and_finished(module):
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 320
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", text)


def test_nothing_is_fetched_from_another_host():
    pattern = re.compile(
        r"https?://[^\"' )]*(cdn|unpkg|jsdelivr|googleapis|fonts\.g|tile\.|mapbox|plot\.ly)"
    )
    kinds = {".py", ".css", ".js", ".html", ".toml"}
    folders = [PACKAGE, ROOT / "pages", ROOT / "static", ROOT / ".streamlit"]
    files = [p for folder in folders for p in folder.rglob("*") if p.suffix in kinds]
    assert files
    guilty = [str(p) for p in files if pattern.search(p.read_text(encoding="utf-8"))]
    assert guilty == []


def test_only_the_store_and_the_interface_keep_things_in_memory_between_readers():
    allowed = {"store", "ui", "server"}
    for module in MODULES:
        if room(module) not in allowed:
            assert "st.cache" not in module.read_text(encoding="utf-8")


def test_the_colours_of_the_style_sheet_are_those_of_the_vocabulary():
    from amu_geo import vocabulary

    css = (PACKAGE / "ui" / "style.css").read_text(encoding="utf-8").upper()
    families = {family.color.upper() for family in vocabulary.FAMILIES.values()}
    for color in families | {c.upper() for c in vocabulary.SCALE_LIGHT}:
        assert color in css
