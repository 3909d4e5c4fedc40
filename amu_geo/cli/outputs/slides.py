"""`slides`: an edition, or one of its regions, as slides that can be edited."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from amu_geo.edition.shelf import read_shelf
from amu_geo.measure.coverage import compute_coverage
from amu_geo.measure.reading import Reading
from amu_geo.site import public_origin
from amu_geo.slides.deck import slides
from amu_geo.territories import Territories
from amu_geo.territories.model import UnknownTerritoryError
from amu_geo.vocabulary import DEFAULT_LECTURE, FIRST_YEAR, LECTURES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--edition", metavar="ID", help="édition ; la plus récente par défaut")
    parser.add_argument(
        "--annee", type=int, metavar="ANNÉE", help="année lue ; celle de l’édition par défaut"
    )
    parser.add_argument(
        "--lecture",
        choices=list(LECTURES),
        default=DEFAULT_LECTURE,
        help=f"seuil de preuve ({', '.join(LECTURES)}) ; {DEFAULT_LECTURE} par défaut",
    )
    parser.add_argument(
        "--region", metavar="RÉGION", help="code ou nom de la région dont parlent les diapositives"
    )
    parser.add_argument(
        "--out", metavar="F.pptx", type=Path, required=True, help="fichier à écrire"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the slides."""
    if arguments.out.suffix.lower() != ".pptx":
        raise ValueError(f"« {arguments.out} » doit se terminer par .pptx.")
    fault = _place_fault(arguments.out)
    if fault:
        raise ValueError(f"« {arguments.out} » ne peut pas s’écrire : {fault}.")
    territories = Territories.read()
    edition = read_shelf(territories).get(arguments.edition)
    year = arguments.annee
    if year is not None and not FIRST_YEAR <= year <= edition.year:
        raise ValueError(f"Année inconnue : {year}. Attendu : de {FIRST_YEAR} à {edition.year}.")
    region = _region(territories, arguments.region)
    reading = Reading(None if year == edition.year else year, arguments.lecture)
    coverage = compute_coverage(edition, reading, territories)
    content = slides(coverage, territories, region, public_origin(""))
    _write(arguments.out, content)
    print(f"Écrit : {arguments.out}")
    return 0


def _region(territories: Territories, asked: str | None) -> str:
    if not asked:
        return ""
    try:
        return territories.find(asked)
    except UnknownTerritoryError as error:
        known = ", ".join(territories.codes)
        raise ValueError(f"{error} Attendu : un nom de région, ou un code : {known}.") from None


def _write(path: Path, content: bytes) -> None:
    """The whole file or nothing: a failure leaves what was there."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise ValueError(f"« {path} » ne peut pas s’écrire : {_why(path, error)}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _place_fault(path: Path) -> str:
    """Why nothing can be written there; "" when nothing speaks against it."""
    if not path.parent.exists():
        return f"le dossier « {path.parent} » n’existe pas"
    if not path.parent.is_dir():
        return f"« {path.parent} » n’est pas un dossier"
    return "un dossier porte ce nom" if path.is_dir() else ""


def _why(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"le dossier « {path.parent} » refuse l’écriture"
    return "le disque refuse l’écriture"
