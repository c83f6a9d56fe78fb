# Sourced by ./invoke when something is missing: makes .venv, installs the lock file and Pango.
# Uses of ./invoke: $here, $venv, $lock, $needs_pango, is_ready, find_libraries.
# shellcheck shell=sh disable=SC2154

PANGO_DEBIAN="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SUPPORTED='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf '%s\n' "invoke: $*" >&2; }
die() {
  say "$*"
  exit 2
}

set_up() {
  [ -w "$here" ] || die "$here cannot be written to; clone the project into a folder of your own"
  wait_for_others
  is_ready && return
  is_usable || make_venv
  readlink -f "$venv/bin/python" >"$venv/.python"
  cmp -s "$here/$lock" "$venv/.$lock" || install_packages
  [ -z "$needs_pango" ] || provide_pango
}

# One run at a time sets up; the lock ends with this shell.
wait_for_others() {
  if command -v flock >/dev/null; then
    exec 9<"$here"
    flock -n 9 2>/dev/null && return
    say "another run is setting up .venv; waiting for it"
    flock 9 || true
  else
    wait_for_folder "$here/.venv.lock"
  fi
}

wait_for_folder() {
  until log=$(mkdir "$1" 2>&1); do
    explain "$log"
    sleep 1
    owner=$(cat "$1/pid" 2>/dev/null) || owner=gone
    kill -0 "$owner" 2>/dev/null || rm -rf "$1"
  done
  echo "$$" >"$1/pid"
  # shellcheck disable=SC2064
  trap "rm -rf '$(printf '%s' "$1" | sed "s/'/'\\\\''/g")'" EXIT
}

# A .venv is kept when its Python runs, is new enough and no run was cut off while changing it.
is_usable() {
  [ ! -e "$venv/.changing" ] || return 1
  if [ -e "$venv/.python" ]; then
    [ "$(cat "$venv/.python")" = "$(readlink -f "$venv/bin/python")" ] || return 1
  fi
  "$venv/bin/python" -c "$SUPPORTED" >/dev/null 2>&1 && has_pip "$venv/bin/python"
}

has_pip() { "$1" -m pip --version >/dev/null 2>&1; }

make_venv() {
  python=$(find_python) || exit
  [ ! -L "$venv" ] || die ".venv is a link to an environment that does not work; remove the link"
  say "making .venv with $("$python" --version)"
  rm -rf "$venv" 2>/dev/null || die ".venv cannot be replaced; remove it: rm -rf '$venv'"
  mark_changing
  if ! log=$("$python" -m venv "$venv" 2>&1); then
    explain "$log"
    log=$("$python" -m venv --without-pip "$venv" 2>&1) || die ".venv could not be made: $(last_of "$log")"
    add_pip "$python"
  fi
}

mark_changing() {
  log=$(mkdir -p "$venv" 2>&1 && touch "$venv/.changing" 2>&1) || {
    explain "$log"
    die ".venv could not be made: $(last_of "$log")"
  }
}

find_python() {
  for module in ensurepip venv; do
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
      "$name" -c "import $module; $SUPPORTED; " >/dev/null 2>&1 || continue
      "$name" -c 'import sys; print(sys.executable)'
      return
    done
  done
  found=$(python3 --version 2>/dev/null) || found="no python3"
  die "Python 3.11 or newer is needed; this machine has $found"
}

# Debian keeps pip apart from Python: take it from the system or from the package of its wheel.
add_pip() {
  if has_pip "$1" && "$1" -m pip --python "$venv/bin/python" --version >/dev/null 2>&1; then
    cp -R "$("$1" -c 'import os, pip; print(os.path.dirname(pip.__file__))')" "$(packages)/"
  else
    for wheel in /usr/share/python-wheels/pip-*.whl; do
      [ -e "$wheel" ] && install_pip "$wheel" && return
    done
    scratch=$(mktemp -d)
    unpack_debian "$scratch" python3-pip-whl || true
    for wheel in "$scratch"/root/usr/share/python-wheels/pip-*.whl; do
      [ -e "$wheel" ] && install_pip "$wheel"
    done
    rm -rf "$scratch"
  fi
  has_pip "$venv/bin/python" && return
  if command -v apt-get >/dev/null; then
    die "this Python has no pip and none could be fetched; connect, or run: sudo apt-get install -y python3-venv"
  fi
  die "this Python has neither pip nor ensurepip; install them with the system's package manager"
}

