"""With another Streamlit, or a part of it gone, every page still shows."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from amu_geo import paths
from amu_geo.charts.base.style import style_url
from amu_geo.server.http.answers import AnswerCache
from amu_geo.server.page import document as pages
from amu_geo.server.page import kept, middleware
from amu_geo.server.streamlit import (
    bundles,
    document,
    index_page,
    light_plotly,
    message_memory,
    options,
    uploads,
)
from tests.server.spoiling import run

INDEX = """<!-- licence -->
<!DOCTYPE html>
<html lang="en">
  <head>
    <title>Streamlit</title>
    <script>window.prerenderReady = false</script>
    <script type="module" crossorigin src="./static/js/index.abc.js"></script>
    <link rel="stylesheet" crossorigin href="./static/css/index.abc.css">
  </head>
  <body>
    <noscript>You need JavaScript.</noscript>
    <div id="root"></div>
  </body>
</html>
"""
MODULE = '<script type="module" crossorigin src="./static/js/index.abc.js"></script>'
HEAVY = (
    "var W=n(((e,t,n)=>{(function(e,n){typeof e;return window.Plotly=e,e})}));export{W as default};"
)
OTHER_INDEXES = {
    "no doctype": INDEX.replace("<!DOCTYPE html>", ""),
    "no head": INDEX.replace("</head>", ""),
    "no body": INDEX.replace("<body>", '<body class="new">'),
    "no root": INDEX.replace('id="root"', 'id="app"'),
    "no module": INDEX.replace(MODULE, ""),
    "other script": INDEX.replace('type="module" crossorigin', "defer"),
    "inline script with an attribute": INDEX.replace("<script>window", '<script nonce="a">window'),
}
REMEMBERED = (
    *(bundles.index_text, bundles.plotly_is_ours, index_page.index_shell, index_page.script_hashes),
    *(document._map_library, document._chunks, pages.page_html, light_plotly.library),
    light_plotly.library_name,
)


@pytest.fixture
def streamlit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of a Streamlit that has an index page and nothing else; all memory of ours empty."""
    monkeypatch.setattr(bundles, "static_folder", lambda: tmp_path)
    monkeypatch.setattr(bundles, "_answers", {})
    monkeypatch.setattr(bundles, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(middleware, "_pages", AnswerCache(max_bytes=2**20))
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "media").mkdir()
    (tmp_path / "index.html").write_text(INDEX, "utf-8")
    for remembered in REMEMBERED:
        remembered.cache_clear()
    yield tmp_path
    for remembered in REMEMBERED:
        remembered.cache_clear()


def ask(path: str, *routes: Route) -> tuple[int, str]:
    """What the process answers, with an application of Streamlit's below our pages."""

    async def theirs(scope, receive, send):
        await PlainTextResponse("Streamlit’s own page")(scope, receive, send)

    own = [Middleware(middleware.PageMiddleware)]
    app = Starlette(routes=[*routes, Mount("/", theirs)], middleware=own)
    sent: list[dict] = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "scheme": "http"}
    scope |= {"headers": [(b"host", b"essai")], "server": ("essai", 80), "root_path": ""}
    run(app(scope, receive, send))
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]).decode()


def write_chunk(folder: Path, name: str, text: str) -> None:
    (folder / "static" / "js" / name).write_text(text, "utf-8")


# The index page


def test_an_index_page_of_the_known_form_is_filled(streamlit):
    status, html = ask("/mentions")
    assert status == 200
    assert html.index("og:title") < html.index('id="premiere"') < html.index('<div id="root">')
    # After Streamlit's own, so that ours has the last word; the first picture waits for neither.
    ours, theirs = html.index(style_url()), html.index("/static/css/index.abc.css")
    assert html.index('id="premiere"') < theirs < ours < html.index('<div id="root">')
    assert document.names_the_style()
    assert MODULE.replace("./", "/") in html


@pytest.mark.parametrize("text", OTHER_INDEXES.values(), ids=list(OTHER_INDEXES))
def test_another_index_page_is_served_as_it_is(streamlit, text, caplog):
    (streamlit / "index.html").write_text(text, "utf-8")
    for _ in range(2):
        assert ask("/mentions") == (200, "Streamlit’s own page")
    assert not document.names_the_style(), "each run then brings the style"
    assert len([said for said in caplog.records if "another form" in said.message]) == 1


def test_without_an_index_page_the_first_picture_is_read(streamlit, tmp_path, monkeypatch):
    (streamlit / "index.html").unlink()
    status, html = ask("/mentions")
    assert status == 200
    assert html.startswith("<!DOCTYPE html>")
    assert 'id="premiere"' in html
    assert "<script" not in html
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "pages")
    kept.keep_page("/", html)
    assert kept.kept_page("/") == html
    assert bundles.first_files() == []


