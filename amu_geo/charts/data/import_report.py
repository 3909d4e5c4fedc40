"""The report of an import: counts, problems by group, what was understood otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from amu_geo.charts.base.markup import folded, html, html_table, joined, shown
from amu_geo.edition.checking.problems import (
    ERROR,
    Problem,
    ProblemGroup,
    group_problems,
    shorten,
    total,
)
from amu_geo.french.typography import enumerate_fr, number, plural, typeset
from amu_geo.importing import Imported, Repair
from amu_geo.importing.counting.regions import Counts
from amu_geo.importing.report import row_counts, verdict
from amu_geo.territories import Territories

ROWS_SHOWN = 20
GROUPS_OPEN = 3
REPAIRS_SHOWN = 100


def report_head(imported: Imported, filename: str) -> str:
    """HTML of the verdict and of what was read, repaired, refused."""
    counts = joined(
        html("<div><dt>{}</dt><dd>{}</dd></div>", shown(words), number(count))
        for words, count in row_counts(imported).items()
    )
    state = "bon" if imported.is_valid else "mauvais"
    return html(
        '<div class="verdict {}" role="status"><h3>{}</h3><dl class="comptes-lus">{}</dl></div>',
        state,
        shown(verdict(imported, filename)),
        counts,
    )


def counts_table(counts: Counts, territories: Territories) -> str:
    """HTML of what was counted, by region, the most first, beside what was read."""
    codes = territories.alphabetical
    counted = sorted(filter(counts.by_region.get, codes), key=lambda code: -counts.by_region[code])
    rows = [[shown(territories.name(code)), number(counts.by_region[code])] for code in counted]
    none = [territories.name(code) for code in codes if code not in counted]
    lost = counts.read - counts.total
    told = (
        f"{plural(counts.read, 'ligne lue', 'lignes lues')}, "
        f"{plural(counts.total, 'comptée', 'comptées')}, {number(lost)} sans région."
    )
    title = f"« {counts.label['libelle']} », par région"
    return html(
        "<p><strong>{}</strong></p>{}{}",
        typeset(told),
        html_table(title, ["Région", "Lignes #"], rows, "etroit") if rows else "",
        html("<p>Aucune ligne : {}.</p>", shown(enumerate_fr(none))) if none else "",
    )


def problems_list(problems: Sequence[Problem]) -> str:
    """HTML of the problems by group, errors first and open; "" when there are none."""
    groups = group_problems(problems)
    return joined(_group(group, place) for place, group in enumerate(groups))


def _group(group: ProblemGroup, place: int) -> str:
    count = group.nombre
    style = "probleme " + ("erreur" if group.gravite == ERROR else "avertissement")
    kind = plural(count, "erreur" if group.gravite == ERROR else "avertissement")
    where = group.where if count > 1 else group.problems[0].where()
    title = html(
        '<span class="gravite">{}</span> {} <span class="ou">{}</span>',
        kind,
        shown(group.message),
        shown(where),
    )
    if count == 1:
        return html('<div class="pli seul {}">{}{}</div>', style, title, _alone(group.problems[0]))
    expected = html("<p>Attendu : {}.</p>", shown(group.attendu)) if group.attendu else ""
    made = folded(title, html("<div>{}{}</div>", expected, _rows(group)), style)
    open_now = group.gravite == ERROR and place < GROUPS_OPEN
    return made.replace(Markup("<details"), Markup("<details open"), 1) if open_now else made


def _alone(problem: Problem) -> str:
    """All that is known of one problem, in a line."""
    told = [
        html("Trouvé : <strong>« {} »</strong>.", shown(shorten(problem.valeur)))
        if problem.valeur
        else "",
        html("Attendu : {}.", shown(problem.attendu)) if problem.attendu else "",
        html("Le plus proche : <strong>« {} »</strong>.", shown(problem.proche))
        if problem.proche
        else "",
        shown(problem.detail or ""),
    ]
    text = typeset(joined((part for part in told if part), by=" "))
    return html('<p class="dit">{}</p>', text) if text else ""


def _rows(group: ProblemGroup) -> str:
    """The lines of a group: where each is, what was found, what is nearest."""
    telling = [p for p in group.problems if p.ligne is not None or p.valeur or p.detail]
    if not telling:
        return ""
    first = telling[: ROWS_SHOWN if total(telling) > ROWS_SHOWN + 1 else None]
    nearest = any(problem.proche for problem in first)
    detail = any(problem.detail for problem in first)
    rows = [_row(problem, nearest, detail) for problem in first]
    heads = ["Ligne", "Trouvé", *["Le plus proche"] * nearest, *["Précision"] * detail]
    more = total(telling) - total(first)
    note = html(
        "<p>… et {} dans le rapport complet.</p>", plural(more, "autre ligne", "autres lignes")
    )
    return html_table("Lignes concernées", heads, rows, "ligne-a-ligne") + (note if more else "")


def _row(problem: Problem, nearest: bool, detail: bool) -> list[str]:
    found = f"« {shorten(problem.valeur)} »" if problem.valeur else "case vide"
    cells = ["" if problem.ligne is None else number(problem.ligne), shown(found)]
    if nearest:
        cells.append(html("<strong>{}</strong>", shown(problem.proche)) if problem.proche else "")
    if detail:
        cells.append(shown(problem.detail or ""))
    return cells


def repairs_list(repairs: Sequence[Repair]) -> str:
    """HTML of what was understood otherwise than written, folded; "" when nothing was."""
    if not repairs:
        return ""
    rows = [
        [
            shown(repair.raison),
            html("<code>{}</code>", shown(repair.colonne)) if repair.colonne else "",
            shown(shorten(repair.avant)) or Markup('<span class="secondaire">vide</span>'),
            html("<strong>{}</strong>", shown(shorten(repair.apres))),
            shown(_lines(repair)),
        ]
        for repair in repairs[:REPAIRS_SHOWN]
    ]
    heads = ["Pourquoi", "Colonne", "Écrit", "Compris", "Lignes"]
    more = len(repairs) - REPAIRS_SHOWN
    note = html("<p>… et {} dans le rapport complet.</p>", plural(more, "autre", "autres"))
    content = html_table("Rien n’est deviné en silence", heads, rows, "ligne-a-ligne")
    title = plural(len(repairs), "lecture arrangée", "lectures arrangées")
    summary = html("<strong>{}</strong> {}", title, typeset(": compris autrement qu’écrit"))
    return folded(summary, html("<div>{}{}</div>", content, note if more > 0 else ""), "probleme")


def _lines(repair: Repair) -> str:
    if repair.ligne is None:
        return "tout le fichier"
    if repair.nombre == 1:
        return number(repair.ligne)
    return f"{plural(repair.nombre, 'ligne')}, dès la {number(repair.ligne)}"
