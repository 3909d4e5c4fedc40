"""plotly.js with the kinds of trace that we draw, in the place of the whole library.

Streamlit's script for Plotly charts carries all of plotly.js, 4.7 MB that a browser takes nearly
a second to evaluate before the map. The library stands in it as one function of its own: we cut
that function out and import `static/plotly.js` (see `scripts/plotly/build.sh`) instead. A script
in which that function is not found, as in Streamlit 1.66 and before, is served as it is.
"""

from __future__ import annotations

import hashlib
import re

from amu_geo import paths
from amu_geo.memory import kept
from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.server.http.static_files import check_file

CHUNK = "PlotlyChart."
LIBRARY = "plotly-traces."
# Kinds of trace in static/plotly.js, as scripts/plotly/entry.js registers them.
TRACES = ("scatter", "bar", "choropleth", "scattergeo")
# The library's function: `var W=n(((e,t,n)=>{(function(e,n){…return window.Plotly=e,e})}))`.
_START = re.compile(r"var \w+=\w+\(\(\((\w+),(\w+),\w+\)=>\{(?=\(function\(\w+,\w+\)\{typeof)")
_END = re.compile(r"return window\.Plotly=\w+,\w+\}\)(?=\}\)\))")


@kept
def library() -> bytes:
    """Our plotly.js, an ECMAScript module; nothing when the file is not there, or not whole."""
    path = paths.STATIC / "plotly.js"
    try:
        check_file(path)
    except DamagedFileError as error:
        tell_once(error)
        return b""
    return path.read_bytes()


@kept
def library_name() -> str:
    """Its name among Streamlit's scripts; it changes when the content does."""
    return f"{LIBRARY}{hashlib.sha256(library()).hexdigest()[:12]}.js"


def lightened(chunk: str) -> str:
    """Streamlit's script for Plotly charts with our library; unchanged when it has another form."""
    starts, ends = list(_START.finditer(chunk)), list(_END.finditer(chunk))
    if len(starts) != 1 or len(ends) != 1 or not library():
        return chunk
    start, end = starts[0], ends[0]
    head = f'import plotlyWithOurTraces from"./{library_name()}";'
    return f"{head}{chunk[: start.end()]}{start[2]}.exports=plotlyWithOurTraces{chunk[end.end() :]}"
