"""Guards: what we lean on in Streamlit is there; see amu_geo/server/streamlit/README.md."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import tomllib
from functools import cache
from itertools import chain

import pytest

from amu_geo import paths
from amu_geo.charts.map.coverage import BORDER, HATCH_LINE
from amu_geo.server.http.listening import send_at_once
from amu_geo.server.page.middleware import is_lost
from amu_geo.server.streamlit import (
    bundles,
    index_page,
    light_plotly,
    message_memory,
    names,
    options,
)
from tests.serving import running

ASSETS = index_page.ASSETS
UI = paths.ROOT / "amu_geo" / "ui"
FRAME = UI / "frame"
STYLES = [*UI.rglob("*.css"), paths.ROOT / "amu_geo" / "server" / "page" / "first" / "first.css"]
# Test ids that Streamlit composes: beginning → the kinds that may end them.
COMPOSED_IDS = {
    "stBaseButton-": ("primary", "secondary", "primaryFormSubmit", "secondaryFormSubmit"),
    "stBaseLinkButton-": ("primary", "secondary"),
    "stAlertContent": ("Error", "Warning"),
}
# Words that Streamlit composes of an icon's name → what it composes them of.
COMPOSED_WORDS = {
    "upload icon": ("`:material/upload:`", "} icon`"),
    "add icon": ("`:material/add:`", "} icon`"),
}
# Of Streamlit's own marks, those that the styles name besides test ids.
MARKS = ("data-tag", "data-test-script-state")


@cache
def bundle() -> str:
    """Every script of the installed Streamlit."""
    scripts = sorted(bundles.static_folder().rglob("*.js"))
    return "\n".join(path.read_text("utf-8", errors="replace") for path in scripts)


def quoted(word: str) -> bool:
    """Whether the bundle holds that very string."""
    return any(f"{quote}{word}{quote}" in bundle() for quote in "`\"'")


def rgb(color: str) -> str:
    return ", ".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))


# The index page and the bundle


def test_the_index_page_has_the_form_that_we_fill():
    shell = index_page.index_shell()
    assert shell is not None
    assert '<html lang="fr"' in shell.document
    assert index_page.named_server() in shell.document
    assert "Streamlit</title>" not in shell.document
    assert 'src="/static/js/index.' in shell.modules
    assert 'href="/static/css/index.' in shell.style_sheets


def test_the_page_may_name_its_server():
    for name in re.findall(r"[A-Z_]{8,}|__streamlit", index_page.named_server()):
        assert name in bundle()


def test_the_script_of_the_charts_takes_our_library():
    assert bundles.plotly_is_ours()


def test_our_library_is_of_the_release_that_the_charts_expect():
    (chunk,) = (bundles.static_folder() / "static" / "js").glob(f"{light_plotly.CHUNK}*.js")
    theirs = re.findall(r"\.version=`(\d+)\.[\d.]+`", chunk.read_text("utf-8"))
    ours = re.match(rb"/\* plotly\.js (\d+)\.", light_plotly.library())
    assert ours[1].decode() in theirs


def test_the_memory_of_messages_promises_the_young_ones():
    scripts = (bundles.static_folder() / "static" / "js").glob(f"{message_memory.SCRIPT}*.js")
    texts = [path.read_text("utf-8") for path in scripts]
    (mended,) = (text for text in texts if message_memory.careful(text) != text)
    # Its parts, as ours uses them.
    assert "getAge(e){return e-this.scriptRunCount}" in mended
    assert "this.messages=new Map,this.scriptRunCount=0" in mended


@pytest.mark.parametrize("beginning", bundles.FIRST_CHUNKS + bundles.MAP_CHUNKS)
def test_each_chunk_that_is_preloaded_is_in_the_bundle(beginning):
    assert any(name.startswith(f"{beginning}.") for name in bundles.chunks_of([beginning]))


@pytest.mark.parametrize("beginning", bundles.SUBSTITUTES)
def test_each_font_that_we_replace_is_in_the_bundle(beginning):
    folder = bundles.static_folder() / "static"
    assert len(list(folder.glob(f"{beginning}*.woff2"))) == 1


# Server


def test_no_route_of_streamlits_is_taken_for_a_lost_page():
    # In a process of its own: a Streamlit runtime exists once.
    code = (
        "import json, dashboard\n"
        "routes = dashboard.app._build_starlette_app().routes\n"
        "print(json.dumps([route.path for route in routes]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, check=True, text=True
    )
    routes = json.loads(told.stdout.splitlines()[-1])
    assert any(route.endswith("/stream") for route in routes)
    assert [route for route in routes if route and is_lost(re.sub(r"{.*?}", "x", route))] == []


def test_connections_to_streamlits_socket_send_at_once():
    from streamlit.web.server.starlette.starlette_server import _bind_socket

    with _bind_socket("127.0.0.1", 0, 5) as server, socket.socket() as client:
        assert send_at_once() >= 1
        server.setblocking(True)
        client.connect(server.getsockname())
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


# Tells from inside a process what its options are.
SPY = """
import json, sys, threading, time
def tell():
    while True:
        time.sleep(0.1)
        known = getattr(sys.modules.get("streamlit.config"), "_config_options", None) or {}
        values = {name: known[name].value for name in NAMES if name in known}
        with open(FILE, "w") as file:
            json.dump(values, file)
