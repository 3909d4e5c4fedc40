"""The pages that a document rests on: numbered as they are met, listed at its end."""

from __future__ import annotations

from collections.abc import Callable

from amu_geo.edition.sources import site_of
from amu_geo.report.spans import Block, Cell, bullets, heading, linked, said, soft

# Nobody types more by hand; whoever reads the file follows the link, which is whole.
WRITTEN_OUT = 110


class Sources:
    """Numbers each address once, in the order in which the document cites them."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[str, list[str]]] = {}
        self._sure: int | None = None

    def cite(self, url: str, title: str, about: str, label: str = "") -> Cell:
        """« titre de la page [3] », a link.

        Parameters
        ----------
        about
            What the page establishes.
        label
            What leads to it in the place of its title.
        """
        shown = label or title or "source"
        if not url:
            return [said(shown)]
        _, names = self._pages.setdefault(url, (title, []))
        if about not in names:
            names.append(about)
        number = list(self._pages).index(url) + 1
        return [linked(f"{shown}\u00a0[{number}]", url)]

    def optional(self) -> None:
        """Say that what is cited from now on may be left out of the document."""
        self._sure = len(self._pages)

    def blocks(self) -> list[Block]:
        """The list of the pages, their addresses written out for paper; none for none."""
        return self._listed(_page, half=False)

    def short(self) -> list[Block]:
        """The same in two columns, with the site of each in the place of its address."""
        return self._listed(_site, half=True)

    def _listed(self, page: Callable[[str, str], Cell], half: bool) -> list[Block]:
        items = [
            page(title or " ; ".join(names), url) for url, (title, names) in self._pages.items()
        ]
        if not items:
            return []
        sure = len(items) if self._sure is None else self._sure
        listed = ({**block, "half": half, "sure": sure} for block in bullets(items, True))
        return [heading("Sources"), *listed]


def _page(title: str, url: str) -> Cell:
    shown = url if len(url) <= WRITTEN_OUT else f"{url[: WRITTEN_OUT - 1]}…"
    return [said(f"{title}, "), {**linked("", url, soft=True), "text": shown}]


def _site(title: str, url: str) -> Cell:
    return [said(f"{title}, "), {**linked("", url, soft=True), "text": site_of(url)}]


def noted(*notes: str) -> Cell:
    """« , source de 2024, confiance A »: what is to be known of a page; empty notes stay out."""
    return [soft(f", {note}") for note in notes if note]
