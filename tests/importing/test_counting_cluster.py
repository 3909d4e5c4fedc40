"""Past one machine: a real cluster counts what one process counts, a worker killed on the way."""

from __future__ import annotations

import json
import os
import signal

import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster

from amu_geo import store
from amu_geo.cli.main import main
from amu_geo.importing.counting import cluster as counting_cluster
from amu_geo.importing.counting.cluster import count_on, tasks_of
from amu_geo.importing.counting.points import Asked, PointCounts, count_files, plan_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A Parquet file of many row groups, another, and a CSV."""
    folder = tmp_path_factory.mktemp("grappe")
    rng = np.random.default_rng(4)
    paths = []
    for name, rows in (("a.parquet", 400_000), ("b.parquet", 300_000), ("c.csv", 210_000)):
        points = {"lon": rng.uniform(-6, 10, rows), "lat": rng.uniform(41, 51.5, rows)}
        path = folder / name
        if path.suffix == ".csv":
            pd.DataFrame(points).round(5).to_csv(path, index=False)
        else:
            pd.DataFrame(points).to_parquet(path, row_group_size=20_000)
        paths.append(path)
    return paths


def assert_same(one: PointCounts, other: PointCounts) -> None:
    assert other.table.equals(one.table)
    assert (other.total, other.nowhere, other.reasons) == (one.total, one.nowhere, one.reasons)
    assert (other.repairs, other.notes, other.lost) == (one.repairs, one.notes, one.lost)


@pytest.mark.unix
def test_two_workers_count_the_same_though_one_is_killed(files, monkeypatch):
    monkeypatch.setattr(counting_cluster, "ROWS", 20_000)
    asked, territories = Asked("departement"), store.territories()
    assert [len(tasks_of(plan_of(path, asked, territories))) for path in files] == [20, 15, 1]
    alone = count_files(files, asked, territories)
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        assert_same(alone, _counted(files, asked, client, lambda share, rows: None))
        victim = next(iter(cluster.workers.values()))
        killed: list[float] = []

        def kill(share: float, rows: int) -> None:
            if not killed:
                killed.append(share)
                os.kill(victim.pid, signal.SIGKILL)

        before = victim.pid
        assert_same(alone, _counted(files, asked, client, kill))
        assert killed and killed[0] < 0.5
        client.wait_for_workers(2, timeout=30)
        assert victim.pid != before


def _counted(files, asked: Asked, client: Client, progress) -> PointCounts:
    def counting(planned, territories, told):
        return count_on(client, planned, told)

    return count_files(files, asked, store.territories(), counting, progress)


def test_the_command_counts_by_a_cluster(files, capsys):
    assert main(["count", str(files[0]), "--format", "json"]) == 0
    alone = capsys.readouterr()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        assert main(["count", str(files[0]), "--scheduler", address, "--format", "json"]) == 0
        out = capsys.readouterr()
        assert json.loads(out.out) == json.loads(alone.out)
    assert main(["count", str(files[0]), "--workers", "2", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(alone.out)
    assert main(["count", str(files[0]), "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "personne ne répond à « tcp://127.0.0.1:9 »" in capsys.readouterr().err
    assert main(["count", str(files[0]), "--workers", "0"]) == 1
    assert "un processus au moins" in capsys.readouterr().err
