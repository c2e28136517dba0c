#!/bin/sh
# Makes .venv and fills it from the lock files; does nothing when that was done already.
#
#   sh scripts/setup.sh start    what Twelfth needs to run            (requirements.lock)
#   sh scripts/setup.sh test     the same and what its tests need     (requirements-dev.lock)
#
# A stamp holds everything the environment was made from. It is compared byte for byte, so that the second start
# costs milliseconds, and written last, so that an interrupted installation is taken up again.
set -eu

cd "$(dirname "$0")/.."

venv=.venv
purpose=${1:-start}
case $purpose in
    start) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *)
        echo "setup.sh knows 'start' and 'test', not '$purpose'." >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*" >&2; }

# What an environment for lock file $1 depends on. The folder is part of it: scripts in bin/ name it absolutely.
ingredients() {
    pwd -P
    cat pyproject.toml "$1"
}

# Is the environment complete and current for purpose $1 with lock file $2?
current() {
    [ -f "$venv/stamp-$1" ] && [ -x "$venv/bin/twelfth" ] && ingredients "$2" | cmp -s - "$venv/stamp-$1"
}

# The lock file of the tests holds all that running needs.
if current "$purpose" "$lock" || { [ "$purpose" = start ] && current test requirements-dev.lock; }; then
    # A Python removed by an upgrade of the system leaves a dead link behind.
    if "$venv/bin/python" -c '' 2>/dev/null; then
        exit 0
    fi
fi

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the path of a Python that is new enough.
find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python \
        /opt/homebrew/bin/python3 /usr/local/bin/python3 /usr/bin/python3; do
        [ -n "$candidate" ] || continue
        if new_enough "$candidate"; then
            # Sees through the shims of version managers, and through an activated environment that may go.
            "$candidate" -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)'
            return 0
        fi
    done
    if command -v uv >/dev/null 2>&1; then
        UV_PYTHON_DOWNLOADS=never uv python find '>=3.11' 2>/dev/null && return 0
    fi
    return 1
}

advise_python() {
    say "Twelfth needs Python 3.11 or newer, and none was found. Install it, then run the command again:"
    case $(uname -s) in
        Darwin) say "    brew install python" ;;
        *) say "    apt-get install python3 python3-venv      (or your system's own way)" ;;
    esac
    say "A Python in an unusual place can be named: make $purpose PYTHON=/path/to/python3"
}

# Runs a command as root where that needs no password; fails quietly where it does.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root true || return 1
    say "Installing $* with apt-get …"
    as_root apt-get -o DPkg::Lock::Timeout=300 -qq update </dev/null >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y \
            --no-install-recommends "$@" </dev/null >&2
}

# Debian ships venv without the part that brings pip: `python3 -m venv` then fails and leaves a half-made folder.
make_venv_with_pip() {
    case $python in "$venv"/*) python=$(find_python) || return 1 ;; esac
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1 && [ -x "$venv/bin/pip" ]
}

advise_venv() {
    rm -rf "$venv"
    say "This Python cannot make virtual environments. Install the missing part, then run the command again:"
    if command -v apt-get >/dev/null 2>&1; then
        say "    sudo apt-get install python3-venv"
    else
        say "    the venv module of $python, or uv"
    fi
}

with_uv() {
    command -v uv >/dev/null 2>&1 || return 1
    if ! "$venv/bin/python" -c '' 2>/dev/null; then
        rm -rf "$venv"
        UV_PYTHON_DOWNLOADS=never uv venv --quiet --python "$python" "$venv" || return 1
    fi
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock" &&
        uv pip install --quiet --python "$venv/bin/python" --no-deps -e .
}

with_pip() {
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        make_venv_with_pip || { apt_install python3-venv && make_venv_with_pip; } || {
            advise_venv
            exit 1
        }
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -e .
}

if [ -d "$venv" ] && ! new_enough "$venv/bin/python"; then
    say "The Python behind $venv is gone or too old; making it anew."
    rm -rf "$venv"
fi
if new_enough "$venv/bin/python"; then
    python=$venv/bin/python
else
    python=$(find_python) || {
        advise_python
        exit 1
    }
fi

say "Installing what Twelfth needs into $venv (once; a minute or so) …"
rm -f "$venv/stamp-start" "$venv/stamp-test"
if ! with_uv && ! with_pip; then
    say "The installation did not finish; the lines above say why. Nothing outside $venv was changed: mend it and run"
    say "the command again."
    exit 1
fi
ingredients "$lock" >"$venv/stamp-$purpose.new"
mv "$venv/stamp-$purpose.new" "$venv/stamp-$purpose"
