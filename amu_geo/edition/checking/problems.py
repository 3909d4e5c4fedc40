"""What is wrong with a file, where, and what was expected there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

ERROR = "erreur"
WARNING = "avertissement"
# A column that is wrong on every row is one mistake: this many rows are said one by one.
ROWS_NAMED = 200


@dataclass(frozen=True)
class Problem:
    """One problem of an edition, in words a person who fills a spreadsheet understands.

    `ligne` counts as spreadsheets do: the header is line 1. Fields that make no sense for
    the problem are None. `detail` says what is proper to this line when `message` is
    common to many.

    `suite` stands for the rows past the first ones of a kind, too many to be said one by one:
    the line of each, and its value; `each` gives them back. `a_confirmer` is what a person may
    not have seen in her own file, such as a hidden sheet: it is asked before it is published.
    """

    message: str
    fichier: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    valeur: str | None = None
    attendu: str | None = None
    proche: str | None = None
    gravite: str = ERROR
    detail: str | None = None
    suite: tuple[tuple[int | None, str | None], ...] = ()
    a_confirmer: bool = False

    def rest(self, rows: Sequence[tuple[int | None, str | None]]) -> Problem:
        """One problem for the rows past the first ones: line and value of each."""
        what = "problème" if self.gravite == ERROR else "remarque"
        many = f"{len(rows)} autres lignes" if len(rows) > 1 else "une autre ligne"
        detail = f"Même {what} sur {many}."
        bare = replace(self, ligne=None, valeur=None, proche=None)
        return replace(bare, detail=detail, suite=tuple(rows))

    @property
    def nombre(self) -> int:
        """How many rows have it."""
        return max(1, len(self.suite))

    def each(self) -> Iterator[Problem]:
        """The same, a problem a row."""
        if not self.suite:
            yield self
        for line, value in self.suite:
            yield replace(self, ligne=line, valeur=value, detail=None, suite=())

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as flat data, for JSON reports and tables."""
        flat = asdict(replace(self, suite=()))
        return {key: flat[key] for key in flat if key not in {"suite", "a_confirmer"}}

    def where(self) -> str:
        """Place of the problem: « acteurs.csv, ligne 12, colonne code_region »."""
        return place(self.fichier, self.feuille, self.ligne, self.colonne)

    def __str__(self) -> str:
        text = f"{self.where()} : {self.message}"
        if self.detail:
            text += f" {self.detail}"
        if self.valeur:
            text += f" Trouvé : « {shorten(self.valeur)} »."
        if self.attendu:
            text += f" Attendu : {self.attendu}."
        if self.proche:
            text += f" Le plus proche : « {self.proche} »."
        return text


@dataclass(frozen=True)
class ProblemGroup:
    """Problems that say the same of the same column; `problems` in the order of the lines."""

    gravite: str
    message: str
    where: str
    attendu: str | None
    problems: tuple[Problem, ...]

    @property
    def nombre(self) -> int:
        """How many rows have it."""
        return total(self.problems)


class EditionError(ValueError):
    """An edition that cannot be read; `problems` holds all of them, not only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        count = total(self.problems)
        lines = "\n".join(f"- {problem}" for problem in self.problems[:50])
        left = count - len(self.problems[:50])
        more = f"\n- et {left} autres." if left else ""
        title = "1 erreur" if count == 1 else f"{count} erreurs"
        super().__init__(f"{title} dans l’édition :\n{lines}{more}")


def place(
    file: str, sheet: str | None = None, line: int | None = None, column: str | None = None
) -> str:
    """A place in a file, in words: « acteurs.csv, ligne 12, colonne code_region »."""
    parts = [file]
    if sheet:
        parts.append(f"feuille {sheet}")
    if line is not None:
        parts.append(f"ligne {line}")
    if column:
        parts.append(f"colonne {column}")
    return ", ".join(parts)


def shorten(value: str, length: int = 80) -> str:
    """The beginning of a value, so that a report stays readable."""
    return value if len(value) <= length else value[: length - 1] + "…"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that forbid to read the edition."""
    return [problem for problem in problems if problem.gravite == ERROR]


def warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that deserve a look and forbid nothing."""
    return [problem for problem in problems if problem.gravite == WARNING]


def named(problems: Sequence[Problem]) -> list[Problem]:
    """The first problems of a kind, and one that stands for the others with all their rows."""
    first, others = list(problems[:ROWS_NAMED]), problems[ROWS_NAMED:]
    if others:
        first.append(others[0].rest([(one.ligne, one.valeur) for one in others]))
    return first


def questions(problems: Iterable[Problem]) -> list[Problem]:
    """What to ask a person before her file is published: what she may not have seen in it."""
    return [problem for problem in problems if problem.a_confirmer]


def total(problems: Iterable[Problem]) -> int:
    """How many rows have a problem, those that are not said one by one included."""
    return sum(problem.nombre for problem in problems)


def group_problems(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Problems with the same message in the same column of the same file, errors first.

    Groups keep the order in which the files were checked.
    """
    groups: dict[tuple[str, str, str, str | None], list[Problem]] = {}
    for problem in problems:
        where = place(problem.fichier, problem.feuille, None, problem.colonne)
        key = (problem.gravite, problem.message, where, problem.attendu)
        groups.setdefault(key, []).append(problem)
    made = [ProblemGroup(*key, tuple(members)) for key, members in groups.items()]
    return sorted(made, key=lambda group: group.gravite != ERROR)
