"""The banner over every page that shows a private edition."""

from __future__ import annotations

import streamlit as st

from amu_geo.charts.base.markup import html, link
from amu_geo.edition.shelf import Shelf
from amu_geo.export.bundle import bundle_zip
from amu_geo.french.typography import typeset
from amu_geo.site import address
from amu_geo.ui.choice.preview import PREVIEW, REVIEW, Preview, leave, refused

CHANGES = f"/donnees?edition={PREVIEW}"
BACK = f"/relecture?edition={PREVIEW}"


def banner(preview: Preview, published: Shelf) -> None:
    """Say that the edition is private, what it is, and how to leave with it or without it."""
    with st.container(key="apercu", horizontal=True, vertical_alignment="center"):
        sound = not refused(preview.edition)
        st.html(_words(preview, sound))
        if sound:
            bundle_button(preview, "paquet-bandeau")
        st.button("Quitter l’aperçu", on_click=leave, args=(published,), key="quitter-apercu")


def bundle_button(preview: Preview, key: str) -> None:
    """The download of the checked bundle, made when it is asked for."""
    st.download_button(
        "Télécharger le paquet vérifié",
        data=lambda: bundle_zip(preview.edition, preview.base),
        file_name=bundle_name(preview),
        mime="application/zip",
        on_click="ignore",
        key=key,
    )


def bundle_name(preview: Preview) -> str:
    """Name of the bundle's file."""
    return f"observatoire-amu-{preview.edition.id}.zip"


def _words(preview: Preview, sound: bool) -> str:
    edition = preview.edition
    told = (
        f"« {edition.titre} », tirée de {preview.filename}. Vous seul la voyez ; elle disparaît "
        "si vous rechargez la page. Liens, intégration et images sont coupés."
    )
    changes = link(address(CHANGES), "Ce qui change", "page", CHANGES)
    if preview.filename == REVIEW:
        changes += " · " + link(address(BACK), "La relecture", "page", BACK)
    if not sound:
        changes += " · " + link(address(CHANGES), "La corriger pour la publier", "page", CHANGES)
    return html('<p role="status"><strong>Aperçu privé</strong> {} {}</p>', typeset(told), changes)
