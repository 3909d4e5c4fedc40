"""`report`: portraits of regions on paper, as PDF; or two or three regions on one page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from amu_geo.cli.outputs.reading import add_reading, asked_coverage
from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.disk import write_all
from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import Coverage, compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.report.comparison import comparison_document
from amu_geo.report.compiling import pdf_of
from amu_geo.report.naming import file_name
from amu_geo.report.portrait import portrait_document
from amu_geo.site import public_origin
from amu_geo.territories import Territories

# Processes that make the 18 portraits: on two cores, two take half the time.
PROCESSES = min(2, os.cpu_count() or 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--region", metavar="CODE", help="la région du portrait, comme 76")
    parser.add_argument("--all", action="store_true", help="les portraits des 18 régions")
    parser.add_argument(
        "--regions", metavar="CODES", help="deux ou trois régions sur une page, comme 76,44,52"
    )
    add_reading(parser)
    parser.add_argument(
        "--out",
        metavar="F.pdf",
        type=Path,
        help="fichier à écrire ; avec --all, le dossier où les écrire",
    )


def run(arguments: argparse.Namespace) -> int:
    """Make every PDF, then write them: a failure leaves nothing half-written."""
    _check_target(arguments)
    territories = Territories.read()
    shelf = read_shelf(territories)
    coverage = asked_coverage(arguments, shelf, territories)
    warning = shelf.notice(coverage.edition)
    if arguments.all:
        made = _portraits(coverage, territories, warning)
        write_all(arguments.out, made)
        print(f"{coverage.edition.titre} : {len(made)} portraits écrits dans {arguments.out}")
        return 0
    content = _one(arguments, coverage, territories, warning)
    write_whole(arguments.out, content)
    print(f"Écrit : {arguments.out}")
    return 0


def _check_target(arguments: argparse.Namespace) -> None:
    """Refuse what could not be written before anything is made."""
    out: Path | None = arguments.out
    asked = [arguments.region is not None, arguments.regions is not None, arguments.all]
    if asked.count(True) != 1:
        raise ValueError("Dites quoi écrire : --region 76, --regions 76,44,52 ou --all, un seul.")
    if out is None:
        where = "le dossier par --out DOSSIER" if arguments.all else "le fichier par --out F.pdf"
        raise ValueError(f"Nommez {where}.")
    if arguments.all:
        if out.exists() and not out.is_dir():
            raise ValueError(f"« {out} » est un fichier : --all écrit dans un dossier.")
        return
    if out.is_dir() or out.suffix.lower() != ".pdf":
        raise ValueError(f"« {out} » doit être un fichier qui se termine par .pdf.")
    check_place(out)


def _portraits(coverage: Coverage, territories: Territories, warning: str) -> dict[str, bytes]:
    """The 18 portraits by the names of their files; a second process makes half of them."""
    codes = territories.codes
    if PROCESSES < 2:
        return _made(coverage, territories, warning, codes)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as another:
        theirs = another.submit(half, coverage.edition.id, coverage.reading, codes[1::2])
        mine = _made(coverage, territories, warning, codes[::2])
        return mine | theirs.result()


def half(edition_id: str, reading: Reading, codes: Sequence[str]) -> dict[str, bytes]:
    """Some of the portraits, in a process that has read nothing yet."""
    territories = Territories.read()
    shelf = read_shelf(territories)
    coverage = compute_coverage(shelf.get(edition_id), reading, territories)
    return _made(coverage, territories, shelf.notice(coverage.edition), codes)


def _made(
    coverage: Coverage, territories: Territories, warning: str, codes: Sequence[str]
) -> dict[str, bytes]:
    origin = public_origin("")
    return {
        file_name(coverage, [code]): pdf_of(
            portrait_document(coverage, territories, code, origin, warning)
        )
        for code in codes
    }


def _one(
    arguments: argparse.Namespace, coverage: Coverage, territories: Territories, warning: str
) -> bytes:
    origin = public_origin("")
    if arguments.region is not None:
        code = _known(arguments.region, territories)
        return pdf_of(portrait_document(coverage, territories, code, origin, warning))
    asked = filter(None, (part.strip() for part in arguments.regions.split(",")))
    codes = [_known(code, territories) for code in asked]
    return pdf_of(comparison_document(coverage, territories, codes, origin, warning))


def _known(code: str, territories: Territories) -> str:
    if code not in territories.codes:
        known = ", ".join(f"{code} {territories.name(code)}" for code in territories.codes)
        raise ValueError(f"Code de région inconnu : « {code} ». Codes connus : {known}.")
    return code
