#!/bin/sh
# Finds Chromium for the browser tests, or installs it where that is allowed: as root on Debian.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing chromium for the browser tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "the browser tests need Chromium; install it (Debian: apt-get install chromium) and run again" >&2
  exit 1
fi
