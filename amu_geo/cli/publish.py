"""`publish`: check a bundle, ask what must be asked, then put its edition in place in one step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amu_geo.cli.asking import answers, ask_text, ask_yes_no
from amu_geo.cli.visitors import add_root, say_what_visitors_see
from amu_geo.edition.checking.problems import EditionError, warnings
from amu_geo.edition.checking.report import report_text
from amu_geo.edition.publishing import CHANGES_FILE
from amu_geo.edition.shelf import read_shelf
from amu_geo.edition.state import STATE_FILE
from amu_geo.french.typography import plural
from amu_geo.importing.bundles import Preparation, Published, prepare_bundle
from amu_geo.territories import Territories

NOTHING = "Rien n’a été publié."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "paquet", metavar="PAQUET", type=Path, help="édition : archive zip, dossier ou classeur"
    )
    parser.add_argument(
        "--default",
        choices=["yes", "no"],
        help="montrer ou non cette édition à tous les visiteurs qui n’en demandent aucune ; "
        "demandé au terminal sinon",
    )
    parser.add_argument(
        "--journal",
        metavar="TEXTE",
        default="",
        help="ce que l’édition change et pourquoi, quand sa table « journal » n’en dit rien ; "
        "demandé au terminal sinon",
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="publier sans ce que le fichier cache (feuille masquée…) ; demandé au terminal sinon",
    )
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    """Publish; 1 with the whole report when the bundle is not valid, or a question stays open."""
    bundle = arguments.paquet
    if not bundle.exists():
        raise FileNotFoundError(f"« {bundle} » n’existe pas.")
    territories = Territories.read()
    try:
        prepared = prepare_bundle(bundle, territories, arguments.root)
        _report(prepared, bundle.name)
        if not _accepted(prepared, arguments.accept):
            print(NOTHING, file=sys.stderr)
            return 1
        journal, default = answers(
            lambda: _journal(prepared, arguments.journal),
            lambda: _default(prepared, arguments.default),
        )
        published = prepared.publish(default, journal)
    except EditionError as error:
        sys.stderr.write(report_text(bundle.name, error.problems))
        print(NOTHING, file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"{error}\n{NOTHING}", file=sys.stderr)
        return 1
    _say(prepared, published)
    say_what_visitors_see(read_shelf(territories, arguments.root))
    return 0


def _report(prepared: Preparation, name: str) -> None:
    for repair in prepared.imported.repairs:
        print(repair)
    doubts = warnings(prepared.imported.problems)
    if doubts:
        print(report_text(name, doubts))


def _accepted(prepared: Preparation, accepted: bool) -> bool:
    asked = prepared.questions
    if not asked or accepted:
        return True
    for problem in asked:
        print(f"À confirmer : {problem}")
    return ask_yes_no("Publier sans ce qui n’est pas lu ?", "--accept")


def _journal(prepared: Preparation, said: str) -> str:
    if not prepared.lacks_journal or said.strip():
        return said
    return ask_text(
        f"La table « journal » ne dit rien de nouveau. Que change cette édition depuis "
        f"« {prepared.follows.titre} », et pourquoi ?",
        '--journal "…"',
    )


def _default(prepared: Preparation, answer: str | None) -> bool | None:
    """Whether visitors see it from now on; None where there is nobody's view to change."""
    if answer == "yes":
        return True
    if not prepared.may_be_default:
        return None
    if answer == "no":
        return False
    return ask_yes_no(
        f"Les visiteurs voient « {prepared.shown.titre} ». Leur montrer désormais "
        f"« {prepared.edition.titre} » ?",
        "--default yes ou --default no",
    )


def _say(prepared: Preparation, published: Published) -> None:
    print(f"Publiée : « {published.edition.titre} » dans {published.folder}")
    if prepared.follows is None:
        print("C’est la première édition : son journal le dit.")
    else:
        count = plural(len(prepared.changes), "changement")
        print(f"{count} depuis « {prepared.follows.titre} » : {published.folder / CHANGES_FILE}")
    kept = [str(published.folder)]
    if (prepared.root / STATE_FILE).exists():
        kept.append(str(prepared.root / STATE_FILE))
    print(f"À enregistrer dans le dépôt : {' et '.join(kept)}")
