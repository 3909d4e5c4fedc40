"""The report of an import: counts, problems by group, what was understood otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from amu_geo.charts.base.markup import folded, html_table, joined, shown
from amu_geo.edition.checking.problems import ERROR, Problem, ProblemGroup, group_problems, shorten
from amu_geo.french.typography import number, plural, typeset
from amu_geo.importing import Imported, Repair
from amu_geo.importing.report import row_counts, verdict

ROWS_SHOWN = 20
GROUPS_OPEN = 3
REPAIRS_SHOWN = 100


def report_head(imported: Imported, filename: str) -> str:
    """HTML of the verdict and of what was read, repaired, refused."""
    counts = joined(
        f"<div><dt>{shown(words)}</dt><dd>{number(count)}</dd></div>"
        for words, count in row_counts(imported).items()
    )
    state = "bon" if imported.is_valid else "mauvais"
    return (
        f'<div class="verdict {state}" role="status"><h3>{shown(verdict(imported, filename))}</h3>'
        f'<dl class="comptes-lus">{counts}</dl></div>'
    )


def problems_list(problems: Sequence[Problem]) -> str:
    """HTML of the problems by group, errors first and open; "" when there are none."""
    groups = group_problems(problems)
    return joined(_group(group, place) for place, group in enumerate(groups))


def _group(group: ProblemGroup, place: int) -> str:
    count = len(group.problems)
    style = "probleme " + ("erreur" if group.gravite == ERROR else "avertissement")
    kind = plural(count, "erreur" if group.gravite == ERROR else "avertissement")
    where = group.where if count > 1 else group.problems[0].where()
    title = (
        f'<span class="gravite">{kind}</span> {shown(group.message)} '
        f'<span class="ou">{shown(where)}</span>'
    )
    if count == 1:
        return f'<div class="pli seul {style}">{title}{_alone(group.problems[0])}</div>'
    expected = f"<p>Attendu : {shown(group.attendu)}.</p>" if group.attendu else ""
    made = folded(title, f"<div>{expected}{_rows(group)}</div>", style)
    open_now = group.gravite == ERROR and place < GROUPS_OPEN
    return made.replace("<details", "<details open", 1) if open_now else made


def _alone(problem: Problem) -> str:
    """All that is known of one problem, in a line."""
    told = [
        f"Trouvé : <strong>« {shown(shorten(problem.valeur))} »</strong>."
        if problem.valeur
        else "",
        f"Attendu : {shown(problem.attendu)}." if problem.attendu else "",
        f"Le plus proche : <strong>« {shown(problem.proche)} »</strong>." if problem.proche else "",
        shown(problem.detail or ""),
    ]
    text = typeset(" ".join(part for part in told if part))
    return f'<p class="dit">{text}</p>' if text else ""


def _rows(group: ProblemGroup) -> str:
    """The lines of a group: where each is, what was found, what is nearest."""
    telling = [p for p in group.problems if p.ligne is not None or p.valeur or p.detail]
    if not telling:
        return ""
    first = telling[: ROWS_SHOWN if len(telling) > ROWS_SHOWN + 1 else None]
    nearest = any(problem.proche for problem in first)
    detail = any(problem.detail for problem in first)
    rows = [_row(problem, nearest, detail) for problem in first]
    heads = ["Ligne", "Trouvé", *["Le plus proche"] * nearest, *["Précision"] * detail]
    more = len(telling) - len(first)
    note = f"<p>… et {plural(more, 'autre ligne', 'autres lignes')} dans le rapport complet.</p>"
    return html_table("Lignes concernées", heads, rows, "ligne-a-ligne") + (note if more else "")


def _row(problem: Problem, nearest: bool, detail: bool) -> list[str]:
    found = f"« {shorten(problem.valeur)} »" if problem.valeur else "case vide"
    cells = ["" if problem.ligne is None else number(problem.ligne), shown(found)]
    if nearest:
        cells.append(f"<strong>{shown(problem.proche)}</strong>" if problem.proche else "")
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
            f"<code>{shown(repair.colonne)}</code>" if repair.colonne else "",
            shown(shorten(repair.avant)) or '<span class="secondaire">vide</span>',
            f"<strong>{shown(shorten(repair.apres))}</strong>",
            shown(_lines(repair)),
        ]
        for repair in repairs[:REPAIRS_SHOWN]
    ]
    heads = ["Pourquoi", "Colonne", "Écrit", "Compris", "Lignes"]
    more = len(repairs) - REPAIRS_SHOWN
    note = f"<p>… et {plural(more, 'autre', 'autres')} dans le rapport complet.</p>"
    content = html_table("Rien n’est deviné en silence", heads, rows, "ligne-a-ligne")
    title = plural(len(repairs), "lecture arrangée", "lectures arrangées")
    summary = f"<strong>{title}</strong> {typeset(': compris autrement qu’écrit')}"
    return folded(summary, f"<div>{content}{note if more > 0 else ''}</div>", "probleme")


def _lines(repair: Repair) -> str:
    if repair.ligne is None:
        return "tout le fichier"
    if repair.nombre == 1:
        return number(repair.ligne)
    return f"{plural(repair.nombre, 'ligne')}, dès la {number(repair.ligne)}"