threading.Thread(target=tell, daemon=True).start()
"""


def test_the_hidden_options_hold_in_the_running_process(tmp_path):
    told = tmp_path / "told.json"
    spy = f"NAMES, FILE = {list(options.HIDDEN)!r}, {str(told)!r}\n{SPY}"
    (tmp_path / "sitecustomize.py").write_text(spy, "utf-8")
    values = {}
    with running(tmp_path / "log.txt", PYTHONPATH=str(tmp_path)):
        deadline = time.monotonic() + 20
        while values != options.HIDDEN and time.monotonic() < deadline:
            time.sleep(0.2)
            values = json.loads(told.read_text() or "{}")
    assert values == options.HIDDEN


def test_only_the_options_of_that_list_are_hidden():
    from streamlit.config import get_config_options

    def written(table, before=""):
        for name, value in table.items():
            deeper = isinstance(value, dict)
            yield from written(value, f"{before}{name}.") if deeper else [f"{before}{name}"]

    known = get_config_options()
    file = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert {name for name in written(file) if known[name].visibility != "visible"} == set()
    assert {name for name in options.HIDDEN if known[name].visibility == "visible"} == set()


def test_the_live_page_connects_under_its_policy(client):
    policy = client.get("/").headers["content-security-policy"]
    host = client.base.partition("://")[2]
    assert f"ws://{host}" in re.search(r"connect-src ([^;]+)", policy)[1].split()
    assert client.get("/_stcore/health").text == "ok"


# Names


def test_the_router_follows_the_history():
    assert 'PopStateEvent("popstate")' in (UI / "browser" / "clicks.py").read_text("utf-8")
    assert re.search(r"addEventListener\([`\"']popstate[`\"'],this\.onHistoryChange", bundle())


def named_ids() -> set[str]:
    """Test ids in the styles and scripts of ours."""
    sources = [*UI.rglob("*.css"), *UI.rglob("*.py"), *ASSETS.glob("*.js")]
    text = "".join(path.read_text("utf-8") for path in sources) + repr(names.RENAMED)
    return set(re.findall(r"data-testid=\\?[\"']([\w-]+)", text))


def test_every_test_id_is_in_the_bundle():
    composed = {start + kind for start, kinds in COMPOSED_IDS.items() for kind in kinds}
    assert {name for name in named_ids() - composed if not quoted(name)} == set()
    for start, kinds in COMPOSED_IDS.items():
        assert f"`{start}${{" in bundle(), start
        # As `kind.charAt(0).toUpperCase()` makes it.
        assert [kind for kind in kinds if not (quoted(kind) or quoted(kind.lower()))] == []
    assert composed <= named_ids(), "no longer named"


def test_every_class_name_is_in_the_bundle():
    text = "".join(path.read_text("utf-8") for path in STYLES)
    classes = set(re.findall(r"\.(st[A-Z]\w+|react-aria-\w+)", text))
    assert "stApp" in classes
    # `.stApp` is one of several names in its attribute.
    assert {name for name in classes if not re.search(rf"[`\"' ]{name}[`\"' ]", bundle())} == set()
    assert [mark for mark in MARKS if mark not in text or mark not in bundle()] == []
    assert "`st-key-`" in bundle()


def test_the_map_is_known_by_what_plotly_writes():
    css = (FRAME / "map.css").read_text("utf-8")
    rules = re.findall(r"^[.\[][^{]*st-key-carte[^{]*", css, re.M)
    classes = {name for rule in rules for name in re.findall(r"\.([a-z][\w-]*)", rule)}
    assert {"choroplethlocation", "scattergeo"} < classes
    library = light_plotly.library().decode()
    for name in classes - {"st-key-carte", "forme-relevee"}:
        assert re.search(rf"[`\"' .]{name}[`\"' .]", library), name
    # The fills are held by test_the_style_sheet_knows_what_plotly_draws_by_its_colour_and_its_size.
    assert rgb(HATCH_LINE) in css
    assert rgb(BORDER) not in css


def test_every_translated_word_is_in_the_bundle():
    words = json.loads((ASSETS / "french.json").read_text("utf-8"))
    assert [word for word in words if not quoted(word)] == list(COMPOSED_WORDS)
    parts = chain.from_iterable(COMPOSED_WORDS.values())
    assert [part for part in parts if part not in bundle()] == []


def test_every_composed_word_is_in_the_bundle():
    script = (ASSETS / "french.js").read_text("utf-8")
    patterns = re.findall(r"\[/\^(.*?)\$/, ", script)
    assert len(patterns) > 5
    literals = chain.from_iterable(
        re.split(r"\(.*?\)|\[.*?\]\+", pattern.replace("\\.", ".").replace("\\+", "+"))
        for pattern in patterns
    )
    assert [text for text in literals if text not in bundle()] == []
