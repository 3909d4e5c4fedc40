"""Under every figure: where it comes from, one line of ways to leave with it, its data last.

The line's buttons act in the browser (`server/streamlit/assets/figures.js`): nothing runs again.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from amu_geo.charts.base.markup import html, joined, table
from amu_geo.export.rows import excel_csv
from amu_geo.figures.figure import ANCHOR, CARD, FOLDER, SIZE, Figure
from amu_geo.figures.known import KINDS
from amu_geo.figures.words import citation, sentence, short_citation, source_line
from amu_geo.french.grammar import lower_first
from amu_geo.french.typography import typeset
from amu_geo.site import PLAIN, VERIFY, address, public_origin
from amu_geo.ui.choice.address import SHARED
from amu_geo.ui.choice.markdown import as_text
from amu_geo.ui.choice.view import View

PRIVATE = (
    "Aperçu privé : ni lien, ni citation, ni intégration tant que l’édition n’est pas publiée."
)
# What an image is called in the line; the first of these forms that a figure has is its own.
_MAIN = ("PNG", "SVG")
# What every figure gives at an address of its own; before it, what those that are drawn give.
_FILES = {"CSV pour tableur": "csv", "XLSX": "xlsx", "BibTeX": "bib"}
_IMAGES = {"PNG": ("png", ""), "SVG": ("svg", ""), "PNG pour un lien": ("png", CARD)}


def figure_anchor(key: str) -> None:
    """Mark the place of a figure, just above it: links lead there."""
    st.html(html('<span id="{}{}" class="ancre"></span>', ANCHOR, key))


def figure_foot(view: View, figure: Figure, with_data: bool = True, hint: str = "") -> None:
    """Draw the source and the line of a figure, then its data.

    A figure that stands in a column leaves them to `figure_data`, below the columns. `hint` is
    what a reader may do with it here, and nowhere else.
    """
    told = f"{figure.note} {hint}".strip()
    note = html("{} ", typeset(told)) if told else ""
    source = source_line(view.coverage, figure, view.is_private)
    line = "" if view.is_private else _line(view, figure)
    st.html(html('<p class="source">{}{}</p>{}', note, source, line))
    if with_data:
        figure_data(view, figure)


def figure_data(view: View, figure: Figure) -> None:
    """The same figure as a table, folded, as wide as the page allows."""
    with st.container(key=f"ecran-{figure.key}"):
        label = f"Les données en table : {lower_first(KINDS[figure.key].name)}"
        opened = st.expander(as_text(label), key=f"emporter-{figure.key}", on_change="rerun")
        if opened.open:
            with opened:
                _table(view, figure)


def _table(view: View, figure: Figure) -> None:
    data = figure.data()
    st.html(table(data, f"Les données : {figure.title}"))
    st.download_button(
        "Télécharger ces données (CSV pour tableur)",
        data=lambda: spreadsheet_csv(data),
        file_name=f"observatoire-amu-{figure.key}-{view.edition.id}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{figure.key}",
    )
    if view.is_private:
        st.caption(typeset(PRIVATE))


def spreadsheet_csv(data: pd.DataFrame) -> bytes:
    """CSV that a French spreadsheet opens by a double click, and reads no formula in."""
    return excel_csv(data).encode()


def _line(view: View, figure: Figure) -> str:
    """« Copier le lien · Citer · Télécharger », and the rest folded."""
    kind, forms = KINDS[figure.key], _forms(view, figure)
    main = next((name for name in _MAIN if name in forms), "CSV pour tableur")
    return html(
        '<div class="figure-ligne ecran" role="group" aria-label="Emporter cette figure" '
        'data-adresse="{}" data-seule="{}" data-citation="{}" data-courte="{}" '
        'data-titre="{}" data-hauteur="{}">'
        '<button type="button" data-copie="lien">Copier le lien</button>'
        '<button type="button" data-copie="citation">Citer</button>{}'
        '<details class="figure-plus"><summary>Intégrer, formats</summary>'
        '<div class="figure-choix">{}{}</div></details>'
        '<span class="figure-dit" role="status"></span></div>',
        f"{_site()}{address(kind.path, _whole(view, figure))}#{ANCHOR}{figure.key}",
        _site() + _alone(view, figure),
        citation(view.coverage, figure),
        short_citation(view.coverage),
        figure.title,
        kind.height,
        _way(forms[main], "Télécharger", f"Télécharger la figure : {main}"),
        html('<p class="figure-formes">{}</p>', joined(
            (_way(href, name) for name, href in forms.items()), by=" · ")),
        _quoting(view, figure) + _embedding(view, figure),
    )  # fmt: skip


def _quoting(view: View, figure: Figure) -> str:
    return html(
        '<p class="secondaire">{}</p><blockquote class="phrase">{}</blockquote>'
        '<p><button type="button" data-copie="phrase">Copier la phrase</button>'
        '<button type="button" data-copie="courte">Copier la citation courte</button>'
        '<button type="button" data-copie="bibtex">Copier la référence BibTeX</button> {}</p>',
        typeset("Une phrase à citer :"),
        sentence(view.coverage, figure),
        _verifying(view),
    )


def _verifying(view: View) -> str:
    """The way to check another sentence against the same edition and reading."""
    asked = {"edition": view.edition.id, **view.reading.to_query()}
    return html(
        '<a href="{}" target="_blank" rel="noopener">{}</a>',
        address(VERIFY, asked),
        typeset(PLAIN[VERIFY].title),
    )


def _embedding(view: View, figure: Figure) -> str:
    alone = html(
        '<a href="{}" target="_blank" rel="noopener">Voir la figure seule</a>', _alone(view, figure)
    )
    return html(
        '<p class="secondaire">{}</p><pre tabindex="0"><code></code></pre>'
        '<p><button type="button" data-copie="code">Copier le code</button> {}</p>',
        typeset("Pour l’intégrer dans un site, ce code ; la hauteur suit la figure :"),
        alone,
    )


def _way(href: str, name: str, title: str = "") -> str:
    hint = html(' title="{}"', title) if title else ""
    return html('<a href="{}" target="_self" download{}>{}</a>', href, hint, name)


def _forms(view: View, figure: Figure) -> dict[str, str]:
    """Addresses of the forms in which the figure is downloaded, by their names."""
    # What gives open data knows the choices that pages share, and no other.
    own = _choices(view, figure)
    query = {name: value for name, value in own.items() if name in SHARED}
    shared = {name: address(path, query) for name, path in (figure.files or {}).items()}
    images = {} if KINDS[figure.key].no_image else _IMAGES
    drawn = {name: _own(view, figure, *form) for name, form in images.items()}
    return drawn | shared | {name: _own(view, figure, form) for name, form in _FILES.items()}


def _own(view: View, figure: Figure, form: str, size: str = "") -> str:
    """Address of a form of the figure; `size` is that of an image."""
    return address(f"{FOLDER}{figure.key}.{form}", {**_asked(view, figure), SIZE: size})


def _choices(view: View, figure: Figure) -> dict[str, str]:
    own = {**view.address.own(), **figure.given}
    return {name: value for name, value in own.items() if name not in figure.ignores}


def _whole(view: View, figure: Figure) -> dict[str, str]:
    """The choices of the figure's page; the edition is named, for it never changes."""
    return {"edition": view.edition.id, **_choices(view, figure)}


def _asked(view: View, figure: Figure) -> dict[str, str]:
    """What the figure's own address says."""
    return KINDS[figure.key].asked(_whole(view, figure))


def _alone(view: View, figure: Figure) -> str:
    return address(FOLDER + figure.key, _asked(view, figure))


def _site() -> str:
    """Where everyone reaches the site: as declared, else as the browser does."""
    return public_origin(st.context.url or "")


def permanent_link(view: View, path: str) -> str:
    """Address of a page as it stands; it names the edition, which never changes."""
    return _site() + address(path, {"edition": view.edition.id, **view.address.own()})
