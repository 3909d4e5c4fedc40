"""A region's départements: people, area, actors and projects; and what is not placed."""

from __future__ import annotations

from html import escape

from amu_geo.charts.base.markup import joined
from amu_geo.charts.base.term import term
from amu_geo.french.typography import number, typeset
from amu_geo.profiles.region import Portrait


def departements(portrait: Portrait) -> str:
    """HTML of the table of départements; an unknown number of actors is « n.d. », never 0."""
    rows = joined(_departement(row) for row in portrait.departements.itertuples())
    caption = f"Départements : {portrait.place.nom}"
    return (
        f'<div class="defile" tabindex="0" role="region" aria-label="{escape(typeset(caption))}">'
        '<table class="tableau portrait-departements">'
        f'<caption class="invisible">{escape(typeset(caption))}</caption>'
        '<thead><tr><th scope="col">Département</th><th scope="col" class="nombre">Habitants</th>'
        '<th scope="col" class="nombre">km²</th><th scope="col" class="nombre">Hab./km²</th>'
        f'<th scope="col" class="nombre">{term("amu-declaree", "AMU")}</th>'
        f'<th scope="col" class="nombre">{term("pratique-voisine", "Voisine")}</th>'
        '<th scope="col" class="nombre">Projets</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _departement(row) -> str:
    nobody = row.nb_amu + row.nb_voisins + row.nb_projets == 0
    counts = (
        '<td class="nombre" colspan="3"><span class="nd mot">n.d.</span> '
        "<small>aucun acteur recensé</small></td>"
        if nobody
        else joined(
            f'<td class="nombre">{count}</td>'
            for count in (row.nb_amu, row.nb_voisins, row.nb_projets)
        )
    )
    return (
        f'<tr><th scope="row">{escape(typeset(row.nom))} <small>{row.code_departement}</small></th>'
        f'<td class="nombre">{number(row.population)}</td>'
        f'<td class="nombre">{number(row.superficie_km2)}</td>'
        f'<td class="nombre">{number(row.habitants_par_km2)}</td>{counts}</tr>'
    )
