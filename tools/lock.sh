#!/bin/sh
# Pins requirements/*.in into *.txt: exact versions, hashes for every platform, and nothing of this machine
# (no index address, no path). A first argument takes the newest version of everything; without it, pins that still fit stay.
set -eu
cd "$(dirname "$0")/.."

if ! command -v uv >/dev/null 2>&1; then
    printf '%s\n' 'lock: uv is needed to pin requirements. Get it with: pipx install uv (or: pip install uv)' >&2
    exit 1
fi
# Whatever mirrors this machine is set to use: pins and hashes are those of the public index.
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL \
    UV_DEFAULT_INDEX UV_NO_INDEX UV_OFFLINE 2>/dev/null || true
for name in run test; do
    uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes ${1:+--upgrade} \
        --no-header --no-emit-index-url --no-emit-find-links requirements/$name.in -o requirements/$name.txt >/dev/null
done
