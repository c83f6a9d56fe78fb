#!/bin/sh
# Chromium and npm for the tests that open books in reading systems, where Debian has them.
set -u

has_all() {
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && command -v npm >/dev/null && return
  done
  return 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi </dev/null >/dev/null 2>&1; }

has_all && exit
command -v apt-get >/dev/null || exit 1
as_root apt-get update
as_root apt-get install -y --no-install-recommends chromium npm
has_all
