"""The measure's rules in plain words: families, states, readings, proofs and years, mapping."""

from __future__ import annotations

from amu_geo.charts.base.markup import (
    dot,
    html_table,
    hue,
    joined,
    outside_link,
    shown,
)
from amu_geo.edition import referentials
from amu_geo.french.typography import number, typeset
from amu_geo.measure.coverage import Coverage, main_families, mapping_choices
from amu_geo.measure.evidence import PROOF_MONTHS
from amu_geo.sentences import retained_phrase
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

# One rule, then an empty line.
_YEAR_RULES = """
<strong>Une seule règle</strong> sert l’année de l’édition et toutes celles d’avant, depuis
{first}.

<strong>Une preuve</strong> : une attestation de confiance A ou B (ouverture, appel, lauréats,
vote, budget, page datée, clôture) ; la date de la page qui décrit le dispositif, sauf s’il est dit
terminé ou historique ; son année de début, quand la source l’écrit. Un mois ou une année vaut pour
toute sa durée ; ce qui est postérieur à l’édition ne compte pas.

<strong>Un dispositif compte</strong> de son début (écrit, sinon la première année connue de lui)
jusqu’à sa fin. Sans aucune date, il ne compte que pour l’année de l’édition.

<strong>Il a pris fin</strong> à sa date ou à son année de fin, sinon à sa dernière attestation
« fin » de confiance A ou B. Dit terminé ou historique, il ne compte plus à la date de l’édition ;
si sa fin est inconnue, il s’arrête à la dernière année connue de lui.

<strong>Il est confirmé en {year}</strong>, année de l’édition, s’il compte et que sa période
annoncée (début écrit, fin connue) comprend la date de l’édition, ou que sa dernière preuve tombe
dans les <strong>{months} mois</strong> qui la précèdent.

<strong>Il est confirmé une année passée</strong> s’il compte et que cette année est dans sa période
annoncée, ou entre la première et la dernière année de ses preuves ; confirmé en {year}, il l’est
depuis sa première preuve. Ses années confirmées se suivent donc sans trou.

<strong>Sinon, il est à confirmer.</strong> Ne prouvent rien : une attestation de confiance C, une
année déduite, un statut « en cours » sans date. Une clôture de candidatures déjà passée vaut pour
son année, mais ne dit pas que le dispositif continue.

Ces {months} mois sont un choix, le même partout : la sensibilité montre ce que donneraient une
durée plus courte et une plus longue.
"""


def families_list() -> str:
    """HTML of the four families: dot, name, scale, definition with its source."""
    items = []
    for code, row in referentials.by_code("familles").items():
        name = f"{hue(FAMILIES[code], spoken=False)} <strong>{shown(FAMILIES[code].label)}</strong>"
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
    """HTML of the rule of proofs and years: when a scheme counts, when it is confirmed.

    `year` is the edition's own.
    """
    rules = _YEAR_RULES.format(year=year, months=PROOF_MONTHS, first=FIRST_YEAR)
    items = joined(
        f"<li>{typeset(' '.join(rule.split()))}</li>" for rule in rules.strip().split("\n\n")
    )
    return f'<ul class="puces">{items}</ul>'


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
    heads = ["Programme", "Se rattache à", "Autre lecture", "Pourquoi", "Dispositifs retenus #"]
    return html_table(
        "Notre lecture : à quelle famille se rattache chaque programme", heads, rows, "lien"
    )


def _families(codes) -> str:
    named = [FAMILIES[code] for code in FAMILIES if code in set(codes)]
    return joined(
        f'<span class="famille-nommee">{hue(family, spoken=False)} {shown(family.label)}</span>'
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
