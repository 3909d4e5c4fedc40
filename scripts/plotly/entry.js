// plotly.js with the kinds of trace that this project draws; `scatter` is always in it.
import Plotly from "plotly.js/lib/core";
import bar from "plotly.js/lib/bar";
import choropleth from "plotly.js/lib/choropleth";
import scattergeo from "plotly.js/lib/scattergeo";
import world_110m from "../../static/topojson/world_110m.json";

// The base map that plotly.js wants before it draws: ours is empty, and no request is needed.
globalThis.PlotlyGeoAssets = { topojson: { world_110m } };
Plotly.register([bar, choropleth, scattergeo]);
export default Plotly;
