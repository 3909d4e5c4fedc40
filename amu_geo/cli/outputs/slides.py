"""`slides`: an edition, or one of its regions, as slides that can be edited."""

from __future__ import annotations

import argparse
from pathlib import Path

from amu_geo.cli.outputs.reading import add_reading, asked_coverage
from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.edition.shelf import read_shelf
from amu_geo.site import public_origin
from amu_geo.slides.deck import slides
from amu_geo.stage.deck import talk_deck
from amu_geo.stage.own import EXPECTED, Own, UnreadableTalkError
from amu_geo.stage.talk import Talk
from amu_geo.territories import Territories
from amu_geo.territories.model import UnknownTerritoryError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_reading(parser)
    parser.add_argument(
        "--region", metavar="RÉGION", help="code ou nom de la région dont parlent les diapositives"
    )
    parser.add_argument(
        "--expose",
        metavar="F.json",
        type=Path,
        help="l’exposé que garde la page Présenter : ses diapositives, dans votre ordre",
    )
    parser.add_argument(
        "--out", metavar="F.pptx", type=Path, required=True, help="fichier à écrire"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the slides."""
    if arguments.out.suffix.lower() != ".pptx":
        raise ValueError(f"« {arguments.out} » doit se terminer par .pptx.")
    check_place(arguments.out)
    territories, site = Territories.read(), public_origin("")
    shelf = read_shelf(territories)
    coverage = asked_coverage(arguments, shelf, territories)
    region = _region(territories, arguments.region)
    if arguments.expose:
        own = _own(arguments.expose)
        talk = Talk(coverage, territories, shelf, region, address=site)
        content = talk_deck(talk, own, site)
    else:
        content = slides(coverage, territories, region, site)
    write_whole(arguments.out, content)
    print(f"Écrit : {arguments.out}")
    return 0


def _own(path: Path) -> Own:
    try:
        return Own.read(path.read_bytes())
    except OSError as error:
        raise ValueError(f"« {path} » ne se lit pas ({error.strerror}). {EXPECTED}") from error
    except UnreadableTalkError as error:
        raise ValueError(f"« {path} » : {error}") from error


def _region(territories: Territories, asked: str | None) -> str:
    if not asked:
        return ""
    try:
        return territories.find(asked)
    except UnknownTerritoryError as error:
        known = ", ".join(territories.codes)
        raise ValueError(f"{error} Attendu : un nom de région, ou un code : {known}.") from None
