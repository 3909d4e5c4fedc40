"""Counting past one machine: the same function, elsewhere; only what was counted comes back."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from amu_geo.importing.counting.large.parquet_file import LargeParquet
from amu_geo.importing.counting.points import Counting, Planned
from amu_geo.importing.counting.tables import opened, tables_of
from amu_geo.importing.counting.tally import Plan, Progress, Tally, tally
from amu_geo.memory import kept
from amu_geo.territories import Territories

if TYPE_CHECKING:
    from distributed import Client

# Rows of a task: enough that starting it costs nothing, few enough that a lost one is soon done.
ROWS = 2_000_000
# Times that a task is begun again elsewhere, when the machine that had it stops.
RETRIES = 3
MISSING = (
    "compter par plusieurs processus demande « distributed » : "
    "pip install -r requirements-scale.txt"
)


@dataclass(frozen=True)
class Task:
    """A part of a file: some row groups of a Parquet file, or a whole file of another kind."""

    path: Path
    sheet: str | None
    plan: Plan
    groups: tuple[int, ...] | None = None


def counting_on(scheduler: str | None, workers: int | None) -> Counting:
    """How files are counted by a cluster: that of an address, or so many processes here.

    Raises
    ------
    ValueError
        In French: `distributed` is not installed, or nobody answers at that address.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise ValueError(MISSING) from None

    def counting(
        files: Sequence[Planned], territories: Territories, progress: Progress
    ) -> Iterator[Tally]:
        with _client(scheduler, workers) as client:
            yield from count_on(client, files, progress)

    return counting


@contextmanager
def _client(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise ValueError(f"personne ne répond à « {scheduler} ».") from error
        with client:
            yield client
        return
    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    # A worker that stops is begun again: its own words, in English, are of no use to a reader.
    options |= {"silence_logs": logging.ERROR}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        yield client


def count_on(client: Client, files: Sequence[Planned], progress: Progress) -> Iterator[Tally]:
    """What each file counts, its parts counted by the workers of a cluster.

    Workers read the files at the same paths, with the same version of this package. A task whose
    worker stops is begun again by another.
    """
    parts = [(rank, task) for rank, file in enumerate(files) for task in tasks_of(file)]
    futures = client.map(
        count_task, [task for _, task in parts], pure=False, retries=RETRIES, key="compte"
    )
    counted = [Tally() for _ in files]
    rows = 0
    # In the order of the files: the rows that are shown are then the same as on one machine.
    for done, ((rank, _), future) in enumerate(zip(parts, futures, strict=True), start=1):
        tally_of_part = future.result()
        rows += tally_of_part.total
        counted[rank].add(tally_of_part)
        progress(done / len(parts), rows)
        future.release()
    yield from counted


def tasks_of(file: Planned) -> list[Task]:
    """The parts of a file that may be counted apart."""
    groups = LargeParquet.groups_in(file.path) if file.table.is_large else []
    path, sheet = file.path.resolve(), file.table.rows.sheet
    parts: list[list[int]] = []
    size = ROWS
    for group, rows in groups:
        if size + rows > ROWS:
            parts.append([])
            size = 0
        parts[-1].append(group)
        size += rows
    if not parts:
        return [Task(path, sheet, file.plan)]
    return [Task(path, sheet, file.plan, tuple(part)) for part in parts]


def count_task(task: Task) -> Tally:
    """Count a part of a file; run by a worker."""
    if task.groups is not None:
        _, blocks = opened(task.path, partial(LargeParquet, task.path, task.groups))
    else:
        tables = tables_of(task.path)
        blocks = next(one.blocks for one in tables if one.rows.sheet == task.sheet)
    return tally(blocks(task.plan.ways), task.plan, _territories())


@kept
def _territories() -> Territories:
    return Territories.read()
