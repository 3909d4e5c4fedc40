# Two commands: `make run` shows the application, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: run test fast slow lint bench bench-count faults fuzz upgrade

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

bench: $(VENV)/run.ok
	bash benchmarks/peers/run.sh

# Counting points by region, beside geopandas.sjoin and SedonaDB; 2.5 GB of scratch.
bench-count: $(VENV)/test.ok
	$(BIN)/python -m benchmarks.counting.run

# Kills, disks that are full or read-only, connections left half open: what becomes of them.
faults: $(VENV)/test.ok
	$(BIN)/python -m pytest -q -s -p no:randomly tests/faults tests/test_disk.py \
		tests/edition/test_publishing.py tests/links/test_resuming.py \
		tests/server/test_half_open.py tests/server/test_sessions.py \
		-k "kill or disk or room or swept or half_open or session or connection or waited"

fuzz: $(VENV)/test.ok
	$(BIN)/python -m tests.fuzz.run --cases 20000

# Against the newest Streamlit, Plotly, pandas and GeoPandas: what would fall?
upgrade:
	bash scripts/upgrade.sh

# A file of ours remembers what was installed, so that the second start takes no time.
$(VENV)/run.ok: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Il faut Python 3.11 ou plus récent." if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.ok: requirements-dev.txt requirements-mcp.txt requirements-scale.txt $(VENV)/run.ok
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
