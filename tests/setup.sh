#!/bin/sh
# Finds the programs that the tests drive, or installs them where that is allowed: as root on Debian.
# Needed: nginx and Chromium, best its headless shell, the same engine without windows, with which the tests take less time.
# Taken along where they can be had: brotli for nginx, Caddy, Pango, with which WeasyPrint makes PDFs, and
# two engines, Firefox and WebKit with a screen that nobody sees; without them their tests are skipped.
set -eu
PATH="$PATH:/usr/sbin"

there() { command -v "$1" >/dev/null 2>&1; }
a_browser() { there chromium-headless-shell || there chromium || there chromium-browser || there google-chrome; }

better=""
there chromium-headless-shell || better="chromium-headless-shell"
missing=""
there nginx || missing="nginx-light"
also=""
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || also="libnginx-mod-http-brotli-static"
there caddy || also="$also caddy"
there firefox-esr || there firefox || also="$also firefox-esr"
there WebKitWebDriver || also="$also webkit2gtk-driver"
there Xvfb || also="$also xvfb"
for package in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
  library="${package%0}" # in ldconfig the number stands after the ending
  PATH="$PATH:/sbin" ldconfig -p 2>/dev/null | grep -q "${library%-}\.so" || also="$also $package"
done
[ -n "$better$missing$also" ] || exit 0

if [ "$(id -u)" = 0 ] && there apt-get; then
  # Nothing that is installed here may start a server of its own: the tests start theirs, on loopback.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  echo "installing for the tests: $better $missing $also"
  apt-get update -qq || echo "the lists of packages cannot be fetched"
  for name in $better $also; do
    apt-get install -y -qq --no-install-recommends "$name" >/dev/null || echo "$name cannot be had here"
  done
  a_browser || missing="$missing chromium"
  # shellcheck disable=SC2086 # a list of names
  [ -z "$missing" ] || apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif [ -n "$missing" ] || ! a_browser; then
  a_browser || missing="$missing chromium"
  echo "the tests need: $missing; install them (Debian: apt-get install $missing $also) and run again" >&2
  exit 1
else
  [ -z "$better" ] || echo "with $better the tests would take less time"
  [ -z "$also" ] || echo "the tests of these are skipped, they are not installed: $also"
fi
