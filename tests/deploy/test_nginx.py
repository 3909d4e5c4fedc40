"""Two replicas behind Debian's nginx, with the files of `deploy/`: nothing is lost by a stop."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.deploy.replicas import PATIENCE, Replica, nginx, replicas
from tests.deploy.visitors import API, PAGES, Reader, Robots
from tests.serving import Client, awaited

pytestmark = pytest.mark.slow

# Region, and a name that its sheet gives.
REGIONS = {"76": "Occitanie", "44": "Grand Est", "53": "Bretagne", "32": "Hauts-de-France"}
READERS = 12


class Site(NamedTuple):
    """What visitors reach, and what stands behind it."""

    port: int
    replicas: list[Replica]

    @property
    def client(self) -> Client:
        """Asks nginx."""
        return Client(f"http://127.0.0.1:{self.port}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two replicas behind nginx at the root of a site."""
    room = tmp_path_factory.mktemp("deploy")
    # One secret for all: a form shown by one may be sent to the other.
    with (
        replicas(room, 2, STREAMLIT_SERVER_COOKIE_SECRET="essai") as two,
        nginx(room, "observatoire.conf", [one.port for one in two]) as port,
    ):
        yield Site(port, two)


@pytest.fixture(autouse=True)
def both_run(site: Site) -> None:
    """Whatever a test stopped runs again for the next."""
    for one in site.replicas:
        if not one.ready:
            one.stop(signal.SIGKILL)
            one.start()


def readers(port: int, path: str = "/") -> list[Reader]:
    """Readers of several regions, who come from several addresses."""
    codes = list(REGIONS)
    return [
        Reader(port, rank, f"region={codes[rank % len(codes)]}", path) for rank in range(READERS)
    ]


async def looked(several: list[Reader]) -> list[str]:
    """What each of them reads, all at once."""
    return await asyncio.gather(*(reader.look() for reader in several))


def shows_its_region(several: list[str]) -> bool:
    """Whether every page shows the region of its address."""
    names = list(REGIONS.values())
    seen = [text.replace("\u2011", "-").replace("\u00a0", " ") for text in several]
    return all(f">{names[rank % len(names)]}<" in text for rank, text in enumerate(seen))


def test_what_replicas_send_goes_through_untouched(site):
    reply = site.client.get("/", Accept_Encoding="br")
    assert reply.status == 200
    assert reply.headers["content-encoding"] == "br"
    direct = Client(f"http://127.0.0.1:{site.replicas[0].port}")
    etag = direct.get("/api/v1/couverture.json", Accept_Encoding="br").headers["etag"]
    again = site.client.get("/api/v1/couverture.json", Accept_Encoding="br", If_None_Match=etag)
    assert again.status == 304, "two replicas give the same bytes under the same name"
    html = site.client.get("/region?region=76").text
    assert f'href="http://127.0.0.1:{site.port}/region?region=76"' in html, "its own address"
    assert site.client.get("/rien").status == 404


def test_a_visitor_stays_and_visitors_are_shared_out(site):
    several = readers(site.port)

    async def visit() -> None:
        for _ in range(3):
            assert shows_its_region(await looked(several))
        assert [reader.opened for reader in several] == [1] * READERS
        # Each of the two has some: stopping one must move some and leave the others.
        site.replicas[0].stop(signal.SIGKILL)
        assert shows_its_region(await looked(several))
        moved = sum(reader.opened == 2 for reader in several)
        assert 0 < moved < READERS
        await asyncio.gather(*(reader.close() for reader in several))

    awaited(visit())


def test_a_killed_replica_loses_no_request_and_no_view(site):
    several = readers(site.port)

    async def visit() -> None:
        await looked(several)
        await asyncio.sleep(1)
        site.replicas[1].stop(signal.SIGKILL)
        for _ in range(3):
            assert shows_its_region(await looked(several)), "views come back by their address"
        await asyncio.gather(*(reader.close() for reader in several))

    with Robots(site.port, API) as robots:
        awaited(visit())
        before = robots.answered
        time.sleep(1)
        assert robots.answered > before
    assert robots.failed == []
    assert robots.answered > 50


def test_a_rolling_upgrade_loses_no_request(site):
    several = readers(site.port)

    async def visit() -> None:
        await looked(several)
        for one in site.replicas:
            stopping = asyncio.to_thread(one.stop)
            assert await stopping < PATIENCE, "open tabs keep nobody from stopping"
            assert shows_its_region(await looked(several))
            await asyncio.to_thread(one.start)
        assert shows_its_region(await looked(several))
        await asyncio.gather(*(reader.close() for reader in several))

    with Robots(site.port, API + PAGES) as robots:
        awaited(visit())
    assert robots.failed == []
    assert robots.answered > 100


def test_what_never_changes_is_kept_in_front(site):
    html = site.client.get("/").text
    style = html.partition('href="/statique/style-')[2].partition('"')[0]
    name = f"/statique/style-{style}"
    first = site.client.get(name, Accept_Encoding="br")
    assert "immutable" in first.headers["cache-control"]
    for one in site.replicas:
        one.stop(signal.SIGKILL)
    assert site.client.get(name, Accept_Encoding="br").body == first.body
    plain = site.client.get(name, Accept_Encoding="identity")
    assert plain.status in (502, 504), "another compression is another file"


def test_under_a_path(tmp_path: Path):
    with (
        replicas(tmp_path, 1, STREAMLIT_SERVER_BASE_URL_PATH="amu") as (one,),
        nginx(tmp_path, "observatoire-sous-chemin.conf", [one.port]) as port,
    ):
        client = Client(f"http://127.0.0.1:{port}")
        assert client.get("/amu").status == 200
        assert client.get("/amu/comparer?regions=76,44").status == 200
        assert client.get("/amu/api/v1/couverture.json").status == 200
        assert client.get("/amu/_stcore/health").status == 200
        assert client.get("/comparer").status == 404, "the rest of the site is not ours"
        several = readers(port, "/amu/")[:4]

        async def visit() -> None:
            assert shows_its_region(await looked(several))
            await asyncio.gather(*(reader.close() for reader in several))

        awaited(visit())
