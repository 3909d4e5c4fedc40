"""A naive Streamlit page: the figure carries its shapes, a click runs the whole script."""

import streamlit as st

from benchmarks.peers.common import INVITATION, TITLE, figure, read_coverage, read_map, sheet

st.set_page_config(page_title=TITLE, layout="wide")
coverage = st.cache_resource(read_coverage)()
content = st.cache_data(read_map)()

st.title(TITLE)
left, right = st.columns(2)
with left:
    chosen = st.plotly_chart(
        figure(coverage, content),
        key="carte",
        on_select="rerun",
        selection_mode="points",
        config={"topojsonURL": "/app/static/topojson/"},
    )
with right, st.container(key="fiche"):
    points = chosen["selection"]["points"]
    if points:
        shown = sheet(coverage, points[0]["location"])
        st.subheader(shown.name)
        lines = "\n".join(f"- [{name}]({url})" for name, url in shown.schemes)
        st.markdown(f"**{shown.score}**\n\n{lines}")
    else:
        st.write(INVITATION)
