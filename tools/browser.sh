#!/bin/sh
# Sees to it that there is a Chromium, and glyphs for Chinese and for Arabic script: without them the tests of the web
# chat have no browser and pictures show boxes. Installs Debian's packages when something is missing, and says so.
set -eu

say() { printf '%s\n' "browser: $*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

font_for() { has fc-list && [ -n "$(fc-list ":lang=$1" family 2>/dev/null)" ]; }

missing() {
    has chromium || printf ' chromium'
    has fc-list || printf ' fontconfig'
    font_for zh-cn || printf ' fonts-noto-cjk'
    font_for ug || printf ' fonts-noto-core'
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0
wanted="$wanted fonts-noto-color-emoji" # never asked for by itself: tests do without, pictures look better with it

cure="apt-get update && apt-get install --no-install-recommends$wanted"
if ! has apt-get; then
    say "missing:$wanted. This machine has no apt-get: install a Chromium that is on the PATH as 'chromium', and"
    say "fonts for Chinese and Arabic script, by its own means. (Debian's packages are the ones named.)"
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
else
    say "missing:$wanted. I may not install them. As root: $cure"
    exit 1
fi

say "installing$wanted (once; a few minutes)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # the list is meant to be split
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $wanted; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    say "that did not work. As root: $cure"
    exit 1
fi
still=$(missing)
[ -z "$still" ] || { say "still missing after the installation:$still"; exit 1; }
say "done"
