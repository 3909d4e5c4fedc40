"""Memory of a server's process, as the system counts it."""

from __future__ import annotations

from pathlib import Path


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds (RSS)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def slope(minutes: list[float], megabytes: list[float]) -> float:
    """Megabytes an hour of the straight line nearest to the points; 0 for fewer than two."""
    if len(minutes) < 2:
        return 0.0
    mean_x, mean_y = sum(minutes) / len(minutes), sum(megabytes) / len(megabytes)
    across = sum((x - mean_x) ** 2 for x in minutes)
    pairs = zip(minutes, megabytes, strict=True)
    return 60 * sum((x - mean_x) * (y - mean_y) for x, y in pairs) / across
