"""The measure's rules in plain words: families, states, readings, years, mapping."""

from __future__ import annotations

from amu_geo import referentials
from amu_geo.charts.markup import dot, html_table, joined, outside_link, shown
from amu_geo.coverage import Coverage, main_families, mapping_choices
from amu_geo.sentences import retained_phrase
from amu_geo.typography import number, typeset
from amu_geo.vocabulary import (
    CONFIRMED,
    DEFAULT_LECTURE,
    FAMILIES,
    FIRST_YEAR,
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
        name = f"{dot(FAMILIES[code], spoken=False)} <strong>{shown(FAMILIES[code].label)}</strong>"
        source = outside_link(row["url_source"], "article de 2018")
        told = f"<p>{shown(row['definition'])} {source}</p>"
        items.append(f"<li>{name} <small>{shown(row['echelle'])}</small>{told}</li>")
    return f'<ul class="regles">{joined(items)}</ul>'


def states_list() -> str:
    """HTML of the three states, each with the dot that shows it."""
    family = next(iter(FAMILIES.values()))
    items = []
    for state, code in _STATES:
        row = referentials.by_code("glossaire")[code]
        items.append(
            f"<li>{dot(family, state, spoken=False)} <strong>{shown(row['terme'])}</strong>"
            f"<p>{shown(row['definition'])}</p></li>"
        )
    return f'<ul class="regles trois">{joined(items)}</ul>'


def readings_table(coverages: dict[str, Coverage]) -> str:
    """HTML of the four readings and how many schemes each keeps.

    Parameters
    ----------
    coverages
        By reading, for the same edition and year.
    """
    rows = []
    for code, lecture in LECTURES.items():
        usual = " <small>par défaut</small>" if code == DEFAULT_LECTURE else ""
        name = f"{shown(lecture.label.capitalize())}{usual}"
        rows.append([name, shown(lecture.explanation), shown(retained_phrase(coverages[code]))])
    heads = ["Lecture", "Ce qui compte", "Ce qui reste"]
    return html_table(
        "Chaque lecture est contenue dans la précédente ; l’année écarte d’abord ce qui n’y court "
        "pas",
        heads,
        rows,
    )


def year_rules(year: int) -> str:
    """HTML of what the year changes."""
    current = (
        "<strong>Actuel</strong> : tous les dispositifs qui ne sont ni terminés ni historiques, "
        f"et dont la fin connue n’est pas passée en {year}. Quand aucune page lue ne dit s’il "
        "court encore, le dispositif compte et porte « statut à confirmer »."
    )
    past = (
        f"<strong>Une année passée</strong>, depuis {FIRST_YEAR} : couvert si les dates connues y "
        "placent un dispositif ; probable si le début est inconnu ou déduit, ou la fin inconnue ; "
        "rien s’il a commencé après ou fini avant."
    )
    apart = (
        "Les deux ne se prolongent pas l’un l’autre : l’actuel se lit dans le statut, une année "
        "passée dans les dates."
    )
    rules = (current, past, apart)
    return f'<ul class="puces">{joined(f"<li>{typeset(rule)}</li>" for rule in rules)}</ul>'


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
                _families(others) or '<span class="secondaire">aucune</span>',
                shown(row.justification),
                number(int(kept.get(row.id, 0))),
            ]
        )
    heads = ["Programme", "Soutient", "Autre lecture", "Pourquoi", "Dispositifs retenus #"]
    return html_table("Notre lecture : quel programme soutient quelle famille", heads, rows, "lien")


def _families(codes) -> str:
    named = [FAMILIES[code] for code in FAMILIES if code in set(codes)]
    return joined(
        f'<span class="famille-nommee">{dot(family, spoken=False)} {shown(family.label)}</span>'
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
