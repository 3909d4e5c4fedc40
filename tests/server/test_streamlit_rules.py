"""Where Streamlit's private names may stand, and that README.md tells of every lean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amu_geo import paths
from amu_geo.server.streamlit import bundles, options

PACKAGE = paths.ROOT / "amu_geo"
ROOM = PACKAGE / "server" / "streamlit"
UI = PACKAGE / "ui"
KINDS = {".py", ".css", ".js", ".json", ".toml"}
CHUNKS = "|".join(bundles.FIRST_CHUNKS + bundles.MAP_CHUNKS)
PRIVATE = {
    "a private module": re.compile(
        r"(?<![.\w])streamlit\.(?!components\b)[a-z_]+\b(?= import)"
        r"|import streamlit\.|streamlit import config"
    ),
    "an endpoint": re.compile(r"_stcore|[\"'`]/(?:media|component|auth|oauth2callback)\b"),
    "a folder of the bundle": re.compile(r"static/(?:js|css|media)\b"),
    "a chunk": re.compile(rf"[\"'`](?:{CHUNKS})[.\"'`]"),
    "a hidden option": re.compile("|".join(name.partition(".")[2] for name in options.HIDDEN)),
}
# Types of what documented functions return, which have no other name; the ui draws on no server.
TYPES = (
    "from streamlit.delta_generator import DeltaGenerator",
    "from streamlit.runtime.uploaded_file_manager import UploadedFile",
)
TEST_ID = re.compile(r"data-testid|\bst(?:[A-Z][a-z]+){1,}\b")


def sources() -> list[Path]:
    """All that runs, besides the room of Streamlit's inside."""
    outside = [paths.ROOT / "dashboard.py", *(paths.ROOT / "pages").glob("*.py")]
    outside += [*(paths.ROOT / ".streamlit").glob("*.toml"), *PACKAGE.rglob("*")]
    return [path for path in outside if path.suffix in KINDS and ROOM not in path.parents]


def guilty(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    found = []
    for path in files:
        text = path.read_text("utf-8")
        for line in TYPES if UI in path.parents else ():
            text = text.replace(line, "")
        found += [f"{path.relative_to(paths.ROOT)}: {named}" for named in pattern.findall(text)]
    return found


@pytest.mark.parametrize("pattern", PRIVATE.values(), ids=list(PRIVATE))
def test_private_names_stay_in_their_folder(pattern):
    assert len(sources()) > 100
    assert guilty(pattern, sources()) == []
    inside = [path for path in ROOM.rglob("*") if path.suffix in KINDS]
    assert guilty(pattern, inside), "the pattern no longer finds what it looks for"


def test_test_ids_stay_in_theirs():
    elsewhere = [path for path in sources() if UI not in path.parents]
    assert guilty(TEST_ID, elsewhere) == []
    for kind in (".css", ".py"):
        assert guilty(TEST_ID, [path for path in UI.rglob("*") if path.suffix == kind])


def test_every_guard_of_the_table_exists():
    readme = (ROOM / "README.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", readme))
    files = (paths.ROOT / "tests").rglob("test_*.py")
    written = {
        name for path in files for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }
    assert len(named) > 20
    assert named - written == set()


def test_the_table_names_every_file_that_leans():
    readme = (ROOM / "README.md").read_text("utf-8")
    files = [
        path for path in ROOM.rglob("*") if path.suffix in KINDS and path.name != "__init__.py"
    ]
    # What sets the hour of the others, answers before they come or copies lines of ours leans on
    # nothing.
    own = {"start.js", "answers.js", "figures.js"}
    assert {path.name for path in files if path.name not in readme} == own
    rows = [row.split(" | ") for row in readme.splitlines() if row.startswith("| ")]
    assert {len(row) for row in rows} == {6}
    for _, who, *_ in rows[2:]:
        for name in re.findall(r"`([\w/.]+\.(?:py|css|js|json))`", who):
            bases = (ROOM, PACKAGE, PACKAGE / "server")
            assert any((base / name).is_file() for base in bases), name
