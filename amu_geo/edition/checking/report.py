"""The report of a check, as text for a terminal and as data for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from amu_geo.edition.checking.problems import (
    Problem,
    ProblemGroup,
    errors,
    group_problems,
    shorten,
    total,
)

LINES_SHOWN = 10


def report_text(name: str, problems: Sequence[Problem]) -> str:
    """The report for people: groups of problems, errors first, then the verdict."""
    parts = [_group_text(group) for group in group_problems(problems)]
    return "\n".join([*parts, verdict(name, problems)]) + "\n"


def report_json(name: str, problems: Sequence[Problem], **more: Any) -> str:
    """The report for machines: `{chemin, valide, erreurs, avertissements, problemes: […]}`."""
    wrong = total(errors(problems))
    content = {
        "chemin": name,
        "valide": wrong == 0,
        "erreurs": wrong,
        "avertissements": total(problems) - wrong,
        **more,
        "problemes": [one.as_dict() for problem in problems for one in problem.each()],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def verdict(name: str, problems: Sequence[Problem]) -> str:
    """One sentence: « essai : 2 erreurs, 1 avertissement. »"""
    wrong = total(errors(problems))
    counts = f"{count(wrong, 'erreur')}, {count(total(problems) - wrong, 'avertissement')}"
    return f"{name} : {counts}."


def count(number: int, word: str) -> str:
    """A number and its noun: « aucune erreur », « 1 erreur », « 1 234 erreurs »."""
    if number == 0:
        return f"{'aucune' if word in {'erreur', 'ligne'} else 'aucun'} {word}"
    digits = f"{number:,}".replace(",", "\u202f")
    return f"{digits} {word}{'s' if number > 1 else ''}"


def _group_text(group: ProblemGroup) -> str:
    head = f"{group.gravite.upper()} — {group.where} : {group.message}"
    lines = [head]
    if group.attendu:
        lines.append(f"  attendu : {group.attendu}")
    shown = group.problems[:LINES_SHOWN]
    lines += [f"  {text}" for text in map(_line_text, shown) if text]
    if left := group.nombre - total(shown):
        lines.append(f"  … et {count(left, 'autre')} (--format json les dit tous)")
    return "\n".join(lines) + "\n"


def _line_text(problem: Problem) -> str:
    parts = []
    if problem.ligne is not None:
        parts.append(f"ligne {problem.ligne}")
    if problem.valeur:
        parts.append(f"trouvé « {shorten(problem.valeur)} »")
    if problem.proche:
        parts.append(f"le plus proche : « {problem.proche} »")
    if problem.detail:
        parts.append(problem.detail[:1].lower() + problem.detail[1:].rstrip("."))
    return ", ".join(parts)