install_pip() { "$venv/bin/python" "$1/pip" install -q --no-index --no-deps --no-user "$1" >/dev/null 2>&1; }
packages() { "$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

install_packages() {
  say "installing the packages of $lock (once, a minute or so)"
  mark_changing
  if ! log=$(run_pip 2>&1); then
    is_offline "$log" && rm -f "$venv/.changing"
    explain "$log"
    die "the packages could not be installed: $(last_of "$(printf '%s\n' "$log" | grep -i error)")"
  fi
  echo "../../../.." >"$(packages)/studyguide-press.pth"
  cp "$here/$lock" "$venv/.$lock"
  [ "$lock" = requirements.lock ] || cp "$here/requirements.lock" "$venv/.requirements.lock"
  rm "$venv/.changing"
}

run_pip() {
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-user \
    --require-hashes --only-binary :all: -r "$here/$lock"
}

is_offline() {
  case $1 in
    *"Max retries"* | *"Temporary failure"* | *"onnection"* | *"Network is unreachable"*) ;;
    *) return 1 ;;
  esac
}

# What commonly goes wrong, in one line; returns when it was something else.
explain() {
  case $1 in
    *"No space left"* | *"Errno 28"* | *"quota exceeded"*) die "the disk is full; free some space and run the command again" ;;
    *"ermission denied"* | *"Read-only"*) die "$venv cannot be written to" ;;
  esac
  ! is_offline "$1" || die "the packages could not be fetched: no network; connect once and run the command again"
}

last_of() { printf '%s\n' "$1" | tail -n 1; }

provide_pango() {
  has_pango || install_pango
  has_pango || die "the PDF needs Pango and HarfBuzz; install them with: $command"
  : >"$venv/.pango"
}

has_pango() (
  find_libraries
  "$venv/bin/python" -W error::DeprecationWarning -c 'import weasyprint.text.ffi' >/dev/null 2>&1
)

install_pango() {
  say "installing the system libraries Pango and HarfBuzz (once)"
  if command -v apt-get >/dev/null; then
    command="sudo apt-get install -y $PANGO_DEBIAN"
    # shellcheck disable=SC2086
    apt_install $PANGO_DEBIAN || { as_root apt-get update && apt_install $PANGO_DEBIAN; } ||
      unpack_pango || true
  elif command -v dnf >/dev/null; then
    command="sudo dnf install -y pango harfbuzz"
    as_root dnf install -y pango harfbuzz || true
  elif command -v apk >/dev/null; then
    command="sudo apk add pango harfbuzz-subset fontconfig"
    as_root apk add pango harfbuzz-subset fontconfig || true
  elif command -v pacman >/dev/null; then
    command="sudo pacman -S --needed pango harfbuzz"
    as_root pacman -S --needed --noconfirm pango harfbuzz || true
  elif command -v zypper >/dev/null; then
    command="sudo zypper install libpango-1_0-0 libharfbuzz-subset0"
    as_root zypper --non-interactive install libpango-1_0-0 libharfbuzz-subset0 || true
  elif command -v brew >/dev/null; then
    command="brew install pango"
    brew install pango >/dev/null 2>&1 || true
  else
    command="the system's package manager (Pango 1.44 or newer, HarfBuzz with its subset library)"
  fi
}

apt_install() { as_root apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi </dev/null >/dev/null 2>&1
}

# Without root: the libraries go into the environment itself.
unpack_pango() {
  scratch=$(mktemp -d)
  # shellcheck disable=SC2086
  if unpack_debian "$scratch" $PANGO_DEBIAN; then
    mkdir -p "$venv/lib/system"
    find "$scratch/root" -name 'lib*.so.*' -exec cp -P {} "$venv/lib/system/" \;
  fi
  rm -rf "$scratch"
}

# unpack_debian FOLDER PACKAGE…: what apt would install goes into FOLDER/root; needs no root.
unpack_debian() (
  cd "$1" || return 1
  shift
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  would_install "$@" || { use_own_lists && would_install "$@"; } || return 1
  # shellcheck disable=SC2046
  apt-get download $(cat wanted) >/dev/null 2>&1 || return 1
  for deb in *.deb; do
    dpkg-deb -x "$deb" root || return 1
  done
)

# The C library stays the system's own: two of them in one process crash.
would_install() {
  apt-get install --simulate --no-install-recommends "$@" >plan 2>/dev/null || return 1
  sed -n 's/^Inst \([^ ]*\) .*/\1/p' plan | grep -Ev '^libc(6|-bin)(:|$)' >wanted
}

use_own_lists() {
  mkdir -p lists/partial cache/archives/partial
  printf '%s "%s";\n' Dir::State::lists "$PWD/lists" Dir::Cache "$PWD/cache" Debug::NoLocking 1 >apt.conf
  export APT_CONFIG="$PWD/apt.conf"
  apt-get update >/dev/null 2>&1
}
