#!/usr/bin/env bash
# Browser tests need a Chrome or Chromium: use the one that is there, else install Debian's.
set -euo pipefail

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then exit 0; fi

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium
else
  echo "Il manque Chromium : installez-le (Debian : sudo apt-get install chromium)." >&2
  exit 1
fi
