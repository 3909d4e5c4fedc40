"""`check`: everything that is wrong with an edition or a table, at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo.edition.checking.report import report_json, report_text
from amu_geo.importing import import_path
from amu_geo.territories import Territories

REPAIRS_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "chemin",
        metavar="CHEMIN",
        type=Path,
        help="dossier d’édition, archive zip, classeur XLSX ou ODS, ou table seule",
    )
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="forme du rapport ; text par défaut",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 1 when there is an error."""
    path = arguments.chemin
    if not path.exists():
        raise FileNotFoundError(f"« {path} » n’existe pas.")
    imported = import_path(path, path.name, Territories.read())
    if arguments.format == "json":
        more = {
            "edition_entiere": imported.is_whole_edition,
            "lignes_lues": imported.rows_read,
            "lignes_reparees": imported.rows_repaired,
            "lignes_refusees": imported.rows_refused,
            "reparations": [repair.as_dict() for repair in imported.repairs],
        }
        sys.stdout.write(report_json(str(path), imported.problems, **more))
    else:
        sys.stdout.write(_repairs(imported.repairs))
        sys.stdout.write(report_text(path.name, imported.problems))
        print(
            f"Lignes lues : {imported.rows_read}, réparées : {imported.rows_repaired}, "
            f"refusées : {imported.rows_refused}."
        )
    return 0 if imported.is_valid else 1


def _repairs(repairs: list) -> str:
    if not repairs:
        return ""
    lines = ["COMPRIS AUTREMENT QU’ÉCRIT"]
    lines += [f"  {repair}" for repair in repairs[:REPAIRS_SHOWN]]
    if len(repairs) > REPAIRS_SHOWN:
        rest = len(repairs) - REPAIRS_SHOWN
        lines.append(f"  … et {rest} autres (--format json les dit tous)")
    return "\n".join(lines) + "\n\n"
