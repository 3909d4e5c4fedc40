"""The filters of the page of schemes: their parameter, their codes, their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amu_geo.edition import Edition, referentials


@dataclass(frozen=True)
class Choice:
    """A filter of several codes: its parameter, its words, its codes and their labels."""

    name: str
    label: str
    placeholder: str
    codes: tuple[str, ...]
    labels: Callable[[str], str]


def _choice(name: str, label: str, placeholder: str, field: str) -> Choice:
    codes = referentials.codes(field)
    return Choice(name, label, placeholder, codes, lambda code: referentials.label(field, code))


CHOICES = (
    _choice("financeur", "Financeur", "Tous", "financeur"),
    _choice("statut", "Statut", "Tous", "statut"),
    _choice("implication", "Implication des usagers", "Toutes", "implication_usagers"),
    _choice("confiance", "Confiance", "Toutes", "confiance"),
)


def choices(edition: Edition) -> tuple[Choice, ...]:
    """The filters: by the edition's own programmes, then by what all editions share."""
    labels = edition.programme_labels
    programme = Choice("programme", "Programme", "Tous", tuple(labels), lambda code: labels[code])
    return (programme, *CHOICES)
