#!/bin/sh
# Starts the bot as a first visitor wants to see it: with the demo city, unless .env or the environment decides.
set -eu
cd "$(dirname "$0")/.."
if ! grep -qs '^[[:space:]]*HOUNIAO_DEMO=' .env; then
    export HOUNIAO_DEMO="${HOUNIAO_DEMO:-true}"
fi
mkdir -p var
exec .venv/bin/houniao run
