"""Run by Streamlit at each interaction: the frame, then the page that was asked for."""

from amu_geo.ui.frame.frame import show_application

show_application()
