"""Run by Streamlit at each interaction: the frame, then the page that was asked for."""

from amu_geo.ui.frame.frame import show_application
from amu_geo.ui.frame.turns import turn

with turn():
    show_application()
