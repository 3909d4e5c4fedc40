"""What a reader sees when a page fails: one French sentence, never a traceback."""

from __future__ import annotations

import streamlit as st

from amu_geo.paths import DamagedFileError, tell_once
from amu_geo.ui.choice.markdown import as_text
from amu_geo.watch.events import tell_failure

# The first picture gives way to what bears this name (`server/streamlit/assets/handover.js`).
KEY = "panne"


def show_failure(error: Exception) -> bool:
    """Log the failure for the maintainer and say it politely; True: nothing more is shown."""
    if isinstance(error, DamagedFileError):
        tell_once(error)
        said = f"Cette page attend un fichier de données. {error} Elle revient dès qu’il est remis."
    else:
        tell_failure(error, "page")
        said = (
            "Cette page n’a pas pu s’afficher. Rechargez-la ; si cela dure, "
            "signalez-le au contact de l’édition, en bas de page."
        )
    with st.container(key=KEY):
        st.error(as_text(said))
    return True
