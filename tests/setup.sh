#!/bin/sh
# Finds the programs that the tests drive, or installs them where that is allowed: as root on Debian.
# Needed: Chromium and nginx. Taken along where they can be had: brotli for nginx, and Caddy; without them their tests are skipped.
set -eu
PATH="$PATH:/usr/sbin"
missing=""
found=""
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then found="$name"; break; fi
done
[ -n "$found" ] || missing="chromium"
command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
also=""
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || also="libnginx-mod-http-brotli-static"
command -v caddy >/dev/null 2>&1 || also="$also caddy"
[ -n "$missing$also" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  # Nothing that is installed here may start a server of its own: the tests start theirs, on loopback.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  echo "installing for the tests:$missing $also"
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of names
  [ -z "$missing" ] || apt-get install -y -qq --no-install-recommends $missing >/dev/null
  for name in $also; do
    apt-get install -y -qq --no-install-recommends "$name" >/dev/null || echo "without $name its tests are skipped"
  done
elif [ -n "$missing" ]; then
  echo "the tests need: $missing; install them (Debian: apt-get install $missing $also) and run again" >&2
  exit 1
else
  echo "the tests of these are skipped, they are not installed: $also"
fi
