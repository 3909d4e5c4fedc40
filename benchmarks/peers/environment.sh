# Sourced from the project's folder: the environment of the comparison, made when it is not there.
venv=build/bench/venv
wanted=benchmarks/peers/requirements.txt
if [ ! -f "$venv/ok" ] || [ "$wanted" -nt "$venv/ok" ] || [ requirements.txt -nt "$venv/ok" ]; then
  [ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
  touch "$venv/ok"
fi
bash scripts/system.sh bench
