"""`moisson`: what public services list today, held against an edition, as proposals to decide.

Asked of the network on request, by whoever keeps an edition; the served site asks nobody.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from amu_geo.cli.outputs.writing import check_place, write_whole
from amu_geo.edition import Edition
from amu_geo.edition.shelf import read_shelf
from amu_geo.export.proposals_workbook import proposals_workbook
from amu_geo.french.typography import plural, typeset
from amu_geo.harvest.copies import Copies
from amu_geo.harvest.deciding.effects import Effects, sorted_by_effect
from amu_geo.harvest.fetching import Desk, HarvestError, sender, user_agent
from amu_geo.harvest.gathering import Harvest, Resume, gather
from amu_geo.harvest.places import Places
from amu_geo.harvest.proposal import CLASSES, DOUBT
from amu_geo.harvest.proposals import Proposed, propose_all
from amu_geo.harvest.record import SCHEME
from amu_geo.harvest.sources.columns import Source
from amu_geo.harvest.sources.known import KEYS, source_of
from amu_geo.links.asking.transport import ThreadLanes, Transport
from amu_geo.measure.reading import Reading
from amu_geo.territories import Territories

# A whole list takes longer to come than a page.
SECONDS = 180.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help=f"{', '.join(KEYS)}, ou un fichier .toml qui décrit une autre source",
    )
    parser.add_argument(
        "--out", metavar="F.xlsx", type=Path, required=True, help="classeur à écrire"
    )
    parser.add_argument("--edition", metavar="ID", help="édition ; celle par défaut sinon")
    parser.add_argument(
        "--copies",
        metavar="DOSSIER",
        type=Path,
        help="dossier des dernières bonnes réponses ; « copies-de-moisson » à côté du classeur "
        "sinon",
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="prendre une liste même si elle a perdu plus d’un tiers de ses fiches",
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask the services, hold their records against the edition, write the proposals.

    Returns
    -------
    int
        1 when a service gave nothing and nothing of it was kept; the others are written.
    """
    out = arguments.out
    check_place(out)
    territories, today = Territories.read(), date.today()
    edition = read_shelf(territories).get(arguments.edition)
    sources = _sources(arguments.sources, today.isoformat(), territories)
    copies = Copies(arguments.copies or out.parent / "copies-de-moisson")
    resume = Resume(out.with_name(f".{out.name}.reprise"), today.isoformat())
    lanes = network(user_agent(edition.contact))
    try:
        desk = Desk(sender(lanes))
        harvest = gather(sources, desk, copies, resume, _told, arguments.accept)
    except KeyboardInterrupt:
        _warn("Arrêté. La même commande, aujourd’hui, reprendra après les sources déjà lues.")
        return 1
    finally:
        lanes.close()
    for note in harvest.notes:
        print(typeset(note))
    for failure in harvest.failed:
        _warn(failure)
    if not harvest.records:
        raise HarvestError("Aucune source n’a rien donné : rien n’est écrit.")
    _write(out, harvest, edition, today, territories)
    resume.close()
    return 1 if harvest.failed else 0


def network(agent: str) -> ThreadLanes:
    """What carries the requests; tests play another."""
    return ThreadLanes(Transport(agent, seconds=SECONDS))


def _sources(named: Sequence[str], day: str, territories: Territories) -> list[tuple[str, Source]]:
    """The services, each once; a mistake in one is said before anybody is asked."""
    places = Places(territories)
    return [
        (text, source_of(text, day, territories, places, os.environ))
        for text in dict.fromkeys(named)
    ]


def _write(
    out: Path, harvest: Harvest, edition: Edition, today: date, territories: Territories
) -> None:
    proposed = propose_all(harvest.records, edition)
    effects = Effects(edition, Reading(), today, territories)
    proposals = sorted_by_effect(proposed.proposals, effects)
    content = proposals_workbook(
        proposals, harvest.records, [*harvest.notes, *harvest.failed], edition
    )
    write_whole(out, content)
    for line in _summary(harvest, proposed, sum(1 for one in proposals if one.effet)):
        print(typeset(line))
    print(typeset(f"\n« {out} » : {plural(len(proposals), 'proposition')}."))


def _summary(harvest: Harvest, proposed: Proposed, changing: int):
    counts = Counter(one.classe for one in proposed.proposals)
    listed = (record for record in harvest.records if not record.is_gone)
    total = sum(1 for record in listed if record.kind == SCHEME)
    held = plural(total, "fiche de dispositif tenue", "fiches de dispositifs tenues")
    yield f"\n{held} face à l’édition :"
    for code, words in CLASSES.items():
        if code == DOUBT:
            continue
        yield f"  {counts[code]:>5}  {code:<12}  {words}"
    yield f"  {proposed.known:>5}  déjà dans l’édition"
    yield f"  {proposed.beside:>5}  sans rapport avec un programme, ou sans région"
    told = plural(changing, "proposition changerait", "propositions changeraient")
    yield f"{told} une case de la carte."


def _told(name: str) -> None:
    _warn(f"{name}…")


def _warn(text: str) -> None:
    print(typeset(text), file=sys.stderr)
