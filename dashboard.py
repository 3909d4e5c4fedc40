"""The application: one process serves the pages, the open data and the images."""

import streamlit as st

from amu_geo import paths
from amu_geo.server.lifespan import lifespan
from amu_geo.server.middleware import middleware
from amu_geo.server.routes import routes
from amu_geo.settings import check_settings
from amu_geo.ui.frame.errors import show_failure

check_settings()

app = st.App(
    str(paths.PACKAGE / "ui" / "frame" / "shell.py"),
    lifespan=lifespan,
    routes=routes(),
    middleware=middleware(),
    on_script_error=show_failure,
)
