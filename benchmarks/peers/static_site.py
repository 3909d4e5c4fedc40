"""A static Plotly page, served by Python's plain HTTP server: the floor for a Plotly map."""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from plotly.offline import get_plotlyjs

from benchmarks.peers.common import (
    INVITATION,
    TITLE,
    Sheet,
    figure,
    read_coverage,
    read_map,
    sheet,
)

STATIC = Path(__file__).with_name("static")
LISTEN = """
document.getElementById("carte").on("plotly_click", (event) => {
  document.getElementById("fiche").innerHTML = sheets[event.points[0].location];
});
"""


def build(folder: Path) -> None:
    """Write the page, plotly.js and the stub of its base map."""
    coverage, content = read_coverage(), read_map()
    drawn = figure(coverage, content).to_html(
        full_html=False,
        include_plotlyjs="plotly.min.js",
        div_id="carte",
        config={"topojsonURL": "/topojson/"},
        post_script=LISTEN,
    )
    sheets = {code: _html(sheet(coverage, code)) for code in coverage.by_region}
    page = (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body><h1>{TITLE}</h1><script>const sheets = {json.dumps(sheets)};</script>{drawn}"
        f'<div id="fiche">{INVITATION}</div></body></html>'
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)


def _html(shown: Sheet) -> str:
    links = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in shown.schemes)
    return f"<h2>{escape(shown.name)}</h2><strong>{shown.score}</strong><ul>{links}</ul>"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    root = Path(sys.argv[2])
    build(root)
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), partial(_Handler, directory=root))
    server.serve_forever()
