"""Questions of a command: asked on a terminal, answered by an option anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

YES = frozenset({"o", "oui", "y", "yes"})
NO = frozenset({"n", "non", "no"})


class UnansweredError(ValueError):
    """A question that nobody is there to answer; the message names the option that does."""


def ask_yes_no(question: str, option: str) -> bool:
    """Ask until the answer is yes or no.

    Raises
    ------
    UnansweredError
        When no person is at the terminal.
    """
    while True:
        answer = _ask(f"{question} (oui/non) ", option).casefold()
        if answer in YES | NO:
            return answer in YES
        print("Répondez par oui ou par non.")


def ask_text(question: str, option: str) -> str:
    """Ask until something is written.

    Raises
    ------
    UnansweredError
        When no person is at the terminal.
    """
    while True:
        answer = _ask(f"{question} ", option)
        if answer:
            return answer


def answers(*questions: Callable[[], Any]) -> list[Any]:
    """The answer to each question; what nobody answers is said of all of them at once.

    Raises
    ------
    UnansweredError
        Naming every option that is missing.
    """
    found, missing = [], []
    for question in questions:
        try:
            found.append(question())
        except UnansweredError as error:
            missing.append(str(error))
    if missing:
        raise UnansweredError("\n".join(missing))
    return found


def _ask(question: str, option: str) -> str:
    unanswered = UnansweredError(f"{question.strip()} Répondez par l’option {option}.")
    if not sys.stdin.isatty():
        raise unanswered
    try:
        return input(question).strip()
    except EOFError:
        raise unanswered from None
