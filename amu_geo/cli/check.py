"""`check`: everything that is wrong with an edition or a table, at once."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amu_geo.cli.visitors import add_root
from amu_geo.disk import scratch, told
from amu_geo.edition.checking.report import report_json, report_text
from amu_geo.edition.shelf import read_shelf
from amu_geo.importing import import_path
from amu_geo.territories import Territories

REPAIRS_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "chemin",
        metavar="CHEMIN",
        type=Path,
        nargs="+",
        help="dossier d’édition, archive zip, classeur XLSX ou ODS, ou table seule ; plusieurs "
        "fichiers se vérifient ensemble",
    )
    parser.add_argument(
        "--onto",
        metavar="ID",
        help="édition publiée que ces tables complètent : elles sont vérifiées avec elle",
    )
    add_root(parser)
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="forme du rapport ; text par défaut",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 1 when there is an error."""
    for path in arguments.chemin:
        if not path.exists():
            raise FileNotFoundError(f"« {path} » n’existe pas.")
    territories = Territories.read()
    onto = None
    if arguments.onto:
        onto = read_shelf(territories, arguments.root).get(arguments.onto)
    with together(arguments.chemin) as path:
        name = path.name if len(arguments.chemin) == 1 else f"{len(arguments.chemin)} fichiers"
        imported = import_path(path, path.name, territories, onto=onto)
    if arguments.format == "json":
        more = {
            "edition_entiere": imported.is_whole_edition,
            "lignes_lues": imported.rows_read,
            "lignes_reparees": imported.rows_repaired,
            "lignes_refusees": imported.rows_refused,
            "reparations": [repair.as_dict() for repair in imported.repairs],
        }
        sys.stdout.write(
            report_json(" ".join(map(str, arguments.chemin)), imported.problems, **more)
        )
    else:
        sys.stdout.write(_repairs(imported.repairs))
        sys.stdout.write(report_text(name, imported.problems))
        print(
            f"Lignes lues : {imported.rows_read}, réparées : {imported.rows_repaired}, "
            f"refusées : {imported.rows_refused}."
        )
    return 0 if imported.is_valid else 1


@contextmanager
def together(paths: list[Path]) -> Iterator[Path]:
    """One path as it is; several as a folder that holds them, for the time of the reading.

    Raises
    ------
    ValueError
        When two files bear one name, or one of several is a folder.
    """
    if len(paths) == 1:
        yield paths[0]
        return
    if len({path.name for path in paths}) < len(paths) or any(path.is_dir() for path in paths):
        raise ValueError("Plusieurs chemins : des fichiers, chacun de son nom.")
    with scratch() as folder:
        for path in paths:
            with told(folder / path.name):
                shutil.copyfile(path, folder / path.name)
        yield folder


def _repairs(repairs: list) -> str:
    if not repairs:
        return ""
    lines = ["COMPRIS AUTREMENT QU’ÉCRIT"]
    lines += [f"  {repair}" for repair in repairs[:REPAIRS_SHOWN]]
    if len(repairs) > REPAIRS_SHOWN:
        rest = len(repairs) - REPAIRS_SHOWN
        lines.append(f"  … et {rest} autres (--format json les dit tous)")
    return "\n".join(lines) + "\n\n"
