"""A Dash app: the figure carries its shapes, a callback fills the sheet."""

from __future__ import annotations

import sys
from pathlib import Path

from dash import Dash, Input, Output, dcc, html

from benchmarks.peers.common import INVITATION, TITLE, figure, read_coverage, read_map, sheet

coverage = read_coverage()
app = Dash(__name__, title=TITLE, assets_folder=str(Path(__file__).with_name("static")))
app.layout = html.Div(
    [
        html.H1(TITLE),
        dcc.Graph(
            id="carte",
            figure=figure(coverage, read_map()),
            config={"topojsonURL": "/assets/topojson/"},
        ),
        html.Div(INVITATION, id="fiche"),
    ]
)


@app.callback(Output("fiche", "children"), Input("carte", "clickData"), prevent_initial_call=True)
def open_sheet(clicked: dict) -> list:
    """Fill the sheet with the region that was clicked."""
    shown = sheet(coverage, clicked["points"][0]["location"])
    links = [html.Li(html.A(name, href=url)) for name, url in shown.schemes]
    return [html.H2(shown.name), html.Strong(shown.score), html.Ul(links)]


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
