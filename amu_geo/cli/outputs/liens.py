"""`liens`: do the pages behind an edition still answer, and with what?

Asked of the network on request, by whoever keeps an edition; the served site asks nobody.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from amu_geo import paths
from amu_geo.cli.outputs.links_told import ProgressLine, faults_told, outcome_told
from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.disk import told
from amu_geo.edition.shelf import read_shelf
from amu_geo.french.typography import plural, typeset
from amu_geo.links.addresses import edition_addresses
from amu_geo.links.asking.transport import ThreadLanes, Transport
from amu_geo.links.journal import Journal
from amu_geo.links.lint import lint
from amu_geo.links.record import LinkRecord, as_csv, read_records
from amu_geo.links.run import Outcome, Run, user_agent
from amu_geo.links.verdict import Address
from amu_geo.territories import Territories

_NOBODY = ".example"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--edition", metavar="ID", help="édition ; celle par défaut sinon")
    parser.add_argument(
        "--out", metavar="F.csv", type=Path, help="fichier à tenir à jour ; data/liens.csv sinon"
    )
    parser.add_argument(
        "--archives",
        action="store_true",
        help="chercher aussi, sur archive.org, la copie la plus proche de chaque page",
    )
    parser.add_argument(
        "--lint",
        action="store_true",
        help="relire seulement l’écriture des adresses, sans rien demander au réseau",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the addresses, keep what was found, say it."""
    territories = Territories.read()
    edition = read_shelf(territories).get(arguments.edition)
    addresses = edition_addresses(edition)
    _say(faults_told(lint(address.url for address in addresses)))
    if arguments.lint:
        return 0
    out = arguments.out or paths.LINKS
    check_place(out)
    # A new file begins from what is known of the addresses already.
    before = read_records(out if out.exists() else paths.LINKS)
    if edition.contact.strip().rstrip("/").lower().endswith(_NOBODY):
        _warn(f"Le contact de l’édition, « {edition.contact} », est un exemple : personne ne "
              "pourra répondre aux sites interrogés. Attendu : une adresse lue.")  # fmt: skip
    journal = _journal(out)
    lanes = network(user_agent(edition.contact))
    try:
        outcome = _checked(addresses, before, lanes, journal)
        if arguments.archives:
            _archived(outcome, addresses, edition.date.isoformat(), lanes, journal)
    except KeyboardInterrupt:
        _warn("Arrêté. La même commande reprendra où elle en était.")
        return 1
    finally:
        lanes.close()
    write_whole(out, as_csv(outcome.records).encode())
    journal.close()
    _say(outcome_told(outcome))
    print(typeset(f"\n« {out} » : {plural(len(outcome.records), 'adresse')}."))
    return 0


def _journal(out: Path) -> Journal:
    """The journal of a run, which can be written: nobody is asked anything for nothing."""
    journal = Journal.beside(out)
    with told(out):
        journal.path.touch()
    return journal


def network(agent: str) -> ThreadLanes:
    """What carries the requests; tests play another."""
    return ThreadLanes(Transport(agent))


def _checked(
    addresses: Sequence[Address],
    before: Mapping[str, LinkRecord],
    lanes: ThreadLanes,
    journal: Journal,
) -> Outcome:
    line = ProgressLine(sys.stderr, "Vérification")
    try:
        outcome = Run(lanes, journal, line).check(addresses, before)
    finally:
        line.close()
    if outcome.was_resumed:
        _warn("Un passage interrompu a été repris où il en était.")
    return outcome


def _archived(
    outcome: Outcome, addresses: Sequence[Address], near: str, lanes: ThreadLanes, journal: Journal
) -> None:
    line = ProgressLine(sys.stderr, "Copies archivées")
    try:
        Run(lanes, journal, line).archive(outcome, [address.url for address in addresses], near)
    finally:
        line.close()
    if outcome.archive_is_silent:
        _warn("archive.org ne répond plus : les copies qui manquent se chercheront un autre jour.")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(typeset(line))


def _warn(text: str) -> None:
    print(typeset(text), file=sys.stderr)
