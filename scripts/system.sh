#!/usr/bin/env bash
# What the tests need of the system: `system.sh test` for `make test`, `system.sh slow` for the
# slow ones too, `system.sh bench` for the measures. What is there is used; on Debian as root the rest is installed, elsewhere named.
set -euo pipefail

missing=()
need() { # need <package> <command>...: any of the commands will do
  local package=$1 name
  shift
  for name in "$@"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return; fi
  done
  missing+=("$package")
}

need chromium "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable
if [ "${1:-test}" != bench ]; then
  need firefox-esr "${FIREFOX:-}" firefox-esr firefox
fi
if [ "${1:-test}" = slow ]; then
  need libreoffice-calc-nogui soffice libreoffice
  # Impress has no command of its own.
  if [ -f /etc/debian_version ] && ! ls /usr/lib/libreoffice/program/libsdlo.so >/dev/null 2>&1; then
    missing+=(libreoffice-impress-nogui)
  fi
  need poppler-utils pdfinfo
  need nginx-light nginx /usr/sbin/nginx
fi

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "Il manque : ${missing[*]}. Sous Debian : sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
