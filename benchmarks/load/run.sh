#!/usr/bin/env bash
# `run.sh run …` (make load) or `run.sh soak …` (make soak), in the environment of `make bench`.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1
shift
source benchmarks/peers/environment.sh
exec "$venv/bin/python" -m "benchmarks.load.$what" "$@"
