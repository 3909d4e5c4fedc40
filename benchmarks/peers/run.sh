#!/usr/bin/env bash
# Measures the application beside its peers, in an environment of its own: see benchmarks/README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=build/bench/venv
wanted=benchmarks/peers/requirements.txt
if [ ! -f "$venv/ok" ] || [ "$wanted" -nt "$venv/ok" ] || [ requirements.txt -nt "$venv/ok" ]; then
  [ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
  touch "$venv/ok"
fi
bash scripts/system.sh bench
exec "$venv/bin/python" -m benchmarks.peers.run "$@"
