"""Questions of a command: asked on a terminal, answered by an option anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

YES = frozenset({"o", "oui", "y", "yes"})
NO = frozenset({"n", "non", "no"})
TRIES = 3


class UnansweredError(ValueError):
    """A question that nobody is there to answer; the message names the option that does."""


def ask_yes_no(question: str, option: str) -> bool:
    """Ask until the answer is yes or no, three times at most.

    Raises
    ------
    UnansweredError
        When no person is at the terminal, or none answers.
    """
    for _ in range(TRIES):
        answer = _ask(f"{question} (oui/non) ", option).casefold()
        if answer in YES | NO:
            return answer in YES
        print("Répondez par oui ou par non.")
    raise _unanswered(question, option)


def ask_text(question: str, option: str) -> str:
    """Ask until something is written, three times at most.

    Raises
    ------
    UnansweredError
        When no person is at the terminal, or none answers.
    """
    for _ in range(TRIES):
        answer = _ask(f"{question} ", option)
        if answer:
            return answer
    raise _unanswered(question, option)


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
    if not sys.stdin.isatty():
        raise _unanswered(question, option)
    try:
        return input(question).strip()
    except EOFError:
        raise _unanswered(question, option) from None


def _unanswered(question: str, option: str) -> UnansweredError:
    return UnansweredError(f"{question.strip()} Répondez par l’option {option}.")
