"""Replicas that can be killed and started again, and nginx with the files of `deploy/`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.attendre import is_ready

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "deploy" / "nginx"
# Seconds that the unit gives a replica to stop (`TimeoutStopSec`).
PATIENCE = 20
_HTTP = """
daemon off;
pid {room}/nginx.pid;
error_log stderr warn;
worker_processes 1;
{user}
events {{ worker_connections 2048; }}
http {{
    client_body_temp_path {room}/body;
    proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi;
    scgi_temp_path {room}/scgi;
    include {room}/{conf};
}}
"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Replica:
    """The application on a port of its own, as `observatoire@.service` starts it."""

    def __init__(self, log: Path, **environment: str) -> None:
        self.port = free_port()
        self._log = log
        self._environment = environment
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self._environment},
            )
        waiting = [sys.executable, str(ROOT / "deploy" / "attendre.py"), str(self.port)]
        assert subprocess.run(waiting, check=False).returncode == 0, self._log.read_text()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Stop it; seconds that it took."""
        begun = time.monotonic()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
        return time.monotonic() - begun

    @property
    def ready(self) -> bool:
        """Whether it answers that its data are read."""
        return is_ready(self.port)


@contextmanager
def replicas(room: Path, number: int, **environment: str) -> Iterator[list[Replica]]:
    """So many replicas, stopped at the end whatever became of them."""
    started = [Replica(room / f"replica-{rank}.log", **environment) for rank in range(number)]
    try:
        for one in started:
            one.start()
        yield started
    finally:
        for one in started:
            one.stop(signal.SIGKILL)


@contextmanager
def nginx(room: Path, conf: str, ports: Sequence[int]) -> Iterator[int]:
    """Debian's nginx with our files, of which only paths and ports are changed; its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("no nginx: `make slow` installs it or says what to install")
    port = free_port()
    changed = {
        "/etc/nginx/conf.d/observatoire/": f"{room}/",
        "/var/cache/nginx/observatoire": f"{room}/cache",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8511": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:8512": f"127.0.0.1:{ports[-1]}",
    }
    for path in FILES.glob("*.conf"):
        text = path.read_text(encoding="utf-8")
        for ours, here in changed.items():
            text = text.replace(ours, here)
        (room / path.name).write_text(text, encoding="utf-8")
    # As root, it would go to a user who may not read a folder of the tests.
    user = "user root;" if os.getuid() == 0 else ""
    main = room / "nginx.conf"
    main.write_text(_HTTP.format(room=room, user=user, conf=conf), encoding="utf-8")
    with (room / "nginx.log").open("wb") as log:
        process = subprocess.Popen([program, "-c", main, "-p", room], stdout=log, stderr=log)
    try:
        _listens(port, process, room / "nginx.log")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx does not listen: {log.read_text()}")
