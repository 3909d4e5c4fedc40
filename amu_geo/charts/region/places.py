"""A region's départements: people, area, actors and projects; and what is not placed."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import html, joined
from amu_geo.charts.base.term import term
from amu_geo.french.typography import number, typeset
from amu_geo.profiles.region import Portrait


def departements(portrait: Portrait) -> str:
    """HTML of the table of départements; an unknown number of actors is « n.d. », never 0."""
    rows = joined(_departement(row) for row in portrait.departements.itertuples())
    caption = f"Départements : {portrait.place.nom}"
    return html(
        '<div class="defile" tabindex="0" role="region" aria-label="{}">'
        '<table class="tableau portrait-departements">'
        '<caption class="invisible">{}</caption>'
        '<thead><tr><th scope="col">Département</th><th scope="col" class="nombre">Habitants</th>'
        '<th scope="col" class="nombre">km²</th><th scope="col" class="nombre">Hab./km²</th>'
        '<th scope="col" class="nombre">{}</th>'
        '<th scope="col" class="nombre">{}</th>'
        '<th scope="col" class="nombre">Projets</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        typeset(caption),
        typeset(caption),
        term("amu-declaree", "AMU"),
        term("pratique-voisine", "Voisine"),
        rows,
    )


def _departement(row) -> str:
    nobody = row.nb_amu + row.nb_voisins + row.nb_projets == 0
    counts = (
        Markup(
            '<td class="nombre" colspan="3"><span class="nd mot">n.d.</span> '
            "<small>aucun acteur recensé</small></td>"
        )
        if nobody
        else joined(
            html('<td class="nombre">{}</td>', count)
            for count in (row.nb_amu, row.nb_voisins, row.nb_projets)
        )
    )
    return html(
        '<tr><th scope="row">{} <small>{}</small></th>'
        '<td class="nombre">{}</td>'
        '<td class="nombre">{}</td>'
        '<td class="nombre">{}</td>{}</tr>',
        typeset(row.nom),
        row.code_departement,
        number(row.population),
        number(row.superficie_km2),
        number(row.habitants_par_km2),
        counts,
    )
