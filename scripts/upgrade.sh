#!/usr/bin/env bash
# Try the newest Streamlit, Plotly, pandas and GeoPandas in an environment of their own: say which
# were tried and what fell. Ours is not touched; exit code 0 when nothing fell.
# Arguments go to pytest: without any, all tests are run that need neither a browser nor much time.
set -euo pipefail
cd "$(dirname "$0")/.."

tried=(streamlit plotly pandas geopandas)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
python=$room/venv/bin/python
install=("$python" -m pip install --quiet --disable-pip-version-check)

"${install[@]}" -r requirements-dev.txt
# Their own needs go up with them, our other pins stay.
"${install[@]}" --upgrade "${tried[@]}"

status=0
"$python" -m pytest -q -n 2 --dist loadfile -p no:cacheprovider --ignore=tests/browser \
  -m "not browser and not slow" --tb=short "$@" > "$room/log.txt" 2>&1 || status=$?

printf '\n%-12s %-10s %s\n' package ours tried
for name in "${tried[@]}"; do
  ours=$(sed -n "s/^$name==//p" requirements.txt)
  new=$("$python" -c "from importlib.metadata import version; print(version('$name'))")
  printf '%-12s %-10s %s\n' "$name" "$ours" "$new"
done
printf '\n%s\n' "$(tail -n 1 "$room/log.txt")"
if [ "$status" -eq 0 ]; then
  echo "Nothing fell."
else
  # A run that could not even begin has no such line: its end tells why.
  grep -E '^(FAILED|ERROR) ' "$room/log.txt" || tail -n 20 "$room/log.txt"
  echo "A guard says in amu_geo/server/streamlit/README.md what it guards."
fi
exit "$status"
