#!/usr/bin/env bash
# Make static/plotly.js from npm's plotly.js (MIT): the traces of entry.js and nothing else; and
# static/plotly-licences.txt, the licences of the packages in it.
# Needs Node.js 18 or newer. `--check` only says whether the committed file is what this makes.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --no-audit --no-fund --ignore-scripts --silent
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
version=$(node -p "require('plotly.js/package.json').version")
node_modules/.bin/esbuild entry.js --bundle --minify --format=esm --target=es2020 \
  --define:global=globalThis --loader:.css=empty --legal-comments=eof --log-level=warning \
  --banner:js="/* plotly.js $version, MIT licence, made by scripts/plotly/build.sh */" \
  --metafile="$made/meta.json" --outfile="$made/plotly.js"
# The default address of base maps, on another host: ours, though none is asked for.
sed -i 's#https://cdn\.plot\.ly/un/#/statique/topojson/#g' "$made/plotly.js"
node licences.mjs "$made/meta.json" > "$made/plotly-licences.txt"
rm "$made/meta.json"
for file in "$made"/*; do
  ours=../../static/$(basename "$file")
  if [ "${1:-}" = "--check" ]; then cmp "$file" "$ours"; else cp "$file" "$ours"; fi
done