# The script of the charts


def test_a_script_that_can_be_lightened_comes_with_our_library(streamlit):
    write_chunk(streamlit, "PlotlyChart.abc.js", HEAVY)
    library = light_plotly.library_name()
    assert f'src="/static/js/{library}"' in document.wrap("", "", has_maps=True)
    assert f'src="/static/js/{library}"' not in document.wrap("", "", has_maps=False)
    assert bundles.bundle("js/PlotlyChart.abc.js").body.decode() != HEAVY
    assert bundles.bundle(f"js/{library}").body == light_plotly.library()


def test_a_script_that_cannot_be_lightened_is_left_alone(streamlit):
    heavy = HEAVY.replace("typeof", "void")
    write_chunk(streamlit, "PlotlyChart.abc.js", heavy)
    html = document.wrap("", "", has_maps=True)
    assert light_plotly.LIBRARY not in html
    assert 'href="/static/js/PlotlyChart.abc.js"' in html
    assert bundles.bundle("js/PlotlyChart.abc.js").body.decode() == heavy
    assert bundles.bundle(f"js/{light_plotly.library_name()}") is None


@pytest.mark.parametrize("script", ["", "keys(){return 1}", message_memory._ALL * 2])
def test_a_script_with_another_memory_of_messages_is_left_alone(streamlit, script):
    write_chunk(streamlit, "index.abc.js", script)
    assert bundles.bundle("js/index.abc.js").body.decode() == script
    write_chunk(streamlit, "index.def.js", f"class M{{{message_memory._ALL}}}")
    assert "<=2).map" in bundles.bundle("js/index.def.js").body.decode()


def test_without_our_library_streamlits_is_served(streamlit, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "STATIC", tmp_path / "nowhere")
    write_chunk(streamlit, "PlotlyChart.abc.js", HEAVY)
    assert light_plotly.LIBRARY not in document.wrap("", "", has_maps=True)
    assert bundles.bundle("js/PlotlyChart.abc.js").body.decode() == HEAVY


# Other files


def test_unknown_chunks_are_not_preloaded(streamlit):
    write_chunk(streamlit, "Markup.abc.js", "export{};")
    assert "modulepreload" not in document.wrap("", "", has_maps=True)
    assert ask("/mentions")[0] == 200
    assert bundles.first_files() == ["js/index.abc.js", "css/index.abc.css"]


def test_a_font_of_another_name_is_streamlits_own(streamlit, tmp_path, monkeypatch):
    media = streamlit / "static" / "media"
    for name in ("Symbols.abc.woff2", "MaterialSymbols-Rounded.abc.woff2"):
        (media / name).write_bytes(b"their font")
    assert bundles.bundle("media/Symbols.abc.woff2").body == b"their font"
    assert bundles.bundle("media/MaterialSymbols-Rounded.abc.woff2").body != b"their font"
    monkeypatch.setattr(bundles, "_answers", {})
    monkeypatch.setattr(paths, "STATIC", tmp_path / "nowhere")
    assert bundles.bundle("media/MaterialSymbols-Rounded.abc.woff2").body == b"their font"


# Endpoints and options


def test_an_endpoint_that_has_moved_is_passed_on(streamlit):
    moved = Route("/_core/{rest:path}", lambda request: PlainTextResponse("ok"))
    assert ask("/_core/health", moved) == (200, "ok")
    assert ask("/_core/health")[0] == 404


def break_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit

    monkeypatch.setitem(sys.modules, "streamlit.config", None)
    monkeypatch.delattr(streamlit, "config")


def rename_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "HIDDEN", {f"{name}Gone": 1 for name in options.HIDDEN})


@pytest.mark.parametrize("spoil", [break_the_import, rename_the_options])
def test_options_that_are_gone_stop_nothing(
    spoil: Callable[[pytest.MonkeyPatch], None], monkeypatch, caplog
):
    spoil(monkeypatch)
    with caplog.at_level(logging.WARNING):
        assert options.set_hidden_options() == list(options.HIDDEN)
    assert len(caplog.records) == len(options.HIDDEN)


def test_a_store_of_files_of_another_form_stops_nothing(monkeypatch):
    from streamlit import runtime

    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_uploads=None))
    assert uploads.make_room("a", 10**12) is True


def test_what_somebody_has_set_stays(monkeypatch):
    from streamlit import config

    name = "global.minCachedMessageSize"
    before = config.get_option(name)
    try:
        config.set_option(name, 77, "a flag")
        assert options.set_hidden_options() == []
        assert config.get_option(name) == 77
    finally:
        config.set_option(name, before, "a test")
