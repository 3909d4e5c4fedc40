#!/usr/bin/env bash
# Measures the application beside its peers, in an environment of its own: see benchmarks/README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
source benchmarks/peers/environment.sh
exec "$venv/bin/python" -m benchmarks.peers.run "$@"
