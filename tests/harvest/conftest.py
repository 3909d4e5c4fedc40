"""The play of the public services, and who asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from amu_geo.harvest.fetching import Desk, sender
from amu_geo.harvest.places import Places
from amu_geo.harvest.sources.columns import Source
from amu_geo.harvest.sources.known import source_of
from tests.harvest.played import ADEME, CERTIFIED, KEY, scripts
from tests.links.conftest import made_certificate
from tests.links.played import HastyLanes, Script, Web, played_web

DAY = "2026-11-27"
# Seconds of the rules that pass in one second: pauses and patience take no time here.
HASTE = 1_000.0
KEYS = {
    "OBSERVATOIRE_CLE_AIDES_TERRITOIRES": KEY,
    "OBSERVATOIRE_ADEME_ADRESSE": f"https://{ADEME}/r2da/listeDispositif",
    "OBSERVATOIRE_ADEME_CLIENT_ID": "moi",
    "OBSERVATOIRE_ADEME_CLIENT_SECRET": "secret",
}


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> tuple[str, str]:
    """A certificate of every service that is played in https, and its key."""
    return made_certificate(tmp_path_factory.mktemp("services"), CERTIFIED)


@pytest.fixture(scope="session")
def play(certificates) -> Iterator[tuple[Web, dict[str, Script]]]:
    """The services and what each does, for all the tests."""
    served: dict[str, Script] = {}
    with played_web(certificates, served) as web:
        yield web, served


@pytest.fixture
def services(play) -> dict[str, Script]:
    """What each service does; a test may change it before it asks."""
    _, served = play
    served.clear()
    served.update(scripts())
    return served


@pytest.fixture
def web(play, services) -> Web:
    """The services, which nobody has asked anything yet."""
    web, _ = play
    web.calls.clear()
    web.dialled.clear()
    web.most_at_once = 0
    return web


def lanes_to(web: Web) -> HastyLanes:
    """The network of the command, which leads to the play."""
    return HastyLanes(web.transport(seconds=5), HASTE)


@pytest.fixture
def desk(web) -> Iterator[Desk]:
    """Asks the services of the play."""
    lanes = lanes_to(web)
    yield Desk(sender(lanes))
    lanes.close()


@pytest.fixture(scope="session")
def places(territories) -> Places:
    """Says where things are."""
    return Places(territories)


@pytest.fixture
def named(territories, places) -> Callable[..., Source]:
    """A service by what the command line calls it."""
    return lambda text, keys=KEYS: source_of(text, DAY, territories, places, keys)
