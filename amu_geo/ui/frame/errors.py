"""What a reader sees when a page fails: one French sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

_LOG = logging.getLogger("observatoire")


def show_failure(error: Exception) -> bool:
    """Log the failure for the maintainer and say it politely; True: nothing more is shown."""
    _LOG.error("a page failed", exc_info=error)
    st.error(
        "Cette page n’a pas pu s’afficher. Rechargez-la ; si cela dure, "
        "signalez-le au contact de l’édition, en bas de page."
    )
    return True
