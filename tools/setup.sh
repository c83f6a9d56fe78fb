# Sourced by ./invoke, the press's own and a book's: makes .venv, installs the lock file and Pango,
# and starts the task. Uses of ./invoke: its words, $here, $lock and, in a book, $wheel.
# shellcheck shell=sh disable=SC2154

PANGO_DEBIAN="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SUPPORTED='import sys; sys.exit(sys.version_info < (3, 11))'

venv=$here/.venv
wheel=${wheel-}

# Only the PDF needs Pango.
needs_pango=
for word in "$@"; do
  case $word in
    pdf | all | test | bench | release | proof) needs_pango=yes ;;
  esac
done

case " $* " in *" --lang en "* | *" --lang=en "*) lang=en ;; *) lang=ko ;; esac

# choose KOREAN ENGLISH, tell KOREAN ENGLISH
choose() { if [ "$lang" = en ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }
tell() { printf 'invoke: %s\n' "$(choose "$@")" >&2; }

die() {
  tell "$@"
  exit 2
}

run_task() {
  find_libraries
  export PATH="$venv/bin:$PATH" VIRTUAL_ENV="$venv" PYTHONUTF8=1
  exec "$venv/bin/python" -P -m invoke --search-root "$here" "$@"
}

is_ready() {
  [ -x "$venv/bin/python" ] && [ ! -e "$venv/.changing" ] || return 1
  read -r made_with 2>/dev/null <"$venv/.python" || return 1
  [ "$made_with" = "$(readlink -f "$venv/bin/python")" ] || return 1
  has_packages && { [ -z "$needs_pango" ] || [ -e "$venv/.pango" ]; }
}

# The press is the project's own code, or in a book the wheel.
has_packages() {
  cmp -s "$here/$lock" "$venv/.${lock##*/}" || return 1
  [ -z "$wheel" ] || [ "$(cksum <"$wheel")" = "$(cat "$venv/.wheel" 2>/dev/null)" ]
}

# Libraries that were unpacked for this project alone, and Homebrew's, which macOS does not search.
find_libraries() {
  if [ -d "$venv/lib/system" ]; then
    export LD_LIBRARY_PATH="$venv/lib/system${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  fi
  for brewed in /opt/homebrew/lib /usr/local/lib; do
    [ ! -e "$brewed/libpango-1.0.dylib" ] ||
      export DYLD_FALLBACK_LIBRARY_PATH="$brewed:${DYLD_FALLBACK_LIBRARY_PATH:-/usr/lib}"
  done
}

set_up() {
  [ -w "$here" ] || die "${here}에 쓸 수 없다. 쓸 수 있는 폴더로 옮긴다" \
    "$here cannot be written to; move it into a folder of your own"
  wait_for_others
  is_ready && return
  is_usable || make_venv
  readlink -f "$venv/bin/python" >"$venv/.python"
  has_packages || install_packages
  [ -z "$needs_pango" ] || provide_pango
}

# One run at a time sets up; the lock ends with this shell.
wait_for_others() {
  if command -v flock >/dev/null; then
    exec 9<"$here"
    flock -n 9 2>/dev/null && return
    tell "다른 실행이 .venv를 만들고 있다. 끝나기를 기다린다" \
      "another run is setting up .venv; waiting for it"
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
  [ ! -L "$venv" ] || die ".venv가 가리키는 환경이 움직이지 않는다. 그 링크를 지운다" \
    ".venv is a link to an environment that does not work; remove the link"
  version=$("$python" --version)
  tell ".venv를 만든다 ($version)" "making .venv with $version"
  rm -rf "$venv" 2>/dev/null || die ".venv를 바꿀 수 없다. 지운다: rm -rf '$venv'" \
    ".venv cannot be replaced; remove it: rm -rf '$venv'"
  mark_changing
  if ! log=$("$python" -m venv "$venv" 2>&1); then
    explain "$log"
    log=$("$python" -m venv --without-pip "$venv" 2>&1) || die_without_venv "$log"
    add_pip "$python"
  fi
}

mark_changing() {
  log=$(mkdir -p "$venv" 2>&1 && touch "$venv/.changing" 2>&1) || {
    explain "$log"
    die_without_venv "$log"
  }
}

die_without_venv() {
  why=$(last_of "$1")
  die ".venv를 만들지 못했다: $why" ".venv could not be made: $why"
}

find_python() {
  for module in ensurepip venv; do
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
      "$name" -c "import $module; $SUPPORTED; " >/dev/null 2>&1 || continue
      "$name" -c 'import sys; print(sys.executable)'
      return
    done
  done
  found=$(python3 --version 2>/dev/null) || found=
  here="이 컴퓨터에는 python3이 없다"
  [ -z "$found" ] || here="이 컴퓨터의 Python: ${found#Python }"
  die "Python 3.11 이상이 있어야 한다. $here" \
    "Python 3.11 or newer is needed; this machine has ${found:-no python3}"
}

# Debian keeps pip apart from Python: take it from the system or from the package of its wheel.
add_pip() {
  if has_pip "$1" && "$1" -m pip --python "$venv/bin/python" --version >/dev/null 2>&1; then
    cp -R "$("$1" -c 'import os, pip; print(os.path.dirname(pip.__file__))')" "$(packages)/"
  else
    for pip in /usr/share/python-wheels/pip-*.whl; do
      [ -e "$pip" ] && install_pip "$pip" && return
    done
    scratch=$(mktemp -d)
    unpack_debian "$scratch" python3-pip-whl || true
    for pip in "$scratch"/root/usr/share/python-wheels/pip-*.whl; do
      [ -e "$pip" ] && install_pip "$pip"
    done
    rm -rf "$scratch"
  fi
  has_pip "$venv/bin/python" && return
  if command -v apt-get >/dev/null; then
    command="sudo apt-get install -y python3-venv"
    die "이 Python에는 pip이 없고 받아 오지도 못했다. 인터넷에 잇거나 이렇게 설치한다: $command" \
      "this Python has no pip and none could be fetched; connect, or run: $command"
  fi
  die "이 Python에는 pip도 ensurepip도 없다. 시스템의 패키지 관리자로 설치한다" \
    "this Python has neither pip nor ensurepip; install them with the system's package manager"
}

install_pip() { "$venv/bin/python" "$1/pip" install -q --no-index --no-deps --no-user "$1" >/dev/null 2>&1; }
packages() { "$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

install_packages() {
  tell "${lock##*/}의 패키지를 받는다 (처음 한 번, 1분쯤)" \
    "installing the packages of ${lock##*/} (once, a minute or so)"
  mark_changing
  if ! log=$(run_pip --require-hashes -r "$here/$lock" 2>&1 && install_press 2>&1); then
    is_offline "$log" && rm -f "$venv/.changing"
    explain "$log"
    why=$(last_of "$(printf '%s\n' "$log" | grep -i error)")
    die "패키지를 설치하지 못했다: $why" "the packages could not be installed: $why"
  fi
  cp "$here/$lock" "$venv/.${lock##*/}"
  [ "$lock" != requirements-dev.lock ] || cp "$here/requirements.lock" "$venv/.requirements.lock"
  rm "$venv/.changing"
}

run_pip() {
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-user \
    --only-binary :all: "$@"
}

install_press() {
  if [ -n "$wheel" ]; then
    run_pip --no-index --no-deps --force-reinstall "$wheel" && cksum <"$wheel" >"$venv/.wheel"
  else
    echo "../../../.." >"$(packages)/studyguide-press.pth"
  fi
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
    *"No space left"* | *"Errno 28"* | *"quota exceeded"*)
      die "디스크가 가득 찼다. 자리를 비우고 다시 한다" \
        "the disk is full; free some space and run the command again"
      ;;
    *"ermission denied"* | *"Read-only"*)
      die "${venv}에 쓸 수 없다" "$venv cannot be written to"
      ;;
  esac
  ! is_offline "$1" || die "패키지를 받지 못했다. 인터넷에 이어 다시 한다" \
    "the packages could not be fetched: no network; connect once and run the command again"
}

last_of() { printf '%s\n' "$1" | tail -n 1; }

provide_pango() {
  has_pango || install_pango
  has_pango || die "PDF에는 Pango와 HarfBuzz가 있어야 한다. 이렇게 설치한다: $command" \
    "the PDF needs Pango and HarfBuzz; install them with: $command"
  : >"$venv/.pango"
}

has_pango() (
  find_libraries
  "$venv/bin/python" -W error::DeprecationWarning -c 'import weasyprint.text.ffi' >/dev/null 2>&1
)

install_pango() {
  tell "시스템 라이브러리 Pango와 HarfBuzz를 설치한다 (처음 한 번)" \
    "installing the system libraries Pango and HarfBuzz (once)"
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
    command=$(choose "시스템의 패키지 관리자 (Pango 1.44 이상, subset 라이브러리가 있는 HarfBuzz)" \
      "the system's package manager (Pango 1.44 or newer, HarfBuzz with its subset library)")
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
