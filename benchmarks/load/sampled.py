"""Streamlit's own command, watched: where its threads are, some two hundred times a second.

`python -m benchmarks.load.sampled run dashboard.py …` writes `build/bench/samples.txt` every few
seconds: functions by the share of samples that they were in, then by those that they were
themselves running. A thread that waits for work is not counted.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from types import FrameType

from benchmarks.peers.servers import ROOT, WORK

EVERY, WRITTEN_EVERY = 0.005, 3
# What lasts is read and drawn meanwhile.
STARTING = 25
LINES = 150
# Where a thread that has nothing to do stands.
_IDLE = {"wait", "select", "get", "_worker", "_work", "_watch", "run_forever"}
_POLLING = "polling_path_watcher.py"


def watch() -> None:
    """Sample the other threads as long as the process lives."""
    threading.Thread(target=_watch, name="watch", daemon=True).start()


def _watch() -> None:
    inside, running, seen = Counter[str](), Counter[str](), Counter[str]()
    time.sleep(STARTING)
    written = time.monotonic()
    while True:
        time.sleep(EVERY)
        if time.monotonic() > written + WRITTEN_EVERY:
            _write(inside, running, seen)
            written = time.monotonic()
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        for ident, frame in sys._current_frames().items():
            name = names.get(ident, "?")
            code = frame.f_code
            if name == "watch" or code.co_name in _IDLE or code.co_filename.endswith(_POLLING):
                continue
            seen[name.rstrip("0123456789_-")] += 1
            running[_place(frame)] += 1
            inside.update(_stack(frame))


def _stack(frame: FrameType | None) -> set[str]:
    places = set()
    while frame is not None:
        places.add(_place(frame))
        frame = frame.f_back
    return places


def _place(frame: FrameType) -> str:
    file = frame.f_code.co_filename.replace(f"{ROOT}/", "")
    return f"{file.rpartition('site-packages/')[2]}:{frame.f_code.co_qualname}"


def _write(inside: Counter[str], running: Counter[str], seen: Counter[str]) -> None:
    total = max(sum(seen.values()), 1)
    WORK.mkdir(parents=True, exist_ok=True)
    with (WORK / "samples.txt").open("w", encoding="utf-8") as file:
        for title, counted in (("threads", seen), ("inside", inside), ("running", running)):
            file.write(f"{title}, of {total} samples\n")
            for place, number in counted.most_common(LINES):
                file.write(f"{100 * number / total:6.1f} %  {place}\n")
            file.write("\n")


def main() -> None:
    """Watch, and hand over to Streamlit."""
    from streamlit.web.cli import main as streamlit

    watch()
    sys.argv[0] = "streamlit"
    streamlit()


if __name__ == "__main__":
    main()
