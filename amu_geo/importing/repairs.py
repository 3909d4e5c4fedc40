"""What was understood rather than read: every repair is listed, none is silent."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from amu_geo.edition.checking.problems import place, shorten
from amu_geo.french.typography import enumerate_fr

# Lines that a sentence names one by one.
NAMED = 5


@dataclass(frozen=True)
class Repair:
    """One repair, made on one row or on many that had the same value.

    `ligne` is the first row and `lignes` all of them, as the person counts them; `nombre` is
    how many there are. Repairs of a whole file have no line.
    """

    raison: str
    fichier: str
    feuille: str | None = None
    ligne: int | None = None
    colonne: str | None = None
    avant: str = ""
    apres: str = ""
    nombre: int = 1
    lignes: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The repair as flat data, for JSON reports and tables."""
        return {**asdict(self), "lignes": list(self.lignes)}

    def __str__(self) -> str:
        where = place(self.fichier, self.feuille, self.ligne, self.colonne)
        text = f"{where} : « {shorten(self.avant)} » → « {shorten(self.apres)} », {self.raison}"
        if not self.avant and not self.apres:
            text = f"{where} : {self.raison}"
        return f"{text} ({self._many()})." if self.nombre > 1 else f"{text}."

    def _many(self) -> str:
        """« 3 lignes : 4, 9 et 12 »; past a few, only how many."""
        told = f"{self.nombre} lignes"
        return f"{told} : {enumerate_fr(map(str, self.lignes))}" if self.nombre <= NAMED else told


class RepairLog:
    """Repairs of one table or file, gathered by value as they are made."""

    def __init__(self, file: str, sheet: str | None = None):
        self.file, self.sheet = file, sheet
        self.rows: set[int] = set()
        self._lines: dict[tuple[str | None, str, str, str], list[int]] = {}

    def add(
        self,
        why: str,
        column: str | None = None,
        before: str = "",
        after: str = "",
        line: int | None = None,
    ) -> None:
        """Note a repair; same column, values and reason make one entry."""
        lines = self._lines.setdefault((column, before, after, why), [])
        if line is not None:
            lines.append(line)
            self.rows.add(line)

    def repairs(self) -> list[Repair]:
        """The repairs, in the order in which they were first made."""
        return [
            Repair(
                why,
                self.file,
                self.sheet,
                lines[0] if lines else None,
                column,
                before,
                after,
                max(1, len(lines)),
                tuple(lines),
            )
            for (column, before, after, why), lines in self._lines.items()
        ]
