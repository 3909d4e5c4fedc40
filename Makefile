# Two commands: `make run` shows the application, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --no-header \
	--generate-hashes --no-emit-index-url --default-index https://pypi.org/simple $(LOCK)
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: run test fast slow lint coverage mutants lock bench bench-count load soak faults fuzz hostile \
	upgrade

run: $(VENV)/run.ok
	$(BIN)/streamlit run dashboard.py

# Everything but what is slow, real browser included.
test: $(VENV)/test.ok
	bash scripts/system.sh test
	$(PYTEST) -m "not slow"

# Without a browser: a minute or two, for every change.
fast: $(VENV)/test.ok
	$(PYTEST) -m "not browser and not slow"

# What needs a program of its own, or time.
slow: $(VENV)/test.ok
	bash scripts/system.sh slow
	$(PYTEST) -m slow

lint: $(VENV)/test.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/run.ok
	bash benchmarks/peers/run.sh

# Counting points by region, beside geopandas.sjoin and SedonaDB; 2.5 GB of scratch.
bench-count: $(VENV)/test.ok
	$(BIN)/python -m benchmarks.counting.run

# Many visitors at once beside a naive page and Dash, half an hour: ARGS="--sessions 50 --seconds 30".
load: $(VENV)/run.ok
	bash benchmarks/load/run.sh run $(ARGS)

# Twenty visitors for an hour: is the memory flat? ARGS="--minutes 10".
soak: $(VENV)/run.ok
	bash benchmarks/load/run.sh soak $(ARGS)

# Kills, disks that are full or read-only, connections left half open: what becomes of them.
faults: $(VENV)/test.ok
	$(BIN)/python -m pytest -q -s -p no:randomly tests/faults tests/test_disk.py \
		tests/edition/test_publishing.py tests/links/test_resuming.py \
		tests/server/test_half_open.py tests/server/test_sessions.py \
		-k "kill or disk or room or swept or half_open or session or connection or waited"

fuzz: $(VENV)/test.ok
	$(BIN)/python -m tests.fuzz.run --cases 20000

# Lines that the tests run, those of servers and commands that they start included: 92 % at least.
coverage: $(VENV)/test.ok
	bash scripts/system.sh test
	rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/coverage run -m pytest -n 2 --dist loadfile -m "not slow"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under 92

# Small faults put into the rooms that compute, a fixed sample of 300: which ones does no test see?
mutants: $(VENV)/test.ok
	$(BIN)/python -m tests.mutants.run --number 300

# What is installed, whole and with hashes, from the direct pins of requirements*.txt. What they need
# in turn stays as it was locked: `make lock LOCK=--upgrade` takes the newest.
lock: $(VENV)/test.ok
	$(COMPILE) requirements.txt --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock requirements-dev.txt --output-file requirements-dev.lock

# Files that are there to do harm, and memory after large ones; six minutes.
hostile: $(VENV)/test.ok
	$(BIN)/python -m benchmarks.hostile

# Against the newest Streamlit, Plotly, pandas and GeoPandas: what would fall?
upgrade:
	bash scripts/upgrade.sh

# A file of ours remembers what was installed, so that the second start takes no time.
$(VENV)/run.ok: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("Il faut Python 3.11 ou plus récent." if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) requirements.lock
	touch $@

$(VENV)/test.ok: requirements-dev.lock $(VENV)/run.ok
	$(INSTALL) requirements-dev.lock
	touch $@
