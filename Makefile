# Two commands: `make run` shows the application, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench fuzz

run: $(VENV)/run.ok
	$(BIN)/streamlit run dashboard.py

test: $(VENV)/test.ok
	bash scripts/chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/test.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(VENV)/run.ok
	bash benchmarks/peers/run.sh

fuzz: $(VENV)/test.ok
	$(BIN)/python -m tests.fuzz.run --cases 20000

# A file of ours remembers what was installed, so that the second start takes no time.
$(VENV)/run.ok: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Il faut Python 3.11 ou plus récent." if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.ok: requirements-dev.txt $(VENV)/run.ok
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
