#!/bin/sh
# Get what the tests need beside Python's packages: a browser, Java and, from npm, checkers of pages.
# Fails, and says what to install, when something cannot be had.
set -eu
cd "$(dirname "$0")/.."

have_chromium() {
  test -n "${CHROMIUM:-}" || command -v chromium || command -v chromium-browser || command -v google-chrome ||
    .venv/bin/python -c 'import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())'
} >/dev/null 2>&1

if ! have_chromium && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's Chromium for the browser tests"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null
fi
if ! have_chromium; then
  echo "Downloading Playwright's Chromium for the browser tests"
  .venv/bin/playwright install chromium || true
fi
if ! have_chromium; then
  echo "The browser tests need Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM to it." >&2
  exit 1
fi
if ! command -v firefox-esr >/dev/null && ! command -v firefox >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's Firefox for the tests of reading"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends firefox-esr >/dev/null
fi
if ! command -v java >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's Java for the checker of HTML"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends default-jre-headless >/dev/null
fi
if ! command -v java >/dev/null; then
  echo "The checker of HTML needs Java 11 or newer: install it (Debian: apt-get install default-jre-headless)." >&2
  exit 1
fi
if ! command -v npm >/dev/null; then
  echo "The accessibility tests need npm: install Node.js 20 or newer (Debian: apt-get install npm)." >&2
  exit 1
fi
installed=tests/node_modules/.package-lock.json
if [ ! -e "$installed" ] || [ tests/package-lock.json -nt "$installed" ]; then
  npm ci --silent --ignore-scripts --omit=dev --no-audit --no-fund --prefix tests
fi
