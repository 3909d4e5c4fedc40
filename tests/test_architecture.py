"""The rules of the house are tests: arrows go one way, pure rooms stay pure, pages lay out."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
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
    "memory": 0,
    "vocabulary": 0,
    "disk": 0,
    "settings": 0,
    "watch": 0,
    "site": 0,
    "french": 1,
    "territories": 1,
    "building": 2,
    "edition": 2,
    "measure": 3,
    "links": 3,
    "schemes": 4,
    "comparison": 5,
    "profiles": 6,
    "sentences": 6,
    "claims": 6,
    "news": 6,
    "importing": 6,
    "harvest": 6,
    "store": 6,
    "charts": 7,
    "export": 8,
    "figures": 8,
    "report": 8,
    "slides": 8,
    "offline": 8,
    "stage": 8,
    "server": 9,
    "assistant": 9,
    "ui": 10,
    "cli": 10,
    "__main__": 11,
}
# Inside a room of rooms the same holds; what is not named here is a page's own.
PAGE = 9
INNER = {
    "charts": {"base": 0, "map": 1, "schemes": 2, "actors": 2, "picture": 3},
    "server": {
        "http": 0, "streamlit": 1, "wire": 2, "api": 2, "page": 3, "figure": 4,
        "lifespan": 5, "middleware": 5, "routes": 5,
    },
    "ui": {"choice": 0, "browser": 1, "frame": 2},
}  # fmt: skip
NEVER = {("ui", "server"), ("export", "server")}
MAY_KEEP = {
    *("memory", "edition", "importing", "schemes", "charts", "figures", "store", "server", "ui"),
    "links",
}
WRITES = {
    *("disk", "edition.publishing", "edition.state", "building.folder", "links.journal"),
    "harvest.gathering",
    "importing.files.layers",
}
MAY_USE_STREAMLIT = {"ui", "server"}
# More modules side by side are no room any longer.
MODULES_AT_MOST = 15


def room(path: Path) -> str:
    """First name below amu_geo/: the module or the folder."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
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
            assert (own, other) not in NEVER, f"{module.name} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_go_one_way_inside_a_room_and_no_page_draws_on_another(module):
    own = room(module)
    places = module.relative_to(PACKAGE).with_suffix("").parts
    if own not in INNER or len(places) < 2:
        return
    inner, ranks = places[1], INNER[own]
    for name in imported(module):
        parts = name.split(".")
        if parts[:2] != ["amu_geo", own] or len(parts) < 3 or parts[2] == inner:
            continue
        theirs = ranks.get(parts[2], PAGE)
        assert theirs <= ranks.get(inner, PAGE), f"{module} imports {name}"
        assert theirs < PAGE, f"{module}: one page's room draws on another's, {name}"


def test_no_module_imports_itself_by_a_detour():
    names = {}
    for path in MODULES:
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        names[dotted.removesuffix(".__init__")] = path
    graph = {
        name: {found for found in imported(path) if found in names} | {
            found.rpartition(".")[0] for found in imported(path)
            if found.rpartition(".")[0] in names and found not in names
        }
        for name, path in names.items()
    }  # fmt: skip
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(f"imports in a circle: {circle.args[1]}")


def test_no_folder_holds_more_modules_than_a_newcomer_can_read():
    for folder in {path.parent for path in MODULES}:
        count = len(list(folder.glob("*.py")))
        assert count <= MODULES_AT_MOST, f"{folder.relative_to(ROOT)} holds {count} modules"


