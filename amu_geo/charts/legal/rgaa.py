"""What we believe of each criterion of the RGAA 4.1: a self-assessment, by its thirteen themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Criterion within its theme → what fails.
Faults = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Theme:
    """A theme of the RGAA: each of its criteria is in one of the four lists, and in one only.

    Attributes
    ----------
    tenus, sans_objet, non_verifies
        Criteria, by their number in the theme.
    manques
        Those that are known to fail, each with what fails.
    """

    rang: int
    nom: str
    tenus: tuple[int, ...] = ()
    manques: Faults = ()
    non_verifies: tuple[int, ...] = ()
    sans_objet: tuple[int, ...] = ()

    def named(self, criteria: tuple[int, ...]) -> list[str]:
        """Criteria as the RGAA numbers them: « 1.3 »."""
        return [f"{self.rang}.{criterion}" for criterion in criteria]

    @property
    def failing(self) -> tuple[int, ...]:
        """Numbers of the criteria that are known to fail."""
        return tuple(criterion for criterion, _ in self.manques)


THEMES = (
    Theme(1, "Images", (1, 2, 3, 6, 7), non_verifies=(9,), sans_objet=(4, 5, 8)),
    Theme(2, "Cadres", sans_objet=(1, 2)),
    Theme(3, "Couleurs", (1, 2), non_verifies=(3,)),
    Theme(4, "Multimédia", sans_objet=tuple(range(1, 14))),
    Theme(5, "Tableaux", (4, 5, 6, 7), non_verifies=(1, 2), sans_objet=(3, 8)),
    Theme(6, "Liens", (1, 2)),
    Theme(
        7,
        "Scripts",
        (4, 5),
        (
            (
                3,
                (
                    "Ce que disent les barres d’un graphique et les points de la carte des acteurs "
                    "n’apparaît qu’à la souris ; le tableau ou la liste qui suit dit la même chose."
                ),
            ),
        ),
        non_verifies=(1, 2),
    ),
    Theme(
        8,
        "Éléments obligatoires",
        (1, 3, 4, 5, 6),
        (
            (
                7,
                (
                    "Les mots d’une autre langue (noms de dispositifs en corse, en breton ou en "
                    "créole, quelques mots anglais de l’interface) ne sont pas signalés comme tels."
                ),
            ),
        ),
        non_verifies=(2, 9),
        sans_objet=(8, 10),
    ),
    Theme(
        9,
        "Structuration de l’information",
        (1, 2),
        ((4, "Les passages cités sont entre guillemets, sans l’élément prévu pour une citation."),),
        non_verifies=(3,),
    ),
    Theme(
        10,
        "Présentation de l’information",
        (1, 6, 9, 10, 11, 12),
        (
            (
                13,
                (
                    "La bulle d’un graphique en barres ne se ferme pas avec la touche Échap ; "
                    "celle des cartes, si."
                ),
            ),
        ),
        non_verifies=(2, 3, 4, 5, 7, 8, 14),
    ),
    Theme(
        11,
        "Formulaires",
        (1, 2, 4, 9),
        non_verifies=(3, 5, 6, 7, 8, 10, 11),
        sans_objet=(12, 13),
    ),
    Theme(
        12,
        "Navigation",
        (1, 2, 5, 6, 7),
        (
            (
                10,
                (
                    "La touche R seule, hors d’un champ, relance la page sans rien y changer ; ce "
                    "raccourci vient du logiciel et ne se règle pas."
                ),
            ),
        ),
        non_verifies=(8, 9, 11),
        sans_objet=(3, 4),
    ),
    Theme(
        13,
        "Consultation",
        (2, 7, 8, 9, 10),
        non_verifies=(1, 3, 4, 11),
        sans_objet=(5, 6, 12),
    ),
)


def faults() -> Iterator[tuple[str, str]]:
    """Each criterion that is known to fail, by its number in the RGAA, with what fails."""
    for theme in THEMES:
        for criterion, what in theme.manques:
            yield f"{theme.rang}.{criterion}", what
