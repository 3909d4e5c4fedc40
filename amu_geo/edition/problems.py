"""What is wrong with a file, where, and what was expected there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

ERROR = "erreur"
WARNING = "avertissement"


@dataclass(frozen=True)
class Problem:
    """One problem of an edition, in words a person who fills a spreadsheet understands.

    `ligne` counts as spreadsheets do: the header is line 1. Fields that make no sense for
    the problem are None.
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

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as flat data, for JSON reports and tables."""
        return asdict(self)

    def where(self) -> str:
        """Place of the problem: « acteurs.csv, ligne 12, colonne code_region »."""
        parts = [self.fichier]
        if self.feuille:
            parts.append(f"feuille {self.feuille}")
        if self.ligne is not None:
            parts.append(f"ligne {self.ligne}")
        if self.colonne:
            parts.append(f"colonne {self.colonne}")
        return ", ".join(parts)

    def __str__(self) -> str:
        text = f"{self.where()} : {self.message}"
        if self.valeur:
            text += f" Trouvé : « {shorten(self.valeur)} »."
        if self.attendu:
            text += f" Attendu : {self.attendu}."
        if self.proche:
            text += f" Le plus proche : « {self.proche} »."
        return text


class EditionError(ValueError):
    """An edition that cannot be read; `problems` holds all of them, not only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        count = len(self.problems)
        lines = "\n".join(f"- {problem}" for problem in self.problems[:50])
        more = f"\n- et {count - 50} autres." if count > 50 else ""
        title = "1 erreur" if count == 1 else f"{count} erreurs"
        super().__init__(f"{title} dans l’édition :\n{lines}{more}")


def shorten(value: str, length: int = 80) -> str:
    """The beginning of a value, so that a report stays readable."""
    return value if len(value) <= length else value[: length - 1] + "…"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that forbid to read the edition."""
    return [problem for problem in problems if problem.gravite == ERROR]