def test_the_architecture_names_every_room_and_no_other():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = {
        name
        for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    rooms = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert named == rooms
    files = re.findall(r"`((?:\w+/)+[\w.-]+\.(?:py|md|css|csv))`", text)
    assert len(files) > 15
    for file in files:
        assert (PACKAGE / file).is_file() or (ROOT / file).is_file(), file


def test_a_page_has_one_word_everywhere():
    """Its file, its room of figures, its room of layout and its styles bear the same name."""
    words = {page.stem for page in PAGES}
    laid_out = {path.name for path in (PACKAGE / "ui").iterdir() if (path / "page.py").is_file()}
    drawn = {path.name for path in (PACKAGE / "charts").iterdir() if path.is_dir()}
    drawn -= {"__pycache__", "base", "map", "picture"}
    assert laid_out == words
    assert drawn <= words
    styled = {path.stem for path in (PACKAGE / "ui").glob("*/*.css")} - {"style", "figures", "map"}
    assert styled <= words


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


def test_every_browser_test_carries_its_mark_and_none_is_skipped():
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(tests) > 40
    for path in tests:
        text = path.read_text(encoding="utf-8")
        drives = "browser" in path.parent.name or "playwright" in text
        if path == Path(__file__):
            continue
        assert not drives or "pytestmark = pytest.mark.browser" in text, path
        assert not re.search(r"skipif|mark\.skip|pytest\.skip|importorskip", text), path


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


def test_what_is_kept_between_readers_is_kept_by_one_policy():
    """`memory` bounds it; pure rooms compute, and keep nothing."""
    for module in MODULES:
        names = imported(module)
        if room(module) != "memory":
            assert names.isdisjoint({"functools.cache", "functools.lru_cache"}), module
        if room(module) not in MAY_KEEP:
            assert not {name for name in names if name.startswith("amu_geo.memory")}, module
        assert not re.search(r"\bst\.cache", module.read_text(encoding="utf-8")), module


def test_xml_that_others_wrote_is_read_by_one_module():
    """It refuses entities; the rest of the house writes XML, or gives names to its types."""
    reading = ("fromstring", "iterparse", "parse", "XML", "XMLID", "XMLParser", "XMLPullParser")
    makers = re.compile(rf"\b(?:Xml|ET|ElementTree|etree)\.(?:{'|'.join(reading)})\b")
    kinds = ("xml.etree.E", "lxml.etree", "xml.dom", "xml.sax", "xml.parsers", "defusedxml")
    known = {"xml.etree.ElementTree", "xml.etree.ElementTree.Element", "lxml.etree"}
    parsing = PACKAGE / "importing" / "files" / "workbooks" / "parsing.py"
    assert "defusedxml.ElementTree" in imported(parsing)
    for module in MODULES:
        if module == parsing:
            continue
        named = {name for name in imported(module) if name.startswith(kinds)}
        assert named <= known, module
        assert not makers.search(module.read_text(encoding="utf-8")), module


def test_the_rooms_that_compute_are_typed():
    """Those below the figures, but for three that read what others wrote: strict, no excuses."""
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert mypy["strict"]
    typed = {Path(name).parts[1].removesuffix(".py") for name in mypy["files"]}
    below = {name for name, rank in RANKS.items() if rank < RANKS["charts"]}
    assert typed >= below - {"building", "importing", "harvest"}
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        assert room(module) not in typed or "type: ignore" not in text, module


def test_what_is_written_is_written_by_one_module():
    """`disk` writes whole or not at all, and says in French what the disk refuses."""
    ways = r"\.write_(?:text|bytes)\(|os\.replace\(|open\([^)]*[\"'][wax]b?[\"']"
    found = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in MODULES
        if re.search(ways, path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    # Editions and `data/regions/` are put in place in steps of their own; journals grow; what
    # is unfolded to be read is in a folder of `disk`'s.
    assert found == WRITES


def test_the_colours_of_the_style_sheet_are_those_of_the_vocabulary():
    from amu_geo import vocabulary

    css = (PACKAGE / "ui" / "frame" / "style.css").read_text(encoding="utf-8").upper()
    families = {family.color.upper() for family in vocabulary.FAMILIES.values()}
    for color in families | {c.upper() for c in vocabulary.SCALE_LIGHT}:
        assert color in css


def test_every_script_that_is_called_or_told_of_exists():
    told = [ROOT / "Makefile", *ROOT.glob("*.md"), *ROOT.glob(".ci/*")]
    told += [path for path in ROOT.glob("benchmarks/**/*") if path.suffix in (".sh", ".md", ".py")]
    told += ROOT.glob("scripts/**/*.sh")
    named = set()
    for path in told:
        named |= set(
            re.findall(r"(?:scripts|benchmarks)/[\w/]+\.(?:sh|py)", path.read_text("utf-8"))
        )
    assert len(named) > 3
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_promise_of_security_is_held_by_a_test_that_exists():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promised = [row for row in re.findall(r"^\| .* \|$", text, re.MULTILINE) if "`test_" in row]
    assert len(promised) > 15
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    named = set(re.findall(r"`(test_\w+)`", text))
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []
