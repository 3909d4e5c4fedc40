"""The measure's rules in plain words: families, states, readings, proofs and years, mapping."""

from __future__ import annotations

from markupsafe import Markup

from amu_geo.charts.base.markup import (
    dot,
    html,
    html_table,
    hue,
    joined,
    outside_link,
    shown,
)
from amu_geo.edition import referentials
from amu_geo.french.typography import number
from amu_geo.measure.coverage import Coverage, main_families, mapping_choices
from amu_geo.sentences import retained_phrase
from amu_geo.sentences.definitions import rules_of_years
from amu_geo.vocabulary import (
    CONFIRMED,
    DEFAULT_LECTURE,
    FAMILIES,
    LECTURES,
    TO_CONFIRM,
    UNDOCUMENTED,
)

# What each state looks like, and the glossary's word for it.
_STATES = ((CONFIRMED, "confirme"), (TO_CONFIRM, "a-confirmer"), (UNDOCUMENTED, "non-documente"))


def families_list() -> str:
    """HTML of the four families: dot, name, scale, definition with its source."""
    items = []
    for code, row in referentials.by_code("familles").items():
        name = html(
            "{} <strong>{}</strong>", hue(FAMILIES[code], spoken=False), shown(FAMILIES[code].label)
        )
        source = outside_link(row["url_source"], "article de 2018")
        told = html("<p>{} {}</p>", shown(row["definition"]), source)
        items.append(html("<li>{} <small>{}</small>{}</li>", name, shown(row["echelle"]), told))
    return html('<ul class="regles">{}</ul>', joined(items))


def states_list() -> str:
    """HTML of the three states, each with the dot that shows it."""
    family = next(iter(FAMILIES.values()))
    items = []
    for state, code in _STATES:
        row = referentials.by_code("glossaire")[code]
        items.append(
            html(
                "<li>{} <strong>{}</strong><p>{}</p></li>",
                dot(family, state, spoken=False),
                shown(row["terme"]),
                shown(row["definition"]),
            )
        )
    return html('<ul class="regles trois">{}</ul>', joined(items))


def readings_table(coverages: dict[str, Coverage]) -> str:
    """HTML of the four readings and how many schemes each keeps.

    Parameters
    ----------
    coverages
        By reading, for the same edition and year.
    """
    rows = []
    for code, lecture in LECTURES.items():
        usual = Markup(" <small>par défaut</small>") if code == DEFAULT_LECTURE else ""
        name = html("{}{}", shown(lecture.label.capitalize()), usual)
        rows.append([name, shown(lecture.explanation), shown(retained_phrase(coverages[code]))])
    heads = ["Lecture", "Ce qui compte", "Ce qui reste"]
    return html_table(
        "Chaque lecture est contenue dans la précédente ; l’année écarte d’abord ce qui n’y court "
        "pas",
        heads,
        rows,
    )


def year_rules(year: int) -> str:
    """HTML of the rule of proofs and years; `year` is the edition's own."""
    items = joined(html("<li>{}</li>", rule) for rule in rules_of_years(year))
    return html('<ul class="puces">{}</ul>', items)


def mapping_table(coverage: Coverage) -> str:
    """HTML of the mapping programme → families, with its justification and its variants."""
    programmes = coverage.edition.programmes
    main, choices = main_families(programmes), mapping_choices(programmes)
    kept = coverage.retained["programme"].value_counts()
    rows = []
    for row in programmes.itertuples():
        others = [family for option in choices[row.id][1:] for family in option]
        rows.append(
            [
                shown(row.libelle),
                _families(main[row.id]),
                _families(others) or Markup('<span class="secondaire">aucune</span>'),
                shown(row.justification),
                number(int(kept.get(row.id, 0))),
            ]
        )
    heads = ["Programme", "Se rattache à", "Autre lecture", "Pourquoi", "Dispositifs retenus #"]
    return html_table(
        "Notre lecture : à quelle famille se rattache chaque programme", heads, rows, "lien"
    )


def _families(codes) -> str:
    named = [FAMILIES[code] for code in FAMILIES if code in set(codes)]
    return joined(
        html(
            '<span class="famille-nommee">{} {}</span>',
            hue(family, spoken=False),
            shown(family.label),
        )
        for family in named
    )


def missions_table() -> str:
    """HTML of the links moment × mission → families, our reading too."""
    moments, missions = referentials.by_code("moments"), referentials.by_code("missions")
    rows = [
        [
            shown(missions[row["mission"]]["libelle"]),
            shown(moments[row["moment"]]["libelle"]),
            _families(row["familles"].split(";")),
            shown(row["justification"]),
        ]
        for row in referentials.rows("missions_familles")
    ]
    heads = ["Mission", "Moment", "Familles", "Pourquoi"]
    return html_table("Notre lecture : quelle mission sert quelle famille", heads, rows, "lien")
