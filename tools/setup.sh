#!/bin/sh
# Makes .venv with everything the bot and its tests need. Called by `make setup`.
# Does nothing (in a fraction of a second) when the pinned requirements, the Python and the place are unchanged.
# PYTHON=/path/to/python chooses the interpreter; otherwise the first Python >= 3.11 on the PATH is taken.
set -eu
cd "$(dirname "$0")/.."

venv=.venv

say() { printf '%s\n' "setup: $*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" && { printf '%s\n' "$PYTHON"; return; }
        say "PYTHON=$PYTHON is not Python 3.11 or newer"
        return 1
    fi
    for name in python3 python3.11 python3.12 python3.13 python3.14 python; do
        new_enough "$name" && { printf '%s\n' "$name"; return; }
    done
    say "Python 3.11 or newer is needed and was not found."
    say "Debian/Ubuntu: apt-get install python3 python3-venv; or set PYTHON=/path/to/python3.11"
    return 1
}

# Python and place: an environment does not survive a change of either.
soil() {
    "$1" -c 'import os, sys; print(sys.version.split()[0], os.path.realpath(sys.base_prefix), os.getcwd())' 2>/dev/null
}

pins() { cat requirements/run.txt requirements/test.txt pyproject.toml tools/setup.sh | cksum; }

stamped() { [ -x $venv/bin/python ] && [ "$(cat $venv/houniao-"$1" 2>/dev/null)" = "$2" ]; }

if ! stamped soil "$(soil "${PYTHON:-$venv/bin/python}")"; then
    python=$(find_python)
    # Started from inside the old environment, its Python would vanish with it: the one behind it is meant.
    python=$("$python" -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)')
    say "making $venv with $("$python" --version) (a minute or two the first time)"
    rm -rf $venv
    if "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        "$python" -m venv $venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        # Debian splits ensurepip off into python3-venv; the pip of the system then puts a pip inside.
        "$python" -m venv --without-pip $venv
        "$python" -m pip --disable-pip-version-check --python $venv/bin/python install --quiet pip
    else
        rm -rf $venv
        say "this Python has neither ensurepip nor pip. Debian/Ubuntu: apt-get install python3-venv"
        exit 1
    fi
    soil $venv/bin/python > $venv/houniao-soil
fi

if ! stamped pins "$(pins)"; then
    rm -f $venv/houniao-pins
    say "installing the pinned requirements"
    pip() { $venv/bin/python -m pip --disable-pip-version-check "$@"; }
    pip install --quiet --no-deps --require-hashes -r requirements/test.txt
    # compat: one line with the path of the project, so that packages added later are found as well.
    pip install --quiet --no-deps --no-build-isolation --no-index \
        --config-settings editable_mode=compat --editable .
    pip check >&2 || { say "the pinned requirements contradict each other; mend requirements/*.in, then: make lock"; exit 1; }
    pins > $venv/houniao-pins
    say "done"
fi
